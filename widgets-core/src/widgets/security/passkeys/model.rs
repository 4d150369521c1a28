//! Inputs, and data of the pages.

use schemars::JsonSchema;
use serde::Serialize;

use crate::context::{Problem, RequestCtx};
use crate::fields;
use crate::flows::passkeys::{SentPasskey, site};
use crate::http::fields::FORM;
use crate::http::{FieldErrors, Optional, Text};
use crate::stores::Passkey;
use crate::types::{InvalidName, Name, PasskeyId, Timestamp};

/// The form field that says whether to end other sessions.
pub(super) const END_OTHERS: &str = "end_others";
/// The form field that says what a passkey is asked for.
pub(super) const PURPOSE: &str = "purpose";

fields! {
    /// What a passkey is asked for.
    pub(super) struct AskFields {
        /// `sign_in`, or `second` for the second step of a sign-in.
        pub(super) purpose: Text,
    }
}

fields! {
    /// What an authenticator answered.
    pub(super) struct SentFields {
        /// What was given with the options.
        pub(super) ceremony: Optional<Text>,
        /// The answer as JSON: `JSON.stringify` of the credential that the browser gives.
        pub(super) credential: Optional<Text>,
        /// Why the browser has none: the name of its error.
        pub(super) failure: Optional<Text>,
    }
}

fields! {
    /// A passkey to add.
    pub(super) struct AddFields {
        /// What to call it; by default what its authenticator is called.
        pub(super) name: Optional<Text>,
        /// Whether to end all other sessions of the account. They end unless it says no.
        pub(super) end_others: Option<bool>,
        pub(super) sent: SentFields,
    }
}

fields! {
    /// The name of a passkey.
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

/// Asks for a passkey.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum AskForPasskey {
    /// To sign in.
    SignIn,
    /// For the second step of a sign-in.
    Second,
}

/// Asks for a passkey of somebody who is signed in, to step up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct AskForStepUpPasskey;

/// Begins to add a passkey.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct PreparePasskey;

/// Adds a passkey. Hooks do not see what its authenticator answered.
#[derive(derive_more::Debug)]
#[debug("AddPasskey({name:?}, end_others: {end_others}, ..)")]
#[non_exhaustive]
pub struct AddPasskey {
    /// What the user calls it; `None` for what its authenticator is called.
    pub name: Option<Name>,
    /// Whether to end all other sessions of the account.
    pub end_others: bool,
    pub(super) sent: SentPasskey,
}

/// Renames a passkey.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RenamePasskey {
    /// The passkey.
    pub passkey: PasskeyId,
    /// What the user calls it now.
    pub name: Name,
}

/// Removes a passkey.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RemovePasskey {
    /// The passkey.
    pub passkey: PasskeyId,
    /// Whether to end all other sessions of the account.
    pub end_others: bool,
}

impl AskForPasskey {
    /// Parses the fields.
    pub(super) fn parse(ctx: &RequestCtx, fields: &AskFields) -> Result<Self, Problem> {
        match &*fields.purpose {
            "sign_in" => Ok(Self::SignIn),
            "second" => Ok(Self::Second),
            _ => {
                let wrong = ctx.messages().words().passkeys_over();
                Err(FieldErrors::one(PURPOSE, wrong).into())
            }
        }
    }
}

impl SentFields {
    /// What an authenticator answered.
    ///
    /// # Errors
    ///
    /// Why the browser sent nothing, and what to do.
    pub(super) fn answer(
        &self,
        ctx: &RequestCtx,
        making: bool,
    ) -> Result<SentPasskey, FieldErrors> {
        if !self.credential.is_empty() && !self.ceremony.is_empty() {
            return Ok(SentPasskey {
                ceremony: self.ceremony.to_string(),
                credential: self.credential.to_string(),
            });
        }
        site(ctx)?;
        let words = ctx.messages().words();
        // The names of `DOMException` that WebAuthn gives (Level 3, sections 5.1.3 and 5.1.4).
        let why = match &**self.failure {
            "" => words.passkeys_no_script(),
            "NotSupportedError" | "TypeError" => words.passkeys_unsupported(),
            "InvalidStateError" if making => words.passkeys_has_one(),
            "SecurityError" => words.passkeys_other_site(),
            "ConstraintError" => words.passkeys_not_verified(),
            _ if making => words.passkeys_not_made(),
            _ => words.passkeys_not_given(),
        };
        Err(FieldErrors::one(FORM, why))
    }
}

impl AddPasskey {
    /// Parses the form.
    pub(super) fn parse(ctx: &RequestCtx, fields: &AddFields) -> Result<Self, FieldErrors> {
        let mut form = ctx.read_form();
        let name = form.read(&fields.name, |typed| read_name(ctx, typed));
        let Some(name) = name else {
            return Err(form.into_errors());
        };
        Ok(Self {
            name: (!name.is_empty()).then_some(name),
            end_others: fields.end_others.unwrap_or(true),
            sent: fields.sent.answer(ctx, true)?,
        })
    }
}

impl RenamePasskey {
    /// Parses the form.
    pub(super) fn parse(
        ctx: &RequestCtx,
        passkey: &PasskeyId,
        fields: &NameFields,
    ) -> Result<Self, Problem> {
        let mut form = ctx.read_form();
        let name = form.read(&fields.name, |typed| read_name(ctx, typed));
        match name {
            Some(name) => Ok(Self {
                passkey: passkey.clone(),
                name: named(ctx, name),
            }),
            None => Err(form.into_errors().into()),
        }
    }
}

/// That name, or the usual one where it is empty.
pub(super) fn named(ctx: &RequestCtx, name: Name) -> Name {
    if name.is_empty() {
        return Name::lossy(ctx.messages().words().passkeys_usual());
    }
    name
}

fn read_name(ctx: &RequestCtx, typed: &str) -> Result<Name, String> {
    let words = ctx.messages().words();
    let label = words.passkeys_name();
    Name::parse(typed).map_err(|why| match why {
        InvalidName::TooLong => words.profile_name_too_long(label, Name::LONGEST),
        InvalidName::Unprintable => words.profile_name_unprintable(label),
    })
}

/// Data of the form that adds one.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "PasskeyForm")]
pub(super) struct AddForm {
    /// What was typed as its name.
    pub(super) name: String,
    #[serde(skip)]
    pub(super) end_others: bool,
}

impl AddForm {
    pub(super) fn of(sent: &AddFields) -> Self {
        Self {
            name: sent.name.cut(Name::LONGEST),
            end_others: sent.end_others.unwrap_or(true),
        }
    }
}

/// A passkey, as data.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "Passkey")]
pub(super) struct Shown {
    pub(super) id: PasskeyId,
    pub(super) name: Name,
    /// When it was added.
    pub(super) created_at: Timestamp,
    /// When it was last used; `null` if never.
    pub(super) last_used_at: Option<Timestamp>,
    /// Whether it is on several devices.
    pub(super) synced: bool,
}

impl From<Passkey> for Shown {
    fn from(own: Passkey) -> Self {
        Self {
            id: own.id,
            name: own.name,
            created_at: own.created_at,
            last_used_at: own.last_used_at,
            synced: own.backed_up,
        }
    }
}
