//! Leads a browser on whose answer was lost, as by a second click, which cancels the first answer.
//!
//! Renewing a session replaces its token, so a browser that never got the new one would be signed out.
//! For some seconds the token just replaced therefore leads on, once, to the one that replaced it. What
//! a stolen copy of the old token gains by that is bounded:
//!
//! - It leads on only together with another secret of the same browser (its device token or browser
//!   id), which is no part of the session cookie.
//! - It works once, and for [`LASTS`]. Whoever comes second is refused, as before.
//! - The new token is derived from the old one with a key of the ring. Storage holds a hash that
//!   recognises the old token, and nothing from which the new one follows.
//! - It never leads from one session to another, nor to another account, so a planted cookie leads
//!   nowhere (session fixation): signing in to another account opens a session of its own.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use tracing::warn;

use crate::context::RequestCtx;
use crate::context::answer::{AnyAnswer, Content, Next};
use crate::context::problem::Problem;
use crate::crypto::{Purpose, SealContext, Token, TokenHash};
use crate::http::cookies::{SessionCookie, SetCookie};
use crate::http::format::Format;
use crate::stores::{Handover, PendingForm};
use crate::table::Table;
use crate::types::fault::Fault;

/// For how long an answer can be had again: enough for a second click, a reload, and a connection that
/// comes back; too little for somebody who finds an old cookie.
pub(crate) const LASTS: Duration = Duration::from_secs(10);

/// How long an answer that is not there yet is waited for, in milliseconds from one look to the next.
/// Together they outlast the rest of a request, also on a busy machine.
const PAUSES: [u64; 5] = [50, 100, 200, 400, 800];

/// The next token of a session, and what leads on to it.
pub(crate) struct NextToken {
    pub(crate) token: Token,
    pub(crate) handover: Option<Handover>,
}

impl NextToken {
    /// For the session of this request. A browser without a secret of its own is not led on.
    pub(crate) fn of(ctx: &RequestCtx) -> Result<Self, Problem> {
        let old = ctx.session_cookie().map(|own| &own.token);
        let Some((old, browser)) = old.zip(browser(ctx)) else {
            return Ok(Self {
                token: Token::mint()?,
                handover: None,
            });
        };
        Ok(Self {
            token: successor(ctx, old, browser)?,
            handover: Some(Handover {
                hash: recognised(old, browser),
                until: ctx.now().plus(LASTS),
            }),
        })
    }
}

/// The cookie of the session that the request's token was replaced in, if that was a moment ago in this
/// browser and nobody was led on since.
pub(crate) async fn follow(ctx: &RequestCtx) -> Result<Option<SessionCookie>, Problem> {
    let Some((cookie, browser)) = ctx.session_cookie().zip(browser(ctx)) else {
        return Ok(None);
    };
    let handover = recognised(&cookie.token, browser);
    let accounts = &ctx.stores().accounts;
    if !accounts
        .take_handover(&cookie.id, &handover, ctx.now())
        .await?
    {
        return Ok(None);
    }
    Ok(Some(SessionCookie {
        token: successor(ctx, &cookie.token, browser)?,
        ..cookie.clone()
    }))
}

/// A secret that only this browser sends, besides the session.
fn browser(ctx: &RequestCtx) -> Option<&Token> {
    let cookies = &ctx.state().cookies;
    cookies.device.as_ref().or(cookies.browser_id.as_ref())
}

fn recognised(old: &Token, browser: &Token) -> TokenHash {
    hash(&["handover", old.reveal(), browser.reveal()])
}

fn successor(ctx: &RequestCtx, old: &Token, browser: &Token) -> Result<Token, Problem> {
    let message = [old.reveal(), browser.reveal()].join("\0");
    let keys = ctx.app().keys();
    let signed = keys.sign(Purpose::NextToken, message.as_bytes());
    let token = signed.rsplit('.').next().and_then(Token::parse);
    token.ok_or_else(|| Problem::fault("a signature is no token"))
}

fn hash(parts: &[&str]) -> TokenHash {
    TokenHash::from_bytes(Sha256::digest(parts.join("\0")).into())
}

/// The answer to what can be given once, such as a code, for the browser that gives it again because the
/// answer was lost.
pub(crate) struct OnceGiven {
    found_by: TokenHash,
}

impl OnceGiven {
    /// What was given: the same words of the same browser find the same answer.
    pub(crate) fn of(ctx: &RequestCtx, given: &[&str]) -> Self {
        let browser = ctx.browser().hex();
        let parts = [&["answer", browser.as_str()], given].concat();
        Self {
            found_by: hash(&parts),
        }
    }

    /// The answer, which the guard keeps for a moment ([`Keeping`]); or that which was given to the same
    /// a moment ago, instead of the refusal.
    pub(crate) async fn settle(
        &self,
        ctx: &RequestCtx,
        outcome: Result<AnyAnswer, Problem>,
    ) -> Result<AnyAnswer, Problem> {
        match outcome {
            Ok(mut answer) => {
                answer.found_by = Some(self.found_by);
                Ok(answer)
            }
            Err(fault @ Problem::Fault(_)) => Err(fault),
            Err(refused) => self.wait(ctx).await?.ok_or(refused),
        }
    }

    /// The answer, as soon as there is one: two clicks arrive at once, and the first is at work still when
    /// the second finds that what it gives was given.
    async fn wait(&self, ctx: &RequestCtx) -> Result<Option<AnyAnswer>, Problem> {
        if ctx.state().format != Format::Html {
            return Ok(None);
        }
        for pause in PAUSES {
            if let Some(answer) = self.take(ctx).await? {
                return Ok(Some(answer));
            }
            tokio::time::sleep(Duration::from_millis(pause)).await;
        }
        self.take(ctx).await
    }

    /// The answer, once.
    async fn take(&self, ctx: &RequestCtx) -> Result<Option<AnyAnswer>, Problem> {
        let accounts = &ctx.stores().accounts;
        let sealed = accounts
            .find_pending_form(&self.found_by, ctx.now())
            .await?;
        let Some(sealed) = sealed else {
            return Ok(None);
        };
        if !accounts.drop_pending_form(&self.found_by).await? {
            return Ok(None);
        }
        let row = self.found_by.hex();
        let plain = ctx.app().keys().open(sealed_as(&row), &sealed).ok();
        let kept = plain.and_then(|plain| serde_json::from_slice::<KeptAnswer>(&plain).ok());
        Ok(kept.map(|kept| kept.again(ctx)))
    }
}

/// An answer to keep once its request is through.
pub(crate) struct Keeping {
    found_by: TokenHash,
    answer: KeptAnswer,
}

/// An answer that leads on, as it is stored.
#[derive(Serialize, Deserialize)]
struct KeptAnswer {
    cookies: Vec<String>,
    #[serde(flatten)]
    leads: Leads,
}

/// Where an answer leads.
#[derive(Serialize, Deserialize)]
struct Leads {
    next: KeptNext,
    /// Key of the notice.
    notice: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum KeptNext {
    Own(String),
    Step(String),
    Return(String),
}

impl Keeping {
    /// Of an answer that is to be kept and leads somewhere. Programs repeat nothing.
    pub(crate) fn of(ctx: &RequestCtx, answer: &AnyAnswer) -> Option<Self> {
        let found_by = answer.found_by;
        Some(Self {
            found_by: found_by.filter(|_| ctx.state().format == Format::Html)?,
            answer: KeptAnswer {
                cookies: answer.cookies.iter().map(SetCookie::text).collect(),
                leads: Leads::of(answer)?,
            },
        })
    }

    /// It leads where the request led in the end.
    pub(crate) fn leading(mut self, outcome: &Result<AnyAnswer, Problem>) -> Self {
        if let Some(leads) = outcome.as_ref().ok().and_then(Leads::of) {
            self.answer.leads = leads;
        }
        self
    }

    /// Keeps it. If that fails, it cannot be had again.
    pub(crate) async fn keep(self, ctx: &RequestCtx) {
        if let Err(problem) = self.store(ctx).await {
            warn!(request = %ctx.request_id(), ?problem, "an answer was not kept");
        }
    }

    async fn store(&self, ctx: &RequestCtx) -> Result<(), Problem> {
        let plain = serde_json::to_vec(&self.answer).map_err(Fault::lasting)?;
        let row = self.found_by.hex();
        let form = PendingForm {
            token: self.found_by,
            sealed: ctx.app().keys().seal(sealed_as(&row), &plain)?,
            expires_at: ctx.now().plus(LASTS),
        };
        Ok(ctx.stores().accounts.add_pending_form(form).await?)
    }
}

impl KeptAnswer {
    fn again(self, ctx: &RequestCtx) -> AnyAnswer {
        let next = match self.leads.next {
            KeptNext::Own(path) => Next::Own(path),
            KeptNext::Step(path) => Next::Step(path),
            KeptNext::Return(path) => ctx
                .return_path(&path)
                .map_or_else(|| Next::from("/"), Next::Return),
        };
        let notice = self.leads.notice.as_deref();
        let notice = notice.and_then(|key| Table::of(ctx.app()).notice(key));
        let cookies = self.cookies.into_iter().filter_map(SetCookie::from_text);
        AnyAnswer::again(next, notice, cookies.collect())
    }
}

impl Leads {
    fn of(answer: &AnyAnswer) -> Option<Self> {
        let Content::Next { next, notice, .. } = &answer.content else {
            return None;
        };
        Some(Self {
            next: match next {
                Next::Own(path) => KeptNext::Own(path.clone()),
                Next::Step(path) => KeptNext::Step(path.clone()),
                Next::Return(path) => KeptNext::Return(path.to_string()),
            },
            notice: notice.map(|kind| kind.key().to_owned()),
        })
    }
}

fn sealed_as(row: &str) -> SealContext<'_> {
    SealContext {
        column: "accounts.answers.sealed",
        row,
    }
}
