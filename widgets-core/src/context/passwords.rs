//! New passwords: parsing them, all that is wrong with them, and messages about that.

use zeroize::Zeroizing;

use super::ports::http_client::HttpFailure;
use super::{AppState, NewEvent, Problem, events};
use crate::context::RequestCtx;
use crate::crypto::{
    NewPassword, PasswordContext, PasswordFlaw, PasswordRange, PasswordRequirement,
    PasswordStrength,
};
use crate::http::{FieldErrors, Secret};
use crate::i18n::Messages;

/// What was found about a new password.
pub(crate) struct JudgedPassword {
    /// The password, or all that is wrong with it.
    pub(crate) verdict: Result<NewPassword, Vec<PasswordFlaw>>,
    /// Why the service that knows breached passwords could not be asked.
    pub(crate) unchecked: Option<String>,
}

impl AppState {
    /// Judges a new password by everything that the host demands: the one place that does.
    pub(crate) async fn judge_password(
        &self,
        context: &PasswordContext<'_>,
        typed: &str,
    ) -> JudgedPassword {
        let policy = self.password_policy();
        let checked = NewPassword::check(policy, context, typed);
        let mut flaws = checked.as_ref().err().cloned().unwrap_or_default();
        let mut unchecked = None;
        // What is too long is not looked at any further.
        let is_read = !flaws
            .iter()
            .any(|own| matches!(own, PasswordFlaw::TooLong { .. }));
        if is_read && !flaws.contains(&PasswordFlaw::Breached) {
            match self.is_breached(typed).await {
                Ok(true) => flaws.push(PasswordFlaw::Breached),
                Ok(false) => {}
                Err(reason) => unchecked = Some(reason),
            }
        }
        // Of these it is said already that they are easy to guess.
        let is_told =
            flaws.contains(&PasswordFlaw::Breached) || flaws.contains(&PasswordFlaw::OwnWords);
        if is_read && !is_told {
            let strength = self.password_strength(context, typed).await;
            if strength.is_some_and(|own| own < policy.least_strength) {
                flaws.push(PasswordFlaw::TooWeak);
            }
        }
        let verdict = match checked {
            Ok(password) if flaws.is_empty() => Ok(password),
            _ => Err(flaws),
        };
        JudgedPassword { verdict, unchecked }
    }

    /// How hard a password is to guess; `None` if there was no time to find out.
    pub(crate) async fn password_strength(
        &self,
        context: &PasswordContext<'_>,
        typed: &str,
    ) -> Option<PasswordStrength> {
        let known = context.known(self.password_policy());
        let typed = Zeroizing::new(typed.to_owned());
        self.strength_meter().measure(typed, known).await
    }

    /// Whether the host's service knows a password; `false` if the host has none. The service learns five
    /// digits of a hash.
    async fn is_breached(&self, typed: &str) -> Result<bool, String> {
        let Some(service) = self.breached_passwords() else {
            return Ok(false);
        };
        let range = PasswordRange::of(typed);
        let answer = self.call(service.request(range.prefix())).await;
        let answer = answer.map_err(|failure: HttpFailure| failure.to_string())?;
        if !answer.status().is_success() {
            return Err(format!("it answered {}", answer.status()));
        }
        let is_in = range.is_in(answer.body());
        is_in.map_err(|no_range| no_range.to_string())
    }
}

impl RequestCtx {
    /// Parses a new password, or returns all its flaws in the reader's language.
    ///
    /// # Errors
    ///
    /// The error of the field.
    pub async fn read_new_password(
        &self,
        field: &Secret,
        context: &PasswordContext<'_>,
    ) -> Result<NewPassword, FieldErrors> {
        if field.is_empty() {
            return Err(self.no_password(field));
        }
        let judged = self.app().judge_password(context, field).await;
        if let Some(reason) = judged.unchecked {
            self.record_unchecked(&reason).await;
        }
        judged.verdict.map_err(|flaws| self.refused(field, &flaws))
    }

    /// The same for what [`read_new_password`](Self::read_new_password) has accepted in this request.
    ///
    /// # Errors
    ///
    /// The error of the field.
    pub(crate) fn read_new_password_again(
        &self,
        field: &Secret,
        context: &PasswordContext<'_>,
    ) -> Result<NewPassword, FieldErrors> {
        if field.is_empty() {
            return Err(self.no_password(field));
        }
        let checked = NewPassword::check(self.app().password_policy(), context, field);
        checked.map_err(|flaws| self.refused(field, &flaws))
    }

    fn no_password(&self, field: &Secret) -> FieldErrors {
        FieldErrors::one(field.name(), self.messages().words().password_empty())
    }

    fn refused(&self, field: &Secret, flaws: &[PasswordFlaw]) -> FieldErrors {
        FieldErrors::one(field.name(), self.messages().password_flaws(flaws))
    }

    /// A failure to record is only logged, since the password is taken either way.
    async fn record_unchecked(&self, reason: &str) {
        let request = self.request_id();
        tracing::warn!(%request, reason, "a new password was not looked up among breached ones");
        let unchecked = NewEvent::new(events::PASSWORD_UNCHECKED).detail("reason", reason);
        let unchecked = match self.user() {
            Some(own) => unchecked.account(&own.account.id),
            None => unchecked,
        };
        let recording = async {
            let change = self.change(unchecked)?;
            Ok::<_, Problem>(self.stores().accounts.record(change).await?)
        };
        if let Err(problem) = recording.await {
            tracing::warn!(%request, ?problem, "that was not recorded");
        }
    }

    /// A hint about the requirements, shown before typing.
    #[must_use]
    pub fn password_hint(&self) -> String {
        self.password_hint_of(self.app().password_policy().shortest)
    }

    /// The hint for a password that needs that many characters.
    pub(crate) fn password_hint_of(&self, least: usize) -> String {
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
            PasswordFlaw::Lacks(lacking) => self.lacking(lacking).to_owned(),
            PasswordFlaw::OwnWords => words.password_own_words().to_owned(),
            PasswordFlaw::Breached => words.password_breached().to_owned(),
            PasswordFlaw::TooWeak => words.password_too_weak().to_owned(),
            PasswordFlaw::Unchanged => words.password_unchanged().to_owned(),
        }
    }

    fn lacking(&self, lacking: PasswordRequirement) -> &str {
        let words = self.words();
        match lacking {
            PasswordRequirement::Letter => words.password_lacks_letter(),
            PasswordRequirement::LowerCase => words.password_lacks_lower_case(),
            PasswordRequirement::Capital => words.password_lacks_capital(),
            PasswordRequirement::Digit => words.password_lacks_digit(),
            PasswordRequirement::Symbol => words.password_lacks_symbol(),
        }
    }
}
