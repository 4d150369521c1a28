//! Sets, changes and removes a password. Knows neither HTML nor JSON. Uses
//! [`ChallengeStore::change_password`](crate::stores::ChallengeStore::change_password), credentials
//! and limits.

use zeroize::Zeroizing;

use super::model::{ChangePassword, RemovePassword, SetPassword};
use crate::context::events;
use crate::context::{NewEvent, Problem, UserCtx};
use crate::crypto::{Asker, PasswordHash, Token, Verification};
use crate::flows::change_mails::MailedChange;
use crate::flows::handover::NextToken;
use crate::flows::password_mails::{PASSWORD_CHANGED, PASSWORD_REMOVED, PASSWORD_SET};
use crate::flows::prove_password::{self, attempts};
use crate::flows::refused_proof;
use crate::outbox::mail_request::{MailRequest, Reader};
use crate::stores::{
    ChangePasswordWrite, Credentials, Epoch, LimitRequest, PasswordOutcome, SignInMethod,
};

/// Result of an attempt.
#[derive(Debug)]
pub(super) enum Outcome {
    /// The new password is set, and the session has a new token.
    Saved(Token),
    /// The password is removed, and the session has a new token.
    Removed(Token),
    /// There is no other way to sign in, so the password stays.
    LastWayIn,
    /// The current password was wrong.
    Wrong,
    /// There is no password to change.
    HasNone,
    /// There is a password already, which can only be changed.
    HasOne,
    /// The password or another credential was changed concurrently.
    Overtaken,
}

/// Whether the user has a password.
pub(super) async fn is_set(ctx: &UserCtx) -> Result<bool, Problem> {
    Ok(credentials(ctx).await?.password.is_some())
}

pub(in crate::widgets::security) async fn credentials(
    ctx: &UserCtx,
) -> Result<Credentials, Problem> {
    let account = &ctx.admission().account;
    let found = prove_password::credentials(ctx, ctx.mailbox()?.key()).await?;
    let found = found.filter(|own| own.account == account.id);
    found.ok_or_else(|| Problem::unavailable("the account's address changed at the same moment"))
}

/// A comparison of what was typed with the current password.
struct Compared {
    own: Credentials,
    /// The counters that the attempt was taken from.
    attempts: Vec<LimitRequest>,
    verdict: Verification,
}

/// Compares with the current password. Attempts count like those of sign-in and cost one hash, even
/// if there is no password.
async fn compare(ctx: &UserCtx, typed: &Zeroizing<String>) -> Result<Compared, Problem> {
    let own = credentials(ctx).await?;
    let attempts = attempts(ctx, ctx.mailbox()?.key(), Some(&own));
    ctx.consume(&attempts).await?;
    let hashes = ctx.app().password_hashes();
    let verdict = hashes
        .verify(typed, own.password.as_ref(), Asker::Known)
        .await?;
    if own.password.is_some() && verdict == Verification::Wrong {
        let (email, account) = (ctx.mailbox()?.key(), Some(ctx.account_id()));
        refused_proof::record(ctx, email, account, &SignInMethod::PASSWORD).await;
    }
    Ok(Compared {
        own,
        attempts,
        verdict,
    })
}

/// Whether the account has a password, and this is not it. A right one clears the counters of wrong
/// guesses.
pub(super) async fn is_wrong(ctx: &UserCtx, typed: &Zeroizing<String>) -> Result<bool, Problem> {
    let compared = compare(ctx, typed).await?;
    if compared.own.password.is_none() {
        return Ok(false);
    }
    if compared.verdict == Verification::Wrong {
        return Ok(true);
    }
    let keys: Vec<_> = compared.attempts.into_iter().map(|own| own.key).collect();
    ctx.stores().limits.clear(&keys).await?;
    Ok(false)
}

/// Changes the password after verifying the current one.
pub(super) async fn change(ctx: &UserCtx, input: &ChangePassword) -> Result<Outcome, Problem> {
    let Compared {
        own,
        attempts,
        verdict,
    } = compare(ctx, &input.current).await?;
    let hashes = ctx.app().password_hashes();
    if own.password.is_none() {
        return Ok(Outcome::HasNone);
    }
    if verdict == Verification::Wrong {
        return Ok(Outcome::Wrong);
    }
    let new = hashes.hash(&input.new, Asker::Known).await?;
    let next = NextToken::of(ctx)?;
    let passwords = (own.password, Some(new));
    let setting = setting(ctx, own.epoch, passwords, &next, input.end_others);
    match save(ctx, setting).await? {
        PasswordOutcome::Set => {
            let keys: Vec<_> = attempts.into_iter().map(|request| request.key).collect();
            // A failure must not prevent the new session cookie, without which the browser would be
            // signed out.
            if let Err(error) = ctx.stores().limits.clear(&keys).await {
                tracing::warn!(request = %ctx.request_id(), %error, "rate limits were not cleared");
            }
            Ok(Outcome::Saved(next.token))
        }
        PasswordOutcome::LastWayIn | PasswordOutcome::Refused => Ok(Outcome::Overtaken),
    }
}

/// Removes the password. The endpoint requires a recent authentication, by whatever proof.
pub(super) async fn remove(ctx: &UserCtx, input: &RemovePassword) -> Result<Outcome, Problem> {
    let own = credentials(ctx).await?;
    if own.password.is_none() {
        return Ok(Outcome::HasNone);
    }
    let next = NextToken::of(ctx)?;
    let passwords = (own.password, None);
    let setting = setting(ctx, own.epoch, passwords, &next, input.end_others);
    Ok(match save(ctx, setting).await? {
        PasswordOutcome::Set => Outcome::Removed(next.token),
        PasswordOutcome::LastWayIn => Outcome::LastWayIn,
        PasswordOutcome::Refused => Outcome::Overtaken,
    })
}

/// Sets the first password. The endpoint requires a recent authentication.
pub(super) async fn set(ctx: &UserCtx, input: &SetPassword) -> Result<Outcome, Problem> {
    let new = ctx.app().password_hashes();
    let new = new.hash(&input.new, Asker::Known).await?;
    let epoch = ctx.admission().account.epoch;
    let next = NextToken::of(ctx)?;
    let setting = setting(ctx, epoch, (None, Some(new)), &next, input.end_others);
    Ok(match save(ctx, setting).await? {
        PasswordOutcome::Set => Outcome::Saved(next.token),
        // The store has refused already; this only selects the message.
        PasswordOutcome::Refused if is_set(ctx).await? => Outcome::HasOne,
        PasswordOutcome::LastWayIn | PasswordOutcome::Refused => Outcome::Overtaken,
    })
}

fn setting(
    ctx: &UserCtx,
    epoch: Epoch,
    (old, new): (Option<PasswordHash>, Option<PasswordHash>),
    next: &NextToken,
    end_others: bool,
) -> ChangePasswordWrite {
    ChangePasswordWrite {
        account: ctx.account_id().clone(),
        epoch,
        old,
        new,
        session: ctx.session().id.clone(),
        token: next.token.hash(),
        handover: next.handover,
        end_others,
        device: ctx.device(),
    }
}

/// Saves the password, and notifies the owner by mail.
async fn save(ctx: &UserCtx, setting: ChangePasswordWrite) -> Result<PasswordOutcome, Problem> {
    let (happened, kind) = match (&setting.old, &setting.new) {
        (_, None) => (events::PASSWORD_REMOVED, &PASSWORD_REMOVED),
        (Some(_), _) => (events::PASSWORD_CHANGED, &PASSWORD_CHANGED),
        (None, _) => (events::PASSWORD_SET, &PASSWORD_SET),
    };
    let new_event = NewEvent::new(happened)
        .account(&setting.account)
        .detail("session", &setting.session)
        .detail("others_ended", setting.end_others);
    let told = MailedChange::now(ctx);
    let signed_up = ctx.admission().account.language.as_ref();
    let reader = Reader::of(ctx, Some(&setting.account), signed_up).await;
    let request = MailRequest::new(ctx.mailbox()?, ctx.messages(), kind, &told)?;
    let request = request.read_by(&reader);
    let change = ctx.change(new_event)?.mail(ctx, &request)?;
    let accounts = &ctx.stores().accounts;
    Ok(accounts.change_password(setting, change).await?)
}
