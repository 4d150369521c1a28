//! Inputs, and data of the forms.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;
use zeroize::Zeroizing;

use crate::context::{Problem, UserCtx};
use crate::crypto::{NewPassword, PasswordContext};
use crate::fields;
use crate::flows::second_factor;
use crate::http::{FieldErrors, Secret};
use crate::stores::{Profile, ReplaceReason};

/// The form field that says whether to end other sessions.
pub(super) const END_OTHERS: &str = "end_others";

fields! {
    /// A new password.
    pub(super) struct SetFields {
        /// The new password.
        new_password: Secret,
        /// Whether to end all other sessions of the account. They end unless it says no.
        end_others: Option<bool>,
    }
}

fields! {
    /// A new password instead of the current one.
    pub(super) struct ChangeFields {
        /// The password until now.
        current_password: Secret,
        pub(super) new: SetFields,
    }
}

fields! {
    /// Whether to end other sessions together with removing the password.
    pub(super) struct RemoveFields {
        /// Whether to end all other sessions of the account. They end unless it says no.
        end_others: Option<bool>,
    }
}

/// Removes the user's password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct RemovePassword {
    /// Whether to end all other sessions of the account.
    pub end_others: bool,
}

impl RemovePassword {
    pub(super) fn parse(fields: &RemoveFields) -> Self {
        Self {
            end_others: fields.end_others.unwrap_or(true),
        }
    }
}

impl SetFields {
    /// Other sessions end unless explicitly declined.
    fn ends_others(&self) -> bool {
        self.end_others.unwrap_or(true)
    }
}

/// Changes the user's password. Hooks see the choice, not the passwords.
#[derive(derive_more::Debug)]
#[debug("ChangePassword(end_others: {end_others}, ..)")]
pub struct ChangePassword {
    /// Whether to end all other sessions of the account.
    pub end_others: bool,
    pub(super) current: Zeroizing<String>,
    pub(super) new: NewPassword,
}

/// Sets the user's first password. Hooks see the choice, not the password.
#[derive(derive_more::Debug)]
#[debug("SetPassword(end_others: {end_others}, ..)")]
pub struct SetPassword {
    /// Whether to end all other sessions of the account.
    pub end_others: bool,
    pub(super) new: NewPassword,
}

/// A form that cannot be saved as it was sent.
pub(super) struct RefusedChange {
    pub(super) errors: FieldErrors,
    /// The password until now, if that field has no error: whether it is right is told too.
    pub(super) current: Option<Zeroizing<String>>,
}

impl ChangePassword {
    /// Parses the form.
    pub(super) async fn parse(
        ctx: &UserCtx,
        about: &About,
        fields: &ChangeFields,
    ) -> Result<Self, RefusedChange> {
        let words = ctx.messages().words();
        let mut form = ctx.read_form();
        let current = form.secret(&fields.current_password, || {
            words.security_current_empty().to_owned()
        });
        let context = context(ctx, about);
        let context = match &current {
            Some(current) => context.current(current),
            None => context,
        };
        let new = ctx
            .read_new_password(&fields.new.new_password, &context)
            .await;
        match (current, new) {
            (Some(current), Ok(new)) => Ok(Self {
                end_others: fields.new.ends_others(),
                current,
                new,
            }),
            (current, new) => {
                let mut errors = form.into_errors();
                errors.append(new.err().unwrap_or_default());
                Err(RefusedChange { errors, current })
            }
        }
    }
}

impl SetPassword {
    /// Parses the form.
    pub(super) async fn parse(
        ctx: &UserCtx,
        about: &About,
        fields: &SetFields,
    ) -> Result<Self, FieldErrors> {
        let context = context(ctx, about);
        let new = ctx
            .read_new_password(&fields.new_password, &context)
            .await?;
        let end_others = fields.ends_others();
        Ok(Self { end_others, new })
    }
}

/// What is known of the user beside their address.
pub(super) struct About {
    profile: Arc<Profile>,
    second_factor: bool,
}

impl About {
    pub(super) async fn user(ctx: &UserCtx) -> Result<Self, Problem> {
        let profile = ctx.profile_if_any().await;
        let factors = second_factor::of_account(ctx, ctx.account_id()).await?;
        Ok(Self {
            profile,
            second_factor: factors.is_required(),
        })
    }
}

/// The user, whose data the password is checked against.
fn context<'a>(ctx: &'a UserCtx, about: &'a About) -> PasswordContext<'a> {
    let names = &about.profile.names;
    let names = [
        &names.display_name,
        &names.given_name,
        &names.middle_name,
        &names.family_name,
    ];
    let context = PasswordContext::new(ctx.app().name());
    let context = match ctx.email() {
        Some(email) => context.email(email),
        None => context,
    };
    let context = if about.second_factor {
        context.with_second_factor()
    } else {
        context
    };
    names
        .into_iter()
        .fold(context, |context, name| context.own_text(name.as_str()))
}

/// The form's purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ProofGoal {
    Change,
    Set,
}

/// Data of the forms, without passwords.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct PasswordForm {
    #[serde(skip)]
    pub(super) goal: ProofGoal,
    pub(super) has_password: bool,
    pub(super) email: String,
    pub(super) end_others: bool,
    /// How many characters the new password needs.
    pub(super) least: usize,
    /// Why the password has to be replaced; absent if it has not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) replace: Option<ReplaceReason>,
}

impl PasswordForm {
    /// A new form, or one with earlier choices.
    pub(super) async fn of(
        ctx: &UserCtx,
        goal: ProofGoal,
        has_password: bool,
        chosen: &SetFields,
    ) -> Result<Self, Problem> {
        let factors = second_factor::of_account(ctx, ctx.account_id()).await?;
        let policy = ctx.app().password_policy();
        Ok(Self {
            goal,
            has_password,
            email: ctx.admission().account.address().to_owned(),
            end_others: chosen.ends_others(),
            least: if factors.is_required() {
                policy.shortest_with_second_factor
            } else {
                policy.shortest
            },
            replace: ctx.admission().protection.replace_password,
        })
    }
}
