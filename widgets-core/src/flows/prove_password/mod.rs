//! Authentication by password, for sign-in and step-up.

mod limits;

use zeroize::Zeroizing;

pub(crate) use self::limits::{attempts, own_browser};
use super::open_session::ProvedAccount;
use crate::context::RequestCtx;
use crate::context::problem::Problem;
use crate::crypto::{PasswordHash, Token, Verification};
use crate::stores::{AccountStatus, LimitKey, SignInMethod};
use crate::types::email::EmailKey;

/// A correct password.
pub(crate) struct Proven {
    /// The proof it gives.
    proved: ProvedAccount,
    /// The limits that the attempt counted towards.
    attempts: Vec<LimitKey>,
    /// The stored hash, if it is too weak.
    weak: Option<PasswordHash>,
}

/// Checks a password. Known and unknown addresses cost the same (against account enumeration): one
/// query, one check of the limits, one hash. `None` does not reveal what was wrong.
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
        proved: ProvedAccount {
            account: credentials.account.clone(),
            epoch: credentials.epoch,
            method: SignInMethod::PASSWORD,
            redeem: None,
            impersonation: None,
        },
        attempts: attempts.into_iter().map(|request| request.key).collect(),
        weak: (verdict == Verification::RightButWeak).then(|| stored.clone()),
    }))
}

impl Proven {
    /// Completes a correct password: clears the counters of wrong guesses and replaces a weak hash.
    /// Runs before the session is opened, so that nothing delays its cookie.
    pub(crate) async fn settle(
        self,
        ctx: &RequestCtx,
        password: &Zeroizing<String>,
    ) -> Result<ProvedAccount, Problem> {
        ctx.stores().limits.clear(&self.attempts).await?;
        if let Some(weak) = self.weak {
            // A failure must not keep the user from signing in.
            if let Err(problem) = strengthen(ctx, &self.proved, &weak, password).await {
                tracing::warn!(request = %ctx.request_id(), ?problem, "a weak hash was not replaced");
            }
        }
        Ok(self.proved)
    }
}

/// Replaces a weak hash.
async fn strengthen(
    ctx: &RequestCtx,
    proved: &ProvedAccount,
    old: &PasswordHash,
    password: &Zeroizing<String>,
) -> Result<(), Problem> {
    let hashes = ctx.app().password_hashes();
    let new = hashes.strengthen(password.clone()).await?;
    let accounts = &ctx.stores().accounts;
    accounts
        .replace_password_hash(&proved.account, old, &new)
        .await?;
    Ok(())
}
