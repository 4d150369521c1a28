//! What a host asks of passwords.

use std::fmt;

use super::context::PasswordContext;

/// What a host asks of new passwords. The defaults are those of NIST SP 800-63B-4, section 3.1.1.2,
/// and OWASP ASVS 5.0, section 6.2.
///
/// It says nothing of passwords that are set already: whoever has a shorter one still signs in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasswordPolicy {
    /// How many characters (Unicode scalar values) a password has at least where it is all that is
    /// asked for; 8 to 64.
    pub shortest: usize,
    /// The same for whoever is asked for a second factor too.
    pub shortest_with_second_factor: usize,
    /// How many characters a password has at most; 64 to [`PasswordPolicy::LONGEST`].
    pub longest: usize,
    /// Kinds of characters that every password must have. Both standards advise against any: they
    /// make passwords harder to remember, not harder to guess.
    pub requirements: Vec<PasswordRequirement>,
    /// Words of the host's own, such as the names of its products, that a password must not mostly
    /// be made of; at most [`PasswordPolicy::MOST_WORDS`]. The application's name, and the person's
    /// names and address, count without being listed.
    pub words: Vec<String>,
}

impl Default for PasswordPolicy {
    /// 15 to 1,024 characters, 8 with a second factor, of any kind.
    fn default() -> Self {
        Self {
            shortest: 15,
            shortest_with_second_factor: 8,
            longest: Self::LONGEST,
            requirements: Vec::new(),
            words: Vec::new(),
        }
    }
}

impl PasswordPolicy {
    /// No policy allows more characters than this.
    pub const LONGEST: usize = 1024;
    /// How many words of its own a host may list.
    pub const MOST_WORDS: usize = 1000;

    /// How many characters are asked of this person.
    pub(super) const fn least(&self, context: &PasswordContext<'_>) -> usize {
        if context.second_factor {
            self.shortest_with_second_factor
        } else {
            self.shortest
        }
    }

    /// What contradicts itself or the standards, each as a sentence that says what to change.
    pub(crate) fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        let shortest = [self.shortest, self.shortest_with_second_factor];
        if !shortest.iter().all(|least| (8..=64).contains(least)) {
            problems.push(
                "password_policy: the shortest password has 8 to 64 characters (OWASP ASVS 6.2.1 \
                 and 6.2.9)"
                    .to_owned(),
            );
        }
        if self.shortest_with_second_factor > self.shortest {
            problems.push(
                "password_policy: shortest_with_second_factor is longer than shortest: swap them"
                    .to_owned(),
            );
        }
        if !(64..=Self::LONGEST).contains(&self.longest) {
            problems.push(format!(
                "password_policy: the longest password has 64 to {} characters (OWASP ASVS 6.2.9)",
                Self::LONGEST
            ));
        }
        if self.words.len() > Self::MOST_WORDS {
            problems.push(format!(
                "password_policy: at most {} words fit; list those that stand for the host",
                Self::MOST_WORDS
            ));
        }
        problems
    }
}

/// A kind of character that a password must have one of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PasswordRequirement {
    /// A letter of any script.
    Letter,
    /// A lower-case letter. Scripts without case, such as Arabic, have none.
    LowerCase,
    /// A capital letter. Scripts without case, such as Arabic, have none.
    Capital,
    /// A digit of any script.
    Digit,
    /// Neither a letter nor a digit nor a space.
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

impl fmt::Display for PasswordRequirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Letter => "a letter",
            Self::LowerCase => "a lower-case letter",
            Self::Capital => "a capital letter",
            Self::Digit => "a digit",
            Self::Symbol => "a symbol",
        })
    }
}
