//! Prepared messages say what Fluent says.

use super::{OURS, build};
use crate::i18n::languages::{Languages, LanguagesToBuild, RequestedLanguages};
use crate::i18n::plain;

/// Messages of a host, in every shape that is prepared, and in some that are not.
const WORDINGS: [(&str, &str, bool); 12] = [
    ("sign-in-title", "{ $name }", true),
    ("sign-in-as", "To { $name } and { $name }", true),
    ("sign-in-link-lead", "Nobody is named.", true),
    ("sign-in-link-replaces", "{\"  \"}{ $email }{\"{\"}", true),
    (
        "mail-sign-in-title",
        "One line,\nanother { $name }\n\nand one more",
        true,
    ),
    (
        "time-12",
        "{ $half ->\n    [am] morning, { $hour }\n   *[pm] { $minute }\n}",
        true,
    ),
    (
        "date",
        "On { $day ->\n   *[x] { $month ->\n       *[x] { $year } { $day }\n    }\n} it is",
        true,
    ),
    ("sessions-active", "{\"\\u00e4\"} { $when }", false),
    ("sessions-expires", "{ { $when } }, the latest", false),
    ("sessions-opened", "{ 7 } { $when }", false),
    (
        "sessions-staff-reason",
        "{ -organization } { $reason }",
        false,
    ),
    (
        "sessions-end-title",
        "{ $device ->\n    [1] one\n   *[x] another\n}",
        false,
    ),
];

/// Compares every message, and returns the ids of those that are prepared.
fn compared(languages: &Languages, tag: &str) -> Vec<&'static str> {
    let messages = languages.messages(Some(tag), None, &RequestedLanguages::default());
    assert_eq!(messages.language().as_str(), tag);
    let mut prepared = Vec::new();
    for given in ["", "am", "pm", "x", "ä\u{2068}<{ $b }\n"] {
        // The same for all, and another for each, so that one in the place of another shows.
        for each in [false, true] {
            let argument = |name: &str| {
                if each {
                    [given, name].concat()
                } else {
                    given.into()
                }
            };
            let all = messages.words().compared(argument);
            assert!(all.len() > 50, "{}", all.len());
            for (id, _, [said, plain_text, by_fluent]) in &all {
                assert_eq!(said, by_fluent, "{tag} {id}");
                // Isolates of an argument itself stay in it.
                let plain_text = match given.contains('\u{2068}') {
                    true => &plain(plain_text),
                    false => plain_text,
                };
                assert_eq!(*plain_text, plain(by_fluent), "{tag} {id}");
            }
            let ids = all.iter().filter(|(_, prepared, _)| *prepared);
            prepared = ids.map(|(id, ..)| *id).collect();
        }
    }
    prepared
}

#[test]
fn prepared_messages_say_what_fluent_says() {
    let languages = LanguagesToBuild {
        pseudo: true,
        ..Default::default()
    };
    let languages = build(languages).unwrap();
    for tag in OURS.into_iter().chain(["en-XA"]) {
        let prepared = compared(&languages, tag);
        for id in ["sessions-active", "date", "time-12", "sign-in-title"] {
            assert!(prepared.contains(&id), "{tag} {id}");
        }
        // It names organizations, by a term.
        assert!(!prepared.contains(&"not-entitled-text"), "{tag}");
    }
}

#[test]
fn messages_of_a_host_say_what_fluent_says() {
    let wordings = WORDINGS.map(|(id, text, _)| ("en".to_owned(), id.to_owned(), text.to_owned()));
    let languages = build(LanguagesToBuild {
        wordings: wordings.into(),
        ..Default::default()
    });
    let prepared = compared(&languages.unwrap(), "en");
    for (id, _, expected) in WORDINGS {
        assert_eq!(prepared.contains(&id), expected, "{id}");
    }
}
