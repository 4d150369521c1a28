//! Sets and changes a password. Knows neither HTML nor JSON. Uses
//! [`ChallengeStore::change_password`](crate::stores::ChallengeStore::change_password), credentials
//! and limits.

use super::model::{ChangePassword, SetPassword};
use crate::context::UserCtx;
use crate::context::events::{self, NewEvent};
use crate::context::problem::Problem;
use crate::crypto::{PasswordHash, Token, Verification};
use crate::flows::password_mails::{MailedPasswordChange, PASSWORD_CHANGED, PASSWORD_SET};
use crate::flows::prove_password::{self, attempts};
use crate::outbox::mail_request::MailRequest;
use crate::stores::{ChangePasswordWrite, Credentials, Epoch, PasswordOutcome};

/// Result of an attempt.
#[derive(Debug)]
pub(super) enum Outcome {
    /// The new password is set, and the session has a new token.
    Saved(Token),
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
    let found = prove_password::credentials(ctx, account.email.key()).await?;
    let found = found.filter(|own| own.account == account.id);
    found.ok_or_else(|| Problem::unavailable("the account's address changed at the same moment"))
}

/// Changes the password after verifying the current one. Attempts count like those of sign-in and
/// cost one hash, even if there is no password.
pub(super) async fn change(ctx: &UserCtx, input: &ChangePassword) -> Result<Outcome, Problem> {
    let own = credentials(ctx).await?;
    let email = ctx.email().key();
    let attempts = attempts(ctx, email, Some(&own));
    ctx.consume(&attempts).await?;
    let hashes = ctx.app().password_hashes();
    let verdict = hashes.verify(&input.current, own.password.as_ref()).await?;
    if own.password.is_none() {
        return Ok(Outcome::HasNone);
    }
    if verdict == Verification::Wrong {
        return Ok(Outcome::Wrong);
    }
    let new = hashes.hash(&input.new).await?;
    let token = Token::mint()?;
    let passwords = (own.password, new);
    let setting = setting(ctx, own.epoch, passwords, &token, input.end_others);
    match save(ctx, setting).await? {
        PasswordOutcome::Set => {
            let keys: Vec<_> = attempts.into_iter().map(|request| request.key).collect();
            // A failure must not prevent the new session cookie, without which the browser would be
            // signed out.
            if let Err(error) = ctx.stores().limits.clear(&keys).await {
                tracing::warn!(request = %ctx.request_id(), %error, "rate limits were not cleared");
            }
            Ok(Outcome::Saved(token))
        }
        PasswordOutcome::Refused => Ok(Outcome::Overtaken),
    }
}

/// Sets the first password. The endpoint requires a recent authentication.
pub(super) async fn set(ctx: &UserCtx, input: &SetPassword) -> Result<Outcome, Problem> {
    let new = ctx.app().password_hashes().hash(&input.new).await?;
    let epoch = ctx.admission().account.epoch;
    let token = Token::mint()?;
    let setting = setting(ctx, epoch, (None, new), &token, input.end_others);
    Ok(match save(ctx, setting).await? {
        PasswordOutcome::Set => Outcome::Saved(token),
        // The store has refused already; this only selects the message.
        PasswordOutcome::Refused if is_set(ctx).await? => Outcome::HasOne,
        PasswordOutcome::Refused => Outcome::Overtaken,
    })
}

fn setting(
    ctx: &UserCtx,
    epoch: Epoch,
    (old, new): (Option<PasswordHash>, PasswordHash),
    token: &Token,
    end_others: bool,
) -> ChangePasswordWrite {
    ChangePasswordWrite {
        account: ctx.account_id().clone(),
        epoch,
        old,
        new,
        session: ctx.session().id.clone(),
        token: token.hash(),
        end_others,
        device: ctx.state().cookies.device.as_ref().map(Token::hash),
    }
}

/// Saves the password, and notifies the owner by mail.
async fn save(ctx: &UserCtx, setting: ChangePasswordWrite) -> Result<PasswordOutcome, Problem> {
    let (happened, kind) = if setting.old.is_some() {
        (events::PASSWORD_CHANGED, &PASSWORD_CHANGED)
    } else {
        (events::PASSWORD_SET, &PASSWORD_SET)
    };
    let new_event = NewEvent::new(happened)
        .account(&setting.account)
        .detail("session", &setting.session)
        .detail("others_ended", setting.end_others);
    let told = MailedPasswordChange::now(ctx);
    let request = MailRequest::new(ctx.email(), ctx.messages(), kind, &told)?;
    let change = ctx.change(new_event)?.mail(ctx, &request)?;
    let accounts = &ctx.stores().accounts;
    Ok(accounts.change_password(setting, change).await?)
}
