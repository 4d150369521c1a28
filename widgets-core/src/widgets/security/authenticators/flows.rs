//! Adds, renames, removes and checks authenticator apps. Knows neither HTML nor JSON. Uses
//! [`FactorStore`](crate::stores::FactorStore).

use super::model::{AddAuthenticator, RemoveAuthenticator, RenameAuthenticator, Shown};
use super::setup::Setup;
use crate::context::{NewEvent, Problem, RequestCtx, UserCtx, events};
use crate::crypto::{AuthenticatorCode, AuthenticatorSecret};
use crate::flows::change_mails::MailedChange;
use crate::flows::second_factor::{self, associated_data};
use crate::http::FieldErrors;
use crate::http::fields::FORM;
use crate::stores::{
    AddAuthenticatorOutcome, AddAuthenticatorWrite, Authenticator, OtherSessions,
    RemoveAuthenticatorWrite, RenameOutcome, SecondFactors, UsedFactor,
};
use crate::types::AuthenticatorId;
use crate::widgets::security::factor_mails::{
    AUTHENTICATOR_ADDED, AUTHENTICATOR_REMOVED, with_mail,
};
use crate::widgets::security::typed_code::Verdict;

/// Result of adding one.
pub(super) enum Added {
    Done,
    /// The form is of another session, or was given too long ago.
    Over,
    /// The code was wrong.
    Wrong,
    TooMany,
    Unverified,
    Overtaken,
}

/// Compares a code with those that the account's authenticators show now.
pub(super) fn check(
    ctx: &RequestCtx,
    factors: &SecondFactors,
    code: &AuthenticatorCode,
) -> Verdict {
    let mut used = false;
    for own in &factors.authenticators {
        let Some(step) = secret(ctx, own).and_then(|own| own.matching_step(code, ctx.now())) else {
            continue;
        };
        if step > own.last_step {
            let id = own.id.clone();
            return Verdict::Right(UsedFactor::Authenticator { id, step });
        }
        used = true;
    }
    if used { Verdict::Used } else { Verdict::Wrong }
}

/// The secret of a stored authenticator. One whose key has left the ring accepts no code.
fn secret(ctx: &RequestCtx, own: &Authenticator) -> Option<AuthenticatorSecret> {
    let opened = ctx.app().keys().open(associated_data(&own.id), &own.sealed);
    let opened = opened.inspect_err(|error| {
        tracing::error!(request = %ctx.request_id(), authenticator = %own.id, %error, "an authenticator cannot be opened");
    });
    AuthenticatorSecret::from_bytes(opened.ok()?)
}

/// Adds an authenticator once a code of it was right, and notifies the owner by mail.
pub(super) async fn add(ctx: &UserCtx, input: &AddAuthenticator) -> Result<Added, Problem> {
    let Some(setup) = Setup::open(ctx, &input.setup) else {
        return Ok(Added::Over);
    };
    let Some(step) = setup.secret.matching_step(&input.code, ctx.now()) else {
        return Ok(Added::Wrong);
    };
    let sealed = ctx.app().keys();
    let sealed = sealed.seal(associated_data(&setup.id), setup.secret.as_bytes())?;
    let authenticator =
        Authenticator::new(setup.id.clone(), input.name.clone(), sealed, ctx.now()).last_step(step);
    let account = ctx.account_id();
    let others = others(ctx, input.end_others);
    let new_event = changed(ctx, events::AUTHENTICATOR_ADDED, &setup.id, &others);
    let told = MailedChange::now(ctx).named(&input.name);
    let change = with_mail(ctx, ctx.change(new_event)?, &AUTHENTICATOR_ADDED, &told).await?;
    let epoch = ctx.admission().account.epoch;
    let adding = AddAuthenticatorWrite::new(account.clone(), epoch, authenticator, others);
    let accounts = &ctx.stores().accounts;
    Ok(match accounts.add_authenticator(adding, change).await? {
        AddAuthenticatorOutcome::Added => Added::Done,
        AddAuthenticatorOutcome::TooMany => Added::TooMany,
        AddAuthenticatorOutcome::Unverified => Added::Unverified,
        AddAuthenticatorOutcome::Refused => Added::Overtaken,
    })
}

/// One of the account's authenticators.
pub(super) async fn find(ctx: &UserCtx, id: &AuthenticatorId) -> Result<Shown, Problem> {
    let factors = second_factor::of_account(ctx, ctx.account_id()).await?;
    let last = factors.authenticators.len() == 1;
    let mut all = factors.authenticators.into_iter();
    let own = all.find(|own| own.id == *id).ok_or(Problem::Missing)?;
    Ok(Shown::of(own, last))
}

/// Renames one. A name that it has already is not saved again.
pub(super) async fn rename(ctx: &UserCtx, input: &RenameAuthenticator) -> Result<(), Problem> {
    let id = &input.authenticator;
    if find(ctx, id).await?.name == input.name {
        return Ok(());
    }
    let new_event = NewEvent::new(events::AUTHENTICATOR_RENAMED)
        .account(ctx.account_id())
        .detail("authenticator", id);
    let (accounts, change) = (&ctx.stores().accounts, ctx.change(new_event)?);
    let renaming = accounts.rename_authenticator(ctx.account_id(), id, &input.name, change);
    match renaming.await? {
        RenameOutcome::Renamed => Ok(()),
        RenameOutcome::Missing => Err(Problem::Missing),
    }
}

/// Removes one, and notifies the owner by mail.
pub(super) async fn remove(ctx: &UserCtx, input: &RemoveAuthenticator) -> Result<(), Problem> {
    let id = &input.authenticator;
    let own = find(ctx, id).await?;
    let account = &ctx.admission().account;
    if own.last && ctx.app().second_factors().requires(account) {
        let required = ctx.messages().words().authenticators_required();
        return Err(FieldErrors::one(FORM, required).into());
    }
    let others = others(ctx, input.end_others);
    let new_event = changed(ctx, events::AUTHENTICATOR_REMOVED, id, &others);
    let told = MailedChange::now(ctx).named(&own.name);
    let change = with_mail(ctx, ctx.change(new_event)?, &AUTHENTICATOR_REMOVED, &told).await?;
    let removing = RemoveAuthenticatorWrite::new(ctx.account_id().clone(), id.clone(), others);
    let accounts = &ctx.stores().accounts;
    let removed = accounts.remove_authenticator(removing, change).await?;
    removed.ended_or(Problem::Missing)
}

fn others(ctx: &UserCtx, end: bool) -> OtherSessions {
    let session = ctx.session().id.clone();
    OtherSessions::new(session).end(end).device(ctx.device())
}

fn changed(
    ctx: &UserCtx,
    kind: events::EventKind,
    id: &AuthenticatorId,
    others: &OtherSessions,
) -> NewEvent {
    NewEvent::new(kind)
        .account(ctx.account_id())
        .detail("authenticator", id)
        .detail("session", &others.session)
        .detail("others_ended", others.end)
}
