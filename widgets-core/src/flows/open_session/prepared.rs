//! A session that is about to be written, and what the browser gets after the write.

use std::time::Duration;

use super::{ProvedAccount, SignedIn, Tried};
use crate::context::RequestCtx;
use crate::context::events::{EventKind, NewEvent};
use crate::context::problem::Problem;
use crate::crypto::{EntropyError, Token};
use crate::http::cookies::{SessionCookie, SetCookie};
use crate::http::user_agent::UserAgent;
use crate::stores::{
    Device, Impersonation, NewSession, OpenOutcome, Proof, Proofs, RememberDevice, Session,
    SignInAttempt, SignInMethod,
};
use crate::types::{AccountId, DeviceId, SessionId, Timestamp};

/// How long an account knows a browser: the maximum lifetime of a cookie.
const DEVICE_LASTS: Duration = Duration::from_secs(400 * 24 * 60 * 60);

/// The id of this browser, replaced whenever somebody signs in or out, so that whoever knew the one before
/// cannot go on with what the browser does now. `None` without random bytes: the one before stays.
pub(crate) fn new_browser_id() -> Option<SetCookie> {
    Some(SetCookie::browser_id(&Token::mint().ok()?))
}

/// What a browser gets in which somebody signs in: another id, and the end of a sign-in that waits in it
/// for a second factor, which somebody else may have planted.
pub(super) fn new_browser(ctx: &RequestCtx) -> impl Iterator<Item = SetCookie> {
    let waits = ctx.state().cookies.sign_in.is_some();
    let ended = waits.then(SetCookie::no_sign_in);
    new_browser_id().into_iter().chain(ended)
}

/// A new token by which accounts know this browser. It replaces the one that the browser had, which
/// somebody else may have planted in it.
pub(crate) struct DeviceToken {
    /// Names the browser if it is new to the account.
    id: DeviceId,
    token: Token,
}

impl DeviceToken {
    pub(crate) fn mint(now: Timestamp) -> Result<Self, EntropyError> {
        let (id, token) = (DeviceId::mint(now)?, Token::mint()?);
        Ok(Self { id, token })
    }

    /// The browser to store as known.
    pub(crate) fn to_remember(&self, ctx: &RequestCtx) -> RememberDevice {
        let agent = UserAgent::parse(&ctx.client().user_agent);
        let device = Device::new(self.id.clone(), self.token.hash(), ctx.now())
            .expires_at(ctx.now().plus(DEVICE_LASTS))
            .browser(agent.browser.unwrap_or_default().into_owned())
            .system(agent.system.unwrap_or_default().into_owned())
            .handheld(agent.handheld);
        RememberDevice {
            device,
            replaces: ctx.state().cookies.device.as_ref().map(Token::hash),
        }
    }

    pub(crate) fn cookie(&self) -> SetCookie {
        SetCookie::device(&self.token, DEVICE_LASTS)
    }
}

/// A session ready to be written, with its token and the browser's device token.
pub(crate) struct PreparedSession {
    pub(super) session: Session,
    /// The method of the proof that was just given.
    method: SignInMethod,
    token: Token,
    /// `None` for impersonations: the browser is not the user's.
    device: Option<DeviceToken>,
    /// Whether the browser gets another id: it signs in, and did not only step up.
    new_browser_id: bool,
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
        Ok(Self {
            session,
            method: method.clone(),
            token: Token::mint()?,
            device: Some(DeviceToken::mint(now)?),
            new_browser_id: true,
        })
    }

    pub(super) fn of(
        ctx: &RequestCtx,
        proved: &ProvedAccount,
        keep: bool,
    ) -> Result<Self, Problem> {
        let prepared = Self::new(ctx, &proved.account, &proved.method, keep)?;
        Ok(match &proved.impersonation {
            Some(impersonation) => prepared.in_the_place(impersonation),
            None => prepared,
        })
    }

    /// A new session of a sign-in that waited for a second factor, with both proofs.
    pub(crate) fn completing(
        ctx: &RequestCtx,
        attempt: &SignInAttempt,
        second: &SignInMethod,
    ) -> Result<Self, Problem> {
        let mut prepared = Self::new(ctx, &attempt.account, second, attempt.keep)?;
        let first = Proof::new(attempt.method.clone(), attempt.began_at);
        let second = Proof::new(second.clone(), ctx.now());
        prepared.session.proofs = Proofs::one(first).with(second);
        Ok(prepared)
    }

    /// A trusted browser stands in for the second factor.
    pub(super) fn in_trusted_browser(mut self) -> Self {
        let now = self.session.authenticated_at;
        let trust = Proof::new(SignInMethod::TRUSTED_BROWSER, now);
        self.session.proofs = self.session.proofs.with(trust);
        self
    }

    pub(crate) const fn id(&self) -> &SessionId {
        &self.session.id
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
    pub(super) fn renewing(mut self, own: &Session, token: Token) -> Self {
        self.token = token;
        self.session.id = own.id.clone();
        self.session.created_at = own.created_at;
        let proof = Proof::new(self.method.clone(), self.session.authenticated_at);
        self.session.proofs = own.proofs.clone().with(proof);
        self.new_browser_id = false;
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
        self.device.as_ref().map(|device| device.to_remember(ctx))
    }

    pub(super) fn outcome(self, ctx: &RequestCtx, opened: OpenOutcome) -> Tried {
        match opened {
            OpenOutcome::Opened => Tried::Opened(self.opened(ctx)),
            OpenOutcome::Refused => Tried::Refused,
            OpenOutcome::SecondFactorRequired => Tried::SecondFactorRequired,
        }
    }

    /// The cookies and data to send after the write.
    pub(crate) fn opened(self, ctx: &RequestCtx) -> SignedIn {
        let session = self.session;
        let cookie = SessionCookie::new(ctx.app().keys(), &session, self.token);
        let mut cookies = vec![cookie.to_set(&session, ctx.now())];
        let device = self.device.as_ref();
        cookies.extend(device.map(DeviceToken::cookie));
        if self.new_browser_id {
            cookies.extend(new_browser(ctx));
        }
        SignedIn {
            account: session.account,
            session: session.id,
            method: self.method,
            task: None,
            cookies,
            cookie,
        }
    }
}
