//! The logic of signing in and out; knows neither HTML nor JSON. What it asks of storage is
//! [`CredentialStore`](crate::stores::CredentialStore), the limits, and ending sessions.

use std::sync::Arc;
use std::time::Duration;

use super::limits;
use super::model::{
    EmailAndPassword, LinkState, OneTimeLink, ProvedMailbox, SignOut, SignedIn, Staff,
};
use crate::cookies::{SessionCookie, SetCookie};
use crate::crypto::{PasswordHash, Token, Verification};
use crate::ctx::{UserCtx, Visit};
use crate::events::Happening;
use crate::id::{AccountId, ChallengeId, SessionId};
use crate::problem::Problem;
use crate::stores::{
    AccountStatus, Credentials, Epoch, Impersonation, Method, NewSession, OpenSession,
    OpenedSession, Redeem, RememberDevice, RenewSession, Session,
};

/// How long a browser stays known to an account it signed in to: the longest a cookie may live.
const DEVICE_LASTS: Duration = Duration::from_secs(400 * 24 * 60 * 60);

/// What a sign-in comes to.
#[derive(Debug)]
pub(super) enum Outcome {
    /// A session is open.
    SignedIn(SignedIn),
    /// It is not, and why is not said: the address, the password, or the account.
    Refused,
}

/// Signs in with a password. Every address costs the same: one query, one step of the limits, one
/// hash.
pub(super) async fn with_password(
    visit: Visit,
    input: Arc<EmailAndPassword>,
) -> Result<Outcome, Problem> {
    let device = visit.state().cookies.device.as_ref().map(Token::hash);
    let key = input.email().key();
    let accounts = &visit.stores().accounts;
    let credentials = accounts
        .credentials(key, device.as_ref(), visit.now())
        .await?;
    let attempts = limits::attempts(&visit, key, credentials.as_ref());
    visit.take(&attempts).await?;

    let usable = credentials
        .as_ref()
        .filter(|own| own.status == AccountStatus::Active && own.verified);
    let stored = usable.and_then(|own| own.password.as_ref());
    let hashes = visit.widgets().password_hashes();
    let verdict = hashes.verify(input.password(), stored).await?;
    let (Some(credentials), Some(stored)) = (usable, stored) else {
        return Ok(Outcome::Refused);
    };
    if verdict == Verification::Wrong {
        return Ok(Outcome::Refused);
    }

    let proof = Proof {
        account: credentials.account.clone(),
        epoch: credentials.epoch,
        method: Method::Password,
        redeem: None,
        impersonation: None,
    };
    let outcome = open(&visit, proof, input.keep()).await?;
    if let Outcome::SignedIn(_) = &outcome {
        let keys: Vec<_> = attempts.into_iter().map(|taking| taking.key).collect();
        visit.stores().limits.clear(&keys).await?;
        if verdict == Verification::RightButWeak {
            strengthen(&visit, credentials, stored, &input).await;
        }
    }
    Ok(outcome)
}

/// Hashes a password again whose hash has become too weak. The person is signed in either way.
async fn strengthen(
    visit: &Visit,
    credentials: &Credentials,
    old: &PasswordHash,
    input: &EmailAndPassword,
) {
    let attempt = async {
        let new = visit
            .widgets()
            .password_hashes()
            .strengthen(input.password().clone())
            .await?;
        let accounts = &visit.stores().accounts;
        Ok::<_, Problem>(
            accounts
                .replace_password_hash(&credentials.account, old, &new)
                .await?,
        )
    };
    if let Err(problem) = attempt.await {
        tracing::warn!(request = %visit.request_id(), ?problem, "a weak hash was not replaced");
    }
}

/// What opening a link would do now. Looking does not spend it.
pub(super) async fn look_at_link(visit: &Visit, link: &OneTimeLink) -> Result<LinkState, Problem> {
    let accounts = &visit.stores().accounts;
    let found = accounts
        .find_link(&link.token().hash(), visit.now())
        .await?;
    let Some(link) = found else {
        return Ok(LinkState::default());
    };
    let account = match &link.impersonation {
        Some(_) => accounts.find_account(&link.account).await?,
        None => None,
    };
    Ok(LinkState {
        works: true,
        impersonates: account.zip(link.impersonation).map(|(account, by)| Staff {
            email: account.email,
            impersonation: by,
        }),
        replaces: visit.user().map(|own| own.account.email.clone()),
    })
}

/// Signs in with a one-time link, which is spent by it.
pub(super) async fn with_link(visit: Visit, input: Arc<OneTimeLink>) -> Result<Outcome, Problem> {
    let hash = input.token().hash();
    let Some(link) = visit
        .stores()
        .accounts
        .find_link(&hash, visit.now())
        .await?
    else {
        return Ok(Outcome::Refused);
    };
    let method = match link.impersonation {
        Some(_) => Method::Impersonation,
        None => Method::Link,
    };
    let proof = Proof {
        account: link.account,
        epoch: link.epoch,
        method,
        redeem: Some(Redeem::Link(hash)),
        impersonation: link.impersonation,
    };
    open(&visit, proof, false).await
}

/// Signs in with a code or link that was sent to the mailbox and is redeemed by it.
pub(super) async fn with_mailbox(
    visit: Visit,
    input: Arc<ProvedMailbox>,
    challenge: ChallengeId,
    epoch: Epoch,
) -> Result<Outcome, Problem> {
    let proof = Proof {
        account: input.account.clone(),
        epoch,
        method: Method::Email,
        redeem: Some(Redeem::Challenge(challenge)),
        impersonation: None,
    };
    open(&visit, proof, input.keep).await
}

/// What somebody proved.
struct Proof {
    account: AccountId,
    epoch: Epoch,
    method: Method,
    redeem: Option<Redeem>,
    /// Who acts in the account's place, if it is not its owner.
    impersonation: Option<Impersonation>,
}

/// Opens a session for whoever gave the proof, or renews the one they have: either way with a new
/// token, so that a planted cookie is worth nothing.
async fn open(visit: &Visit, proof: Proof, keep: bool) -> Result<Outcome, Problem> {
    let token = Token::mint()?;
    let device = device(visit, &proof)?;
    let remember = device.as_ref().map(|device| RememberDevice {
        token: device.hash(),
        expires_at: visit.now().plus(DEVICE_LASTS),
    });
    let renewed = renewable(visit, &proof);
    let session = session(visit, &proof, keep, renewed)?;
    let new = NewSession {
        session: session.clone(),
        token: token.hash(),
    };
    let actor = session.actor();
    let accounts = &visit.stores().accounts;
    let old_token = visit
        .state()
        .cookies
        .session
        .as_ref()
        .map(|own| own.token.hash());

    let opened = match (renewed, old_token) {
        (Some(_), Some(old_token)) => {
            let happening = happened("session.renewed", &session);
            let change = visit.change_by(actor, happening)?;
            let renewal = RenewSession {
                session: new,
                old_token,
                epoch: proof.epoch,
                redeem: None,
                device: remember,
            };
            accounts.renew_session(renewal, change).await?
        }
        _ => {
            let happening = happened("session.opened", &session);
            let change = visit.change_by(actor, happening)?;
            let opening = OpenSession {
                session: new,
                epoch: proof.epoch,
                redeem: proof.redeem,
                replaces: visit.user().map(|own| own.session.id.clone()),
                device: remember,
            };
            accounts.open_session(opening, change).await?
        }
    };
    if opened == OpenedSession::Refused {
        return Ok(Outcome::Refused);
    }
    let lasts = keep.then(|| session.expires_at.since(visit.now()));
    let cookie = SessionCookie {
        id: session.id.clone(),
        token,
    };
    let mut cookies = vec![SetCookie::session(&cookie, lasts)];
    cookies.extend(device.map(|device| SetCookie::device(&device, DEVICE_LASTS)));
    Ok(Outcome::SignedIn(SignedIn {
        account: proof.account,
        session: session.id,
        method: session.method,
        cookies,
    }))
}

/// The token by which the account knows this browser from now on. Whoever acts in somebody's place
/// leaves none: their browser is not the person's.
fn device(visit: &Visit, proof: &Proof) -> Result<Option<Token>, Problem> {
    if proof.impersonation.is_some() {
        return Ok(None);
    }
    let known = visit.state().cookies.device.clone();
    Ok(Some(known.map_or_else(Token::mint, Ok)?))
}

/// The session that is renewed instead of opening another: the account's own in this browser. A
/// link opens a new one, and one in which somebody acts in the person's place ends as it was.
fn renewable<'a>(visit: &'a Visit, proof: &Proof) -> Option<&'a Session> {
    let session = &visit.user()?.session;
    let own = session.account == proof.account && session.impersonation.is_none();
    (own && proof.redeem.is_none()).then_some(session)
}

/// The session as it will be; a renewed one keeps its id and the day it began.
fn session(
    visit: &Visit,
    proof: &Proof,
    keep: bool,
    renewed: Option<&Session>,
) -> Result<Session, Problem> {
    let now = visit.now();
    let policy = visit.widgets().session_policy();
    let id = renewed.map_or_else(|| SessionId::mint(now), |own| Ok(own.id.clone()))?;
    let mut expires_at = policy.expires_at(keep, now);
    if let Some(impersonation) = &proof.impersonation {
        expires_at = expires_at.min(impersonation.until);
    }
    Ok(Session {
        id,
        account: proof.account.clone(),
        created_at: renewed.map_or(now, |own| own.created_at),
        proved_at: now,
        seen_at: now,
        idle_until: policy.idle_until(keep, now).min(expires_at),
        expires_at,
        kept: keep,
        method: proof.method,
        address: visit.client().address_text(),
        user_agent: visit.client().user_agent.clone(),
        impersonation: proof.impersonation.clone(),
    })
}

fn happened(action: &'static str, session: &Session) -> Happening {
    let happening = Happening::new(action)
        .account(&session.account)
        .detail("session", &session.id)
        .detail("method", session.method.key());
    match &session.impersonation {
        Some(impersonation) => happening.impersonation(impersonation),
        None => happening,
    }
}

/// Ends this session, or every session of the account.
pub(super) async fn sign_out(ctx: UserCtx, input: Arc<SignOut>) -> Result<(), Problem> {
    let accounts = &ctx.stores().accounts;
    let account = ctx.account_id();
    let session = &ctx.session().id;
    let happening = |action| {
        Happening::new(action)
            .account(account)
            .detail("session", session)
    };
    if input.everywhere {
        let change = ctx.change(happening("session.all_ended"))?;
        accounts.end_sessions(account, None, change).await?;
    } else {
        let change = ctx.change(happening("session.ended"))?;
        accounts.end_session(account, session, change).await?;
    }
    Ok(())
}
