//! Problems: everything that prevents a request from being answered as requested, with status
//! codes.

use std::error::Error;
use std::time::Duration;

use http::{Method, StatusCode};

use crate::context::RequestCtx;
use crate::crypto::HashFault;
use crate::http::FieldErrors;
use crate::stores::StoreError;
use crate::types::clock::wait_seconds;
pub use crate::types::fault::{Fault, Malformed};
use crate::types::{Entitlement, EntropyError, Permission};
use crate::ui::Page;

/// Why a request is not answered as requested.
///
/// An error of a store becomes one with `?`, and so does an error of the host that says which:
///
/// ```
/// use widgets_core::Problem;
///
/// #[derive(Debug)]
/// enum ShopError {
///     NoSuchOrder,
///     Database(std::io::Error),
/// }
///
/// impl From<ShopError> for Problem {
///     fn from(error: ShopError) -> Self {
///         match error {
///             ShopError::NoSuchOrder => Self::Missing,
///             ShopError::Database(cause) => Self::unavailable(cause),
///         }
///     }
/// }
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// An internal failure.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// Invalid input; the form is shown again.
    #[error(transparent)]
    Invalid(Invalid),
    /// The form was on a page that is out of date, and is shown again with what was typed. Nothing was
    /// done.
    #[error("the page of the form is out of date")]
    OutOfDate(Invalid),
    /// It does not exist, or the user may not know that it does.
    #[error("there is no such thing")]
    Missing,
    /// Refused.
    #[error(transparent)]
    Refusal(#[from] Refusal),
    /// The request cannot be parsed.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// The body exceeds the endpoint's limit.
    #[error("the body is too large")]
    TooLarge,
    /// The body is neither a form nor JSON.
    #[error("the body is neither a form nor JSON")]
    WrongMedia,
    /// The path exists, but not for this method.
    #[error("the path does not answer this method")]
    WrongMethod {
        /// Methods of the path.
        allowed: Vec<Method>,
    },
}

/// Invalid input.
#[derive(thiserror::Error, derive_more::Debug)]
#[debug("Invalid({errors:?})")]
#[error("the input is invalid: {}", self.fields())]
#[non_exhaustive]
pub struct Invalid {
    /// Errors by field.
    pub errors: FieldErrors,
    /// The page with the form and what was typed, except passwords.
    pub page: Option<ErrorPage>,
}

/// Renders a form again.
pub type ErrorPage = Box<dyn FnOnce(&RequestCtx, &FieldErrors) -> Page + Send>;

impl Invalid {
    /// The names of the fields with errors. The messages may quote what was typed.
    fn fields(&self) -> String {
        let fields: Vec<_> = self.errors.iter().map(|error| error.field).collect();
        fields.join(", ")
    }
}

/// Why a request was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// Not signed in.
    #[error("nobody is signed in")]
    NotSignedIn,
    /// The user has something to do before going on.
    #[error("the task {} is due", .0.name)]
    TaskDue(DueTask),
    /// The last authentication is too old: a step-up is required.
    #[error("the last authentication is too old")]
    Stale,
    /// Not allowed during impersonation.
    #[error("this is not allowed during impersonation")]
    Impersonated,
    /// The member's roles do not grant this permission.
    #[error("no role of the member grants {0}")]
    Forbidden(Permission),
    /// The organization does not have this feature.
    #[error("the organization does not have {0}")]
    NotEntitled(Entitlement),
    /// The CSRF token is missing, of another session or browser, or its key has left the ring.
    #[error("the CSRF token is invalid")]
    InvalidCsrfToken,
    /// The browser sent no cookie to which a CSRF token could be bound.
    #[error("the browser sent no cookies")]
    NoCookies,
    /// The request came from another site.
    #[error("the request came from another site")]
    CrossSite,
    /// A rate limit was exceeded.
    #[error("a rate limit was exceeded: wait {} seconds", wait_seconds(*.wait))]
    TooMany {
        /// Time to wait.
        wait: Duration,
    },
    /// Sign-up is closed, or by invitation only.
    #[error("sign-up is closed")]
    SignUpClosed,
    /// A hook of the host refused, with this message.
    #[error("a hook refused: {0}")]
    Hook(String),
}

/// A task that a user has to do before going on.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DueTask {
    /// Its name.
    pub name: &'static str,
    /// What it is called, in the reader's language.
    pub title: String,
    /// Path of the page where it is done.
    pub address: String,
}

impl Problem {
    /// Invalid input; `page` renders the form again.
    pub fn invalid(
        errors: FieldErrors,
        page: impl FnOnce(&RequestCtx, &FieldErrors) -> Page + Send + 'static,
    ) -> Self {
        Self::Invalid(Invalid {
            errors,
            page: Some(Box::new(page)),
        })
    }

    /// A lasting internal failure (500).
    pub fn fault(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Fault(Fault::lasting(source))
    }

    /// A temporary failure (503).
    pub fn unavailable(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Fault(Fault {
            passing: true,
            source: source.into(),
        })
    }

    /// The status code.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        self.status_and_code().0
    }

    /// Machine-readable code of the problem.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.status_and_code().1
    }

    const fn status_and_code(&self) -> (StatusCode, &'static str) {
        match self {
            Self::Fault(Fault { passing: false, .. }) => {
                (StatusCode::INTERNAL_SERVER_ERROR, "fault")
            }
            Self::Fault(Fault { passing: true, .. }) => {
                (StatusCode::SERVICE_UNAVAILABLE, "unavailable")
            }
            Self::Invalid(_) => (StatusCode::UNPROCESSABLE_ENTITY, "invalid"),
            Self::OutOfDate(_) => (StatusCode::FORBIDDEN, "invalid_csrf_token"),
            Self::Missing => (StatusCode::NOT_FOUND, "missing"),
            Self::Refusal(refusal) => refusal.status_and_code(),
            Self::Malformed(_) => (StatusCode::BAD_REQUEST, "malformed"),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
            Self::WrongMedia => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "wrong_media"),
            Self::WrongMethod { .. } => (StatusCode::METHOD_NOT_ALLOWED, "wrong_method"),
        }
    }
}

impl Refusal {
    const fn status_and_code(&self) -> (StatusCode, &'static str) {
        match self {
            Self::NotSignedIn => (StatusCode::UNAUTHORIZED, "not_signed_in"),
            Self::TaskDue(_) => (StatusCode::FORBIDDEN, "task_due"),
            Self::Stale => (StatusCode::UNAUTHORIZED, "stale"),
            Self::Impersonated => (StatusCode::FORBIDDEN, "impersonated"),
            Self::Forbidden(_) => (StatusCode::FORBIDDEN, "forbidden"),
            Self::NotEntitled(_) => (StatusCode::FORBIDDEN, "not_entitled"),
            Self::InvalidCsrfToken => (StatusCode::FORBIDDEN, "invalid_csrf_token"),
            Self::NoCookies => (StatusCode::FORBIDDEN, "no_cookies"),
            Self::CrossSite => (StatusCode::FORBIDDEN, "cross_site"),
            Self::TooMany { .. } => (StatusCode::TOO_MANY_REQUESTS, "too_many"),
            Self::SignUpClosed => (StatusCode::FORBIDDEN, "sign_up_closed"),
            Self::Hook(_) => (StatusCode::FORBIDDEN, "refused"),
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        Self::unavailable(error)
    }
}

impl From<EntropyError> for Problem {
    fn from(error: EntropyError) -> Self {
        Self::fault(error)
    }
}

impl From<HashFault> for Problem {
    fn from(error: HashFault) -> Self {
        match error {
            HashFault::Busy(_) => Self::unavailable(error),
            HashFault::Failed(_) | HashFault::Entropy(_) => Self::fault(error),
        }
    }
}

/// Has no page: an action that shows its form again uses [`Problem::invalid`].
impl From<FieldErrors> for Problem {
    fn from(errors: FieldErrors) -> Self {
        Self::Invalid(Invalid { errors, page: None })
    }
}

/// A failure of unknown kind, such as what `?` meets in a function with mixed errors (500).
impl From<Box<dyn Error + Send + Sync>> for Problem {
    fn from(error: Box<dyn Error + Send + Sync>) -> Self {
        Self::fault(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct SoldOut;

    impl From<SoldOut> for Problem {
        fn from(_: SoldOut) -> Self {
            Self::Missing
        }
    }

    #[test]
    fn errors_become_problems_by_themselves() {
        let of_a_store = || -> Result<(), Problem> { Err(StoreError::Conflict)? };
        let of_the_host = || -> Result<(), Problem> { Err(SoldOut)? };
        let refused = || -> Result<(), Problem> { Err(Refusal::Stale)? };
        let unknown = || -> Result<(), Problem> {
            let cause: Box<dyn Error + Send + Sync> = "broken".into();
            Err(cause)?
        };
        for (problem, code) in [
            (of_a_store(), "unavailable"),
            (of_the_host(), "missing"),
            (refused(), "stale"),
            (unknown(), "fault"),
        ] {
            assert_eq!(problem.unwrap_err().code(), code);
        }
    }

    #[test]
    fn problems_are_errors_with_their_causes_and_without_what_was_typed() {
        let problem: Problem = StoreError::unavailable("the disk is full").into();
        assert_eq!(problem.to_string(), "a temporary failure");
        let cause = problem.source().expect("a store failed").to_string();
        assert_eq!(cause, "the store is unavailable: the disk is full");
        let wait = Duration::from_millis(1_200);
        let invalid = FieldErrors::one("email", "swordfish is no address");
        for (problem, told) in [
            (
                Refusal::TooMany { wait }.into(),
                "a rate limit was exceeded: wait 2 seconds",
            ),
            (Problem::from(invalid), "the input is invalid: email"),
            (Malformed::Nested.into(), "the JSON has nested objects"),
        ] {
            assert_eq!(problem.to_string(), told);
        }
    }
}
