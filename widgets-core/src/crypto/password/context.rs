//! Whose password it will be, and the words that are too close to them.

use std::collections::HashSet;
use std::fmt;

use unicode_normalization::UnicodeNormalization as _;

use super::policy::PasswordPolicy;
use crate::types::email::Email;

/// Whose password it will be. `Debug` shows none of it.
#[derive(Clone, Default)]
pub struct PasswordContext<'a> {
    pub(super) second_factor: bool,
    pub(super) current: Option<&'a str>,
    own_texts: Vec<&'a str>,
}

impl<'a> PasswordContext<'a> {
    /// Somebody who uses the application of that name.
    #[must_use]
    pub fn new(application: &'a str) -> Self {
        Self {
            own_texts: vec![application],
            ..Self::default()
        }
    }

    /// Their address.
    #[must_use]
    pub fn email(self, email: &'a Email) -> Self {
        self.own_text(email.as_str())
    }

    /// One of their names, or anything else that others know of them.
    #[must_use]
    pub fn own_text(mut self, text: &'a str) -> Self {
        self.own_texts.push(text);
        self
    }

    /// The password they have now, as they typed it to prove that they may change it.
    #[must_use]
    pub const fn current(mut self, password: &'a str) -> Self {
        self.current = Some(password);
        self
    }

    /// They are asked for a second factor whenever they sign in.
    #[must_use]
    pub const fn with_second_factor(mut self) -> Self {
        self.second_factor = true;
        self
    }

    /// Whether a password is more than half made of words that belong to this person, the
    /// application or the host, with too little besides to be a password by itself (NIST SP
    /// 800-63B-4, section 3.1.1.2; OWASP ASVS 6.2.11). A word alone is no flaw: a long sentence may
    /// well say one's name.
    pub(super) fn mostly_own_words(&self, policy: &PasswordPolicy, password: &str) -> bool {
        let letters = folded(password);
        let mut covered = vec![false; letters.len()];
        let host = policy.words.iter().map(String::as_str);
        let words: HashSet<Vec<char>> = self
            .own_texts
            .iter()
            .copied()
            .chain(host)
            .flat_map(words)
            .collect();
        for word in &words {
            for at in 0..(letters.len() + 1).saturating_sub(word.len()) {
                let place = at..at + word.len();
                if letters[place.clone()] == word[..] {
                    covered[place].fill(true);
                }
            }
        }
        let own = covered.iter().filter(|covered| **covered).count();
        let besides = letters.len() - own + different_symbols(password);
        own > besides && besides < policy.least(self)
    }
}

impl fmt::Debug for PasswordContext<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordContext(..)")
    }
}

/// The words of a text, and all of it as one: `Coffee Desk` is also `coffeedesk`. Shorter words
/// than four letters are in too many others.
fn words(text: &str) -> impl Iterator<Item = Vec<char>> {
    const SHORTEST: usize = 4;
    let parts = text.split(|own: char| !own.is_alphanumeric());
    let parts = parts.chain([text]).map(folded);
    parts.filter(|word| word.len() >= SHORTEST)
}

/// Letters and digits alone, in lower case, and those that only look different (NFKC) as one.
fn folded(text: &str) -> Vec<char> {
    let lower = text.nfkc().flat_map(char::to_lowercase);
    lower.filter(|own| own.is_alphanumeric()).collect()
}

/// A symbol that is repeated makes no password.
fn different_symbols(text: &str) -> usize {
    let symbols = text
        .chars()
        .filter(|own| !own.is_alphanumeric() && !own.is_whitespace());
    symbols.collect::<HashSet<_>>().len()
}
