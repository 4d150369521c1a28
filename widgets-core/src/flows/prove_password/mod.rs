//! Authentication by password, for sign-in and step-up.

mod limits;

use zeroize::Zeroizing;

pub(crate) use self::limits::{attempts, own_browser};
use super::open_session::ProvedAccount;
use crate::context::RequestCtx;
use crate::context::problem::Problem;
use crate::crypto::{PasswordHash, Token, Verification};
use crate::stores::{AccountStatus, Credentials, SignInMethod};
use crate::types::email::EmailKey;
use crate::types::id::AccountId;

/// The credentials behind an address, which say whether its account knows this browser.
pub(crate) async fn credentials(
    ctx: &RequestCtx,
    email: &EmailKey,
) -> Result<Option<Credentials>, Problem> {
    let device = ctx.state().cookies.device.as_ref().map(Token::hash);
    let accounts = &ctx.stores().accounts;
    let found = accounts.credentials(email, device.as_ref(), ctx.now());
    Ok(found.await?)
}

/// Checks a password. Known and unknown addresses cost the same (against account enumeration): one
/// query, one check of the limits, one hash. `None` does not reveal what was wrong.
///
/// If it is correct, clears the counters of wrong guesses and replaces a weak hash. That comes before
/// the session is opened, so that nothing delays its cookie.
pub(crate) async fn prove(
    ctx: &RequestCtx,
    email: &EmailKey,
    password: &Zeroizing<String>,
) -> Result<Option<ProvedAccount>, Problem> {
    let credentials = credentials(ctx, email).await?;
    let attempts = limits::attempts(ctx, email, credentials.as_ref());
    ctx.consume(&attempts).await?;

    let usable = credentials
        .as_ref()
        .filter(|own| own.status == AccountStatus::Active && own.verified);
    let stored = usable.and_then(|own| own.password.as_ref());
    let hashes = ctx.app().password_hashes();
    let verdict = hashes.verify(password, stored).await?;
    let (Some(credentials), Some(stored)) = (usable, stored) else {
        return Ok(None);
    };
    if verdict == Verification::Wrong {
        return Ok(None);
    }
    let attempts: Vec<_> = attempts.into_iter().map(|request| request.key).collect();
    ctx.stores().limits.clear(&attempts).await?;
    let account = &credentials.account;
    if verdict == Verification::RightButWeak
        // A failure must not keep the user from signing in.
        && let Err(problem) = strengthen(ctx, account, stored, password).await
    {
        tracing::warn!(request = %ctx.request_id(), ?problem, "a weak hash was not replaced");
    }
    Ok(Some(ProvedAccount {
        account: account.clone(),
        epoch: credentials.epoch,
        method: SignInMethod::PASSWORD,
        redeem: None,
        impersonation: None,
    }))
}

/// Replaces a weak hash.
async fn strengthen(
    ctx: &RequestCtx,
    account: &AccountId,
    old: &PasswordHash,
    password: &Zeroizing<String>,
) -> Result<(), Problem> {
    let hashes = ctx.app().password_hashes();
    let new = hashes.strengthen(password.clone()).await?;
    let accounts = &ctx.stores().accounts;
    accounts.replace_password_hash(account, old, &new).await?;
    Ok(())
}
