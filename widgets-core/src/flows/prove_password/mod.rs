//! Proving with a password who one is: to sign in, and to confirm it later.

mod limits;

use zeroize::Zeroizing;

pub(crate) use self::limits::{attempts, own_browser};
use super::open_session::Proof;
use crate::context::RequestCtx;
use crate::context::problem::Problem;
use crate::crypto::{PasswordHash, Token, Verification};
use crate::stores::{AccountStatus, LimitKey, SignInMethod};
use crate::types::email::EmailKey;

/// A password that was right.
pub(crate) struct Proven {
    /// What it proves.
    proof: Proof,
    /// The limits its attempt was counted in.
    attempts: Vec<LimitKey>,
    /// Its hash, where that has become too weak.
    weak: Option<PasswordHash>,
}

/// Checks a password. Every address costs the same: one query, one step of the limits, one hash;
/// and `None` says nothing of what was wrong.
pub(crate) async fn prove(
    ctx: &RequestCtx,
    email: &EmailKey,
    password: &Zeroizing<String>,
) -> Result<Option<Proven>, Problem> {
    let device = ctx.state().cookies.device.as_ref().map(Token::hash);
    let accounts = &ctx.stores().accounts;
    let credentials = accounts
        .credentials(email, device.as_ref(), ctx.now())
        .await?;
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
    Ok(Some(Proven {
        proof: Proof {
            account: credentials.account.clone(),
            epoch: credentials.epoch,
            method: SignInMethod::Password,
            redeem: None,
            impersonation: None,
        },
        attempts: attempts.into_iter().map(|request| request.key).collect(),
        weak: (verdict == Verification::RightButWeak).then(|| stored.clone()),
    }))
}

impl Proven {
    /// What follows a right password: the wrong guesses before it count no more, and a hash that has
    /// become too weak is replaced. It comes before the session, whose cookie nothing may hold up.
    pub(crate) async fn settle(
        self,
        ctx: &RequestCtx,
        password: &Zeroizing<String>,
    ) -> Result<Proof, Problem> {
        ctx.stores().limits.clear(&self.attempts).await?;
        if let Some(weak) = self.weak {
            // The person is let in either way.
            if let Err(problem) = strengthen(ctx, &self.proof, &weak, password).await {
                tracing::warn!(request = %ctx.request_id(), ?problem, "a weak hash was not replaced");
            }
        }
        Ok(self.proof)
    }
}

/// Hashes a password again whose hash has become too weak.
async fn strengthen(
    ctx: &RequestCtx,
    proof: &Proof,
    old: &PasswordHash,
    password: &Zeroizing<String>,
) -> Result<(), Problem> {
    let hashes = ctx.app().password_hashes();
    let new = hashes.strengthen(password.clone()).await?;
    let accounts = &ctx.stores().accounts;
    accounts
        .replace_password_hash(&proof.account, old, &new)
        .await?;
    Ok(())
}
