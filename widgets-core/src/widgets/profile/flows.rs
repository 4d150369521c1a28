//! Changes a profile. Knows neither HTML nor JSON. Uses
//! [`ProfileStore`](crate::stores::ProfileStore).
//!
//! What a profile says already is not saved again: it was so when this request read it, and nothing
//! happened that would belong into the audit trail.

use super::model::{ChangeNames, ChangePreferences};
use crate::context::events;
use crate::context::{NewEvent, Problem, UserCtx};
use crate::stores::SaveOutcome;

/// Sets the user's names. The audit event does not contain them.
pub(super) async fn change_names(
    ctx: &UserCtx,
    input: &ChangeNames,
) -> Result<SaveOutcome, Problem> {
    if ctx
        .profile()
        .await
        .is_ok_and(|own| own.names == input.names)
    {
        return Ok(SaveOutcome::Saved);
    }
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
    let profile = ctx.profile().await;
    if profile.is_ok_and(|own| own.preferences == input.preferences) {
        return Ok(SaveOutcome::Saved);
    }
    let account = ctx.account_id();
    let change = ctx.change(NewEvent::new(events::PROFILE_PREFERENCES_CHANGED).account(account))?;
    let profiles = &ctx.stores().profile;
    Ok(profiles
        .save_preferences(account, input.preferences.clone(), change)
        .await?)
}
