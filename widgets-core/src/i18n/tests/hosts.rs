//! Words of the host's own: for organizations, for single messages, for whole languages.

use super::build;
use crate::context::problem::{Problem, Refusal};
use crate::i18n::languages::{LanguagesToBuild, Wishes};
use crate::i18n::{Gender, Languages, Messages, OrganizationWord, plain};
use crate::types::entitlement::Entitlement;

fn told(decided: LanguagesToBuild) -> String {
    build(decided).err().unwrap_or_default().join("\n")
}

/// Says that an organization lacks a feature, which names organizations in every language.
fn lacks(languages: &Languages, language: &str) -> String {
    let messages = languages.messages(Some(language), None, &Wishes::default());
    let problem = Problem::from(Refusal::NotEntitled(Entitlement::new("sso")));
    plain(&messages.problem(&problem).1)
}

#[test]
fn organizations_are_called_what_the_host_calls_them() {
    let ours = build(LanguagesToBuild::default()).unwrap();
    assert!(lacks(&ours, "en").starts_with("Your organization does"));
    assert!(lacks(&ours, "de").starts_with("Für Ihre Organisation ist"));
    assert!(lacks(&ours, "ar").contains("في مؤسستك"));
    let word = |tag: &str, word| (tag.to_owned(), word);
    let decided = LanguagesToBuild {
        organization_words: vec![
            word("en", OrganizationWord::new("team", "teams")),
            word(
                "de",
                OrganizationWord::new("Arbeitsbereich", "Arbeitsbereiche")
                    .gender(Gender::Masculine),
            ),
            word(
                "ar",
                OrganizationWord::new("شركة", "شركات").gender(Gender::Feminine),
            ),
        ],
        ..Default::default()
    };
    let renamed = build(decided).unwrap();
    assert!(lacks(&renamed, "en").starts_with("Your team does"));
    assert!(lacks(&renamed, "de").starts_with("Für Ihren Arbeitsbereich ist"));
    assert!(lacks(&renamed, "ar").contains("في شركتك"));
}

#[test]
fn the_rules_of_each_language_give_the_default_word() {
    for (language, word) in [
        ("en", OrganizationWord::new("organization", "organizations")),
        (
            "de",
            OrganizationWord::new("Organisation", "Organisationen").gender(Gender::Feminine),
        ),
        (
            "ar",
            OrganizationWord::new("مؤسسة", "مؤسسات").gender(Gender::Feminine),
        ),
    ] {
        let decided = LanguagesToBuild {
            organization_words: vec![(language.to_owned(), word.clone())],
            ..Default::default()
        };
        let (ours, ruled) = (
            build(LanguagesToBuild::default()).unwrap(),
            build(decided).unwrap(),
        );
        assert_eq!(lacks(&ruled, language), lacks(&ours, language));
        let term = word
            .term(language)
            .unwrap()
            .replace("{ \"", "")
            .replace("\" }", "");
        let source = Messages::source(language).unwrap();
        for line in term.lines() {
            assert!(
                source.contains(line.trim()),
                "{language}: {line} is not in the message file"
            );
        }
    }
    let german = |word: OrganizationWord| word.term("de").unwrap();
    let team = german(OrganizationWord::new("Team", "Teams").gender(Gender::Neuter));
    assert!(team.contains("[genitive] { \"Teams\" }") && team.contains("[dative] { \"Teams\" }"));
    let firm = german(OrganizationWord::new("Verband", "Verbände").gender(Gender::Masculine));
    assert!(firm.contains("[dative] { \"Verbänden\" }"));
}

#[test]
fn words_that_cannot_be_said_are_refused() {
    let refused = |tag: &str, word| {
        told(LanguagesToBuild {
            organization_words: vec![(tag.to_owned(), word)],
            ..Default::default()
        })
    };
    let team = || OrganizationWord::new("team", "teams");
    assert!(
        refused("de", team())
            .contains("organization_word in \"de\": in \"de\" it needs its .gender(..)")
    );
    assert!(refused("fr", team()).contains("there is no language \"fr\": add it with .locale(..)"));
    assert!(refused("en", OrganizationWord::new("", "x")).contains("is not a word"));
    assert!(refused("en", team().form("one", "genitive", "team's")).contains("there is no form"));
    let odd = OrganizationWord::new("a \"b\" { $c }", "\\");
    assert_eq!(refused("en", odd), "", "whatever it holds, it is only text");
}

#[test]
fn messages_are_said_in_the_hosts_words() {
    let wording = |tag: &str, id: &str, text: &str| LanguagesToBuild {
        wordings: vec![(tag.to_owned(), id.to_owned(), text.to_owned())],
        ..Default::default()
    };
    let languages = build(wording("en", "sign-in-title", "Come in to { $name }")).unwrap();
    let english = languages.messages(Some("en"), None, &Wishes::default());
    assert_eq!(
        plain(&english.words().sign_in_title("Desk")),
        "Come in to Desk"
    );
    for (tag, id, text, expected) in [
        (
            "en",
            "sign-in-titel",
            "x",
            "wording: \"sign-in-titel\" in \"en\" is the id of no message",
        ),
        (
            "en",
            "sign-in-title",
            "{ $nme }",
            "the message sign-in-title uses { $nme }, which it is not given; it is given { $name }",
        ),
        (
            "en",
            "sign-in-title",
            "{ $name",
            "wording: \"sign-in-title\" in \"en\" cannot be read",
        ),
        ("en", "sign-in-title", "x\nsign-in-lead = y", ""),
        ("en", "a = b\nnav-you", "x", "is not one message"),
        (
            "xx",
            "sign-in-title",
            "x",
            "wording: there is no language \"xx\"",
        ),
        (
            "ar",
            "wait-days",
            "{ $count ->\n[one] x\n*[other] y\n}",
            "lacks the plural forms zero, two, few, many",
        ),
    ] {
        let problems = told(wording(tag, id, text));
        assert_eq!(problems.is_empty(), expected.is_empty(), "{id}: {problems}");
        assert!(problems.contains(expected), "{id}: {problems}");
    }
}

#[test]
fn a_hosts_language_is_held_to_the_same_rules() {
    let locale = |tag: &str, text: String| LanguagesToBuild {
        locales: vec![(tag.to_owned(), text)],
        ..Default::default()
    };
    let english = Messages::source("en").unwrap();
    let french = english.replace("language-name = English", "language-name = Français");
    let languages = build(locale("fr-ca", french.clone())).unwrap();
    let names: Vec<_> = languages
        .offered()
        .map(|(tag, name)| (tag.to_string(), name))
        .collect();
    let names: Vec<_> = names
        .iter()
        .map(|(tag, name)| (tag.as_str(), name.as_str()))
        .collect();
    assert_eq!(
        names,
        [
            ("ar", "العربية"),
            ("de", "Deutsch"),
            ("en", "English"),
            ("fr-CA", "Français")
        ]
    );
    let hours = languages.messages(Some("fr-CA"), None, &Wishes::default());
    assert_eq!(plain(&hours.words().wait_hours(1)), "one hour");

    let broken = french
        .replace("nav-you = You\n", "")
        .replace("{ $id }", "{ $number }")
        .replace("nav-skip", "nav-ship");
    let problems = told(locale("fr", broken));
    for expected in [
        "locale \"fr\": the message nav-you is missing in \"fr\": translate it",
        "locale \"fr\": the message nav-skip is missing",
        "locale \"fr\": there is no message nav-ship to translate",
        "locale \"fr\": the message fault-id uses { $number }, which it is not given; it is given { $id }",
    ] {
        assert!(
            problems.contains(expected),
            "{expected} is not among\n{problems}"
        );
    }
    assert!(told(locale("fr", "x".to_owned())).contains("locale \"fr\": line 1: "));
    assert!(told(locale("french", french)).contains("\"french\" is not a language's tag"));
    let default = |tag: &str, zone: &str| {
        let (default, zone) = (Some(tag.to_owned()), Some(zone.to_owned()));
        told(LanguagesToBuild {
            default,
            zone,
            ..Default::default()
        })
    };
    assert!(default("fr", "UTC").contains("default_locale: there is no language \"fr\""));
    assert!(default("de", "Berlin").contains("default_time_zone: \"Berlin\" is not the name"));
    assert_eq!(default("de", "Europe/Berlin"), "");
}
