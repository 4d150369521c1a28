//! Opening sessions, and renewing them, for whoever proved who they are, in whatever way.

use std::time::Duration;

use super::model::SignedIn;
use crate::cookies::{SessionCookie, SetCookie};
use crate::crypto::{EntropyError, Token};
use crate::ctx::Visit;
use crate::events::Happening;
use crate::id::{AccountId, SessionId};
use crate::problem::Problem;
use crate::stores::{
    Epoch, Impersonation, Method, NewSession, OpenSession, OpenedSession, Redeem, RememberDevice,
    RenewSession, Session,
};

/// How long a browser stays known to an account it signed in to: the longest a cookie may live.
const DEVICE_LASTS: Duration = Duration::from_secs(400 * 24 * 60 * 60);

/// What a sign-in comes to.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// A session is open.
    SignedIn(SignedIn),
    /// It is not, and why is not said: the address, the password, or the account.
    Refused,
}

/// What somebody proved.
#[derive(Debug, Clone)]
pub(crate) struct Proof {
    /// Whose session it opens.
    pub(crate) account: AccountId,
    /// The epoch the account was at.
    pub(crate) epoch: Epoch,
    /// How.
    pub(crate) method: Method,
    /// What the session spends.
    pub(crate) redeem: Option<Redeem>,
    /// Who acts in the account's place, if it is not its owner.
    pub(crate) impersonation: Option<Impersonation>,
}

/// Opens a session for whoever gave the proof, or renews the one they have: either way with a new
/// token, so that a planted cookie is worth nothing.
pub(crate) async fn open(visit: &Visit, proof: Proof, keep: bool) -> Result<Outcome, Problem> {
    if let Some(own) = renewable(visit, &proof) {
        return renew(visit, own, proof, keep).await;
    }
    let minted = Minted::now(visit, &proof)?;
    let session = session(visit, &proof, keep, None)?;
    let change = visit.change_by(session.actor(), happened("session.opened", &session))?;
    let opening = OpenSession {
        session: minted.session(&session),
        epoch: proof.epoch,
        redeem: proof.redeem,
        replaces: visit.user().map(|own| own.session.id.clone()),
        device: minted.remember(visit),
    };
    let accounts = &visit.stores().accounts;
    let opened = accounts.open_session(opening, change).await?;
    Ok(minted.outcome(visit, session, opened))
}

/// Renews the session in use, whose owner gave the proof. The token it came with is redeemed by
/// that, so of many attempts at once one succeeds.
pub(crate) async fn renew(
    visit: &Visit,
    own: &Session,
    proof: Proof,
    keep: bool,
) -> Result<Outcome, Problem> {
    let Some(cookie) = visit.session_cookie() else {
        return Ok(Outcome::Refused);
    };
    let minted = Minted::now(visit, &proof)?;
    let session = session(visit, &proof, keep, Some(own))?;
    let change = visit.change_by(session.actor(), happened("session.renewed", &session))?;
    let renewal = RenewSession {
        session: minted.session(&session),
        old_token: cookie.token.hash(),
        epoch: proof.epoch,
        redeem: proof.redeem,
        device: minted.remember(visit),
    };
    let accounts = &visit.stores().accounts;
    let renewed = accounts.renew_session(renewal, change).await?;
    Ok(minted.outcome(visit, session, renewed))
}

/// The session that is renewed instead of opening another: the account's own in this browser. A
/// link opens a new one, and one in which somebody acts in the person's place ends as it was.
fn renewable<'a>(visit: &'a Visit, proof: &Proof) -> Option<&'a Session> {
    let session = &visit.user()?.session;
    let own = session.account == proof.account && session.impersonation.is_none();
    (own && proof.redeem.is_none()).then_some(session)
}

/// What the browser will be known by.
struct Minted {
    token: Token,
    /// None for whoever acts in somebody's place: their browser is not the person's.
    device: Option<Token>,
}

impl Minted {
    fn now(visit: &Visit, proof: &Proof) -> Result<Self, EntropyError> {
        let known = visit.state().cookies.device.clone();
        let device = match proof.impersonation {
            Some(_) => None,
            None => Some(known.map_or_else(Token::mint, Ok)?),
        };
        Ok(Self {
            token: Token::mint()?,
            device,
        })
    }

    fn session(&self, session: &Session) -> NewSession {
        NewSession {
            session: session.clone(),
            token: self.token.hash(),
        }
    }

    fn remember(&self, visit: &Visit) -> Option<RememberDevice> {
        self.device.as_ref().map(|device| RememberDevice {
            token: device.hash(),
            expires_at: visit.now().plus(DEVICE_LASTS),
        })
    }

    fn outcome(self, visit: &Visit, session: Session, opened: OpenedSession) -> Outcome {
        if opened == OpenedSession::Refused {
            return Outcome::Refused;
        }
        let lasts = session.kept.then(|| session.expires_at.since(visit.now()));
        let cookie = SessionCookie::new(visit.widgets().keys(), &session, self.token);
        let mut cookies = vec![SetCookie::session(&cookie, lasts)];
        let device = self.device.as_ref();
        cookies.extend(device.map(|device| SetCookie::device(device, DEVICE_LASTS)));
        Outcome::SignedIn(SignedIn {
            account: session.account,
            session: session.id,
            method: session.method,
            cookies,
            cookie,
        })
    }
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
