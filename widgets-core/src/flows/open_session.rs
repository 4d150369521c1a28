//! Opens and renews sessions after any proof of identity.

use std::time::Duration;

use schemars::JsonSchema;
use serde::Serialize;

use crate::context::RequestCtx;
use crate::context::answer::{Answer, Next};
use crate::context::events::{self, EventKind, NewEvent};
use crate::context::notice::NoticeKind;
use crate::context::problem::Problem;
use crate::crypto::Token;
use crate::http::cookies::{SessionCookie, SetCookie};
use crate::stores::{
    Epoch, Impersonation, NewSession, OpenOutcome, OpenSession, Proof, Proofs, Redeem,
    RememberDevice, RenewSession, Session, SignInMethod,
};
use crate::types::id::{AccountId, SessionId};

/// The user signed out, or ended the current session.
pub const SIGNED_OUT: NoticeKind = NoticeKind::new("sign_in.signed_out", |messages| {
    messages.words().sign_out_done().to_owned()
});

/// How long an account knows a browser: the maximum lifetime of a cookie.
const DEVICE_LASTS: Duration = Duration::from_secs(400 * 24 * 60 * 60);

/// A form that signs in was asked for by somebody who is signed in.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct AlreadySignedIn {
    pub(crate) signed_in: bool,
}

/// An opened session: cookies for the browser, data for JSON clients.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct SignedIn {
    pub(crate) account: AccountId,
    pub(crate) session: SessionId,
    /// Cookies to set.
    #[serde(skip)]
    pub(crate) cookies: Vec<SetCookie>,
    /// The session cookie, for the rest of this request.
    #[serde(skip)]
    pub(crate) cookie: SessionCookie,
    /// How the user was authenticated.
    #[serde(skip)]
    pub(crate) method: SignInMethod,
}

impl SignedIn {
    /// Sets the cookies and leads on.
    pub(crate) fn answer(mut self, next: Next) -> Answer<Self> {
        let cookies = std::mem::take(&mut self.cookies);
        Answer::done(self, next).cookies(cookies)
    }
}

/// The page that the form is to return to, or the entry page.
pub(crate) fn next(ctx: &RequestCtx, return_to: &str) -> Next {
    ctx.return_path(return_to)
        .map_or_else(|| Next::from("/"), Next::Return)
}

/// A proof of identity, for one account.
#[derive(Debug, Clone)]
pub(crate) struct ProvedAccount {
    /// The account it authenticates.
    pub(crate) account: AccountId,
    /// The account's epoch when it was proved.
    pub(crate) epoch: Epoch,
    /// The method.
    pub(crate) method: SignInMethod,
    /// A one-time token to redeem in the same write.
    pub(crate) redeem: Option<Redeem>,
    /// The staff member, if this is an impersonation.
    pub(crate) impersonation: Option<Impersonation>,
}

/// Opens a session for a proof of identity, or renews the current one. Both issue a new token,
/// against session fixation. `None` does not say whether address, proof or account was refused.
pub(crate) async fn open(
    ctx: &RequestCtx,
    proved: ProvedAccount,
    keep: bool,
) -> Result<Option<SignedIn>, Problem> {
    if let Some(own) = renewable(ctx, &proved) {
        return renew(ctx, own, proved, keep).await;
    }
    let prepared = PreparedSession::of(ctx, &proved, keep)?;
    let new_event = prepared.happened(events::SESSION_OPENED);
    let change = ctx.change_by(prepared.session.actor(), new_event)?;
    let open_session = OpenSession {
        session: prepared.session(),
        epoch: proved.epoch,
        redeem: proved.redeem,
        replaces: ctx.user().map(|own| own.session.id.clone()),
        device: prepared.device(ctx),
    };
    let accounts = &ctx.stores().accounts;
    let opened = accounts.open_session(open_session, change).await?;
    Ok(prepared.outcome(ctx, opened))
}

/// Renews the current session. This redeems its old token, so only one of several concurrent
/// attempts succeeds.
pub(crate) async fn renew(
    ctx: &RequestCtx,
    own: &Session,
    proved: ProvedAccount,
    keep: bool,
) -> Result<Option<SignedIn>, Problem> {
    let Some(cookie) = ctx.session_cookie() else {
        return Ok(None);
    };
    let prepared = PreparedSession::of(ctx, &proved, keep)?.renewing(own);
    let new_event = prepared.happened(events::SESSION_RENEWED);
    let change = ctx.change_by(prepared.session.actor(), new_event)?;
    let renewal = RenewSession {
        session: prepared.session(),
        old_token: cookie.token.hash(),
        epoch: proved.epoch,
        redeem: proved.redeem,
        device: prepared.device(ctx),
    };
    let accounts = &ctx.stores().accounts;
    let renewed = accounts.renew_session(renewal, change).await?;
    Ok(prepared.outcome(ctx, renewed))
}

/// The session to renew instead of opening another: the current one, if it is of the same account.
/// A link always opens a new session, and an impersonation is never renewed.
fn renewable<'a>(ctx: &'a RequestCtx, proved: &ProvedAccount) -> Option<&'a Session> {
    let session = &ctx.user()?.session;
    let own = session.account == proved.account && session.impersonation.is_none();
    (own && proved.redeem.is_none()).then_some(session)
}

/// A session ready to be written, with its token and the browser's device token.
pub(crate) struct PreparedSession {
    session: Session,
    /// The method of the proof that was just given.
    method: SignInMethod,
    token: Token,
    /// `None` for impersonations: the browser is not the user's.
    device: Option<Token>,
}

impl PreparedSession {
    /// A new session of the account in this browser.
    pub(crate) fn new(
        ctx: &RequestCtx,
        account: &AccountId,
        method: &SignInMethod,
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
            proofs: Proofs::one(Proof::new(method.clone(), now)),
            address: ctx.client().address_text(),
            user_agent: ctx.client().user_agent.clone(),
            impersonation: None,
        };
        let known = ctx.state().cookies.device.clone();
        Ok(Self {
            session,
            method: method.clone(),
            token: Token::mint()?,
            device: Some(known.map_or_else(Token::mint, Ok)?),
        })
    }

    fn of(ctx: &RequestCtx, proved: &ProvedAccount, keep: bool) -> Result<Self, Problem> {
        let prepared = Self::new(ctx, &proved.account, &proved.method, keep)?;
        Ok(match &proved.impersonation {
            Some(impersonation) => prepared.in_the_place(impersonation),
            None => prepared,
        })
    }

    /// Turns it into an impersonation, which shortens its lifetime.
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

    /// A renewed session keeps its id, its creation time and the proofs given in it before.
    fn renewing(mut self, own: &Session) -> Self {
        self.session.id = own.id.clone();
        self.session.created_at = own.created_at;
        let proof = Proof::new(self.method.clone(), self.session.authenticated_at);
        self.session.proofs = own.proofs.clone().with(proof);
        self
    }

    /// The audit event.
    pub(crate) fn happened(&self, kind: EventKind) -> NewEvent {
        let session = &self.session;
        let new_event = NewEvent::new(kind)
            .account(&session.account)
            .detail("session", &session.id)
            .detail("method", self.method.as_str());
        match &session.impersonation {
            Some(impersonation) => new_event.impersonation(impersonation),
            None => new_event,
        }
    }

    /// The session to store.
    pub(crate) fn session(&self) -> NewSession {
        NewSession {
            session: self.session.clone(),
            token: self.token.hash(),
        }
    }

    /// The browser to store as known to the account.
    pub(crate) fn device(&self, ctx: &RequestCtx) -> Option<RememberDevice> {
        self.device.as_ref().map(|device| RememberDevice {
            token: device.hash(),
            expires_at: ctx.now().plus(DEVICE_LASTS),
        })
    }

    fn outcome(self, ctx: &RequestCtx, opened: OpenOutcome) -> Option<SignedIn> {
        (opened == OpenOutcome::Opened).then(|| self.opened(ctx))
    }

    /// The cookies and data to send after the write.
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
            method: self.method,
            cookies,
            cookie,
        }
    }
}
