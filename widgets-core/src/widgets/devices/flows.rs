//! Lists and forgets browsers. Knows neither HTML nor JSON. Uses
//! [`DeviceStore`](crate::stores::DeviceStore).

use super::model::{DeviceList, DistrustDevices, ForgetDevices, ListFields, Listed};
use crate::context::UserCtx;
use crate::context::events::{self, NewEvent};
use crate::context::problem::Problem;
use crate::http::cursor::Cursor;
use crate::stores::Selected;
use crate::types::id::DeviceId;

/// Browsers per page: as many as can be selected.
const PAGE: u32 = 20;

/// One page of the browsers that the account knows.
pub(super) async fn list(ctx: &UserCtx, asked: ListFields) -> Result<DeviceList, Problem> {
    let (accounts, page) = (&ctx.stores().accounts, asked.after.page(PAGE));
    let known = accounts
        .list_devices(ctx.account_id(), &asked.filter(), &page, ctx.now())
        .await?;
    let current = ctx.device();
    let devices = known.rows.into_iter();
    Ok(DeviceList {
        devices: devices
            .map(|own| Listed::of(own, current.as_ref()))
            .collect(),
        next: Cursor::new(known.next),
        asked,
    })
}

/// Those of the selected browsers that the account knows; if it knows none of some, they are missing.
pub(super) async fn find(
    ctx: &UserCtx,
    selected: &Selected<DeviceId>,
) -> Result<Vec<Listed>, Problem> {
    let (accounts, current) = (&ctx.stores().accounts, ctx.device());
    let found = accounts
        .find_devices(ctx.account_id(), selected, ctx.now())
        .await?;
    if found.is_empty() && !selected.is_empty() {
        return Err(Problem::Missing);
    }
    let found = found.into_iter();
    Ok(found.map(|own| Listed::of(own, current.as_ref())).collect())
}

/// Forgets the selected browsers.
pub(super) async fn forget(ctx: &UserCtx, command: &ForgetDevices) -> Result<(), Problem> {
    let ids: Vec<&str> = command.devices.iter().map(DeviceId::as_str).collect();
    let new_event = NewEvent::new(events::DEVICE_FORGOTTEN)
        .account(ctx.account_id())
        .detail("devices", ids.join(" "));
    let (accounts, change) = (&ctx.stores().accounts, ctx.change(new_event)?);
    let forgotten = accounts.forget_devices(ctx.account_id(), &command.devices, change);
    forgotten.await?.ended_or(Problem::Missing)
}

/// Forgets all browsers but the one in use, and returns how many.
pub(super) async fn forget_others(ctx: &UserCtx) -> Result<u64, Problem> {
    let new_event = NewEvent::new(events::DEVICE_OTHERS_FORGOTTEN).account(ctx.account_id());
    let (accounts, change) = (&ctx.stores().accounts, ctx.change(new_event)?);
    let keep = ctx.device();
    Ok(accounts
        .forget_other_devices(ctx.account_id(), keep.as_ref(), change)
        .await?)
}

/// Those of the selected browsers that the account trusts; if it trusts none of some, they are missing.
pub(super) async fn find_trusted(
    ctx: &UserCtx,
    selected: &Selected<DeviceId>,
) -> Result<Vec<Listed>, Problem> {
    let mut found = find(ctx, selected).await?;
    found.retain(|own| own.trusted_until.is_some());
    if found.is_empty() && !selected.is_empty() {
        return Err(Problem::Missing);
    }
    Ok(found)
}

/// Ends the trust in the selected browsers.
pub(super) async fn distrust(ctx: &UserCtx, command: &DistrustDevices) -> Result<(), Problem> {
    let ids: Vec<&str> = command.devices.iter().map(DeviceId::as_str).collect();
    let new_event = NewEvent::new(events::DEVICE_DISTRUSTED)
        .account(ctx.account_id())
        .detail("devices", ids.join(" "));
    let (accounts, change) = (&ctx.stores().accounts, ctx.change(new_event)?);
    let ended = accounts.distrust_devices(ctx.account_id(), &command.devices, change);
    ended.await?.ended_or(Problem::Missing)
}

/// Ends the trust in all browsers, and returns how many there were.
pub(super) async fn distrust_all(ctx: &UserCtx) -> Result<u64, Problem> {
    let new_event = NewEvent::new(events::DEVICE_ALL_DISTRUSTED).account(ctx.account_id());
    let (accounts, change) = (&ctx.stores().accounts, ctx.change(new_event)?);
    Ok(accounts
        .distrust_all_devices(ctx.account_id(), change)
        .await?)
}
