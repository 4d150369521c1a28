//! New passwords, checked against the policy.

use subtle::ConstantTimeEq as _;
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

use super::common::is_common;
use super::context::PasswordContext;
use super::flaw::PasswordFlaw;
use super::policy::PasswordPolicy;

/// A password that may be set. It is hashed in full: neither trimmed nor truncated.
///
/// It is hashed in Unicode's composed form (NFC), as NIST SP 800-63B-4, section 3.1.1.2, demands:
/// keyboards differ in whether `é` is one character or two, and users cannot see which. A sign-in
/// tries the composed form first and then the text as typed, so that hashes of other forms keep
/// working until they are replaced.
#[derive(derive_more::Debug)]
#[debug("NewPassword(..)")]
pub struct NewPassword(pub(super) Zeroizing<String>);

impl NewPassword {
    /// Checks a password against the host's policy and what is known about the user, as far as that is
    /// done in a moment: not how strong it is, and not by a service that knows leaked ones.
    ///
    /// # Errors
    ///
    /// All flaws at once.
    pub fn check(
        policy: &PasswordPolicy,
        context: &PasswordContext<'_>,
        typed: &str,
    ) -> Result<Self, Vec<PasswordFlaw>> {
        let too_long = PasswordFlaw::TooLong {
            most: policy.longest,
        };
        // Not kept, however long: composing stops at the first character too many.
        if typed.nfc().nth(PasswordPolicy::LONGEST).is_some() {
            return Err(vec![too_long]);
        }
        let password = composed(typed);
        let least = policy.least(context);
        let has = password.chars().count();
        let mut flaws = Vec::new();
        if has < least {
            flaws.push(PasswordFlaw::TooShort { least, has });
        }
        if has > policy.longest {
            flaws.push(too_long);
        }
        let lacking = policy.requirements.iter().copied();
        let lacking = lacking.filter(|own| !own.is_met_by(&password));
        flaws.extend(lacking.map(PasswordFlaw::Lacks));
        if context.mostly_own_words(policy, &password) {
            flaws.push(PasswordFlaw::OwnWords);
        }
        if policy.refuse_common && is_common(&password) {
            flaws.push(PasswordFlaw::Breached);
        }
        let is_same = |own| composed(own).as_bytes().ct_eq(password.as_bytes()).into();
        if context.current.is_some_and(is_same) {
            flaws.push(PasswordFlaw::Unchanged);
        }
        if flaws.is_empty() {
            Ok(Self(password))
        } else {
            Err(flaws)
        }
    }
}

#[cfg(any(test, fuzzing))]
impl NewPassword {
    /// The text that is hashed.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// The form in which passwords are hashed (NFC).
pub(super) fn composed(typed: &str) -> Zeroizing<String> {
    Zeroizing::new(typed.nfc().collect())
}
