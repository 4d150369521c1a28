//! What a new password is checked against besides the policy: the user's names, email address and
//! current password.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization as _;

use super::policy::PasswordPolicy;
use crate::types::Email;

/// The user a password is for. `Debug` prints nothing of it.
#[derive(Clone, Default, derive_more::Debug)]
#[debug("PasswordContext(..)")]
#[must_use]
pub struct PasswordContext<'a> {
    pub(super) second_factor: bool,
    pub(super) current: Option<&'a str>,
    own_texts: Vec<&'a str>,
}

impl<'a> PasswordContext<'a> {
    /// A user of the application with this name.
    pub fn new(application: &'a str) -> Self {
        Self {
            own_texts: vec![application],
            ..Self::default()
        }
    }

    /// The user's email address.
    pub fn email(self, email: &'a Email) -> Self {
        self.own_text(email.as_str())
    }

    /// A name of the user, or other publicly known text about them.
    pub fn own_text(mut self, text: &'a str) -> Self {
        self.own_texts.push(text);
        self
    }

    /// The user's current password, as typed to authorise the change.
    pub const fn current(mut self, password: &'a str) -> Self {
        self.current = Some(password);
        self
    }

    /// The user signs in with a second factor too.
    pub const fn with_second_factor(mut self) -> Self {
        self.second_factor = true;
        self
    }

    /// All texts that are known of the user, the application and the host.
    pub(crate) fn known(&self, policy: &PasswordPolicy) -> Vec<String> {
        let own = self.own_texts.iter().copied();
        let all = own.chain(policy.words.iter().map(String::as_str));
        let parts = all.flat_map(|text| {
            let parts = text.split(|own: char| !own.is_alphanumeric());
            parts.filter(|part| !part.is_empty()).chain([text])
        });
        parts.map(str::to_owned).collect()
    }

    /// Whether more than half of the password is words related to the user, the application or the
    /// host, and the rest is too short to be a password by itself (NIST SP 800-63B-4, section
    /// 3.1.1.2; OWASP ASVS 6.2.11). Containing such a word is no flaw: a long sentence may include
    /// the user's name.
    pub(super) fn mostly_own_words(&self, policy: &PasswordPolicy, password: &str) -> bool {
        let letters = folded(password);
        let mut covered = vec![false; letters.len()];
        let host = policy.words.iter().map(String::as_str);
        let texts = self.own_texts.iter().copied().chain(host);
        let words: HashSet<Vec<char>> = texts.flat_map(words).collect();
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

/// The words of a text, and the whole text as one word (`Coffee Desk` also gives `coffeedesk`).
/// Words of fewer than four letters are skipped: too many other words contain them.
fn words(text: &str) -> impl Iterator<Item = Vec<char>> {
    const SHORTEST: usize = 4;
    let parts = text.split(|own: char| !own.is_alphanumeric());
    let parts = parts.chain([text]).map(folded);
    parts.filter(|word| word.len() >= SHORTEST)
}

/// Letters and digits only, NFKC-normalised and in lower case.
fn folded(text: &str) -> Vec<char> {
    let lower = text.nfkc().flat_map(char::to_lowercase);
    lower.filter(|own| own.is_alphanumeric()).collect()
}

/// Counts each symbol once, because repeating it adds no strength.
fn different_symbols(text: &str) -> usize {
    let symbol = |own: &char| !own.is_alphanumeric() && !own.is_whitespace();
    text.chars().filter(symbol).collect::<HashSet<_>>().len()
}
