//! The second factor of a sign-in: what begins to wait for it, counts guesses at it and completes the
//! sign-in with it. Knows neither HTML nor JSON. Uses
//! [`SignInAttemptStore`](crate::stores::SignInAttemptStore),
//! [`FactorStore`](crate::stores::FactorStore) and limits.
//!
//! Between the first proof and the second factor there is no session, only a sign-in that waits. Its token
//! is in a cookie of the browser, and opens nothing but the page that asks for the second factor.

mod limits;
pub(crate) mod trust;

use std::time::Duration;

use schemars::JsonSchema;
use serde::Serialize;

use super::open_session::{PreparedSession, ProvedAccount, SignedIn, next};
use super::refused_proof;
use crate::context::answer::{Answer, Next};
use crate::context::events::{self, NewEvent};
use crate::context::problem::Problem;
use crate::context::{RequestCtx, UserCtx};
use crate::crypto::{SealContext, Token};
use crate::http::cookies::SetCookie;
use crate::stores::{
    Account, Actor, BeginSignInOutcome, Change, NewSignInAttempt, OpenOutcome, OpenSession, Redeem,
    SecondFactors, SignInMethod, UsedFactor,
};
use crate::table::Table;
use crate::table::proofs::IdentityProof;
use crate::table::second::{SecondStep, over};
use crate::types::email::Email;
use crate::types::id::{AccountId, AuthenticatorId};

/// Path of the page.
pub(crate) const PATH: &str = "/sign-in/second";
/// Tries at second factors of one sign-in, whatever factor they are at.
const TRIES: u32 = 5;
/// How long a sign-in waits.
pub(crate) const LASTS: Duration = Duration::from_secs(10 * 60);

/// A sign-in that waits for a second factor; there is no session yet.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct SecondFactorAsked {
    /// Path of the page that takes it.
    second_factor: String,
    /// What the account has, the last used first.
    methods: Vec<SignInMethod>,
    /// The cookie that finds the sign-in.
    #[serde(skip)]
    cookie: SetCookie,
}

impl SecondFactorAsked {
    /// Sets the cookie and leads to the page.
    pub(super) fn answer(self) -> Answer<Self> {
        let cookie = self.cookie.clone();
        let next = Next::Step(PATH.to_owned());
        Answer::done(self, next).cookies([cookie])
    }
}

/// Whether a sign-in began to wait.
pub(super) enum Begun {
    Asked(Box<SecondFactorAsked>),
    /// The account has no second factor any more.
    NotRequired,
    Refused,
}

/// Redeems the first proof and waits for the second factor. `next` is where the sign-in leads in the end.
pub(super) async fn begin(
    ctx: &RequestCtx,
    proved: &ProvedAccount,
    keep: bool,
    next: &Next,
) -> Result<Begun, Problem> {
    let token = Token::mint()?;
    let return_to = match next {
        Next::Return(page) => page.as_str().to_owned(),
        Next::Own(_) | Next::Step(_) => String::new(),
    };
    let attempt = NewSignInAttempt {
        token: token.hash(),
        account: proved.account.clone(),
        epoch: proved.epoch,
        method: proved.method.clone(),
        redeem: proved.redeem.clone(),
        keep,
        return_to,
        tries: TRIES,
        expires_at: ctx.now().plus(LASTS),
    };
    let asked = NewEvent::new(events::SESSION_SECOND_FACTOR_ASKED)
        .account(&proved.account)
        .detail("method", proved.method.as_str());
    let change = ctx.change_by(Actor::Account(proved.account.clone()), asked)?;
    let accounts = &ctx.stores().accounts;
    Ok(match accounts.begin_sign_in(attempt, change).await? {
        BeginSignInOutcome::Begun => {
            let factors = accounts.find_second_factors(&proved.account).await?;
            Begun::Asked(Box::new(SecondFactorAsked {
                second_factor: ctx.href(PATH),
                methods: methods(ctx, &proved.method, &factors),
                cookie: SetCookie::sign_in(&token, LASTS),
            }))
        }
        BeginSignInOutcome::NotRequired => Begun::NotRequired,
        BeginSignInOutcome::Refused => Begun::Refused,
    })
}

/// The proofs that count as second factors of that account beside that first proof, the last used first, and
/// those that were never used in the order of pages. This is the one place that applies the host's policy.
pub(crate) fn proofs(
    ctx: &RequestCtx,
    first: &SignInMethod,
    factors: &SecondFactors,
) -> Vec<&'static IdentityProof> {
    let policy = ctx.app().sign_in_policy();
    let counts = |proof: &&IdentityProof| policy.counts_beside(&proof.method, first);
    let has = |proof: &&IdentityProof| proof.second.as_ref().is_some_and(|own| (own.has)(factors));
    let mut proofs: Vec<_> = Table::of(ctx.app())
        .proofs()
        .filter(has)
        .filter(counts)
        .collect();
    let used = |proof: &IdentityProof| {
        let second = proof.second.as_ref();
        second.and_then(|own| (own.last_used_at)(factors))
    };
    proofs.sort_by_key(|proof| std::cmp::Reverse(used(proof)));
    proofs
}

/// Their methods.
pub(crate) fn methods(
    ctx: &RequestCtx,
    first: &SignInMethod,
    factors: &SecondFactors,
) -> Vec<SignInMethod> {
    let proofs = proofs(ctx, first, factors).into_iter();
    proofs.map(|proof| proof.method.clone()).collect()
}

/// Whether that proof counts for the sign-in that waits.
pub(crate) fn counts(ctx: &RequestCtx, step: &SecondStep, method: &SignInMethod) -> bool {
    methods(ctx, &step.attempt.method, &step.factors).contains(method)
}

/// The sign-in of this browser that waits, if there is one.
pub(crate) async fn waiting(ctx: &RequestCtx) -> Result<Option<SecondStep>, Problem> {
    let Some(token) = &ctx.state().cookies.sign_in else {
        return Ok(None);
    };
    let accounts = &ctx.stores().accounts;
    let Some(attempt) = accounts.find_sign_in(&token.hash(), ctx.now()).await? else {
        return Ok(None);
    };
    let Some(account) = accounts.find_account(&attempt.account).await? else {
        return Ok(None);
    };
    let factors = accounts.find_second_factors(&account.id).await?;
    Ok(Some(SecondStep {
        attempt,
        account,
        factors,
        trust: false,
    }))
}

/// Counts a try, before the second factor is compared, and returns how many are left. The limits of the
/// account are counted first, so that a try that is not compared is not lost.
///
/// # Errors
///
/// [`Refusal::TooMany`](crate::Refusal::TooMany); or that the sign-in no longer waits.
pub(crate) async fn count_try(ctx: &RequestCtx, step: &SecondStep) -> Result<u32, Problem> {
    limits::count(ctx, &step.account).await?;
    let accounts = &ctx.stores().accounts;
    let counted = accounts
        .try_sign_in(&step.attempt.token, ctx.now())
        .await?
        .ok_or_else(|| over(ctx))?;
    Ok(counted.tries_left)
}

/// Counts a guess at a second factor by somebody who is signed in, before it is compared.
///
/// # Errors
///
/// [`Refusal::TooMany`](crate::Refusal::TooMany) with the time to wait.
pub(crate) async fn count_guess(ctx: &UserCtx) -> Result<(), Problem> {
    limits::count(ctx, &ctx.admission().account).await
}

/// Records a second factor that was refused.
pub(crate) async fn record_refused(ctx: &RequestCtx, account: &Account, method: &SignInMethod) {
    if let Some(email) = account.email.as_ref().map(Email::key) {
        refused_proof::record(ctx, email, Some(&account.id), method).await;
    }
}

/// Resets the counters of guesses, after a right one.
pub(crate) async fn forget_guesses(ctx: &RequestCtx, account: &Account) {
    limits::forget(ctx, account).await;
}

/// The second factors of an account.
pub(crate) async fn of_account(
    ctx: &RequestCtx,
    account: &AccountId,
) -> Result<SecondFactors, Problem> {
    let accounts = &ctx.stores().accounts;
    Ok(accounts.find_second_factors(account).await?)
}

/// Opens the session of a sign-in that waited, with both proofs, and has the browser trusted if that was
/// chosen. `also` goes along with the write. `None`
/// if the sign-in no longer waits, or the factor was used at the same moment.
pub(crate) async fn complete(
    ctx: &RequestCtx,
    step: &SecondStep,
    method: &SignInMethod,
    factor: UsedFactor,
    also: Option<Change>,
) -> Result<Option<Answer<SignedIn>>, Problem> {
    let attempt = &step.attempt;
    let prepared = PreparedSession::completing(ctx, attempt, method)?;
    let new_event = prepared
        .happened(events::SESSION_OPENED)
        .detail("method", attempt.method.as_str())
        .detail("second", method.as_str());
    let change = ctx.change_by(Actor::Account(attempt.account.clone()), new_event)?;
    let change = match also {
        Some(also) => change.and(also),
        None => change,
    };
    let trust_until = trust::until(ctx).filter(|_| step.trust);
    let change = match trust_until {
        Some(until) => {
            let told = trust::told(ctx, &step.account, prepared.id(), until).await?;
            change.and(told)
        }
        None => change,
    };
    let open_session = OpenSession {
        session: prepared.session(),
        epoch: attempt.epoch,
        redeem: Some(Redeem::Factor(factor)),
        replaces: ctx.user().map(|own| own.session.id.clone()),
        device: prepared.device(ctx),
        attempt: Some(attempt.token),
        trusted: None,
        trust_until,
    };
    let accounts = &ctx.stores().accounts;
    if accounts.open_session(open_session, change).await? != OpenOutcome::Opened {
        return Ok(None);
    }
    forget_guesses(ctx, &step.account).await;
    let next = next(ctx, &attempt.return_to);
    let answer = prepared.opened(ctx).answer(next);
    Ok(Some(answer.cookies([SetCookie::no_sign_in()])))
}

/// Binds the sealed secret of an authenticator to its row.
pub(crate) fn associated_data(id: &AuthenticatorId) -> SealContext<'_> {
    SealContext {
        column: "accounts.authenticators.sealed",
        row: id.as_str(),
    }
}

/// Ends the sign-in of this browser that waits, if there is one.
pub(crate) async fn leave(ctx: &RequestCtx) -> Result<(), Problem> {
    if let Some(token) = &ctx.state().cookies.sign_in {
        let accounts = &ctx.stores().accounts;
        accounts.end_sign_in(&token.hash()).await?;
    }
    Ok(())
}
