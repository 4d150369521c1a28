//! Parsing of new passwords, and messages about them.

use crate::context::RequestCtx;
use crate::crypto::{NewPassword, PasswordContext, PasswordFlaw, PasswordRequirement};
use crate::http::{FieldErrors, Secret};
use crate::i18n::Messages;

impl RequestCtx {
    /// Parses a new password, or returns all its flaws in the reader's language.
    ///
    /// # Errors
    ///
    /// The error of the field.
    pub fn read_new_password(
        &self,
        field: &Secret,
        context: &PasswordContext<'_>,
    ) -> Result<NewPassword, FieldErrors> {
        let messages = self.messages();
        let name = field.name();
        if field.is_empty() {
            return Err(FieldErrors::one(name, messages.words().password_empty()));
        }
        let policy = self.app().password_policy();
        NewPassword::check(policy, context, field)
            .map_err(|flaws| FieldErrors::one(name, messages.password_flaws(&flaws)))
    }

    /// A hint about the requirements, shown before typing.
    #[must_use]
    pub fn password_hint(&self) -> String {
        let least = self.app().password_policy().shortest;
        self.messages().words().password_hint(least)
    }
}

impl Messages {
    /// All flaws of a password as one message for its field.
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
            PasswordFlaw::Lacks(PasswordRequirement::Letter) => {
                words.password_lacks_letter().to_owned()
            }
            PasswordFlaw::Lacks(PasswordRequirement::LowerCase) => {
                words.password_lacks_lower_case().to_owned()
            }
            PasswordFlaw::Lacks(PasswordRequirement::Capital) => {
                words.password_lacks_capital().to_owned()
            }
            PasswordFlaw::Lacks(PasswordRequirement::Digit) => {
                words.password_lacks_digit().to_owned()
            }
            PasswordFlaw::Lacks(PasswordRequirement::Symbol) => {
                words.password_lacks_symbol().to_owned()
            }
            PasswordFlaw::OwnWords => words.password_own_words().to_owned(),
            PasswordFlaw::Unchanged => words.password_unchanged().to_owned(),
        }
    }
}
