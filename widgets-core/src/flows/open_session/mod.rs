//! Opens and renews sessions after any proof of identity.

mod prepared;

use schemars::JsonSchema;
use serde::Serialize;

pub(crate) use self::prepared::{DeviceToken, PreparedSession, new_browser_id};
use super::handover::NextToken;
use super::second_factor::{self, Begun, SecondFactorAsked, trust};
use crate::context::RequestCtx;
use crate::context::answer::{Answer, Next};
use crate::context::events::{self, NewEvent};
use crate::context::notice::NoticeKind;
use crate::context::problem::Problem;
use crate::crypto::TokenHash;
use crate::http::cookies::{SessionCookie, SetCookie};
use crate::one_of;
use crate::stores::{
    Change, Epoch, Impersonation, OpenSession, Redeem, RenewSession, Session, SignInMethod,
};
use crate::types::{AccountId, SessionId};

/// The user signed out, or ended the current session.
pub const SIGNED_OUT: NoticeKind = NoticeKind::new("sign_in.signed_out", |messages| {
    messages.words().sign_out_done().to_owned()
});

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
    /// What the user is asked to do before going on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) task: Option<Task>,
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

/// What a user is asked to do between signing in and going on.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Task {
    /// Choose a new password, since this one does not meet the policy.
    NewPassword,
}

impl SignedIn {
    /// Leads to the page of a task, which leads on to where the user wanted to go.
    pub(crate) fn asked(mut self, task: Task, page: &str) -> Answer<Self> {
        self.task = Some(task);
        self.answer(Next::Step(page.to_owned()))
    }

    /// Gives the browser another id.
    fn in_new_browser(mut self) -> Self {
        self.cookies.extend(new_browser_id());
        self
    }

    /// Sets the cookies and leads on.
    pub(crate) fn answer(mut self, next: Next) -> Answer<Self> {
        let cookies = std::mem::take(&mut self.cookies);
        Answer::done(self, next).cookies(cookies)
    }
}

one_of! {
    /// An opened session, or a sign-in that waits for a second factor.
    pub(crate) enum EnteredData { SignedIn, SecondFactorAsked }
}

/// What a first proof of identity came to.
pub(crate) enum Entered {
    /// A session is open; the answer leads there.
    SignedIn(SignedIn, Next),
    /// The sign-in waits for a second factor.
    SecondFactorAsked(Box<SecondFactorAsked>),
}

impl Entered {
    /// Sets the cookies and leads on.
    pub(crate) fn answer(self) -> Answer<EnteredData> {
        match self {
            Self::SignedIn(signed_in, next) => signed_in.answer(next).one_of(),
            Self::SecondFactorAsked(asked) => asked.answer().one_of(),
        }
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

/// What became of the write that opens or renews a session.
pub(crate) enum Tried {
    Opened(SignedIn),
    Refused,
    /// The account has a second factor, which was not given.
    SecondFactorRequired,
}

/// Opens a session for a proof of identity, or renews the current one, or, where the account has a second
/// factor, waits for it. `next` is where the sign-in leads in the end. Sessions get a new token, against
/// session fixation. `None` does not say whether address, proof or account was refused.
///
/// An opened session is observed here, and one that waits where it is completed, so that each counts once.
///
/// This is the one place that decides whether a second factor is asked for, together with the store's
/// write: not where the account trusts the browser.
pub(crate) async fn open(
    ctx: &RequestCtx,
    proved: ProvedAccount,
    keep: bool,
    next: Next,
) -> Result<Option<Entered>, Problem> {
    // The sign-in page offers nothing else; a challenge may be older than the policy.
    if !ctx.app().sign_in_policy().opens(&proved.method) {
        return Ok(None);
    }
    // Once more if the factor was removed between the two writes.
    for _ in 0..2 {
        let mut tried = try_to_open(ctx, &proved, keep).await?;
        if matches!(tried, Tried::SecondFactorRequired) {
            tried = try_trusted(ctx, &proved, keep).await?;
        }
        match tried {
            Tried::Opened(signed_in) => {
                ctx.observe_sign_in(signed_in.method.clone(), Ok(()));
                return Ok(Some(Entered::SignedIn(signed_in, next)));
            }
            Tried::Refused => return Ok(None),
            Tried::SecondFactorRequired => {}
        }
        match second_factor::begin(ctx, &proved, keep, &next).await? {
            Begun::Asked(asked) => return Ok(Some(Entered::SecondFactorAsked(asked))),
            Begun::Refused => return Ok(None),
            Begun::NotRequired => {}
        }
    }
    Err(Problem::unavailable(
        "second factors of the account were changed at the same moment",
    ))
}

async fn try_to_open(
    ctx: &RequestCtx,
    proved: &ProvedAccount,
    keep: bool,
) -> Result<Tried, Problem> {
    if let Some(own) = renewable(ctx, proved) {
        return Ok(match renew(ctx, own, proved.clone(), keep).await? {
            Tried::Opened(signed_in) => Tried::Opened(signed_in.in_new_browser()),
            other => other,
        });
    }
    let prepared = PreparedSession::of(ctx, proved, keep)?;
    let new_event = prepared.happened(events::SESSION_OPENED);
    open_new(ctx, proved, prepared, new_event, None).await
}

/// Opens a session without the second factor if the account trusts this browser, which the store decides in
/// the same write. Whoever is signed in proves who they are again, and is asked for it.
async fn try_trusted(
    ctx: &RequestCtx,
    proved: &ProvedAccount,
    keep: bool,
) -> Result<Tried, Problem> {
    let trusted = trust::presented(ctx).filter(|_| renewable(ctx, proved).is_none());
    let Some(trusted) = trusted else {
        return Ok(Tried::SecondFactorRequired);
    };
    let prepared = PreparedSession::of(ctx, proved, keep)?.in_trusted_browser();
    let method = SignInMethod::TRUSTED_BROWSER;
    let new_event = prepared.happened(events::SESSION_OPENED);
    let new_event = new_event.detail("second", method.as_str());
    open_new(ctx, proved, prepared, new_event, Some(trusted)).await
}

async fn open_new(
    ctx: &RequestCtx,
    proved: &ProvedAccount,
    prepared: PreparedSession,
    new_event: NewEvent,
    trusted: Option<TokenHash>,
) -> Result<Tried, Problem> {
    let change = ctx.change_by(prepared.session.actor(), new_event)?;
    let open_session = OpenSession {
        session: prepared.session(),
        epoch: proved.epoch,
        redeem: proved.redeem.clone(),
        replaces: ctx.user().map(|own| own.session.id.clone()),
        device: prepared.device(ctx),
        attempt: None,
        trusted,
        trust_until: None,
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
) -> Result<Tried, Problem> {
    renew_with(ctx, own, proved, keep, None).await
}

/// The same, with what goes along with the write.
pub(crate) async fn renew_with(
    ctx: &RequestCtx,
    own: &Session,
    proved: ProvedAccount,
    keep: bool,
    also: Option<Change>,
) -> Result<Tried, Problem> {
    let Some(cookie) = ctx.session_cookie() else {
        return Ok(Tried::Refused);
    };
    let NextToken { token, handover } = NextToken::of(ctx)?;
    let prepared = PreparedSession::of(ctx, &proved, keep)?.renewing(own, token);
    let new_event = prepared.happened(events::SESSION_RENEWED);
    let change = ctx.change_by(prepared.session.actor(), new_event)?;
    let change = match also {
        Some(also) => change.and(also),
        None => change,
    };
    let renewal = RenewSession {
        session: prepared.session(),
        old_token: cookie.token.hash(),
        epoch: proved.epoch,
        redeem: proved.redeem,
        device: prepared.device(ctx),
        handover,
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
