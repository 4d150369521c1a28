use crate::i18n::LanguagesToBuild;
use crate::outbox::compose::*;
use crate::types::email::Email;

const CODE: &str = "402913";
const NOON: Timestamp = Timestamp::from_micros(1_795_176_000_000_000);

fn languages() -> Languages {
    let to_build = LanguagesToBuild {
        pseudo: true,
        ..LanguagesToBuild::default()
    };
    to_build.build(&mut Vec::new()).unwrap()
}

fn mail(language: &str, kind: MailKind) -> Mail {
    let (languages, theme) = (languages(), Theme::default());
    let public_url = Url::parse("https://coffee.example/account/").unwrap();
    let composer = MailComposer {
        name: "Coffee Desk",
        public_url: &public_url,
        languages: &languages,
        theme: &theme,
        now: NOON,
    };
    let to = Email::parse("Maren@Nordlicht.example").unwrap();
    let messages = languages.messages(Some(language), None, &RequestedLanguages::default());
    let row = OutboxId::parse("out_1").unwrap();
    let mail_request = MailRequest::new(&to, &messages, kind);
    composer.compose(&row, &mail_request).unwrap()
}

fn code() -> MailedCode {
    MailedCode {
        code: CODE.to_owned(),
        link: Some("/sign-up/link/T0KEN".to_owned()),
        decline: "/codes/decline/N0T-ME".to_owned(),
        expires_at: NOON.plus(Duration::from_secs(600)).as_micros(),
    }
}

fn invitation(by: Option<&str>) -> MailKind {
    MailKind::Invitation {
        link: "/sign-up/invited/T0KEN".to_owned(),
        expires_at: NOON.plus(Duration::from_hours(24)).as_micros(),
        by: by.map(str::to_owned),
    }
}

fn password_set() -> MailKind {
    let (at, reset) = (NOON.as_micros(), "/reset".to_owned());
    MailKind::PasswordSet { at, reset }
}

fn password_changed() -> MailKind {
    let (at, reset) = (NOON.as_micros(), "/reset".to_owned());
    MailKind::PasswordChanged { at, reset }
}

fn every_kind() -> Vec<MailKind> {
    let (sign_in, reset) = ("/sign-in".to_owned(), "/reset".to_owned());
    vec![
        MailKind::SignUp(code()),
        MailKind::SignUpTaken { sign_in, reset },
        MailKind::SignIn(code()),
        MailKind::Reset(code()),
        MailKind::StepUp(code()),
        password_set(),
        password_changed(),
        invitation(None),
    ]
}

#[test]
fn a_mail_with_a_code_says_everything_in_text_and_html() {
    let mail = mail("en", MailKind::SignUp(code()));
    assert_eq!(mail.id, "out_1@coffee.example");
    assert_eq!(mail.to.as_str(), "Maren@Nordlicht.example");
    assert_eq!(mail.subject, "Finish signing up for Coffee Desk");
    for body in [&mail.text, &plain(&mail.html)] {
        for part in [
            CODE,
            "https://coffee.example/account/sign-up/link/T0KEN",
            "https://coffee.example/account/codes/decline/N0T-ME",
            "10 minutes",
            "Confirm your email address",
            "I did not ask for this",
            "Coffee Desk sent this to Maren@Nordlicht.example because",
        ] {
            assert!(body.contains(part), "{part} in {body}");
        }
    }
    assert!(!mail.text.contains('\u{2068}'), "marks of direction");
}

#[test]
fn every_value_stands_in_its_place() {
    let text = |kind| mail("en", kind).text;
    let lead = "On 20 November 2026 at 12:00 UTC, the password of your account at Coffee Desk was";
    assert!(text(password_changed()).contains(lead));
    let lead = "On 20 November 2026 at 12:00 UTC, a password was set for your account at Coffee";
    assert!(text(password_set()).contains(lead));
    let invites = "Maren Okafor invites you to open an account at Coffee Desk.";
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
        mail("de", MailKind::Reset(code())).subject,
        "Wählen Sie ein neues Passwort für Coffee Desk"
    );
}

#[test]
fn no_subject_has_a_code_or_a_mark_of_direction() {
    for language in ["en", "de", "ar"] {
        for kind in every_kind() {
            let mail = mail(language, kind);
            assert!(!mail.subject.contains(CODE));
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
        let has_code = matches!(
            &kind,
            MailKind::SignUp(_) | MailKind::SignIn(_) | MailKind::Reset(_) | MailKind::StepUp(_)
        );
        let mail = mail("en", kind);
        assert_eq!(mail.text.contains(CODE), has_code);
        assert_eq!(mail.html.contains(CODE), has_code);
        assert_eq!(mail.text.contains("/codes/decline/"), has_code);
        assert_eq!(mail.html.contains("/codes/decline/"), has_code);
    }
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
    assert_eq!(mail.subject, "You are invited to Coffee Desk");
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
