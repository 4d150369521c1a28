//! The host's secret keys: a key ring from which all working keys are derived.

use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use hkdf::Hkdf;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use zeroize::Zeroizing;

/// Why keys were refused. The identifier is shown only where it cannot be a misplaced secret.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// The identifier is not 1 to 32 ASCII letters, digits, `-` and `_`.
    #[error("the id of a key is not 1 to 32 ASCII letters, digits, '-' and '_'")]
    InvalidId,
    /// The secret is shorter than 32 bytes.
    #[error("the secret of a key has fewer than 32 bytes: make one with `openssl rand -base64 32`")]
    TooShort,
    /// The secret is a single byte repeated, so not random.
    #[error("key {0:?} is not random: make one with `openssl rand -base64 32`")]
    NotRandom(String),
    /// Two keys share an identifier.
    #[error("two keys have the id {0:?}")]
    SameId(String),
    /// One of the keys in the line was refused.
    #[error("key {position} of the line: {error}")]
    InLine {
        /// Position of the key in the line, counted from 1.
        position: usize,
        /// Why it was refused.
        error: Box<KeyError>,
    },
    /// The text is not a comma-separated list of `id:base64` pairs.
    #[error("keys are written as id:base64, the newest first, joined by commas")]
    Malformed,
}

/// Prints the message, because `main` prints errors with `Debug`.
impl fmt::Debug for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A secret with the identifier that distinguishes it from the other keys of the ring.
#[derive(Clone, derive_more::Debug)]
#[debug("Key({id}, ..)")]
pub struct Key {
    id: String,
    secret: Zeroizing<Vec<u8>>,
    /// What [`Keys::sign`] starts from, for each purpose: deriving a key and setting it costs more
    /// than what is signed with it. Wiped when dropped, as the secret is.
    macs: [Hmac<Sha256>; 4],
}

/// What is signed. Domain separation: each purpose derives a key of its own.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Purpose {
    CsrfToken,
    SessionOwner,
    NextToken,
    RecoveryCode,
}

/// What the keys that sign are derived for, in the order of [`Purpose`].
const SIGN: [&[u8]; 4] = [
    b"widgets form token v1",
    b"widgets session owner v1",
    b"widgets next token v1",
    b"widgets recovery code v1",
];
/// What the key that seals is derived for.
const SEAL: &[u8] = b"widgets seal v1";

impl Key {
    const SHORTEST: usize = 32;

    /// Creates a key from an identifier (1 to 32 ASCII letters, digits, `-` and `_`) and at least
    /// 32 random bytes.
    ///
    /// # Errors
    ///
    /// [`KeyError`] if the identifier is malformed, or the secret is too short or obviously not
    /// random.
    pub fn new(id: impl Into<String>, secret: &[u8]) -> Result<Self, KeyError> {
        let id = id.into();
        let plain = id
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        if !plain || !(1..=32).contains(&id.len()) {
            return Err(KeyError::InvalidId);
        }
        if secret.len() < Self::SHORTEST {
            return Err(KeyError::TooShort);
        }
        if secret.iter().all(|byte| Some(byte) == secret.first()) {
            return Err(KeyError::NotRandom(id));
        }
        Ok(Self::of(id, secret))
    }

    fn of(id: String, secret: &[u8]) -> Self {
        Self {
            id,
            secret: Zeroizing::new(secret.to_vec()),
            macs: SIGN.map(|label| {
                // HMAC zero-pads shorter keys to its 64-byte block (RFC 2104, section 2).
                let mut block = Zeroizing::new([0; 64]);
                block[..32].copy_from_slice(&*derive(secret, label));
                Hmac::new((&*block).into())
            }),
        }
    }

    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// The 32-byte key that seals.
    pub(crate) fn to_seal(&self) -> Zeroizing<[u8; 32]> {
        derive(&self.secret, SEAL)
    }

    fn mac(&self, purpose: Purpose, message: &[u8]) -> Hmac<Sha256> {
        let [csrf_token, session_owner, next_token, recovery_code] = &self.macs;
        let mut mac = match purpose {
            Purpose::CsrfToken => csrf_token.clone(),
            Purpose::SessionOwner => session_owner.clone(),
            Purpose::NextToken => next_token.clone(),
            Purpose::RecoveryCode => recovery_code.clone(),
        };
        mac.update(message);
        mac
    }
}

/// Derives a 32-byte key (HKDF-SHA-256, RFC 5869).
fn derive(secret: &[u8], label: &[u8]) -> Zeroizing<[u8; 32]> {
    let mut derived = Zeroizing::new([0; 32]);
    // Cannot fail: 32 bytes are below HKDF's output limit.
    let _ = Hkdf::<Sha256>::new(None, secret).expand(label, &mut *derived);
    derived
}

/// The host's key ring, newest key first. The newest key signs and seals; every key verifies and
/// opens. To rotate, put a new key in front and drop the old one later.
///
/// All instances of the host need the same ring. Clones share their keys:
/// [`Widgets::rotate`](crate::Widgets::rotate) changes all of them.
#[derive(Clone)]
pub struct Keys(Arc<RwLock<Arc<Ring>>>);

/// An immutable snapshot of the keys.
pub(crate) struct Ring {
    newest: Key,
    older: Vec<Key>,
    development: bool,
}

impl Keys {
    /// Creates a ring from the current key and older ones that still verify and open.
    ///
    /// # Errors
    ///
    /// [`KeyError::SameId`] if two keys share an identifier.
    pub fn new(newest: Key, older: impl IntoIterator<Item = Key>) -> Result<Self, KeyError> {
        let older: Vec<Key> = older.into_iter().collect();
        let mut seen = vec![newest.id.as_str()];
        for key in &older {
            if seen.contains(&key.id.as_str()) {
                return Err(KeyError::SameId(key.id.clone()));
            }
            seen.push(&key.id);
        }
        Ok(Self::of(Arc::new(Ring {
            newest,
            older,
            development: false,
        })))
    }

    /// Parses a ring from one line, such as the value of an environment variable:
    /// `2026-11:BASE64,2026-05:BASE64`, newest first.
    ///
    /// # Errors
    ///
    /// [`KeyError`] if the line or one of its keys is malformed.
    pub fn parse(line: &str) -> Result<Self, KeyError> {
        let mut keys = line.split(',').zip(1..).map(|(part, position)| {
            let (id, secret) = part.trim().split_once(':').ok_or(KeyError::Malformed)?;
            let secret = secret.trim_end_matches('=');
            let secret = STANDARD_NO_PAD
                .decode(secret)
                .or_else(|_| URL_SAFE_NO_PAD.decode(secret))
                .map_err(|_| KeyError::Malformed)?;
            Key::new(id, &Zeroizing::new(secret)).map_err(|error| KeyError::InLine {
                position,
                error: Box::new(error),
            })
        });
        let newest = keys.next().ok_or(KeyError::Malformed)??;
        Self::new(newest, keys.collect::<Result<Vec<_>, _>>()?)
    }

    /// A fixed, publicly known key for development. Building the widgets with it fails unless their
    /// public URL is on the loopback interface.
    #[must_use]
    pub fn development() -> Self {
        let secret = b"development only, known to everybody";
        Self::of(Arc::new(Ring {
            newest: Key::of("development".to_owned(), secret),
            older: Vec::new(),
            development: true,
        }))
    }

    fn of(ring: Arc<Ring>) -> Self {
        Self(Arc::new(RwLock::new(ring)))
    }

    /// The current snapshot.
    pub(crate) fn ring(&self) -> Arc<Ring> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// A copy that later rotations do not affect, so that a value is signed and verified with the
    /// same keys.
    pub(crate) fn pinned(&self) -> Self {
        Self::of(self.ring())
    }

    /// Replaces the keys of this ring and all its clones with those of `next`.
    pub(crate) fn replace(&self, next: &Self) {
        let next = next.ring();
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = next;
    }

    pub(crate) fn is_development(&self) -> bool {
        self.ring().development
    }

    /// Signs `message` for `purpose` with the newest key: `key-id.base64url(HMAC-SHA-256)`.
    pub(crate) fn sign(&self, purpose: Purpose, message: &[u8]) -> String {
        let ring = self.ring();
        let tag = ring.newest.mac(purpose, message).finalize().into_bytes();
        format!("{}.{}", ring.newest.id, URL_SAFE_NO_PAD.encode(tag))
    }

    /// The HMAC-SHA-256 of `message` for `purpose` by each key of the ring, the newest first.
    pub(crate) fn tags(&self, purpose: Purpose, message: &[u8]) -> Vec<[u8; 32]> {
        let ring = self.ring();
        let tag = |key: &Key| key.mac(purpose, message).finalize().into_bytes().into();
        ring.all().map(tag).collect()
    }

    /// Verifies a signature made by [`Keys::sign`] with any key of the ring, in constant time.
    pub(crate) fn verify(&self, purpose: Purpose, message: &[u8], signature: &str) -> bool {
        let Some((id, tag)) = signature.split_once('.') else {
            return false;
        };
        let ring = self.ring();
        let Some(key) = ring.find(id) else {
            return false;
        };
        let Ok(tag) = URL_SAFE_NO_PAD.decode(tag) else {
            return false;
        };
        key.mac(purpose, message).verify_slice(&tag).is_ok()
    }
}

impl Ring {
    pub(crate) const fn newest(&self) -> &Key {
        &self.newest
    }

    pub(crate) fn find(&self, id: &str) -> Option<&Key> {
        self.all().find(|key| key.id == id)
    }

    /// The id of a key that has a different secret in `other`, if any.
    pub(crate) fn contradicts<'a>(&self, other: &'a Self) -> Option<&'a str> {
        let differs = |key: &&Key| {
            self.find(&key.id)
                .is_some_and(|own| own.secret != key.secret)
        };
        other.all().find(differs).map(Key::id)
    }

    fn all(&self) -> impl Iterator<Item = &Key> {
        std::iter::once(&self.newest).chain(&self.older)
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.ring().all()).finish()
    }
}

#[cfg(test)]
impl Key {
    /// 32 bytes that all differ, and differ from those of any other seed.
    pub(crate) fn test_secret(seed: u8) -> [u8; 32] {
        std::array::from_fn(|at| {
            seed.wrapping_mul(31)
                .wrapping_add(u8::try_from(at).unwrap_or(0))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_line(position: usize, error: KeyError) -> KeyError {
        let error = Box::new(error);
        KeyError::InLine { position, error }
    }

    #[test]
    fn attack_164_short_absent_and_doubled_keys_are_refused() {
        let refused = |line: &str| Keys::parse(line).unwrap_err();
        assert_eq!(refused(""), KeyError::Malformed);
        assert_eq!(refused("a:AAAA"), in_line(1, KeyError::TooShort));
        let long = STANDARD_NO_PAD.encode(Key::test_secret(7));
        let doubled = refused(&format!("a:{long},a:{long}"));
        assert_eq!(doubled, KeyError::SameId("a".into()));
        let spaced = refused(&format!("a:{long},a b:{long}"));
        assert_eq!(spaced, in_line(2, KeyError::InvalidId));
        assert!(Keys::parse(&format!("new:{long}, old:{long}")).is_ok());
    }

    #[test]
    fn attack_164_signatures_overlap_and_then_end() {
        let key = |id: &str, seed| Key::new(id, &Key::test_secret(seed)).unwrap();
        let old = Keys::new(key("one", 1), []).unwrap();
        let signature = old.sign(Purpose::CsrfToken, b"session");
        let both = Keys::new(key("two", 2), [key("one", 1)]).unwrap();
        assert!(both.verify(Purpose::CsrfToken, b"session", &signature));
        assert!(!both.verify(Purpose::CsrfToken, b"another", &signature));
        let new = Keys::new(key("two", 2), []).unwrap();
        assert!(!new.verify(Purpose::CsrfToken, b"session", &signature));
    }

    #[test]
    fn attack_164_a_secret_of_one_byte_is_refused() {
        let refused = Key::new("a", &[0; 32]).unwrap_err();
        assert_eq!(refused, KeyError::NotRandom("a".into()));
    }

    #[test]
    fn a_line_written_the_wrong_way_round_shows_no_secret() {
        let written = [16, 24, 32].map(|length| (length, "key_2026"));
        for (length, id) in written.into_iter().chain([(32, "2026-11")]) {
            let secret = URL_SAFE_NO_PAD.encode(&Key::test_secret(7)[..length]);
            let error = Keys::parse(&format!("{secret}:{id}")).unwrap_err();
            let told = format!("{error} {error:?}");
            assert!(!told.contains(&secret), "{told}");
            // `2026-11` is not valid base64, so the whole line is malformed.
            let names_its_place = told.contains("key 1 of the line");
            assert_eq!(names_its_place, id == "key_2026", "{told}");
        }
    }

    #[test]
    fn keys_print_no_secret() {
        let printed = format!("{:?}", Keys::development());
        assert_eq!(printed, "[Key(development, ..)]");
    }
}
