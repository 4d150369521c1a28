//! Messages of the host: for organizations, single messages and whole languages.

use super::build;
use crate::i18n::Languages;
use crate::i18n::Messages;
use crate::i18n::languages::LanguagesToBuild;
use crate::i18n::languages::RequestedLanguages;
use crate::i18n::plain;

fn told(decided: LanguagesToBuild) -> String {
    build(decided).err().unwrap_or_default().join("\n")
}

/// Says that an organization lacks a feature, which names organizations in every language.
fn lacks(languages: &Languages, language: &str) -> String {
    let messages = languages.messages(Some(language), None, &RequestedLanguages::default());
    plain(&messages.words().not_entitled_text("sso"))
}

/// The examples in the documentation of `WidgetsBuilder::wording`: language and text of each term.
fn documented_terms() -> Vec<(String, String)> {
    let source = include_str!("../../host/languages.rs");
    let examples = source
        .lines()
        .filter_map(|line| line.trim().strip_prefix("///"));
    let examples = examples.collect::<Vec<_>>().join("\n");
    let terms = examples.split(".wording(\"").filter_map(|call| {
        let (tag, rest) = call.split_once("\", \"-organization\", \"")?;
        let (text, _) = rest.split_once("\")")?;
        Some((tag.to_owned(), text.to_owned()))
    });
    terms.collect()
}

fn term(tag: &str, text: &str) -> LanguagesToBuild {
    LanguagesToBuild {
        wordings: vec![(tag.to_owned(), "-organization".to_owned(), text.to_owned())],
        ..Default::default()
    }
}

#[test]
fn organizations_are_called_what_the_host_calls_them() {
    let ours = build(LanguagesToBuild::default()).unwrap();
    assert!(lacks(&ours, "en").starts_with("Your organization does"));
    assert!(lacks(&ours, "de").starts_with("Für Ihre Organisation ist"));
    assert!(lacks(&ours, "ar").contains("في مؤسستك"));
    let documented = documented_terms();
    let tags: Vec<&str> = documented.iter().map(|(tag, _)| tag.as_str()).collect();
    assert_eq!(tags, ["en", "de", "ar"]);
    let wordings = documented
        .into_iter()
        .map(|(tag, text)| (tag, "-organization".to_owned(), text));
    let renamed = build(LanguagesToBuild {
        wordings: wordings.collect(),
        ..Default::default()
    });
    let renamed = renamed.unwrap();
    assert!(lacks(&renamed, "en").starts_with("Your team does"));
    assert!(lacks(&renamed, "de").starts_with("Für Ihren Verband ist"));
    assert!(lacks(&renamed, "ar").contains("في شركتك"));
}

#[test]
fn every_form_of_the_term_can_be_said() {
    for (tag, text) in documented_terms() {
        for form in text
            .lines()
            .filter(|line| line.trim_start().starts_with('[') && !line.ends_with("->"))
        {
            let problems = told(term(&tag, &text.replace(&format!("{form}\n"), "")));
            assert!(
                problems.contains("lacks the text for"),
                "{tag}: {form}: {problems}"
            );
        }
    }
}

#[test]
fn terms_that_cannot_be_said_are_refused() {
    let german = documented_terms().remove(1).1;
    let english = documented_terms().remove(0).1;
    let genderless = german.replace(".gender = masculine", "");
    let misspelled = german.replace("= masculine", "= maskulin");
    let possessive = english.replace("[article] a team", "[article] a team\n[genitive] team's");
    for (tag, text, expected) in [
        ("de", genderless.as_str(), "lacks its .gender"),
        (
            "de",
            misspelled.as_str(),
            "has a .gender other than feminine, masculine, neuter",
        ),
        (
            "en",
            "team",
            "lacks the text for case: article, number: one",
        ),
        (
            "en",
            possessive.as_str(),
            "has a text for case: genitive, number: one",
        ),
        ("en", "team\n-x = y\n", ""),
        ("en", "{ $number", "cannot be read"),
        (
            "fr",
            english.as_str(),
            "there is no language \"fr\": add it with .locale(..)",
        ),
    ] {
        let problems = told(term(tag, text));
        assert!(problems.starts_with("wording: "), "{text}: {problems}");
        assert!(problems.contains(expected), "{text}: {problems}");
    }
    let unknown = LanguagesToBuild {
        wordings: vec![("en".to_owned(), "-organisation".to_owned(), english)],
        ..Default::default()
    };
    assert!(told(unknown).contains("is the id of no term"));
}

#[test]
fn messages_are_said_in_the_hosts_words() {
    let wording = |tag: &str, id: &str, text: &str| LanguagesToBuild {
        wordings: vec![(tag.to_owned(), id.to_owned(), text.to_owned())],
        ..Default::default()
    };
    let languages = build(wording("en", "sign-in-title", "Come in to { $name }")).unwrap();
    let english = languages.messages(Some("en"), None, &RequestedLanguages::default());
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
        .map(|(tag, name)| (tag.as_str(), *name))
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
    let hours = languages.messages(Some("fr-CA"), None, &RequestedLanguages::default());
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
