//! Messages for problems.

use std::borrow::Cow;

use crate::context::problem::{Problem, Refusal};
use crate::i18n::Messages;
use crate::types::{Fault, InvalidEmail};

impl Messages {
    /// Why an email address is invalid, in the reader's language.
    #[must_use]
    pub fn invalid_email(&self, why: InvalidEmail) -> String {
        match why {
            InvalidEmail::Empty => self.words().email_empty().to_owned(),
            InvalidEmail::TooLong | InvalidEmail::Malformed => {
                self.words().email_malformed().to_owned()
            }
        }
    }

    /// Title and text for a problem.
    pub(crate) fn problem<'a>(&'a self, problem: &'a Problem) -> (&'a str, Cow<'a, str>) {
        let words = self.words();
        match problem {
            Problem::Fault(Fault { passing: false, .. }) => {
                (words.fault_title(), words.fault_text().into())
            }
            Problem::Fault(Fault { passing: true, .. }) => {
                (words.unavailable_title(), words.unavailable_text().into())
            }
            Problem::Invalid(invalid) => {
                let texts: Vec<&str> = invalid.errors.iter().map(|e| e.message.as_str()).collect();
                (words.invalid_title(), texts.join(" ").into())
            }
            Problem::OutOfDate(_) => self.refusal(&Refusal::InvalidCsrfToken),
            Problem::Missing => (words.missing_title(), words.missing_text().into()),
            Problem::Malformed(_) => (words.malformed_title(), words.malformed_text().into()),
            Problem::TooLarge => (words.too_large_title(), words.too_large_text().into()),
            Problem::WrongMedia => (words.wrong_media_title(), words.wrong_media_text().into()),
            Problem::WrongMethod { .. } => {
                (words.wrong_method_title(), words.wrong_method_text().into())
            }
            Problem::Refusal(refusal) => self.refusal(refusal),
        }
    }

    fn refusal<'a>(&'a self, refusal: &'a Refusal) -> (&'a str, Cow<'a, str>) {
        let words = self.words();
        match refusal {
            Refusal::NotSignedIn => (
                words.not_signed_in_title(),
                words.not_signed_in_text().into(),
            ),
            Refusal::TaskDue(task) => (
                words.task_due_title(),
                words.task_due_text(task.title.as_str()).into(),
            ),
            Refusal::Stale => (words.stale_title(), words.stale_text().into()),
            Refusal::Impersonated => (words.impersonated_title(), words.impersonated_text().into()),
            Refusal::Forbidden(permission) => (
                words.forbidden_title(),
                words.forbidden_text(permission.as_str()).into(),
            ),
            Refusal::NotEntitled(feature) => (
                words.not_entitled_title(),
                words.not_entitled_text(feature.as_str()).into(),
            ),
            Refusal::InvalidCsrfToken => (
                words.invalid_csrf_token_title(),
                words.invalid_csrf_token_text().into(),
            ),
            Refusal::NoCookies => (words.no_cookies_title(), words.no_cookies_text().into()),
            Refusal::CrossSite => (words.cross_site_title(), words.cross_site_text().into()),
            Refusal::TooMany { wait } => (
                words.too_many_title(),
                words.too_many_text(self.wait(*wait)).into(),
            ),
            Refusal::SignUpClosed => (
                words.sign_up_closed_title(),
                words.sign_up_closed_text().into(),
            ),
            Refusal::Hook(message) => (words.refused_title(), message.into()),
        }
    }
}
