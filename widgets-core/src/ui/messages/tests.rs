//! What every language says.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::languages::{LanguagesToBuild, Wishes};
use super::{Gender, Languages, Messages, OrganizationWord, plain, tree};
use crate::clock::Timestamp;
use crate::crypto::{PasswordFlaw, PasswordRequirement};
use crate::entitlement::Entitlement;
use crate::locale::Locale;
use crate::problem::{Problem, Refusal};
use crate::time_zone::ZoneName;

const OURS: [&str; 3] = ["en", "de", "ar"];

fn build(decided: LanguagesToBuild) -> Result<Languages, Vec<String>> {
    let mut problems = Vec::new();
    decided.build(&mut problems).ok_or(problems)
}

fn told(decided: LanguagesToBuild) -> String {
    build(decided).err().unwrap_or_default().join("\n")
}

fn in_zone(language: &str, zone: &str) -> Messages {
    let languages = build(LanguagesToBuild::default()).unwrap();
    let zone = ZoneName::parse(zone).unwrap();
    languages.messages(Some(language), Some(&zone), &Wishes::default())
}

fn messages(language: &str) -> Messages {
    in_zone(language, "UTC")
}

/// A copy of the message files, one of them changed.
fn copied(name: &str, file: &str, change: impl Fn(String) -> String) -> PathBuf {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let copy = std::env::temp_dir().join(format!("widgets-{}-{name}", std::process::id()));
    for own in tree::files(&src).unwrap() {
        let below = own.path.strip_prefix(&src).unwrap();
        let text = fs::read_to_string(&own.path).unwrap();
        let text = if below == Path::new(file) {
            change(text)
        } else {
            text
        };
        let to = copy.join(below);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::write(to, text).unwrap();
    }
    copy
}

fn found(name: &str, file: &str, change: impl Fn(String) -> String) -> String {
    let copy = copied(name, file, change);
    let problems = tree::problems(&copy).unwrap();
    fs::remove_dir_all(&copy).unwrap();
    problems
        .join("\n")
        .replace(&format!("{}/", copy.display()), "")
}

#[test]
fn a_message_that_one_language_lacks_does_not_build() {
    let file = "rooms/sign_in/messages/de.ftl";
    let without = |text: String| -> String {
        let lines = text
            .lines()
            .filter(|line| !line.starts_with("sign-in-lead ="));
        lines.flat_map(|line| [line, "\n"]).collect()
    };
    assert_eq!(
        found("lacking", file, without),
        "rooms/sign_in/messages/de.ftl: the message sign-in-lead is missing in \"de\": translate it"
    );
    assert_eq!(found("complete", file, |text| text), "");
}

#[test]
fn every_mistake_in_a_message_file_is_named_with_its_file() {
    let file = "ui/messages/ar.ftl";
    for (name, change, expected) in [
        (
            "more",
            "\nno-such = x\n",
            "there is no message no-such to translate",
        ),
        ("twice", "\nnav-you = x\n", "nav-you is there twice"),
        ("broken", "\nnav-you\n", "line "),
        (
            "loop",
            "\n-a = { -b }\n-b = { -a }\n",
            "the term -a says itself",
        ),
        (
            "after",
            "\n-a = { -organization } { $case }\n",
            "uses a variable after another term",
        ),
    ] {
        let problems = found(name, file, |text| text + change);
        let file_named = problems
            .lines()
            .all(|line| line.starts_with("ui/messages/ar.ftl: "));
        assert!(
            file_named && problems.contains(expected),
            "{name}: {problems}"
        );
    }
    for (name, from, to, expected) in [
        (
            "variable",
            "{ $wait }",
            "{ $weight }",
            "too-many-text uses { $weight }, which it is not given; it is given { $wait }",
        ),
        (
            "plural",
            "    [two] يومين\n",
            "",
            "wait-days lacks the plural forms two of \"ar\"",
        ),
        (
            "term",
            "{ -organization(",
            "{ -company(",
            "says the term -company, which is not defined",
        ),
        (
            "function",
            "{ $wait }",
            "{ DATETIME($wait) }",
            "calls DATETIME(), but there is only NUMBER()",
        ),
        (
            "message",
            "{ $wait }",
            "{ nav-you }",
            "refers to the message nav-you",
        ),
    ] {
        let problems = found(name, file, |text| text.replace(from, to));
        assert!(problems.contains(expected), "{name}: {problems}");
    }
}

#[test]
fn every_message_can_be_said_with_every_number() {
    let languages = build(LanguagesToBuild {
        pseudo: true,
        ..Default::default()
    })
    .unwrap();
    for language in ["en", "de", "ar", "en-XA"] {
        let messages = languages.messages(Some(language), None, &Wishes::default());
        assert_eq!(messages.language().as_str(), language);
        for number in (0..=12).chain([99, 100, 101, 111, 1_000_000]) {
            assert_eq!(
                messages.words().rehearse(number, "x"),
                [""; 0],
                "{language} {number}"
            );
        }
    }
}

#[test]
fn plurals_follow_the_language() {
    let samples: [(&str, &[(u64, &str)]); 3] = [
        ("en", &[(1, "one hour"), (2, "2 hours"), (21, "21 hours")]),
        (
            "de",
            &[(1, "eine Stunde"), (2, "2 Stunden"), (21, "21 Stunden")],
        ),
        (
            "ar",
            &[
                (0, "أقل من ساعة"),
                (1, "ساعة واحدة"),
                (2, "ساعتين"),
                (3, "3 ساعات"),
                (10, "10 ساعات"),
                (11, "11 ساعة"),
                (99, "99 ساعة"),
                (100, "100 ساعة"),
            ],
        ),
    ];
    for (language, samples) in samples {
        let messages = messages(language);
        for (count, expected) in samples {
            let said = super::plain(&messages.words().wait_hours(*count));
            assert_eq!(said, *expected, "{language} {count}");
        }
    }
}

#[test]
fn waits_and_ages_are_told_in_words() {
    let wait = |language, seconds| messages(language).wait(Duration::from_secs(seconds));
    assert_eq!(wait("en", 60), "60 seconds");
    assert_eq!(wait("de", 300), "5 Minuten");
    assert_eq!(wait("ar", 4 * 86_400), "4 أيام");
    let ago = |language, seconds: u64| {
        let now = Timestamp::from_micros(1_795_176_000_000_000);
        messages(language).ago(now.minus(Duration::from_secs(seconds)), now)
    };
    assert_eq!(ago("en", 5), "just now");
    assert_eq!(ago("de", 3 * 60), "vor 3 Minuten");
    assert_eq!(ago("ar", 2 * 86_400), "قبل يومين");
    assert_eq!(ago("de", 70 * 86_400), "vor 2 Monaten");
    assert_eq!(ago("en", 800 * 86_400), "2 years ago");
}

#[test]
fn dates_follow_language_and_zone() {
    // 2026-11-20T22:30:00Z
    let at = Timestamp::from_micros(1_795_213_800_000_000);
    for (language, zone, date, date_time) in [
        (
            "en",
            "UTC",
            "20 November 2026",
            "20 November 2026 at 22:30 UTC",
        ),
        (
            "en",
            "Europe/Berlin",
            "20 November 2026",
            "20 November 2026 at 23:30",
        ),
        (
            "en",
            "Asia/Kolkata",
            "21 November 2026",
            "21 November 2026 at 04:00",
        ),
        (
            "de",
            "America/New_York",
            "20. November 2026",
            "20. November 2026 um 17:30",
        ),
        (
            "de",
            "UTC",
            "20. November 2026",
            "20. November 2026 um 22:30 UTC",
        ),
        (
            "ar",
            "Asia/Riyadh",
            "21 نوفمبر 2026",
            "21 نوفمبر 2026 في 1:30 ص",
        ),
        (
            "ar",
            "Africa/Tunis",
            "20 نوفمبر 2026",
            "20 نوفمبر 2026 في 11:30 م",
        ),
    ] {
        let messages = in_zone(language, zone);
        assert_eq!(messages.date(at), date, "{language} {zone}");
        assert_eq!(messages.date_time(at), date_time, "{language} {zone}");
    }
    // The clocks of Berlin show summer time in July.
    let july = Timestamp::from_micros(1_784_548_800_000_000);
    assert_eq!(
        in_zone("de", "Europe/Berlin").date_time(july),
        "20. Juli 2026 um 14:00"
    );
    let noon = Timestamp::from_micros(1_795_176_000_000_000);
    let midnight = noon.minus(Duration::from_secs(12 * 3_600));
    assert!(messages("ar").date_time(noon).contains("12:00 م"));
    assert!(messages("ar").date_time(midnight).contains("12:00 ص"));
}

#[test]
fn months_have_names_and_numbers_groups() {
    for language in OURS {
        let messages = messages(language);
        let months: Vec<_> = (1..=12)
            .map(|month| messages.words().month_name(month))
            .collect();
        let mut distinct = months.clone();
        distinct.sort();
        distinct.dedup();
        assert_eq!(distinct.len(), 12, "{months:?}");
    }
    let number = |language, number| messages(language).number(number);
    assert_eq!(number("en", 0), "0");
    assert_eq!(number("en", 1_234_567), "1,234,567");
    assert_eq!(number("de", 12_345), "12.345");
    assert_eq!(number("ar", 999), "999");
}

#[test]
fn own_setting_then_cookie_then_header_then_default() {
    let decided = LanguagesToBuild {
        default: Some("de".to_owned()),
        ..Default::default()
    };
    let languages = build(decided).unwrap();
    let chosen = |own: Option<&str>, cookie: &str, header: &str| {
        let mut headers = http::HeaderMap::new();
        headers.insert("accept-language", header.parse().unwrap());
        let wishes = Wishes::read(&headers, Locale::parse(cookie));
        languages
            .messages(own, None, &wishes)
            .language()
            .to_string()
    };
    assert_eq!(chosen(Some("ar"), "en", "de"), "ar");
    assert_eq!(chosen(Some("ar-EG"), "en", "de"), "ar");
    assert_eq!(chosen(Some("xx"), "en", "de"), "en");
    assert_eq!(chosen(None, "en", "ar"), "en");
    assert_eq!(chosen(None, "", "ar-EG, en;q=0.9"), "ar");
    assert_eq!(chosen(None, "", "fr, *"), "de");
    assert_eq!(
        chosen(None, "", "en-XA"),
        "en",
        "nobody asked for the pseudo-locale"
    );
}

/// Says that an organization lacks a feature, which names organizations in every language.
fn lacks(languages: &Languages, language: &str) -> String {
    let messages = languages.messages(Some(language), None, &Wishes::default());
    let problem = Problem::from(Refusal::NotEntitled(Entitlement::new("sso")));
    super::plain(&messages.problem(&problem).1)
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
fn no_message_says_the_word_itself() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for file in tree::files(&src).unwrap() {
        let text = fs::read_to_string(&file.path).unwrap();
        let mut in_term = false;
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if !line.starts_with([' ', '}']) {
                in_term = line.starts_with('-');
            }
            let said = line
                .split_once('=')
                .map_or(line, |(_, said)| said)
                .to_lowercase();
            let said = said.replace("-organization", "");
            let names = ["organization", "organisation", "مؤسس"]
                .iter()
                .any(|word| said.contains(word));
            assert!(
                in_term || !names,
                "{}: say {{ -organization }}: {line}",
                file.path.display()
            );
        }
    }
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
        super::plain(&english.words().sign_in_title("Desk")),
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
    assert_eq!(super::plain(&hours.words().wait_hours(1)), "one hour");

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

#[test]
fn names_are_kept_apart_from_the_sentence_around_them() {
    let said = messages("ar").words().sign_in_title("Coffee Desk");
    assert!(said.contains("\u{2068}Coffee Desk\u{2069}"), "{said:?}");
    assert!(!super::plain(&said).contains(['\u{2068}', '\u{2069}']));
    let term = messages("en")
        .problem(&Refusal::NotEntitled(Entitlement::new("sso")).into())
        .1;
    assert!(
        term.starts_with("Your organization does"),
        "our own words are not set apart: {term:?}"
    );
}

#[test]
fn all_that_is_wrong_with_a_password_is_one_text() {
    let flaws = [
        PasswordFlaw::TooShort { least: 15, has: 6 },
        PasswordFlaw::Lacks(PasswordRequirement::Digit),
        PasswordFlaw::OwnWords,
    ];
    assert_eq!(
        plain(&messages("en").password_flaws(&flaws)),
        "Use at least 15 characters; this has 6. Several words in a row are easy to remember. Use a \
         digit. This is mostly your name, your address or the name of this service, which is what \
         others try first. Use something that has nothing to do with you."
    );
    let german = plain(&messages("de").password_flaws(&flaws[..1]));
    assert!(german.starts_with("Verwenden Sie mindestens 15 Zeichen; das sind 6."));
    // The word for characters changes with their number.
    for (least, said) in [(8, "8 أحرف"), (15, "15 حرفًا"), (100, "100 حرف")] {
        let flaw = PasswordFlaw::TooShort { least, has: 3 };
        let arabic = plain(&messages("ar").password_flaws(&[flaw]));
        assert!(
            arabic.contains(&format!("{said} على الأقل (أدخلت 3)")),
            "{arabic}"
        );
    }
    let all = [
        PasswordFlaw::TooLong { most: 1024 },
        PasswordFlaw::Lacks(PasswordRequirement::Letter),
        PasswordFlaw::Lacks(PasswordRequirement::LowerCase),
        PasswordFlaw::Lacks(PasswordRequirement::Capital),
        PasswordFlaw::Lacks(PasswordRequirement::Symbol),
        PasswordFlaw::Unchanged,
    ];
    for language in OURS {
        let said: HashSet<String> = all
            .iter()
            .map(|flaw| messages(language).password_flaws(&[*flaw]))
            .collect();
        assert_eq!(
            said.len(),
            all.len(),
            "{language}: each has words of its own"
        );
    }
}
