//! Recovery codes: typed where no authenticator is at hand.

use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use super::code::is_filler;
use super::keys::{Keys, Purpose};
use super::token::TokenHash;
use crate::types::random::random_bytes;
use crate::types::{AccountId, EntropyError};

/// A code of twelve letters and digits, 60 random bits. `Debug` never prints it.
///
/// That is too few for a hash that anybody can compute (OWASP ASVS 5.0, 6.5.2 asks for 112 bits then), so
/// storage holds an HMAC by a key of the host.
#[derive(Clone, derive_more::Debug)]
#[debug("RecoveryCode(..)")]
pub(crate) struct RecoveryCode(Zeroizing<String>);

/// Without `i`, `l`, `o` and `u`, which are taken for digits or make words (Crockford's base32).
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

impl RecoveryCode {
    const CHARACTERS: usize = 12;
    const GROUP: usize = 4;
    /// Limit on typed characters, filler included.
    const LONGEST_TYPED: usize = 64;

    /// Generates a code.
    pub(crate) fn mint() -> Result<Self, EntropyError> {
        let random = Zeroizing::new(random_bytes::<{ Self::CHARACTERS }>()?);
        let mut code = Zeroizing::new(String::with_capacity(Self::CHARACTERS));
        for byte in random.iter() {
            // 256 is a multiple of 32, so every character is as likely.
            code.push(char::from(ALPHABET[usize::from(byte % 32)]));
        }
        Ok(Self(code))
    }

    /// Parses what was typed or pasted, in upper or lower case, with spaces and dashes. Letters that look
    /// like a digit are read as that digit. `None` if it cannot be a code.
    pub(crate) fn parse(typed: &str) -> Option<Self> {
        let mut code = Zeroizing::new(String::with_capacity(Self::CHARACTERS));
        for (at, typed) in typed.chars().enumerate() {
            if is_filler(typed) && at < Self::LONGEST_TYPED {
                continue;
            }
            let own = match typed.to_ascii_lowercase() {
                'o' => '0',
                'i' | 'l' => '1',
                own => own,
            };
            let known = u8::try_from(own).is_ok_and(|byte| ALPHABET.contains(&byte));
            if !known || code.len() == Self::CHARACTERS {
                return None;
            }
            code.push(own);
        }
        (code.len() == Self::CHARACTERS).then_some(Self(code))
    }

    /// The code in groups for display: `4f7k-2m9q-x8rt`.
    pub(crate) fn grouped(&self) -> Zeroizing<String> {
        let (first, rest) = self.0.split_at(Self::GROUP);
        let (second, third) = rest.split_at(Self::GROUP);
        Zeroizing::new(format!("{first}-{second}-{third}"))
    }

    /// The hash to store for that account, by the newest key.
    pub(crate) fn hash(&self, keys: &Keys, account: &AccountId) -> Option<TokenHash> {
        self.hashes(keys, account).next()
    }

    /// Which of the account's stored hashes is that of this code, by any key of the ring.
    pub(crate) fn among(
        &self,
        stored: &[TokenHash],
        keys: &Keys,
        account: &AccountId,
    ) -> Option<TokenHash> {
        let hashes: Vec<_> = self.hashes(keys, account).collect();
        let is_own = |one: &&TokenHash| {
            let mut same = hashes.iter();
            same.any(|own| own.as_bytes().ct_eq(one.as_bytes()).into())
        };
        stored.iter().find(is_own).copied()
    }

    fn hashes(&self, keys: &Keys, account: &AccountId) -> impl Iterator<Item = TokenHash> + use<> {
        let message = Zeroizing::new([account.as_str(), "\0", self.0.as_str()].concat());
        let tags = keys.tags(Purpose::RecoveryCode, message.as_bytes());
        tags.into_iter().map(TokenHash::from_bytes)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::crypto::Key;

    fn account(id: &str) -> AccountId {
        AccountId::parse(id).unwrap()
    }

    #[test]
    fn attack_058_recovery_codes_differ_and_are_read_as_people_type_them() {
        let mut seen = HashSet::new();
        for _ in 0..2_000 {
            let code = RecoveryCode::mint().unwrap();
            let grouped = code.grouped();
            assert!(seen.insert(grouped.to_string()));
            for typed in [
                grouped.to_uppercase(),
                grouped.replace('-', " "),
                format!(
                    "\u{2066}{}\r\n",
                    grouped.replace('0', "O").replace('1', "l")
                ),
            ] {
                let read = RecoveryCode::parse(&typed).unwrap();
                assert_eq!(read.grouped(), grouped, "{typed}");
            }
            assert!(!format!("{code:?}").contains(&*code.0));
        }
        for typed in [
            "",
            "4f7k-2m9q-x8r",
            "4f7k-2m9q-x8rtt",
            "4f7k-2m9q-x8r!",
            "4f7k-2m9q-x8rü",
        ] {
            assert!(RecoveryCode::parse(typed).is_none(), "{typed:?}");
        }
    }

    #[test]
    fn attack_058_a_hash_is_of_one_account_and_one_key_and_is_no_code() {
        let key = |id: &str, seed| Key::new(id, &Key::test_secret(seed)).unwrap();
        let old = Keys::new(key("one", 1), []).unwrap();
        let both = Keys::new(key("two", 2), [key("one", 1)]).unwrap();
        let new = Keys::new(key("two", 2), []).unwrap();
        let (code, other) = (RecoveryCode::mint().unwrap(), RecoveryCode::mint().unwrap());
        let (maren, jo) = (account("maren"), account("jo"));
        let stored = [code.hash(&old, &maren).unwrap()];
        assert_eq!(code.among(&stored, &old, &maren), Some(stored[0]));
        assert_eq!(code.among(&stored, &both, &maren), Some(stored[0]));
        assert_eq!(code.among(&stored, &new, &maren), None);
        assert_eq!(code.among(&stored, &old, &jo), None);
        assert_eq!(other.among(&stored, &old, &maren), None);
        assert!(RecoveryCode::parse(&stored[0].hex()).is_none());
    }
}
