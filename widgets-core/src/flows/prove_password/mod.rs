//! Proving with a password who one is: to sign in, and to confirm it later.

mod limits;

use zeroize::Zeroizing;

pub(crate) use self::limits::{attempts, own_browser};
use super::open_session::Proof;
use crate::context::Visit;
use crate::context::problem::Problem;
use crate::crypto::{PasswordHash, Token, Verification};
use crate::stores::{AccountStatus, LimitKey, Method};
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
    visit: &Visit,
    email: &EmailKey,
    password: &Zeroizing<String>,
) -> Result<Option<Proven>, Problem> {
    let device = visit.state().cookies.device.as_ref().map(Token::hash);
    let accounts = &visit.stores().accounts;
    let credentials = accounts
        .credentials(email, device.as_ref(), visit.now())
        .await?;
    let attempts = limits::attempts(visit, email, credentials.as_ref());
    visit.take(&attempts).await?;

    let usable = credentials
        .as_ref()
        .filter(|own| own.status == AccountStatus::Active && own.verified);
    let stored = usable.and_then(|own| own.password.as_ref());
    let hashes = visit.app().password_hashes();
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
            method: Method::Password,
            redeem: None,
            impersonation: None,
        },
        attempts: attempts.into_iter().map(|taking| taking.key).collect(),
        weak: (verdict == Verification::RightButWeak).then(|| stored.clone()),
    }))
}

impl Proven {
    /// What follows a right password: the wrong guesses before it count no more, and a hash that has
    /// become too weak is replaced. It comes before the session, whose cookie nothing may hold up.
    pub(crate) async fn settle(
        self,
        visit: &Visit,
        password: &Zeroizing<String>,
    ) -> Result<Proof, Problem> {
        visit.stores().limits.clear(&self.attempts).await?;
        if let Some(weak) = self.weak {
            // The person is let in either way.
            if let Err(problem) = strengthen(visit, &self.proof, &weak, password).await {
                tracing::warn!(request = %visit.request_id(), ?problem, "a weak hash was not replaced");
            }
        }
        Ok(self.proof)
    }
}

/// Hashes a password again whose hash has become too weak.
async fn strengthen(
    visit: &Visit,
    proof: &Proof,
    old: &PasswordHash,
    password: &Zeroizing<String>,
) -> Result<(), Problem> {
    let hashes = visit.app().password_hashes();
    let new = hashes.strengthen(password.clone()).await?;
    let accounts = &visit.stores().accounts;
    accounts
        .replace_password_hash(&proof.account, old, &new)
        .await?;
    Ok(())
}
