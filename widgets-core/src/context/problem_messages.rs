//! Messages for problems.

use crate::context::problem::{Problem, Refusal};
use crate::i18n::Messages;
use crate::types::email::InvalidEmail;
use crate::types::fault::Fault;

impl Messages {
    /// Why an email address is invalid, in the reader's language.
    #[must_use]
    pub fn invalid_email(&self, why: InvalidEmail) -> String {
        match why {
            InvalidEmail::Empty => self.words().email_empty(),
            InvalidEmail::TooLong | InvalidEmail::Malformed => self.words().email_malformed(),
        }
    }

    /// Title and text for a problem.
    pub(crate) fn problem(&self, problem: &Problem) -> (String, String) {
        let words = self.words();
        match problem {
            Problem::Fault(Fault { passing: false, .. }) => {
                (words.fault_title(), words.fault_text())
            }
            Problem::Fault(Fault { passing: true, .. }) => {
                (words.unavailable_title(), words.unavailable_text())
            }
            Problem::Invalid(invalid) => {
                let texts: Vec<&str> = invalid.errors.iter().map(|e| e.message.as_str()).collect();
                (words.invalid_title(), texts.join(" "))
            }
            Problem::Missing => (words.missing_title(), words.missing_text()),
            Problem::Malformed(_) => (words.malformed_title(), words.malformed_text()),
            Problem::TooLarge => (words.too_large_title(), words.too_large_text()),
            Problem::WrongMedia => (words.wrong_media_title(), words.wrong_media_text()),
            Problem::WrongMethod { .. } => (words.wrong_method_title(), words.wrong_method_text()),
            Problem::Refusal(refusal) => self.refusal(refusal),
        }
    }

    fn refusal(&self, refusal: &Refusal) -> (String, String) {
        let words = self.words();
        match refusal {
            Refusal::NotSignedIn => (words.not_signed_in_title(), words.not_signed_in_text()),
            Refusal::Stale => (words.stale_title(), words.stale_text()),
            Refusal::Impersonated => (words.impersonated_title(), words.impersonated_text()),
            Refusal::Forbidden(permission) => (
                words.forbidden_title(),
                words.forbidden_text(permission.as_str()),
            ),
            Refusal::NotEntitled(feature) => (
                words.not_entitled_title(),
                words.not_entitled_text(feature.as_str()),
            ),
            Refusal::InvalidCsrfToken => (
                words.invalid_csrf_token_title(),
                words.invalid_csrf_token_text(),
            ),
            Refusal::NoCookies => (words.no_cookies_title(), words.no_cookies_text()),
            Refusal::CrossSite => (words.cross_site_title(), words.cross_site_text()),
            Refusal::TooMany { wait } => (
                words.too_many_title(),
                words.too_many_text(self.wait(*wait)),
            ),
            Refusal::SignUpClosed => (words.sign_up_closed_title(), words.sign_up_closed_text()),
            Refusal::Hook(message) => (words.refused_title(), message.clone()),
        }
    }
}
