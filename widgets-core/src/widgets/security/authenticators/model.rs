//! Inputs, and data of the pages.

use schemars::JsonSchema;
use serde::Serialize;
use zeroize::Zeroizing;

use super::setup::Setup;
use crate::context::{Problem, RequestCtx, UserCtx};
use crate::crypto::AuthenticatorCode;
use crate::fields;
use crate::http::cookies::SetCookie;
use crate::http::{FieldErrors, Optional, Text};
use crate::stores::Authenticator;
use crate::types::{AuthenticatorId, InvalidName, Name, Timestamp};

/// The form field that says whether to end other sessions.
pub(super) const END_OTHERS: &str = "end_others";
/// The form field with the sealed secret.
pub(super) const SETUP: &str = "setup";

fields! {
    /// An authenticator app to add.
    pub(super) struct AddFields {
        /// What the form was given, which is of this session and lasts 30 minutes.
        pub(super) setup: Text,
        /// What to call it.
        pub(super) name: Optional<Text>,
        /// A code that it shows.
        pub(super) code: Text,
        /// Whether to end all other sessions of the account. They end unless it says no.
        pub(super) end_others: Option<bool>,
    }
}

fields! {
    /// The name of an authenticator app.
    pub(super) struct NameFields {
        /// What to call it.
        pub(super) name: Text,
    }
}

fields! {
    /// What becomes of other sessions.
    pub(super) struct RemoveFields {
        /// Whether to end all other sessions of the account. They end unless it says no.
        pub(super) end_others: Option<bool>,
    }
}

/// Adds an authenticator app. Hooks see its name and the choice, not its secret.
#[derive(derive_more::Debug)]
#[debug("AddAuthenticator({name}, end_others: {end_others}, ..)")]
#[non_exhaustive]
pub struct AddAuthenticator {
    /// What the user calls it.
    pub name: Name,
    /// Whether to end all other sessions of the account.
    pub end_others: bool,
    /// What the form was given.
    pub(super) setup: Zeroizing<String>,
    pub(super) code: AuthenticatorCode,
}

/// Renames an authenticator app.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RenameAuthenticator {
    /// The authenticator.
    pub authenticator: AuthenticatorId,
    /// What the user calls it now.
    pub name: Name,
}

/// Removes an authenticator app.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RemoveAuthenticator {
    /// The authenticator.
    pub authenticator: AuthenticatorId,
    /// Whether to end all other sessions of the account.
    pub end_others: bool,
}

impl AddAuthenticator {
    /// Parses the form.
    pub(super) fn parse(ctx: &RequestCtx, fields: &AddFields) -> Result<Self, FieldErrors> {
        let mut form = ctx.read_form();
        let name = form.read(&fields.name, |typed| read_name(ctx, typed));
        let code = form.read(&fields.code, |typed| read_code(ctx, typed));
        match (name, code) {
            (Some(name), Some(code)) => Ok(Self {
                name,
                end_others: fields.end_others.unwrap_or(true),
                setup: Zeroizing::new(fields.setup.to_string()),
                code,
            }),
            _ => Err(form.into_errors()),
        }
    }
}

impl RenameAuthenticator {
    /// Parses the form.
    pub(super) fn parse(
        ctx: &RequestCtx,
        authenticator: &AuthenticatorId,
        fields: &NameFields,
    ) -> Result<Self, Problem> {
        let mut form = ctx.read_form();
        let name = form.read(&fields.name, |typed| read_name(ctx, typed));
        match name {
            Some(name) => Ok(Self {
                authenticator: authenticator.clone(),
                name,
            }),
            None => Err(form.into_errors().into()),
        }
    }
}

/// A name, or the usual one where none was typed.
fn read_name(ctx: &RequestCtx, typed: &str) -> Result<Name, String> {
    let words = ctx.messages().words();
    let label = words.authenticators_name();
    let name = Name::parse(typed).map_err(|why| match why {
        InvalidName::TooLong => words.profile_name_too_long(label, Name::LONGEST),
        InvalidName::Unprintable => words.profile_name_unprintable(label),
    })?;
    if name.is_empty() {
        return Ok(Name::lossy(words.authenticators_usual()));
    }
    Ok(name)
}

/// A code of an authenticator app, or what is wrong with it.
pub(super) fn read_code(ctx: &RequestCtx, typed: &str) -> Result<AuthenticatorCode, String> {
    let words = ctx.messages().words();
    if typed.trim().is_empty() {
        return Err(words.second_code_empty().to_owned());
    }
    AuthenticatorCode::parse(typed).ok_or_else(|| words.authenticators_malformed().to_owned())
}

/// Data of the form that adds one.
#[derive(Clone, Serialize, JsonSchema, derive_more::Debug)]
#[debug("SetupForm({name}, ..)")]
#[schemars(rename = "AuthenticatorSetup")]
pub(super) struct SetupForm {
    /// To be sent with the code, as it is.
    pub(super) setup: String,
    /// The secret in base32, for typing into the app.
    pub(super) key: String,
    /// The same as an address, which an app reads from a QR code.
    pub(super) address: String,
    /// What was typed as its name.
    pub(super) name: String,
    #[serde(skip)]
    pub(super) end_others: bool,
    /// What keeps it in this browser.
    #[serde(skip)]
    pub(super) cookie: SetCookie,
}

impl SetupForm {
    /// The one that was sent or shown before, so that what was scanned stays right, or a new one.
    pub(super) fn of(ctx: &UserCtx, sent: &AddFields) -> Result<Self, Problem> {
        let setup = match Setup::open(ctx, &sent.setup) {
            Some(setup) => setup,
            None => Setup::pending(ctx)?,
        };
        let account = ctx.admission().account.address();
        let address = setup.secret.address(ctx.app().name(), account);
        let address = address.ok_or_else(|| Problem::fault("an account without a name"))?;
        Ok(Self {
            setup: setup.seal(ctx)?,
            key: setup.secret.setup_key().to_string(),
            address: address.to_string(),
            name: sent.name.cut(Name::LONGEST),
            end_others: sent.end_others.unwrap_or(true),
            cookie: setup.cookie(ctx)?,
        })
    }
}

/// An authenticator app, as data.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "Authenticator")]
pub(super) struct Shown {
    pub(super) id: AuthenticatorId,
    pub(super) name: Name,
    /// When it was added.
    pub(super) created_at: Timestamp,
    /// When it was last used; `null` if never.
    pub(super) last_used_at: Option<Timestamp>,
    /// Whether it is the only second factor, so that none is asked for without it.
    pub(super) last: bool,
}

impl Shown {
    pub(super) fn of(own: Authenticator, last: bool) -> Self {
        Self {
            id: own.id,
            name: own.name,
            created_at: own.created_at,
            last_used_at: own.last_used_at,
            last,
        }
    }
}
