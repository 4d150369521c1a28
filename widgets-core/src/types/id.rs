//! Identifiers: opaque strings with a type per kind, so that kinds cannot be confused.

use crate::types::clock::Timestamp;
use crate::types::random::{EntropyError, random_bytes};

/// A text is not a valid identifier: 1 to 128 visible ASCII characters without `/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an id is 1 to 128 visible ASCII characters without '/'")]
#[non_exhaustive]
pub struct InvalidId;

const LONGEST: usize = 128;

/// Validates the text of an identifier.
fn check(text: &str) -> Result<(), InvalidId> {
    let fits = (1..=LONGEST).contains(&text.len());
    // No early exit, so that the compiler vectorises the loop: every stored row has identifiers.
    let plain = text.bytes().fold(true, |plain, byte| {
        plain & byte.is_ascii_graphic() & (byte != b'/')
    });
    if fits && plain {
        Ok(())
    } else {
        Err(InvalidId)
    }
}

/// A readable prefix, then 48 bits of milliseconds and 80 random bits in lower-case Crockford
/// base32: sortable by time, and not guessable.
fn mint(prefix: &str, at: Timestamp) -> Result<String, EntropyError> {
    const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let millis = u64::try_from(at.as_micros() / 1_000).unwrap_or(0);
    let random = random_bytes::<10>()?;
    let mut bits = u128::from(millis & 0xffff_ffff_ffff);
    for byte in random {
        bits = (bits << 8) | u128::from(byte);
    }
    let mut id = String::with_capacity(prefix.len() + 27);
    id.push_str(prefix);
    id.push('_');
    for place in (0..26).rev() {
        let index = usize::try_from((bits >> (place * 5)) & 31).unwrap_or(0);
        id.push(char::from(ALPHABET[index]));
    }
    Ok(id)
}

macro_rules! identifiers {
    ($($(#[$meta:meta])* $name:ident = $prefix:literal;)+) => {$(
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, schemars::JsonSchema)]
        #[derive(derive_more::Debug, derive_more::Display)]
        #[debug("{}({_0})", stringify!($name))]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Generates an identifier that sorts after all generated before `at`, to the
            /// millisecond.
            ///
            /// # Errors
            ///
            /// [`EntropyError`] if the operating system provides no random bytes.
            pub fn mint(at: Timestamp) -> Result<Self, EntropyError> {
                mint($prefix, at).map(Self)
            }

            /// Parses an identifier: 1 to 128 visible ASCII characters without `/`.
            ///
            /// # Errors
            ///
            /// [`InvalidId`] otherwise.
            pub fn parse(text: impl Into<String>) -> Result<Self, InvalidId> {
                let text = text.into();
                check(&text)?;
                Ok(Self(text))
            }

            /// The identifier as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
    )+};
}

identifiers! {
    /// A user's account.
    AccountId = "acc";
    /// A session. Not a secret, unlike the session's token.
    SessionId = "ses";
    /// A browser that an account knows. Not a secret, unlike the browser's token.
    DeviceId = "dev";
    /// An authenticator app of an account.
    AuthenticatorId = "aut";
    /// A passkey.
    PasskeyId = "pky";
    /// A mailed code and link.
    ChallengeId = "chl";
    /// An organization.
    OrganizationId = "org";
    /// An entry of the audit trail.
    EventId = "evt";
    /// A row of the outbox.
    OutboxId = "out";
    /// A request, as shown in traces, audit events and on error pages.
    RequestId = "req";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_sort_by_time_and_keep_their_own_rule() {
        let early = SessionId::mint(Timestamp::from_micros(1_000_000)).unwrap();
        let late = SessionId::mint(Timestamp::from_micros(9_000_000)).unwrap();
        assert!(early < late);
        assert_eq!(SessionId::parse(early.as_str()).unwrap(), early);
    }

    #[test]
    fn what_is_no_id_is_refused() {
        for text in ["", "a/b", "a b", "ä", "a\n", &"x".repeat(129)] {
            assert_eq!(AccountId::parse(text), Err(InvalidId), "{text:?}");
        }
    }
}
