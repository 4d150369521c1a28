//! The host's rules for new passwords.

use super::context::PasswordContext;
use super::strength::PasswordStrength;
use crate::types::records::records;
use crate::types::rules::broken;

records! {
    /// Rules for new passwords. The defaults follow NIST SP 800-63B-4, section 3.1.1.2, and OWASP ASVS
    /// 5.0, section 6.2: 15 to 1,024 characters, 8 with a second factor, of any kind.
    ///
    /// Existing passwords go on working: an account with a shorter one can still sign in. Whether it is
    /// asked for a new one then is [`ask_to_replace`](field@Self::ask_to_replace).
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct PasswordPolicy {
        /// Minimum number of characters (Unicode scalar values) where the password is the only factor;
        /// 8 to 64.
        pub shortest: usize = 15,
        /// Minimum number of characters for accounts with a second factor; 8 to 64, not above
        /// `shortest`.
        pub shortest_with_second_factor: usize = 8,
        /// Maximum number of characters; 64 to [`PasswordPolicy::LONGEST`].
        pub longest: usize = PasswordPolicy::LONGEST,
        /// Kinds of characters that every password must contain. Both standards advise against such
        /// rules: they make passwords harder to remember, not harder to guess.
        pub requirements: Vec<PasswordRequirement> = Vec::new(),
        /// Whether passwords that people choose most often are refused, by a list that comes with the
        /// widgets. To ask a service for leaked ones too, see
        /// [`breached_passwords`](crate::WidgetsBuilder::breached_passwords).
        pub refuse_common: bool = true,
        /// The least strength, as far as it can be estimated; [`PasswordStrength::VeryWeak`] accepts all.
        pub least_strength: PasswordStrength = PasswordStrength::Fair,
        /// Words of the host, such as product names, that a password must not mostly consist of; at
        /// most [`PasswordPolicy::MOST_WORDS`]. The application's name and the user's names and email
        /// address are included automatically.
        pub words: Vec<String> = Vec::new(),
        /// Whether somebody who signs in with a password that does not meet these rules, such as one
        /// that was imported, is led to the page that changes it before going on. They can leave that
        /// page; every such sign-in is an event,
        /// [`PASSWORD_OUTDATED`](crate::events::PASSWORD_OUTDATED).
        pub ask_to_replace: bool = false,
    }
}

impl PasswordPolicy {
    /// Upper limit of `longest`, in characters.
    pub const LONGEST: usize = 1024;
    /// Maximum number of entries in `words`.
    pub const MOST_WORDS: usize = 1000;

    /// The minimum length for this user.
    pub(super) const fn least(&self, context: &PasswordContext<'_>) -> usize {
        if context.second_factor {
            self.shortest_with_second_factor
        } else {
            self.shortest
        }
    }

    /// Violations of the documented limits, each as a sentence telling the host what to change.
    pub(crate) fn problems(&self) -> Vec<String> {
        let shortest = [self.shortest, self.shortest_with_second_factor];
        broken([
            (
                !shortest.iter().all(|least| (8..=64).contains(least)),
                "password_policy: the shortest password has 8 to 64 characters (OWASP ASVS 6.2.1 and \
                 6.2.9)",
            ),
            (
                self.shortest_with_second_factor > self.shortest,
                "password_policy: shortest_with_second_factor is longer than shortest: swap them",
            ),
            (
                !(64..=Self::LONGEST).contains(&self.longest),
                "password_policy: the longest password has 64 to 1024 characters (OWASP ASVS 6.2.9)",
            ),
            (
                self.words.len() > Self::MOST_WORDS,
                "password_policy: at most 1000 words are allowed; list only the most important",
            ),
        ])
    }
}

/// A kind of character that a policy can require.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, derive_more::Display)]
#[non_exhaustive]
pub enum PasswordRequirement {
    /// A letter of any script.
    #[display("a letter")]
    Letter,
    /// A lower-case letter. Scripts without case, such as Arabic, have none.
    #[display("a lower-case letter")]
    LowerCase,
    /// An upper-case letter. Scripts without case, such as Arabic, have none.
    #[display("a capital letter")]
    Capital,
    /// A digit of any script.
    #[display("a digit")]
    Digit,
    /// A character that is neither letter, digit nor white space.
    #[display("a symbol")]
    Symbol,
}

impl PasswordRequirement {
    pub(super) fn is_met_by(self, password: &str) -> bool {
        password.chars().any(|own| match self {
            Self::Letter => own.is_alphabetic(),
            Self::LowerCase => own.is_lowercase(),
            Self::Capital => own.is_uppercase(),
            Self::Digit => own.is_numeric(),
            Self::Symbol => !own.is_alphanumeric() && !own.is_whitespace(),
        })
    }
}
