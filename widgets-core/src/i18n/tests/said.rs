//! Formatting in each language, and the choice of a language.

use std::collections::HashSet;
use std::time::Duration;

use super::{OURS, build, in_zone, messages};
use crate::crypto::{PasswordFlaw, PasswordRequirement};
use crate::http::user_agent::UserAgent;
use crate::i18n::languages::{LanguagesToBuild, RequestedLanguages};
use crate::i18n::plain;
use crate::types::clock::Timestamp;
use crate::types::locale::Locale;

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
        let requested_languages = RequestedLanguages::read(&headers, Locale::parse(cookie));
        languages
            .messages(own, None, &requested_languages)
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
            let said = plain(&messages.words().wait_hours(*count));
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
            "21 نوفمبر 2026 في 1:30\u{a0}ص",
        ),
        (
            "ar",
            "Africa/Tunis",
            "20 نوفمبر 2026",
            "20 نوفمبر 2026 في 11:30\u{a0}م",
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
    assert!(messages("ar").date_time(noon).contains("12:00\u{a0}م"));
    assert!(messages("ar").date_time(midnight).contains("12:00\u{a0}ص"));
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
fn names_are_kept_apart_from_the_sentence_around_them() {
    let said = messages("ar").words().sign_in_title("Coffee Desk");
    assert!(said.contains("\u{2068}Coffee Desk\u{2069}"), "{said:?}");
    assert!(!plain(&said).contains(['\u{2068}', '\u{2069}']));
    let messages = messages("en");
    let term = messages.words().not_entitled_text("sso");
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
        "Too short: 6 of 15 characters. Add a digit. Too easy to guess: it’s mostly your name, your \
         address or the name of this service."
    );
    let german = plain(&messages("de").password_flaws(&flaws[..1]));
    assert!(german.starts_with("Zu kurz: 6 von 15 Zeichen."));
    // The word for characters changes with their number.
    for (least, said) in [(8, "8 أحرف"), (15, "15 حرفًا"), (100, "100 حرف")] {
        let flaw = PasswordFlaw::TooShort { least, has: 3 };
        let arabic = plain(&messages("ar").password_flaws(&[flaw]));
        assert!(arabic.contains(&format!("3 من {said}.")), "{arabic}");
    }
    let all = [
        PasswordFlaw::TooLong { most: 1024 },
        PasswordFlaw::Lacks(PasswordRequirement::Letter),
        PasswordFlaw::Lacks(PasswordRequirement::LowerCase),
        PasswordFlaw::Lacks(PasswordRequirement::Capital),
        PasswordFlaw::Lacks(PasswordRequirement::Symbol),
        PasswordFlaw::Breached,
        PasswordFlaw::TooWeak,
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

#[test]
fn german_names_devices_with_their_article() {
    let said = |language, agent: &str| {
        let device = UserAgent::parse(agent);
        plain(&messages(language).device(&device))
    };
    let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/605.1";
    let desk = "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Firefox/150.0";
    assert_eq!(said("de", phone), "Safari auf dem iPhone");
    assert_eq!(said("de", desk), "Firefox unter Linux");
    assert_eq!(said("en", phone), "Safari on iPhone");
}
