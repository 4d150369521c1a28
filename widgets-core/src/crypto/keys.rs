//! The host's keys: a ring of secrets from which every key in use is derived.

use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use hkdf::Hkdf;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use zeroize::Zeroizing;

/// Why keys were refused. An identifier is told only where it cannot be a secret that stands in the
/// wrong place.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// The identifier is not 1 to 32 ASCII letters, digits, `-` and `_`.
    #[error("the id of a key is not 1 to 32 ASCII letters, digits, '-' and '_'")]
    InvalidId,
    /// The secret has fewer than 32 bytes.
    #[error("the secret of a key has fewer than 32 bytes: make one with `openssl rand -base64 32`")]
    TooShort,
    /// The secret is one byte over and over, so not random.
    #[error("key {0:?} is not random: make one with `openssl rand -base64 32`")]
    NotRandom(String),
    /// Two keys have one identifier.
    #[error("two keys have the id {0:?}")]
    SameId(String),
    /// One of the keys that a line holds was refused.
    #[error("key {position} of the line: {error}")]
    InLine {
        /// Which of them, counted from 1.
        position: usize,
        /// Why.
        error: Box<KeyError>,
    },
    /// The text is not `id:base64` pairs joined by commas.
    #[error("keys are written as id:base64, the newest first, joined by commas")]
    Malformed,
}

/// The words themselves, since that is what `main` prints of an error.
impl fmt::Debug for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// One secret with an identifier that tells it from older ones.
#[derive(Clone)]
pub struct Key {
    id: String,
    secret: Zeroizing<Vec<u8>>,
}

/// What a derived key is for, so that no two purposes share one.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Purpose {
    CsrfToken,
    SessionOwner,
    Seal,
}

impl Purpose {
    const fn label(self) -> &'static [u8] {
        match self {
            Self::CsrfToken => b"widgets form token v1",
            Self::SessionOwner => b"widgets session owner v1",
            Self::Seal => b"widgets seal v1",
        }
    }
}

impl Key {
    const SHORTEST: usize = 32;

    /// A key with an identifier (1 to 32 ASCII letters, digits, `-` and `_`) and at least 32 random
    /// bytes.
    ///
    /// # Errors
    ///
    /// [`KeyError`] when the identifier is malformed or the secret is short or plainly not random.
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
        Ok(Self {
            id,
            secret: Zeroizing::new(secret.to_vec()),
        })
    }

    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// The 32-byte key for one purpose (HKDF-SHA-256, RFC 5869).
    pub(crate) fn derive(&self, purpose: Purpose) -> [u8; 32] {
        let mut derived = [0; 32];
        // 32 bytes are within what HKDF can give, so this cannot fail.
        let _ = Hkdf::<Sha256>::new(None, &self.secret).expand(purpose.label(), &mut derived);
        derived
    }
}

/// The keys of a host, the newest first. The newest signs and seals; all of them check and open, so
/// a key is changed by putting a new one in front and dropping the old one later.
///
/// The same ring is given to every instance of the host. A clone follows the original when
/// [`Widgets::rotate`](crate::Widgets::rotate) changes its keys.
#[derive(Clone)]
pub struct Keys(Arc<RwLock<Arc<Ring>>>);

/// Keys as they are at one moment.
pub(crate) struct Ring {
    newest: Key,
    older: Vec<Key>,
    development: bool,
}

impl Keys {
    /// A ring of the key in use and older ones that still check and open.
    ///
    /// # Errors
    ///
    /// [`KeyError::SameId`] when two keys share an identifier.
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

    /// Reads a ring from one line, as an environment variable holds it:
    /// `2026-11:BASE64,2026-05:BASE64`, the newest first.
    ///
    /// # Errors
    ///
    /// [`KeyError`] says what is wrong with the line or one of its keys.
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

    /// One fixed key that everybody knows. The widgets refuse to be built with it unless their
    /// public URL is on the loopback interface.
    #[must_use]
    pub fn development() -> Self {
        let secret = Zeroizing::new(b"development only, known to everybody".to_vec());
        let newest = Key {
            id: "development".to_owned(),
            secret,
        };
        Self::of(Arc::new(Ring {
            newest,
            older: Vec::new(),
            development: true,
        }))
    }

    fn of(ring: Arc<Ring>) -> Self {
        Self(Arc::new(RwLock::new(ring)))
    }

    /// The keys of this moment.
    pub(crate) fn ring(&self) -> Arc<Ring> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The keys of this moment, whatever becomes of these: for whoever signs in one place and checks
    /// in another, and must not see them change between.
    pub(crate) fn pinned(&self) -> Self {
        Self::of(self.ring())
    }

    /// Gives these, and all clones of them, the keys of `next`.
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
        let tag = mac(&ring.newest, purpose, message).finalize().into_bytes();
        format!("{}.{}", ring.newest.id, URL_SAFE_NO_PAD.encode(tag))
    }

    /// Whether `signature` is one that [`Keys::sign`] made of `message` with a key of the ring, in
    /// constant time.
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
        mac(key, purpose, message).verify_slice(&tag).is_ok()
    }
}

impl Ring {
    pub(crate) const fn newest(&self) -> &Key {
        &self.newest
    }

    pub(crate) fn find(&self, id: &str) -> Option<&Key> {
        self.all().find(|key| key.id == id)
    }

    /// The identifier of a key that has another secret in the other ring.
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

fn mac(key: &Key, purpose: Purpose, message: &[u8]) -> Hmac<Sha256> {
    // HMAC fills a shorter key up with zeros to its block of 64 bytes (RFC 2104, section 2).
    let mut block = [0; 64];
    block[..32].copy_from_slice(&key.derive(purpose));
    let mut mac = Hmac::<Sha256>::new(&block.into());
    mac.update(message);
    mac
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({}, ..)", self.id)
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.ring().all()).finish()
    }
}

#[cfg(test)]
impl Key {
    /// 32 bytes that differ from one another and from those of another seed.
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
        assert_eq!(Keys::parse("").unwrap_err(), KeyError::Malformed);
        assert_eq!(
            Keys::parse("a:AAAA").unwrap_err(),
            in_line(1, KeyError::TooShort)
        );
        let long = STANDARD_NO_PAD.encode(Key::test_secret(7));
        let line = format!("a:{long},a:{long}");
        assert_eq!(
            Keys::parse(&line).unwrap_err(),
            KeyError::SameId("a".into())
        );
        assert_eq!(
            Keys::parse(&format!("a:{long},a b:{long}")).unwrap_err(),
            in_line(2, KeyError::InvalidId)
        );
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
        assert_eq!(
            Key::new("a", &[0; 32]).unwrap_err(),
            KeyError::NotRandom("a".into())
        );
    }

    #[test]
    fn a_line_written_the_wrong_way_round_shows_no_secret() {
        for (length, id) in [
            (16, "key_2026"),
            (24, "key_2026"),
            (32, "key_2026"),
            (32, "2026-11"),
        ] {
            let secret = URL_SAFE_NO_PAD.encode(&Key::test_secret(7)[..length]);
            let error = Keys::parse(&format!("{secret}:{id}")).unwrap_err();
            let told = format!("{error} {error:?}");
            assert!(!told.contains(&secret), "{told}");
            // The other is no base64, so it is the line that is told to be malformed.
            assert_eq!(
                told.contains("key 1 of the line"),
                id == "key_2026",
                "{told}"
            );
        }
    }

    #[test]
    fn keys_print_no_secret() {
        assert_eq!(
            format!("{:?}", Keys::development()),
            "[Key(development, ..)]"
        );
    }
}
