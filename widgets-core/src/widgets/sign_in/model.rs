//! Inputs, and data of the pages.

use std::fmt;

use serde::Serialize;
use zeroize::Zeroizing;

use crate::context::RequestCtx;
use crate::http::fields::{FieldErrors, Fields};
use crate::stores::{Epoch, Impersonation, Slug};
use crate::types::email::Email;
use crate::types::id::AccountId;

/// Signs in by email address and password. Hooks do not see the password.
pub struct EmailAndPassword {
    email: Email,
    password: Zeroizing<String>,
    keep: bool,
}

impl EmailAndPassword {
    /// Parses the form.
    pub(super) fn parse(ctx: &RequestCtx, fields: &Fields) -> Result<Self, FieldErrors> {
        let words = ctx.messages().words();
        let mut form = ctx.read_form(fields);
        let email = form.read("email", |typed| ctx.read_email(typed));
        let password = form.secret("password", || words.sign_in_password_empty().to_owned());
        match (email, password) {
            (Some(email), Some(password)) => Ok(Self {
                email,
                password,
                keep: fields.is_set("keep"),
            }),
            _ => Err(form.into_errors()),
        }
    }

    /// Email address.
    #[must_use]
    pub const fn email(&self) -> &Email {
        &self.email
    }

    /// Whether the user wants to stay signed in.
    #[must_use]
    pub const fn keep(&self) -> bool {
        self.keep
    }

    pub(super) const fn password(&self) -> &Zeroizing<String> {
        &self.password
    }
}

impl fmt::Debug for EmailAndPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EmailAndPassword({}, ..)", self.email)
    }
}

/// Requests a mailed code to sign in. Hooks see the address. Whether it has an account is not
/// revealed.
#[derive(Debug)]
#[non_exhaustive]
pub struct AskForCode {
    /// Email address.
    pub email: Email,
    /// Whether the user wants to stay signed in.
    pub keep: bool,
}

impl AskForCode {
    /// Parses the form.
    pub(super) fn parse(ctx: &RequestCtx, fields: &Fields) -> Result<Self, FieldErrors> {
        let mut form = ctx.read_form(fields);
        match form.read("email", |typed| ctx.read_email(typed)) {
            Some(email) => Ok(Self {
                email,
                keep: fields.is_set("keep"),
            }),
            None => Err(form.into_errors()),
        }
    }
}

/// Signs in by a mailed code or link. Hooks see the account, not the code.
#[derive(Debug)]
#[non_exhaustive]
pub struct ProvedMailbox {
    /// The account.
    pub account: AccountId,
    /// Whether the user wants to stay signed in.
    pub keep: bool,
    /// The epoch the account was at when the code was sent.
    pub(super) epoch: Epoch,
}

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
