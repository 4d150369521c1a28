//! Inputs, and data of the pages.

use serde::Serialize;

use crate::context::RequestCtx;
use crate::http::fields::Fields;
use crate::stores::{Impersonation, Slug};
use crate::types::email::Email;

/// Signs in by a one-time link. Hooks do not see the link.
#[derive(Debug)]
pub struct OneTimeLink(pub(super) ());

/// What opening a link would do.
#[derive(Debug, Default, Serialize)]
pub(super) struct LinkState {
    pub(super) works: bool,
    /// It starts an impersonation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) impersonates: Option<Staff>,
    /// The user currently signed in, whose session would end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) replaces: Option<Email>,
}

/// An impersonation that is about to start.
#[derive(Debug, Serialize)]
pub(super) struct Staff {
    /// Email address of the user to be impersonated.
    pub(super) email: Email,
    #[serde(flatten)]
    pub(super) impersonation: Impersonation,
}

/// Signs out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct SignOut {
    /// Whether to end all other sessions of the account too.
    pub everywhere: bool,
}

/// Step of the sign-in form.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Step {
    /// Enter the email address.
    #[default]
    Address,
    /// Authenticate.
    Proof,
    /// Solve a captcha, before a code is mailed.
    Code,
}

/// Data of the sign-in form, without the password.
#[derive(Debug, Default, Serialize)]
pub(super) struct FormState {
    pub(super) step: Step,
    pub(super) email: String,
    pub(super) keep: bool,
    pub(super) return_to: String,
    /// Slug of the organization to sign in for.
    pub(super) organization: String,
    /// Whether a signed-in user authenticates again.
    pub(super) again: bool,
    /// Whether requesting a code requires a captcha.
    pub(super) captcha: bool,
}

impl FormState {
    /// What was typed before, or the query's `login_hint`.
    pub(super) fn read(ctx: &RequestCtx, fields: &Fields) -> Self {
        let known = |name: &str, other: &str| match fields.get(name) {
            "" => fields.get(other).chars().take(254).collect::<String>(),
            typed => typed.chars().take(254).collect(),
        };
        let return_to = ctx.return_path(fields);
        let email = known("email", "login_hint");
        // Every address leads to the next step, so the step does not reveal accounts.
        let captcha = ctx.app().captcha().is_some();
        let step = match Email::parse(&email) {
            Ok(_) if captcha && !fields.get("way").is_empty() => Step::Code,
            Ok(_) => Step::Proof,
            Err(_) => Step::Address,
        };
        Self {
            step,
            email,
            keep: fields.is_set("keep"),
            return_to: return_to.map(|path| path.to_string()).unwrap_or_default(),
            organization: Slug::parse(fields.get("organization"))
                .map(|slug| slug.to_string())
                .unwrap_or_default(),
            again: ctx.user().is_some(),
            captcha,
        }
    }

    /// Goes back to the step of the email address.
    pub(super) fn at_address(self) -> Self {
        Self {
            step: Step::Address,
            ..self
        }
    }
}

/// The `prompt` parameter, as in OpenID Connect Core 1.0, section 3.1.2.1, and Initiating User
/// Registration 1.0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Prompt {
    /// Authenticate again, whether or not signed in.
    Login,
    /// Create an account.
    Create,
    /// Choose whether to continue as the current user.
    SelectAccount,
    /// None: signed-in users continue.
    None,
}

impl Prompt {
    pub(super) fn read(fields: &Fields) -> Self {
        match fields.get("prompt") {
            "login" => Self::Login,
            "create" => Self::Create,
            "select_account" => Self::SelectAccount,
            _ if fields.is_set("again") => Self::Login,
            _ => Self::None,
        }
    }
}
