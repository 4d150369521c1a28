//! Changes a profile. Knows neither HTML nor JSON. Uses
//! [`ProfileStore`](crate::stores::ProfileStore).

use super::model::{ChangeNames, ChangePreferences};
use crate::context::UserCtx;
use crate::context::events::{self, NewEvent};
use crate::context::problem::Problem;
use crate::stores::SaveOutcome;

/// Sets the user's names. The audit event does not contain them.
pub(super) async fn change_names(
    ctx: &UserCtx,
    input: &ChangeNames,
) -> Result<SaveOutcome, Problem> {
    let account = ctx.account_id();
    let change = ctx.change(NewEvent::new(events::PROFILE_NAMES_CHANGED).account(account))?;
    let profiles = &ctx.stores().profile;
    Ok(profiles
        .save_names(account, input.names.clone(), change)
        .await?)
}

/// Sets the user's language and time zone.
pub(super) async fn change_preferences(
    ctx: &UserCtx,
    input: &ChangePreferences,
) -> Result<SaveOutcome, Problem> {
    let account = ctx.account_id();
    let change = ctx.change(NewEvent::new(events::PROFILE_PREFERENCES_CHANGED).account(account))?;
    let profiles = &ctx.stores().profile;
    Ok(profiles
        .save_preferences(account, input.preferences.clone(), change)
        .await?)
}
