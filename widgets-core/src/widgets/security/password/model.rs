//! Inputs, and data of the forms.

use std::fmt;

use serde::Serialize;
use zeroize::Zeroizing;

use crate::context::{RequestCtx, UserCtx};
use crate::crypto::{NewPassword, PasswordContext};
use crate::http::fields::{FieldErrors, Fields};
use crate::stores::Profile;

/// The form field that says whether to end other sessions.
pub(super) const END_OTHERS: &str = "end_others";

/// Changes the user's password. Hooks see the choice, not the passwords.
pub struct ChangePassword {
    /// Whether to end all other sessions of the account.
    pub end_others: bool,
    pub(super) current: Zeroizing<String>,
    pub(super) new: NewPassword,
}

/// Sets the user's first password. Hooks see the choice, not the password.
pub struct SetPassword {
    /// Whether to end all other sessions of the account.
    pub end_others: bool,
    pub(super) new: NewPassword,
}

impl fmt::Debug for ChangePassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ChangePassword(end_others: {}, ..)", self.end_others)
    }
}

impl fmt::Debug for SetPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SetPassword(end_others: {}, ..)", self.end_others)
    }
}

impl ChangePassword {
    /// Parses the form.
    pub(super) fn parse(
        ctx: &UserCtx,
        profile: &Profile,
        fields: &Fields,
    ) -> Result<Self, FieldErrors> {
        let words = ctx.messages().words();
        let mut form = ctx.read_form(fields);
        let current = form.secret("current_password", || {
            words.security_current_empty().to_owned()
        });
        let context = context(ctx, profile);
        let context = match &current {
            Some(current) => context.current(current),
            None => context,
        };
        let new = ctx.read_new_password("new_password", &context, fields);
        match (current, new) {
            (Some(current), Ok(new)) => Ok(Self {
                end_others: ends_others(fields),
                current,
                new,
            }),
            (_, new) => {
                let mut errors = form.into_errors();
                for error in new.err().unwrap_or_default().iter() {
                    errors.add(error.field, error.message.as_str());
                }
                Err(errors)
            }
        }
    }
}

impl SetPassword {
    /// Parses the form.
    pub(super) fn parse(
        ctx: &UserCtx,
        profile: &Profile,
        fields: &Fields,
    ) -> Result<Self, FieldErrors> {
        let new = ctx.read_new_password("new_password", &context(ctx, profile), fields)?;
        let end_others = ends_others(fields);
        Ok(Self { end_others, new })
    }
}

/// The user, whose data the password is checked against.
fn context<'a>(ctx: &'a UserCtx, profile: &'a Profile) -> PasswordContext<'a> {
    let names = &profile.names;
    let names = [
        &names.display_name,
        &names.given_name,
        &names.middle_name,
        &names.family_name,
    ];
    let context = PasswordContext::new(ctx.app().name());
    let context = context.email(ctx.email());
    names
        .into_iter()
        .fold(context, |context, name| context.own_text(name.as_str()))
}

/// Other sessions end unless explicitly declined. An unticked checkbox sends nothing, so the form
/// has a hidden field with `false` as well.
fn ends_others(fields: &Fields) -> bool {
    let mut said = fields.all(END_OTHERS).peekable();
    said.peek().is_none() || said.any(|value| !matches!(value, "" | "false"))
}

/// The form's purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ProofGoal {
    Change,
    Set,
}

/// Data of the forms, without passwords.
#[derive(Debug, Serialize)]
pub(super) struct PasswordForm {
    #[serde(skip)]
    pub(super) goal: ProofGoal,
    pub(super) has_password: bool,
    pub(super) email: String,
    pub(super) end_others: bool,
}

impl PasswordForm {
    /// A new form, or one with earlier choices.
    pub(super) fn of(
        ctx: &RequestCtx,
        goal: ProofGoal,
        has_password: bool,
        chosen: &Fields,
    ) -> Self {
        let email = ctx.user().map(|own| own.account.email.as_str());
        Self {
            goal,
            has_password,
            email: email.unwrap_or_default().to_owned(),
            end_others: ends_others(chosen),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn others_end_unless_it_is_said_that_they_stay() {
        for (sent, end) in [
            ("", true),
            ("end_others=false&end_others=true", true),
            ("end_others=true", true),
            ("end_others=false", false),
            ("end_others=", false),
        ] {
            let fields = Fields::from_urlencoded(sent.as_bytes()).unwrap();
            assert_eq!(ends_others(&fields), end, "{sent}");
        }
    }
}
