//! What the subject shows and takes, always valid.

use serde::Serialize;
use zeroize::Zeroizing;

use crate::context::{RequestCtx, UserCtx};
use crate::crypto::{NewPassword, PasswordContext};
use crate::http::fields::{FieldErrors, Fields};
use crate::stores::Profile;

/// The field that says whether other browsers are signed out.
pub(super) const END_OTHERS: &str = "end_others";

/// Changing one's own password. Hooks see the choice, not the passwords.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChangePassword {
    /// Whether every other session of the account ends.
    pub end_others: bool,
}

/// Setting one's own first password. Hooks see the choice, not the password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SetPassword {
    /// Whether every other session of the account ends.
    pub end_others: bool,
}

/// Both passwords of a change, as hooks do not see them.
pub(super) struct Typed {
    pub(super) current: Zeroizing<String>,
    pub(super) new: NewPassword,
}

impl ChangePassword {
    /// Reads the form.
    pub(super) fn parse(
        ctx: &UserCtx,
        profile: &Profile,
        fields: &Fields,
    ) -> Result<(Self, Typed), FieldErrors> {
        let words = ctx.messages().words();
        let mut form = ctx.read_form(fields);
        let current = form.secret("current_password", || words.security_current_empty());
        let context = context(ctx, profile);
        let context = match &current {
            Some(current) => context.current(current),
            None => context,
        };
        let new = ctx.read_new_password("new_password", &context, fields);
        match (current, new) {
            (Some(current), Ok(new)) => {
                let end_others = ends_others(fields);
                Ok((Self { end_others }, Typed { current, new }))
            }
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
    /// Reads the form.
    pub(super) fn parse(
        ctx: &UserCtx,
        profile: &Profile,
        fields: &Fields,
    ) -> Result<(Self, NewPassword), FieldErrors> {
        let new = ctx.read_new_password("new_password", &context(ctx, profile), fields)?;
        let end_others = ends_others(fields);
        Ok((Self { end_others }, new))
    }
}

/// Whose password it will be.
fn context<'a>(ctx: &'a UserCtx, profile: &'a Profile) -> PasswordContext<'a> {
    let names = &profile.names;
    let names = [
        &names.display_name,
        &names.given_name,
        &names.middle_name,
        &names.family_name,
    ];
    let context = PasswordContext::new(ctx.app().name());
    let context = context.email(&ctx.admission().account.email);
    names
        .into_iter()
        .fold(context, |context, name| context.own_text(name.as_str()))
}

/// Others are signed out unless it is said that they are not. A box that is not ticked sends
/// nothing, so the form says `false` beside it.
fn ends_others(fields: &Fields) -> bool {
    let mut said = fields.all(END_OTHERS).peekable();
    said.peek().is_none() || said.any(|value| !matches!(value, "" | "false"))
}

/// What a form is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ProofGoal {
    Change,
    Set,
}

/// What the forms show: never a password.
#[derive(Debug, Serialize)]
pub(super) struct PasswordForm {
    #[serde(skip)]
    pub(super) goal: ProofGoal,
    pub(super) has_password: bool,
    pub(super) email: String,
    pub(super) end_others: bool,
}

impl PasswordForm {
    /// The form as it is opened, or with what was chosen in it before.
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
