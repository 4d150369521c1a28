//! What signing in takes, always valid, and what it comes to.

use std::fmt;

use serde::Serialize;
use zeroize::Zeroizing;

use crate::cookies::SetCookie;
use crate::crypto::Token;
use crate::ctx::Visit;
use crate::email::{Email, InvalidEmail};
use crate::form::{FieldErrors, Fields};
use crate::id::{AccountId, SessionId};
use crate::problem::Problem;
use crate::request::Input;

/// A sign-in with an address and a password. Hooks see the address and the choice, not the
/// password.
pub struct EmailAndPassword {
    email: Email,
    password: Zeroizing<String>,
    keep: bool,
}

impl EmailAndPassword {
    /// Reads the form.
    pub(super) fn parse(visit: &Visit, fields: &Fields) -> Result<Self, FieldErrors> {
        let words = visit.messages().words();
        let mut form = visit.read_form(fields);
        let email = form.read("email", |typed| {
            Email::parse(typed).map_err(|error| match error {
                InvalidEmail::Empty => words.sign_in_email_empty(),
                InvalidEmail::TooLong | InvalidEmail::Malformed => words.sign_in_email_malformed(),
            })
        });
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

/// Signing out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignOut {
    /// Whether every other session of the account ends too.
    pub everywhere: bool,
}

/// Somebody is signed in: what the browser is told, and what a program reads.
#[derive(Debug, Serialize)]
pub(super) struct SignedIn {
    pub(super) account: AccountId,
    pub(super) session: SessionId,
    #[serde(skip)]
    pub(super) cookies: Vec<SetCookie>,
}

/// What the sign-in form shows: what was typed before, never the password.
#[derive(Debug, Default, Serialize)]
pub(super) struct FormState {
    pub(super) email: String,
    pub(super) keep: bool,
    pub(super) return_to: String,
    /// Somebody is signed in and proves again that it is them.
    pub(super) again: bool,
}

impl FormState {
    pub(super) fn read(visit: &Visit, fields: &Fields) -> Self {
        let return_to = visit.return_path(fields);
        Self {
            email: fields.get("email").chars().take(254).collect(),
            keep: fields.is_set("keep"),
            return_to: return_to.map(|path| path.to_string()).unwrap_or_default(),
            again: visit.user().is_some(),
        }
    }
}
