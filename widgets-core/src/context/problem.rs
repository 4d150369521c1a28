//! Everything that can keep a request from being answered as asked, and its status.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use http::{Method, StatusCode};

use crate::context::RequestCtx;
use crate::crypto::HashFault;
use crate::http::fields::FieldErrors;
use crate::stores::StoreError;
use crate::types::entitlement::Entitlement;
pub use crate::types::fault::{Fault, Malformed};
use crate::types::permission::Permission;
use crate::types::random::EntropyError;
use crate::ui::Page;

/// Why a request is not answered as asked.
#[derive(Debug)]
pub enum Problem {
    /// The fault is ours.
    Fault(Fault),
    /// The input is not valid; the form is shown again.
    Invalid(Invalid),
    /// There is no such thing, or it is not theirs to know of.
    Missing,
    /// They may not, or not now.
    Refusal(Refusal),
    /// What arrived cannot be read.
    Malformed(Malformed),
    /// The body is larger than the row accepts.
    TooLarge,
    /// The body is neither a form nor JSON.
    WrongMedia,
    /// The path exists, but not for this method.
    WrongMethod {
        /// The methods it exists for.
        allowed: Vec<Method>,
    },
}

/// Input that is not valid.
pub struct Invalid {
    /// What is wrong, by field.
    pub errors: FieldErrors,
    /// The page with the form and what was typed in it, never passwords.
    pub page: Option<ErrorPage>,
}

/// Shows a form again.
pub type ErrorPage = Box<dyn FnOnce(&RequestCtx, &FieldErrors) -> Page + Send>;

impl fmt::Debug for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Invalid({:?})", self.errors)
    }
}

/// Why somebody may not, or not now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// They are not signed in.
    NotSignedIn,
    /// Their last proof of who they are is too long ago for this.
    Stale,
    /// Staff acts in the person's place, who has to do this themselves.
    Impersonated,
    /// Their roles do not grant the permission.
    Forbidden(Permission),
    /// Their organization does not have the feature.
    NotEntitled(Entitlement),
    /// The CSRF token is missing, belongs to somebody else, or its key is gone.
    InvalidCsrfToken,
    /// The browser sent none of our cookies, so no CSRF token can be checked.
    NoCookies,
    /// The request came from another site.
    CrossSite,
    /// A limit is used up.
    TooMany {
        /// How long to wait.
        wait: Duration,
    },
    /// Nobody signs up here, or only whoever is invited.
    SignUpClosed,
    /// A hook of the host refused, in its own words.
    Hook(String),
}

impl Problem {
    /// The input is not valid; `page` shows the form again.
    pub fn invalid(
        errors: FieldErrors,
        page: impl FnOnce(&RequestCtx, &FieldErrors) -> Page + Send + 'static,
    ) -> Self {
        Self::Invalid(Invalid {
            errors,
            page: Some(Box::new(page)),
        })
    }

    /// A fault that trying again will not mend (500).
    pub fn fault(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Fault(Fault::lasting(source))
    }

    /// A fault that may pass (503).
    pub fn unavailable(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Fault(Fault {
            passing: true,
            source: source.into(),
        })
    }

    /// The same, where errors that no form shows yet are shown in the form that `refused` makes: what
    /// a hook refuses at a field is told there, like what the widget itself refuses.
    #[must_use]
    pub fn in_form(self, refused: impl FnOnce(FieldErrors) -> Self) -> Self {
        match self {
            Self::Invalid(Invalid { errors, page: None }) => refused(errors),
            other => other,
        }
    }

    /// The status it is answered with.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::Fault(Fault { passing: false, .. }) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Fault(Fault { passing: true, .. }) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Missing => StatusCode::NOT_FOUND,
            Self::Refusal(refusal) => refusal.status(),
            Self::Malformed(_) => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::WrongMedia => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::WrongMethod { .. } => StatusCode::METHOD_NOT_ALLOWED,
        }
    }

    /// A word that clients can tell problems apart by.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Fault(Fault { passing: false, .. }) => "fault",
            Self::Fault(Fault { passing: true, .. }) => "unavailable",
            Self::Invalid(_) => "invalid",
            Self::Missing => "missing",
            Self::Refusal(refusal) => refusal.code(),
            Self::Malformed(_) => "malformed",
            Self::TooLarge => "too_large",
            Self::WrongMedia => "wrong_media",
            Self::WrongMethod { .. } => "wrong_method",
        }
    }
}

impl Refusal {
    const fn status(&self) -> StatusCode {
        match self {
            Self::NotSignedIn | Self::Stale => StatusCode::UNAUTHORIZED,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Impersonated
            | Self::Forbidden(_)
            | Self::NotEntitled(_)
            | Self::InvalidCsrfToken
            | Self::NoCookies
            | Self::CrossSite
            | Self::SignUpClosed
            | Self::Hook(_) => StatusCode::FORBIDDEN,
        }
    }

    const fn code(&self) -> &'static str {
        match self {
            Self::NotSignedIn => "not_signed_in",
            Self::Stale => "stale",
            Self::Impersonated => "impersonated",
            Self::Forbidden(_) => "forbidden",
            Self::NotEntitled(_) => "not_entitled",
            Self::InvalidCsrfToken => "invalid_csrf_token",
            Self::NoCookies => "no_cookies",
            Self::CrossSite => "cross_site",
            Self::TooMany { .. } => "too_many",
            Self::SignUpClosed => "sign_up_closed",
            Self::Hook(_) => "refused",
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        Self::unavailable(error)
    }
}

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
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

/// Without a page of its own: an action that shows a form again says so with [`Problem::invalid`].
impl From<FieldErrors> for Problem {
    fn from(errors: FieldErrors) -> Self {
        Self::Invalid(Invalid { errors, page: None })
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self::Refusal(refusal)
    }
}

impl From<Malformed> for Problem {
    fn from(malformed: Malformed) -> Self {
        Self::Malformed(malformed)
    }
}
