//! Authentication by password, for sign-in and step-up.

mod limits;

use zeroize::Zeroizing;

pub(crate) use self::limits::{attempts, attempts_by_back_end, forget_guesses, own_browser};
use super::open_session::ProvedAccount;
use super::refused_proof;
use crate::context::problem::Problem;
use crate::context::{AppState, RequestCtx};
use crate::crypto::{Asker, HashFault, PasswordHash, Verification};
use crate::stores::{AccountStatus, Credentials, SignInMethod};
use crate::types::email::EmailKey;

/// The credentials behind an address, which say whether its account knows this browser.
pub(crate) async fn credentials(
    ctx: &RequestCtx,
    email: &EmailKey,
) -> Result<Option<Credentials>, Problem> {
    let device = ctx.device();
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

    let known = credentials.as_ref().is_some_and(|own| own.known_device);
    let Some(right) = compare(ctx.app(), credentials.as_ref(), password, ctx.asker(known)).await?
    else {
        let account = credentials.as_ref().map(|own| &own.account);
        refused_proof::record(ctx, email, account, &SignInMethod::PASSWORD).await;
        return Ok(None);
    };
    let attempts: Vec<_> = attempts.into_iter().map(|request| request.key).collect();
    ctx.stores().limits.clear(&attempts).await?;
    // A failure must not keep the user from signing in.
    if let Err(problem) = right.strengthen(ctx.app(), password).await {
        tracing::warn!(request = %ctx.request_id(), ?problem, "a weak hash was not replaced");
    }
    Ok(Some(ProvedAccount {
        account: right.own.account.clone(),
        epoch: right.own.epoch,
        method: SignInMethod::PASSWORD,
        redeem: None,
        impersonation: None,
    }))
}

/// An account whose password is right, and which can be signed in to.
pub(crate) struct Right<'a> {
    pub(crate) own: &'a Credentials,
    /// The hash, if it is to be replaced by a stronger one.
    weak: Option<&'a PasswordHash>,
}

/// Compares with the password behind an address. Costs one hash whatever is behind it (against account
/// enumeration); what cannot be signed in to has no right password.
pub(crate) async fn compare<'a>(
    app: &AppState,
    own: Option<&'a Credentials>,
    password: &Zeroizing<String>,
    asker: Asker,
) -> Result<Option<Right<'a>>, HashFault> {
    let usable = own.filter(|own| own.status == AccountStatus::Active && own.verified);
    let stored = usable.and_then(|own| own.password.as_ref());
    let hashes = app.password_hashes();
    let verdict = hashes.verify(password, stored, asker).await?;
    let proved = usable
        .zip(stored)
        .filter(|_| verdict != Verification::Wrong);
    Ok(proved.map(|(own, stored)| Right {
        own,
        weak: (verdict == Verification::RightButWeak).then_some(stored),
    }))
}

impl Right<'_> {
    /// Replaces a weak hash.
    pub(crate) async fn strengthen(
        &self,
        app: &AppState,
        password: &Zeroizing<String>,
    ) -> Result<(), Problem> {
        let Some(old) = self.weak else {
            return Ok(());
        };
        let new = app.password_hashes().strengthen(password.clone()).await?;
        let accounts = &app.stores().accounts;
        let replacing = accounts.replace_password_hash(&self.own.account, old, &new);
        replacing.await?;
        Ok(())
    }
}
