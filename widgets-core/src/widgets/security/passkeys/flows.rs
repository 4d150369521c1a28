//! Adds, renames and removes passkeys. Knows neither HTML nor JSON. Uses
//! [`PasskeyStore`](crate::stores::PasskeyStore).

use super::model::{AddPasskey, RemovePasskey, RenamePasskey, Shown, named};
use super::names;
use crate::context::{NewEvent, Problem, UserCtx, events};
use crate::crypto::{Asked, MadePasskey, Owner, PasskeyFlaw, user_handle};
use crate::flows::change_mails::MailedChange;
use crate::flows::passkeys::{self, Asker, CeremonyBegun};
use crate::flows::second_factor;
use crate::stores::{
    AddPasskeyOutcome, AddPasskeyWrite, OtherSessions, Passkey, RemovePasskeyOutcome,
    RemovePasskeyWrite, RenameOutcome,
};
use crate::types::{Name, PasskeyId};
use crate::widgets::security::factor_mails::{PASSKEY_ADDED, PASSKEY_REMOVED, with_mail};

/// Result of adding one.
pub(super) enum Added {
    Done,
    /// The ceremony is over, or is of another session.
    Over,
    Wrong(PasskeyFlaw),
    TooMany,
    Taken,
    Unverified,
    Overtaken,
}

/// Begins to add one.
pub(super) async fn prepare(ctx: &UserCtx) -> Result<CeremonyBegun, Problem> {
    let has = second_factor::of_account(ctx, ctx.account_id()).await?;
    let has = has.passkeys.into_iter().map(|own| own.credential_id);
    let owner = Owner {
        handle: user_handle(ctx.account_id().as_str()),
        name: ctx.admission().account.address(),
        has: has.collect(),
    };
    let Asked { options, state } = passkeys::site(ctx)?.ask_to_make(&owner)?;
    passkeys::keep(ctx, &Asker::Adding(ctx), options, &state).await
}

/// Adds the passkey that an authenticator made, and notifies the owner by mail.
pub(super) async fn add(ctx: &UserCtx, input: &AddPasskey) -> Result<Added, Problem> {
    let made = match passkeys::made(ctx, &input.sent).await? {
        None => return Ok(Added::Over),
        Some(Err(flaw)) => return Ok(Added::Wrong(flaw)),
        Some(Ok(made)) => made,
    };
    let passkey = passkey(ctx, input.name.clone(), made)?;
    let others = others(ctx, input.end_others);
    let new_event = changed(ctx, events::PASSKEY_ADDED, &passkey.id, &others);
    let told = MailedChange::now(ctx).named(&passkey.name);
    let change = with_mail(ctx, ctx.change(new_event)?, &PASSKEY_ADDED, &told).await?;
    let (account, epoch) = (ctx.account_id().clone(), ctx.admission().account.epoch);
    let adding = AddPasskeyWrite::new(account, epoch, passkey, others);
    let accounts = &ctx.stores().accounts;
    Ok(match accounts.add_passkey(adding, change).await? {
        AddPasskeyOutcome::Added => Added::Done,
        AddPasskeyOutcome::TooMany => Added::TooMany,
        AddPasskeyOutcome::Taken => Added::Taken,
        AddPasskeyOutcome::Unverified => Added::Unverified,
        AddPasskeyOutcome::Refused => Added::Overtaken,
    })
}

/// What is stored of a passkey that was made now, in this browser.
fn passkey(ctx: &UserCtx, name: Option<Name>, made: MadePasskey) -> Result<Passkey, Problem> {
    let kind = || Name::lossy(names::name(&made.aaguid).unwrap_or_default());
    let name = named(ctx, name.unwrap_or_else(kind));
    let id = PasskeyId::mint(ctx.now())?;
    let own = Passkey::new(id, name, made.credential_id, made.credential, ctx.now());
    Ok(own
        .aaguid(made.aaguid)
        .counter(i64::from(made.counter))
        .backup_eligible(made.backup_eligible)
        .backed_up(made.backed_up)
        .address(ctx.client().address_text())
        .user_agent(ctx.client().user_agent.clone()))
}

/// One of the account's passkeys.
pub(super) async fn find(ctx: &UserCtx, id: &PasskeyId) -> Result<Shown, Problem> {
    let has = second_factor::of_account(ctx, ctx.account_id()).await?;
    let own = has.passkeys.into_iter().find(|own| own.id == *id);
    own.map(Shown::from).ok_or(Problem::Missing)
}

/// Renames one. A name that it has already is not saved again.
pub(super) async fn rename(ctx: &UserCtx, input: &RenamePasskey) -> Result<(), Problem> {
    let id = &input.passkey;
    if find(ctx, id).await?.name == input.name {
        return Ok(());
    }
    let new_event = NewEvent::new(events::PASSKEY_RENAMED)
        .account(ctx.account_id())
        .detail("passkey", id);
    let (accounts, change) = (&ctx.stores().accounts, ctx.change(new_event)?);
    let renaming = accounts.rename_passkey(ctx.account_id(), id, &input.name, change);
    match renaming.await? {
        RenameOutcome::Renamed => Ok(()),
        RenameOutcome::Missing => Err(Problem::Missing),
    }
}

/// Removes one, unless it is the last way in, and notifies the owner by mail.
pub(super) async fn remove(
    ctx: &UserCtx,
    input: &RemovePasskey,
) -> Result<RemovePasskeyOutcome, Problem> {
    let id = &input.passkey;
    let own = find(ctx, id).await?;
    let others = others(ctx, input.end_others);
    let new_event = changed(ctx, events::PASSKEY_REMOVED, id, &others);
    let told = MailedChange::now(ctx).named(&own.name);
    let change = with_mail(ctx, ctx.change(new_event)?, &PASSKEY_REMOVED, &told).await?;
    let removing = RemovePasskeyWrite::new(ctx.account_id().clone(), id.clone(), others);
    let accounts = &ctx.stores().accounts;
    Ok(accounts.remove_passkey(removing, change).await?)
}

fn others(ctx: &UserCtx, end: bool) -> OtherSessions {
    let session = ctx.session().id.clone();
    OtherSessions::new(session).end(end).device(ctx.device())
}

fn changed(
    ctx: &UserCtx,
    kind: events::EventKind,
    id: &PasskeyId,
    others: &OtherSessions,
) -> NewEvent {
    NewEvent::new(kind)
        .account(ctx.account_id())
        .detail("passkey", id)
        .detail("session", &others.session)
        .detail("others_ended", others.end)
}
