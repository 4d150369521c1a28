//! What is wrong with a password that somebody chose.

use super::Messages;
use crate::crypto::{PasswordFlaw, PasswordRequirement};

impl Messages {
    /// Everything that is wrong with a password, in one text for its field.
    #[must_use]
    pub fn password_flaws(&self, flaws: &[PasswordFlaw]) -> String {
        let texts: Vec<String> = flaws.iter().map(|flaw| self.password_flaw(*flaw)).collect();
        texts.join(" ")
    }

    fn password_flaw(&self, flaw: PasswordFlaw) -> String {
        let words = self.words();
        match flaw {
            PasswordFlaw::TooShort { least, has } => words.password_too_short(least, has),
            PasswordFlaw::TooLong { most } => words.password_too_long(most),
            PasswordFlaw::Lacks(PasswordRequirement::Letter) => words.password_lacks_letter(),
            PasswordFlaw::Lacks(PasswordRequirement::LowerCase) => {
                words.password_lacks_lower_case()
            }
            PasswordFlaw::Lacks(PasswordRequirement::Capital) => words.password_lacks_capital(),
            PasswordFlaw::Lacks(PasswordRequirement::Digit) => words.password_lacks_digit(),
            PasswordFlaw::Lacks(PasswordRequirement::Symbol) => words.password_lacks_symbol(),
            PasswordFlaw::OwnWords => words.password_own_words(),
            PasswordFlaw::Unchanged => words.password_unchanged(),
        }
    }
}
