//! Opening sessions, and renewing them, for whoever proved who they are, in whatever way.

use std::time::Duration;

use serde::Serialize;

use crate::context::RequestCtx;
use crate::context::events::{self, EventKind, NewEvent};
use crate::context::notice::NoticeKind;
use crate::context::problem::Problem;
use crate::crypto::Token;
use crate::http::cookies::{SessionCookie, SetCookie};
use crate::stores::{
    Epoch, Impersonation, NewSession, OpenOutcome, OpenSession, Redeem, RememberDevice,
    RenewSession, Session, SignInMethod,
};
use crate::types::id::{AccountId, SessionId};

/// Somebody signed out, or ended the session they were using.
pub const SIGNED_OUT: NoticeKind = NoticeKind::new("sign_in.signed_out", |messages| {
    messages.words().sign_out_done()
});

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

/// Somebody is signed in: what the browser is told, and what a program reads.
#[derive(Debug, Serialize)]
pub(crate) struct SignedIn {
    pub(crate) account: AccountId,
    pub(crate) session: SessionId,
    /// What the browser is given to keep.
    #[serde(skip)]
    pub(crate) cookies: Vec<SetCookie>,
    /// The session as the browser will claim it, for what is left of this request.
    #[serde(skip)]
    pub(crate) cookie: SessionCookie,
    /// How the person proved who they are.
    #[serde(skip)]
    pub(crate) method: SignInMethod,
}

/// What somebody proved.
#[derive(Debug, Clone)]
pub(crate) struct Proof {
    /// Whose session it opens.
    pub(crate) account: AccountId,
    /// The epoch the account was at.
    pub(crate) epoch: Epoch,
    /// How.
    pub(crate) method: SignInMethod,
    /// What the session spends.
    pub(crate) redeem: Option<Redeem>,
    /// Who acts in the account's place, if it is not its owner.
    pub(crate) impersonation: Option<Impersonation>,
}

/// Opens a session for whoever gave the proof, or renews the one they have: either way with a new
/// token, so that a planted cookie is worth nothing.
pub(crate) async fn open(ctx: &RequestCtx, proof: Proof, keep: bool) -> Result<Outcome, Problem> {
    if let Some(own) = renewable(ctx, &proof) {
        return renew(ctx, own, proof, keep).await;
    }
    let prepared = PreparedSession::of(ctx, &proof, keep)?;
    let new_event = prepared.happened(events::SESSION_OPENED);
    let change = ctx.change_by(prepared.session.actor(), new_event)?;
    let open_session = OpenSession {
        session: prepared.session(),
        epoch: proof.epoch,
        redeem: proof.redeem,
        replaces: ctx.user().map(|own| own.session.id.clone()),
        device: prepared.device(ctx),
    };
    let accounts = &ctx.stores().accounts;
    let opened = accounts.open_session(open_session, change).await?;
    Ok(prepared.outcome(ctx, opened))
}

/// Renews the session in use, whose owner gave the proof. The token it came with is redeemed by
/// that, so of many attempts at once one succeeds.
pub(crate) async fn renew(
    ctx: &RequestCtx,
    own: &Session,
    proof: Proof,
    keep: bool,
) -> Result<Outcome, Problem> {
    let Some(cookie) = ctx.session_cookie() else {
        return Ok(Outcome::Refused);
    };
    let prepared = PreparedSession::of(ctx, &proof, keep)?.renewing(own);
    let new_event = prepared.happened(events::SESSION_RENEWED);
    let change = ctx.change_by(prepared.session.actor(), new_event)?;
    let renewal = RenewSession {
        session: prepared.session(),
        old_token: cookie.token.hash(),
        epoch: proof.epoch,
        redeem: proof.redeem,
        device: prepared.device(ctx),
    };
    let accounts = &ctx.stores().accounts;
    let renewed = accounts.renew_session(renewal, change).await?;
    Ok(prepared.outcome(ctx, renewed))
}

/// The session that is renewed instead of opening another: the account's own in this browser. A
/// link opens a new one, and one in which somebody acts in the person's place ends as it was.
fn renewable<'a>(ctx: &'a RequestCtx, proof: &Proof) -> Option<&'a Session> {
    let session = &ctx.user()?.session;
    let own = session.account == proof.account && session.impersonation.is_none();
    (own && proof.redeem.is_none()).then_some(session)
}

/// A session as it will be once a write has opened it, and what the browser will be known by.
pub(crate) struct PreparedSession {
    session: Session,
    token: Token,
    /// None for whoever acts in somebody's place: their browser is not the person's.
    device: Option<Token>,
}

impl PreparedSession {
    /// A new session of that account, for this browser.
    pub(crate) fn new(
        ctx: &RequestCtx,
        account: &AccountId,
        method: SignInMethod,
        keep: bool,
    ) -> Result<Self, Problem> {
        let now = ctx.now();
        let policy = ctx.app().session_policy();
        let expires_at = policy.expires_at(keep, now);
        let session = Session {
            id: SessionId::mint(now)?,
            account: account.clone(),
            created_at: now,
            authenticated_at: now,
            last_used_at: now,
            idle_until: policy.idle_until(keep, now).min(expires_at),
            expires_at,
            persistent: keep,
            method,
            address: ctx.client().address_text(),
            user_agent: ctx.client().user_agent.clone(),
            impersonation: None,
        };
        let known = ctx.state().cookies.device.clone();
        Ok(Self {
            session,
            token: Token::mint()?,
            device: Some(known.map_or_else(Token::mint, Ok)?),
        })
    }

    fn of(ctx: &RequestCtx, proof: &Proof, keep: bool) -> Result<Self, Problem> {
        let prepared = Self::new(ctx, &proof.account, proof.method, keep)?;
        Ok(match &proof.impersonation {
            Some(impersonation) => prepared.in_the_place(impersonation),
            None => prepared,
        })
    }

    /// Somebody acts in it in the account's place, for so long at the most.
    fn in_the_place(self, impersonation: &Impersonation) -> Self {
        let until = impersonation.until;
        let session = Session {
            idle_until: self.session.idle_until.min(until),
            expires_at: self.session.expires_at.min(until),
            impersonation: Some(impersonation.clone()),
            ..self.session
        };
        Self {
            session,
            device: None,
            ..self
        }
    }

    /// A renewed session keeps its id and the day it began.
    fn renewing(mut self, own: &Session) -> Self {
        self.session.id = own.id.clone();
        self.session.created_at = own.created_at;
        self
    }

    /// What the trail says of it.
    pub(crate) fn happened(&self, kind: EventKind) -> NewEvent {
        let session = &self.session;
        let new_event = NewEvent::new(kind)
            .account(&session.account)
            .detail("session", &session.id)
            .detail("method", session.method.key());
        match &session.impersonation {
            Some(impersonation) => new_event.impersonation(impersonation),
            None => new_event,
        }
    }

    /// What is kept of it.
    pub(crate) fn session(&self) -> NewSession {
        NewSession {
            session: self.session.clone(),
            token: self.token.hash(),
        }
    }

    /// The browser to remember for the account.
    pub(crate) fn device(&self, ctx: &RequestCtx) -> Option<RememberDevice> {
        self.device.as_ref().map(|device| RememberDevice {
            token: device.hash(),
            expires_at: ctx.now().plus(DEVICE_LASTS),
        })
    }

    fn outcome(self, ctx: &RequestCtx, opened: OpenOutcome) -> Outcome {
        match opened {
            OpenOutcome::Refused => Outcome::Refused,
            OpenOutcome::Opened => Outcome::SignedIn(self.opened(ctx)),
        }
    }

    /// What the browser is told, once the write took place.
    pub(crate) fn opened(self, ctx: &RequestCtx) -> SignedIn {
        let session = self.session;
        let lasts = session
            .persistent
            .then(|| session.expires_at.since(ctx.now()));
        let cookie = SessionCookie::new(ctx.app().keys(), &session, self.token);
        let mut cookies = vec![SetCookie::session(&cookie, lasts)];
        let device = self.device.as_ref();
        cookies.extend(device.map(|device| SetCookie::device(device, DEVICE_LASTS)));
        SignedIn {
            account: session.account,
            session: session.id,
            method: session.method,
            cookies,
            cookie,
        }
    }
}
