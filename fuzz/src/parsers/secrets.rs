//! Secrets: tokens, codes, ids, sealed values, keys, password hashes.

use super::is_one_line;
use crate::crypto::{Code, Keys, PasswordHash, Purpose, SealContext, Token};
use crate::types::id::SessionId;

const MESSAGE: &[u8] = b"session\0ses_1";
const PLACE: SealContext<'static> = SealContext::new("outbox.payload", "out_1");
const ELSEWHERE: SealContext<'static> = SealContext::new("outbox.payload", "out_2");

/// The bytes are a sealed value; as text, a token, a code, an id, a CSRF token.
pub fn tokens(data: &[u8]) {
    let keys = Keys::development();
    assert!(keys.open(ELSEWHERE, data).is_err());
    if let Ok(plain) = keys.open(PLACE, data) {
        assert_eq!(
            plain, b"seed",
            "only the seeds hold something that was sealed"
        );
    }
    if let Ok(sealed) = keys.seal(PLACE, data) {
        assert_eq!(keys.open(PLACE, &sealed).as_deref(), Ok(data));
        assert!(keys.open(ELSEWHERE, &sealed).is_err());
        assert!(keys.open(PLACE, &sealed[..sealed.len() - 1]).is_err());
    }
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    if let Some(token) = Token::parse(text) {
        assert_eq!(token.reveal(), text);
        let url_safe = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        assert!(text.len() == 43 && text.bytes().all(url_safe));
        assert!(!format!("{token:?} {:?}", token.hash()).contains(text));
    }
    if let Some(code) = Code::parse(text) {
        let digits = code.reveal();
        assert!(digits.len() == Code::DIGITS && digits.bytes().all(|own| own.is_ascii_digit()));
        let again = Code::parse(&code.grouped());
        assert!(again.is_some_and(|again| again.matches(&code)));
    }
    if let Ok(id) = SessionId::parse(text) {
        assert_eq!(id.as_str(), text);
        assert!(text.len() <= 128 && !text.contains('/'));
    }
    // A message has exactly one valid signature per key.
    let signed = keys.sign(Purpose::CsrfToken, MESSAGE);
    let holds = keys.verify(Purpose::CsrfToken, MESSAGE, text);
    assert_eq!(holds, text == signed);
    assert!(!keys.verify(Purpose::SessionOwner, MESSAGE, text));
}

/// The text is a key ring, as in an environment variable.
pub fn keys(data: &[u8]) {
    let Ok(line) = std::str::from_utf8(data) else {
        return;
    };
    let keys = match Keys::parse(line) {
        Ok(keys) => keys,
        Err(error) => {
            assert!(is_one_line(&error.to_string()));
            return;
        }
    };
    assert!(!keys.is_development());
    let shown = format!("{keys:?}");
    for part in line.split(',') {
        let (id, secret) = part.trim().split_once(':').unwrap_or_default();
        assert!(keys.ring().find(id).is_some_and(|key| key.id() == id));
        assert!(shown.contains(id) && !shown.contains(secret));
    }
    let signed = keys.sign(Purpose::CsrfToken, MESSAGE);
    assert!(keys.verify(Purpose::CsrfToken, MESSAGE, &signed));
    assert!(!Keys::development().verify(Purpose::CsrfToken, MESSAGE, &signed));
    if let Ok(sealed) = keys.seal(PLACE, data) {
        assert_eq!(keys.open(PLACE, &sealed).as_deref(), Ok(data));
        assert!(Keys::development().open(PLACE, &sealed).is_err());
    }
}

/// The text is an imported password hash. Accepted ones stay within the cost limits; cheap ones are
/// run.
pub fn hashes(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let Some(hash) = PasswordHash::parse(text) else {
        return;
    };
    assert_eq!(hash.as_str(), text);
    assert!(text.len() <= 512);
    let (kibibytes, work) = hash.cost();
    assert!(kibibytes <= 262_144, "{kibibytes} KiB");
    // Relative to the most expensive of its kind.
    assert!(work <= 1.0, "{work}");
    if kibibytes <= 1024 && work <= 0.002 {
        let output = hash.try_with(b"a password of 15 characters or more");
        let other = hash.try_with(b"another one");
        assert!(output.is_none() || output != other);
    }
}
