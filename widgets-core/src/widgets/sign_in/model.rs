//! What signing in takes, always valid, and what it comes to.

use std::fmt;

use serde::Serialize;
use zeroize::Zeroizing;

use crate::context::RequestCtx;
use crate::context::problem::Problem;
use crate::crypto::Token;
use crate::http::fields::{FieldErrors, Fields};
use crate::http::request::Input;
use crate::stores::{Impersonation, Slug};
use crate::types::email::Email;
use crate::types::id::AccountId;

/// A sign-in with an address and a password. Hooks see the address and the choice, not the
/// password.
pub struct EmailAndPassword {
    email: Email,
    password: Zeroizing<String>,
    keep: bool,
}

impl EmailAndPassword {
    /// Reads the form.
    pub(super) fn parse(ctx: &RequestCtx, fields: &Fields) -> Result<Self, FieldErrors> {
        let words = ctx.messages().words();
        let mut form = ctx.read_form(fields);
        let email = form.read("email", |typed| ctx.read_email(typed));
        let password = form.secret("password", || words.sign_in_password_empty());
        match (email, password) {
            (Some(email), Some(password)) => Ok(Self {
                email,
                password,
                keep: fields.is_set("keep"),
            }),
            _ => Err(form.into_errors()),
        }
    }

    /// The address.
    #[must_use]
    pub const fn email(&self) -> &Email {
        &self.email
    }

    /// Whether the person wants to stay signed in.
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

/// Asking for a code by email to sign in with. Hooks see the address; whether it has an account
/// nobody learns here.
#[derive(Debug)]
pub struct AskForCode {
    /// The address.
    pub email: Email,
    /// Whether the person wants to stay signed in.
    pub keep: bool,
}

impl AskForCode {
    /// Reads the form.
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

/// A sign-in with a code or link that was sent to the mailbox. Hooks see whose, not the code.
#[derive(Debug)]
pub struct ProvedMailbox {
    /// The account it belongs to.
    pub account: AccountId,
    /// Whether the person wants to stay signed in.
    pub keep: bool,
}

/// A sign-in with a one-time link. Hooks see that, not the link.
#[derive(Debug)]
pub struct OneTimeLink {
    token: Token,
}

impl OneTimeLink {
    /// Reads the token in the path. What cannot be one is no link.
    pub(super) fn read(input: &Input) -> Result<Self, Problem> {
        let token = Token::parse(input.param("token")).ok_or(Problem::Missing)?;
        Ok(Self { token })
    }

    pub(super) const fn token(&self) -> &Token {
        &self.token
    }
}

/// What opening a link would do.
#[derive(Debug, Default, Serialize)]
pub(super) struct LinkState {
    pub(super) works: bool,
    /// It opens a session in somebody's place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) impersonates: Option<Staff>,
    /// Who is signed in here now, and would be no longer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) replaces: Option<Email>,
}

/// Somebody of the host's staff who is about to act in a person's place.
#[derive(Debug, Serialize)]
pub(super) struct Staff {
    /// The person's address.
    pub(super) email: Email,
    #[serde(flatten)]
    pub(super) impersonation: Impersonation,
}

/// Signing out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignOut {
    /// Whether every other session of the account ends too.
    pub everywhere: bool,
}

/// How far somebody has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Step {
    /// They say who they are.
    #[default]
    Address,
    /// They prove it.
    Proof,
    /// They answer a captcha, and then a code is mailed.
    Code,
}

/// What the sign-in form shows: what was typed before, never the password.
#[derive(Debug, Default, Serialize)]
pub(super) struct FormState {
    pub(super) step: Step,
    pub(super) email: String,
    pub(super) keep: bool,
    pub(super) return_to: String,
    /// The organization that somebody wants to sign in for.
    pub(super) organization: String,
    /// Somebody is signed in and proves again that it is them.
    pub(super) again: bool,
    /// Whether asking for a code takes the answer to a captcha.
    pub(super) captcha: bool,
}

impl FormState {
    /// What was typed before, or what an address on the way here knew already.
    pub(super) fn read(ctx: &RequestCtx, fields: &Fields) -> Self {
        let known = |name: &str, other: &str| match fields.get(name) {
            "" => fields.get(other).chars().take(254).collect::<String>(),
            typed => typed.chars().take(254).collect(),
        };
        let return_to = ctx.return_path(fields);
        let email = known("email", "login_hint");
        // Every address is taken to the next step, so the step says nothing about it.
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

    /// Back where the address is typed.
    pub(super) fn at_address(self) -> Self {
        Self {
            step: Step::Address,
            ..self
        }
    }
}

/// What an address on the way to signing in asks for (OpenID Connect Core 1.0, section 3.1.2.1,
/// and Initiating User Registration 1.0 have these words).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Prompt {
    /// To prove again who it is, signed in or not.
    Login,
    /// To create an account.
    Create,
    /// To choose as whom to go on.
    SelectAccount,
    /// Nothing: whoever is signed in goes on.
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
