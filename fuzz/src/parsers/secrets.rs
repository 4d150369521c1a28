//! Secrets: tokens, codes, ids, sealed values, keys, password hashes.

use super::is_one_line;
use crate::crypto::{
    AuthenticatorCode, AuthenticatorSecret, Code, Keys, PasswordHash, Purpose, RecoveryCode,
    SealContext, Token,
};
use crate::types::Timestamp;
use crate::types::id::{AccountId, SessionId};

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

/// The bytes are the secret of an authenticator app; as text, a code of it, a recovery code, and the names
/// under which the app lists the account.
pub fn codes(data: &[u8]) {
    if let Some(secret) = AuthenticatorSecret::from_bytes(data.to_vec()) {
        assert_eq!(secret.as_bytes(), data);
        let key = secret.setup_key();
        let base32 = |own: char| matches!(own, 'A'..='Z' | '2'..='7');
        assert!(key.chars().filter(|own| *own != ' ').all(base32));
        assert_eq!(key.chars().filter(|own| base32(*own)).count(), 32);
        assert!(!format!("{secret:?}").contains(&*key));
    }
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    authenticator_code(text);
    recovery_code(text);
    let (issuer, account) = text.split_once('\n').unwrap_or(("Coffee Desk", text));
    if let Some(address) = rfc_secret().address(issuer, account) {
        let url = url::Url::parse(&address);
        assert!(url.is_ok_and(|url| url.scheme() == "otpauth" && url.host_str() == Some("totp")));
        assert!(is_one_line(&address) && address.is_ascii());
        assert!(address.contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"));
    }
}

/// The secret of RFC 6238, appendix B.
fn rfc_secret() -> AuthenticatorSecret {
    let secret = AuthenticatorSecret::from_bytes(b"12345678901234567890".to_vec());
    secret.unwrap_or_else(|| unreachable!("it is of 20 bytes"))
}

/// What is read as a code has six digits of some script; it is right in at most three steps of a time.
fn authenticator_code(text: &str) {
    let Some(code) = AuthenticatorCode::parse(text) else {
        return;
    };
    assert!(!format!("{code:?}").contains(|own: char| own.is_ascii_digit()));
    let spaced: String = text.chars().flat_map(|own| [own, ' ']).collect();
    for seconds in [0, 59, 1_111_111_109, i64::MAX / 1_000_000] {
        let at = Timestamp::from_micros(seconds * 1_000_000);
        let step = rfc_secret().matching_step(&code, at);
        assert!(step.is_none_or(|step| (seconds / 30 - step).abs() <= 1));
        if let Some(again) = AuthenticatorCode::parse(&spaced) {
            assert_eq!(rfc_secret().matching_step(&again, at), step);
        }
    }
}

/// What is read as a recovery code is read as the same however it is written, and opens nothing by itself.
fn recovery_code(text: &str) {
    let Some(code) = RecoveryCode::parse(text) else {
        return;
    };
    let grouped = code.grouped();
    assert_eq!(grouped.len(), 14);
    assert!(!format!("{code:?}").contains(&**grouped));
    for written in [grouped.to_uppercase(), grouped.replace('-', " ")] {
        let again = RecoveryCode::parse(&written);
        assert!(again.is_some_and(|own| *own.grouped() == *grouped));
    }
    let (keys, account) = (Keys::development(), AccountId::parse("acc_1"));
    let Ok(account) = account else {
        return;
    };
    if let Some(hash) = code.hash(&keys, &account) {
        assert_eq!(code.among(&[hash], &keys, &account), Some(hash));
        assert!(RecoveryCode::parse(&hash.hex()).is_none());
    }
    assert_eq!(code.among(&[], &keys, &account), None);
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
