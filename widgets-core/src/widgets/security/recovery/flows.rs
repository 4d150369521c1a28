//! Makes recovery codes, and checks one. Knows neither HTML nor JSON. Uses
//! [`FactorStore`](crate::stores::FactorStore).

use super::kept;
use crate::context::{NewEvent, Problem, RequestCtx, UserCtx, events};
use crate::crypto::RecoveryCode;
use crate::flows::change_mails::MailedChange;
use crate::outbox::mail_request::Reader;
use crate::stores::{
    Account, Actor, Change, RECOVERY_CODES, RecoveryCodeHash, RecoveryOutcome, SecondFactors,
    UsedFactor,
};
use crate::types::AccountId;
use crate::widgets::security::factor_mails::{
    RECOVERY_CODE_USED, RECOVERY_CODES_MADE, mail_to, with_mail,
};
use crate::widgets::security::typed_code::Verdict;

/// Makes codes instead of those of before, keeps them for this session and notifies the owner by mail.
/// `false` if the account has no second factor for which they would stand in, or was changed meanwhile.
pub(super) async fn make(ctx: &UserCtx) -> Result<bool, Problem> {
    let mut codes = Vec::with_capacity(RECOVERY_CODES);
    for _ in 0..RECOVERY_CODES {
        codes.push(RecoveryCode::mint()?);
    }
    let account = ctx.account_id();
    let hashes = hashes(ctx, account, &codes)?;
    let new_event = NewEvent::new(events::RECOVERY_CODES_MADE)
        .account(account)
        .detail("session", &ctx.session().id);
    let told = MailedChange::now(ctx);
    let change = with_mail(ctx, ctx.change(new_event)?, &RECOVERY_CODES_MADE, &told).await?;
    // First, so that none is made that nobody sees.
    kept::keep(ctx, &codes).await?;
    let accounts = &ctx.stores().accounts;
    let epoch = ctx.admission().account.epoch;
    let making = accounts.make_recovery_codes(account, epoch, &hashes, change);
    let made = making.await? == RecoveryOutcome::Made;
    if !made {
        kept::drop_kept(ctx).await?;
    }
    Ok(made)
}

fn hashes(
    ctx: &RequestCtx,
    account: &AccountId,
    codes: &[RecoveryCode],
) -> Result<[RecoveryCodeHash; RECOVERY_CODES], Problem> {
    // The ring may change between two calls, which is as well: every key of it verifies.
    let hashes = codes
        .iter()
        .filter_map(|own| own.hash(ctx.app().keys(), account));
    let hashes: Vec<_> = hashes.collect();
    hashes
        .try_into()
        .map_err(|_| Problem::fault("a key ring without a key"))
}

/// Compares a code with those of the account.
pub(super) fn check(
    ctx: &RequestCtx,
    account: &AccountId,
    factors: &SecondFactors,
    code: &RecoveryCode,
) -> Verdict {
    let own = code.among(&factors.recovery_codes, ctx.app().keys(), account);
    own.map_or(Verdict::Wrong, |own| {
        Verdict::Right(UsedFactor::RecoveryCode(own))
    })
}

/// What goes along with the write that spends a code: an event, and a mail to the owner.
pub(super) async fn used(
    ctx: &RequestCtx,
    account: &Account,
    factors: &SecondFactors,
) -> Result<Change, Problem> {
    let left = factors.recovery_codes.len().saturating_sub(1);
    let new_event = NewEvent::new(events::RECOVERY_CODE_USED)
        .account(&account.id)
        .detail("left", left);
    let change = ctx.change_by(Actor::Account(account.id.clone()), new_event)?;
    let Some(email) = &account.email else {
        return Ok(change);
    };
    let told = MailedChange::now(ctx).left(left);
    let reader = Reader::of(ctx, Some(&account.id), account.language.as_ref()).await;
    mail_to(ctx, change, (email, &reader), &RECOVERY_CODE_USED, &told)
}
