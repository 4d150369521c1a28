//! Typed input: addresses, names, languages, time zones, slugs, passwords.

use super::is_one_line;
use crate::crypto::{NewPassword, PasswordContext, PasswordPolicy, PasswordRange};
use crate::stores::Slug;
use crate::types::email::Email;
use crate::types::locale::Locale;
use crate::types::name::Name;
use crate::types::time_zone::ZoneName;

/// The text is an email address. Normalising is idempotent, so one mailbox has one key.
pub fn emails(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let Ok(email) = Email::parse(text) else {
        return;
    };
    let key = email.key().as_str();
    for part in [email.as_str(), key] {
        assert!(part.len() <= 254 && is_one_line(part));
        assert!(!part.contains(|one: char| one.is_control() || one.is_whitespace()));
        assert_eq!(part.matches('@').count(), 1);
        assert!(!part.contains([',', ';', '<', '>', '(', ')', '"', '\\']));
    }
    // What is shown is no other address, and a key is its own key.
    assert_eq!(Email::parse(email.as_str()).as_ref(), Ok(&email));
    let of_key = Email::parse(key).map(|own| own.key().clone());
    assert_eq!(of_key.as_ref(), Ok(email.key()));
    let domain = email.key().domain();
    assert!(domain.is_ascii() && domain.contains('.'));
    assert_eq!(domain, domain.to_ascii_lowercase());
    let stored = Email::from_stored(email.as_str().to_owned(), key.to_owned());
    assert_eq!(stored, Some(email.clone()));
}

/// The text is a name, a language tag, a time zone, an organization's slug, or a new password.
pub fn names(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    if let Ok(name) = Name::parse(text) {
        assert_eq!(Name::parse(name.as_str()).as_ref(), Ok(&name));
        assert_eq!(Name::lossy(name.as_str()), name);
        fits(&name);
    }
    let lossy = Name::lossy(text);
    assert_eq!(Name::parse(lossy.as_str()).as_ref(), Ok(&lossy));
    fits(&lossy);
    if let Some(locale) = Locale::parse(text) {
        assert_eq!(Locale::parse(locale.as_str()).as_ref(), Some(&locale));
        let language = text.split('-').next();
        assert!(language.is_some_and(|own| own.eq_ignore_ascii_case(locale.language())));
        assert!(locale.as_str().len() <= 35);
    }
    if let Some(zone) = ZoneName::parse(text) {
        assert_eq!(ZoneName::parse(zone.as_str()).as_ref(), Some(&zone));
        assert!(zone.zone().is_some());
    }
    if let Some(slug) = Slug::parse(text) {
        assert_eq!(slug.as_str(), text);
        assert!(text.len() <= 63 && !text.contains(['/', '.', '%', '?', '#']));
    }
    let (policy, context) = (PasswordPolicy::default(), PasswordContext::new("maren"));
    match NewPassword::check(&policy, &context, text) {
        Ok(password) => {
            let composed = password.as_str();
            assert!((15..=1024).contains(&composed.chars().count()));
            let again = NewPassword::check(&policy, &context, composed);
            assert!(again.is_ok_and(|again| again.as_str() == composed));
        }
        Err(flaws) => assert!(!flaws.is_empty()),
    }
}

/// The bytes are an answer of a service that knows breached passwords. A hash that stands in it on a line of its
/// own is found, whatever stands around it, and no other is.
pub fn ranges(data: &[u8]) {
    let range = PasswordRange::of("password");
    let rest = b"1E4C9B93F3F0682250B6CF8331B7EE68FD8";
    let has = |bytes: &[u8]| {
        bytes
            .windows(rest.len())
            .any(|own| own.eq_ignore_ascii_case(rest))
    };
    let read = range.is_in(data);
    assert!(has(data) || read != Ok(true));
    for (line, expected) in [
        (&b":1\r\n"[..], Ok(true)),
        (b":0\r\n", Ok(read == Ok(true))),
    ] {
        let whole = [data, b"\n", rest, line].concat();
        assert_eq!(range.is_in(&whole), expected);
    }
}

fn fits(name: &Name) {
    let text = name.as_str();
    assert!(is_one_line(text) && text.chars().count() <= Name::LONGEST);
    assert!(!text.chars().any(char::is_control));
    assert_eq!(text.trim(), text);
}
