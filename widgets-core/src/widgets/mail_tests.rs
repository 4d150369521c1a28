//! The mails of the bundled widgets, as they are composed.

use std::time::Duration;

use serde_json::{Value, json};
use url::Url;

use super::bundled;
use crate::context::ports::mailer::Mail;
use crate::i18n::{Languages, LanguagesToBuild, plain};
use crate::outbox::compose::{MailComposer, Unwritable};
use crate::table::hooks::Hooks;
use crate::table::mails::{AnyMail, one_line, typed};
use crate::table::{Table, Widget};
use crate::types::{OutboxId, Timestamp};
use crate::ui::Theme;

const CODE: &str = "402913";
const NOON: Timestamp = Timestamp::from_micros(1_795_176_000_000_000);

fn languages() -> Languages {
    let to_build = LanguagesToBuild {
        pseudo: true,
        ..LanguagesToBuild::default()
    };
    to_build.build(&mut Vec::new()).unwrap()
}

/// A mail as older versions put it into the outbox too, written by the widget that sends it.
fn mail(language: &str, says: Value) -> Mail {
    compose(language, says).unwrap()
}

fn compose(language: &str, says: Value) -> Result<Mail, Unwritable> {
    let (languages, theme) = (languages(), Theme::default());
    let table = Table::new(Vec::new(), bundled(), Hooks::default());
    let public_url = Url::parse("https://coffee.example/account/").unwrap();
    let composer = MailComposer {
        has_logo: false,
        name: "Coffee Desk",
        public_url: &public_url,
        languages: &languages,
        theme: &theme,
        now: NOON,
        table: &table,
    };
    let row = OutboxId::parse("out_1").unwrap();
    let stored = json!({
        "to": "Maren@Nordlicht.example",
        "key": "maren@nordlicht.example",
        "language": language,
        "zone": "UTC",
        "says": says,
    });
    composer.compose(&row, &serde_json::from_value(stored).unwrap())
}

fn after(seconds: u64) -> i64 {
    NOON.plus(Duration::from_secs(seconds)).as_micros()
}

fn code() -> Value {
    json!({
        "code": CODE,
        "link": "/sign-up/link/T0KEN",
        "decline": "/codes/decline/N0T-ME",
        "expires_at": after(600),
    })
}

fn invitation(by: Option<&str>) -> Value {
    let link = "/sign-up/invited/T0KEN";
    json!({ "invitation": { "link": link, "expires_at": after(86_400), "by": by } })
}

fn password_change() -> Value {
    json!({ "at": NOON.as_micros(), "reset": "/reset" })
}

fn factor_change() -> Value {
    json!({ "at": NOON.as_micros(), "name": "Pixel 9", "left": 7, "reset": "/reset" })
}

fn factor_reset() -> Value {
    json!({
        "at": NOON.as_micros(),
        "due": after(86_400),
        "call_off": "/security/factor-reset/T0KEN",
        "reset": "/reset",
    })
}

fn trust() -> Value {
    json!({
        "at": NOON.as_micros(),
        "until": after(86_400),
        "browser": "Firefox",
        "system": "Windows",
        "reset": "/reset",
    })
}

fn with_code() -> [Value; 5] {
    ["sign_up", "sign_in", "reset", "second_factor", "step_up"].map(|kind| json!({ kind: code() }))
}

fn every_kind() -> Vec<Value> {
    let others = [
        json!({ "sign_up_taken": { "sign_in": "/sign-in", "reset": "/reset" } }),
        json!({ "password_set": password_change() }),
        json!({ "password_changed": password_change() }),
        json!({ "authenticator_added": factor_change() }),
        json!({ "authenticator_removed": factor_change() }),
        json!({ "recovery_codes_made": factor_change() }),
        json!({ "recovery_code_used": factor_change() }),
        json!({ "browser_trusted": trust() }),
        json!({ "factor_reset_begun": factor_reset() }),
        json!({ "factor_reset_done": factor_reset() }),
        invitation(None),
    ];
    with_code().into_iter().chain(others).collect()
}

#[test]
fn every_kind_that_is_registered_is_written_here() {
    let of_widgets = bundled();
    let registered = of_widgets.iter().flat_map(Widget::mails);
    let mut registered: Vec<_> = registered.map(AnyMail::key).collect();
    registered.sort_unstable();
    let every = every_kind();
    let mut every: Vec<_> = every
        .iter()
        .map(|own| own.as_object().unwrap().keys().next().unwrap().as_str())
        .collect();
    every.sort_unstable();
    assert_eq!(registered, every);
}

#[test]
fn what_no_widget_writes_is_no_mail() {
    for says in [
        json!({ "of_a_later_version": code() }),
        json!({ "reset": {} }),
        json!("reset"),
    ] {
        assert_eq!(compose("en", says).unwrap_err(), Unwritable::Kind);
    }
}

#[test]
fn a_mail_with_a_code_says_everything_in_text_and_html() {
    let mail = mail("en", json!({ "sign_up": code() }));
    assert_eq!(mail.id, "out_1@coffee.example");
    assert_eq!(mail.to.as_str(), "Maren@Nordlicht.example");
    let subject = format!("{CODE}: Finish signing up for Coffee Desk");
    assert_eq!(mail.subject, subject);
    for body in [&mail.text, &plain(&untagged(&mail.html))] {
        for part in [
            CODE,
            "https://coffee.example/account/sign-up/link/T0KEN",
            "https://coffee.example/account/codes/decline/N0T-ME",
            "10 minutes",
            "Confirm your email address",
            "I didn’t request this",
            "Coffee Desk sent this to M…@\u{2060}nordlicht.\u{2060}example because",
        ] {
            assert!(body.contains(part), "{part} in {body}");
        }
    }
    assert!(!mail.text.contains('\u{2068}'), "marks of direction");
}

#[test]
fn every_value_stands_in_its_place() {
    let text = |kind| mail("en", kind).text;
    let changed = json!({ "password_changed": password_change() });
    let lead = "On 20 November 2026 at 12:00 UTC, the password of your Coffee Desk account was";
    assert!(text(changed).contains(lead));
    let set = json!({ "password_set": password_change() });
    let lead = "On 20 November 2026 at 12:00 UTC, a password was set for your Coffee Desk account";
    assert!(text(set).contains(lead));
    let used = text(json!({ "recovery_code_used": factor_change() }));
    assert!(used.contains("You have 7 recovery codes left."), "{used}");
    let invites = "Maren Okafor invited you to create an account at Coffee Desk.";
    assert!(text(invitation(Some("Maren Okafor"))).contains(invites));
}

#[test]
fn every_mail_is_in_the_language_of_its_reader() {
    for language in ["en", "de", "ar", "en-XA"] {
        for kind in every_kind() {
            let mail = mail(language, kind);
            assert_eq!(mail.language.as_str(), language);
            let direction = if language == "ar" { "rtl" } else { "ltr" };
            let opening = format!("<html lang=\"{language}\" dir=\"{direction}\">");
            assert!(mail.html.contains(&opening), "{}", mail.html);
            assert!(mail.text.contains("Coffee Desk"));
        }
    }
    assert_eq!(
        mail("de", json!({ "reset": code() })).subject,
        format!("{CODE}: Wählen Sie ein neues Passwort für Coffee Desk")
    );
}

#[test]
fn a_subject_has_the_code_if_there_is_one_and_no_mark_of_direction() {
    for language in ["en", "de", "ar"] {
        for kind in every_kind() {
            let has_code = with_code().contains(&kind);
            let mail = mail(language, kind);
            assert_eq!(mail.subject.starts_with(CODE), has_code);
            assert_eq!(mail.subject, one_line(&mail.subject));
            assert!(
                (1..=78).contains(&mail.subject.chars().count()),
                "{}",
                mail.subject
            );
        }
    }
}

#[test]
fn every_mail_with_a_code_can_be_declined() {
    for kind in every_kind() {
        let has_code = with_code().contains(&kind);
        let mail = mail("en", kind);
        assert_eq!(mail.text.contains(CODE), has_code);
        assert_eq!(untagged(&mail.html).contains(CODE), has_code);
        assert_eq!(mail.text.contains("/codes/decline/"), has_code);
        assert_eq!(mail.html.contains("/codes/decline/"), has_code);
    }
}

/// The text of a document, with its links.
fn untagged(html: &str) -> String {
    let parts = html.split('<').map(|part| match part.split_once('>') {
        Some((tag, text)) if tag.starts_with("a ") => format!("{tag} {text}"),
        Some((_, text)) => text.to_owned(),
        None => part.to_owned(),
    });
    parts.collect()
}

#[test]
fn a_mail_loads_nothing() {
    for kind in every_kind() {
        let html = mail("ar", kind).html;
        let loads = [
            "<img",
            "src=",
            "url(",
            "<link",
            "<script",
            "@import",
            "@font-face",
        ];
        for word in loads {
            assert!(!html.contains(word), "{word} in {html}");
        }
    }
}

#[test]
fn attack_049_what_a_person_typed_makes_no_markup_no_line_and_no_link() {
    let by = "<a href=\"https://evil.example\">Click</a>\r\nBcc: all@evil.example\u{202e}\u{2028}";
    let mail = mail("en", invitation(Some(by)));
    assert_eq!(mail.subject, "You’re invited to Coffee Desk");
    for body in [&mail.text, &mail.html] {
        assert!(!body.contains("evil.example"), "{body}");
        assert!(!body.contains("https://evil"), "{body}");
        assert!(
            !body.contains("\nBcc:") && !body.contains('\u{202e}'),
            "{body}"
        );
    }
    assert!(!mail.html.contains("<a href=\"https:\u{2060}"));
    assert!(mail.html.contains("&lt;a href="));
    let long = "x".repeat(500);
    assert!(typed(&long).len() < 100);
    assert_eq!(typed(" \r\n\u{2028} "), "");
}
