//! Pending forms: forms that were refused because the user has to sign in or step up first.
//!
//! If the sign-in was too old, the form is submitted by the request that completes the step-up,
//! once, in the same session. If the session had ended, its fields are filled in again on the page
//! it was on, after the same account has signed in there.
//!
//! Forms are stored sealed, bound to a token in a cookie and to their endpoint, without secret
//! fields. If storing fails, the refusal stands as it is.

use std::sync::atomic::Ordering;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tracing::warn;

use crate::context::answer::Restored;
use crate::context::problem::{Problem, Refusal};
use crate::context::target::RenderTarget;
use crate::context::{Offered, RequestCtx, UserCtx};
use crate::crypto::{SealContext, Token};
use crate::http::cookies::{Owner, PendingFormCookie, SessionCookie, SetCookie};
use crate::http::csrf::CSRF_FIELD;
use crate::http::fields::Fields;
use crate::http::format::Format;
use crate::http::path::Matched;
use crate::http::query::RETURN_TO;
use crate::http::request::RawInput;
use crate::http::return_path::ReturnPath;
use crate::stores::{LimitKey, LimitRequest, PendingForm, Quota};
use crate::table::{Endpoint, Table};
use crate::types::fault::Fault;

/// Lifetime of a pending form.
pub(crate) const LASTS: Duration = Duration::from_secs(30 * 60);
/// Maximum size of a stored form in bytes; larger ones are not stored.
const LARGEST: usize = 32 * 1024;
/// Per session, 10 forms at once and one more per minute.
const PER_SESSION: Quota = Quota::new(10, Duration::from_secs(60));

/// What to do with a pending form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Resume {
    /// Submit it once the session has stepped up.
    #[serde(rename = "proved")]
    Submit,
    /// Fill it in again once the same account is signed in, or has done its task.
    #[serde(rename = "signed_in")]
    Refill,
}

impl Resume {
    /// What a pending form can do about a refusal; `None` if nothing.
    pub(crate) fn mended(ctx: &RequestCtx, refused: &Problem) -> Option<Self> {
        match refused {
            Problem::Refusal(Refusal::Stale) => Some(Self::Submit),
            // Once what has to be done first is.
            Problem::Refusal(Refusal::TaskDue(_)) => Some(Self::Refill),
            Problem::Refusal(Refusal::NotSignedIn) if ctx.session_is_dead() => Some(Self::Refill),
            _ => None,
        }
    }
}

/// The stored content of a form.
#[derive(Serialize, Deserialize)]
struct Form {
    #[serde(rename = "until")]
    resume: Resume,
    /// Id of the session it was sent with.
    session: String,
    /// Proof of that session's account.
    owner: Owner,
    /// The whole path it was sent to.
    path: String,
    /// Path of the page it was on, if known.
    page: Option<String>,
    /// The host page it returns to.
    back: Option<String>,
    query: Vec<(String, String)>,
    body: Vec<(String, String)>,
}

/// The session that a request claims, and the proof of its account.
pub(crate) fn sender(ctx: &RequestCtx) -> Option<(String, Owner)> {
    let session = ctx.session_cookie()?;
    // For a live session, sign its account with the current key.
    let own = ctx
        .user()
        .map(|own| SessionCookie::owner(ctx.app().keys(), &own.session));
    let owner = own.unwrap_or_else(|| session.owner.clone());
    Some((session.id.as_str().to_owned(), owner))
}

/// Stores the form of a refused request. The returned context sets the cookie that refers to it.
pub(crate) async fn keep(
    ctx: &RequestCtx,
    endpoint: &Endpoint,
    input: &RawInput,
    sender: (String, Owner),
    resume: Resume,
) -> RequestCtx {
    let form = Form::of(ctx, endpoint, input, sender, resume);
    // An empty form needs no refilling.
    let worthwhile = resume == Resume::Submit || !form.body.is_empty();
    if ctx.state().format != Format::Html || !worthwhile {
        return ctx.clone();
    }
    match form.keep(ctx, endpoint).await {
        Ok(Some(pending_form)) => ctx.owing([SetCookie::pending_form(&pending_form, LASTS)]),
        Ok(None) => ctx.clone(),
        Err(problem) => {
            warn!(request = %ctx.request_id(), ?problem, "a pending form was not stored");
            ctx.clone()
        }
    }
}

/// Name of the endpoint whose form waits for a step-up of this session.
pub(crate) async fn awaiting_proof(ctx: &UserCtx) -> Result<Option<&str>, Problem> {
    let Some(pending_form) = ctx.pending_form_cookie() else {
        return Ok(None);
    };
    let form = Form::find(ctx, pending_form).await?;
    let waits = form.is_some_and(|form| form.waits_for(ctx));
    Ok(waits.then_some(pending_form.endpoint.as_str()))
}

/// Name of the endpoint of the form that the browser refers to.
pub(crate) fn endpoint_of(ctx: &RequestCtx) -> Option<&str> {
    let pending_form = ctx.pending_form_cookie();
    pending_form.map(|own| own.endpoint.as_str())
}

/// Takes the form that waits for a step-up of this session, limited to `endpoint` if given, to
/// submit it. Deletes it first, so that only one of several concurrent attempts gets it.
pub(crate) async fn restore(
    ctx: &UserCtx,
    endpoint: Option<&str>,
) -> Result<Option<Restored>, Problem> {
    let of_endpoint = |pending_form: &&PendingFormCookie| {
        endpoint.is_none_or(|endpoint| pending_form.endpoint == endpoint)
    };
    let Some(pending_form) = ctx.pending_form_cookie().filter(of_endpoint) else {
        return Ok(None);
    };
    let form = Form::find(ctx, pending_form).await?;
    let Some(form) = form.filter(|form| form.waits_for(ctx)) else {
        return Ok(None);
    };
    let accounts = &ctx.stores().accounts;
    if !accounts
        .drop_pending_form(&pending_form.token.hash())
        .await?
    {
        return Ok(None);
    }
    ctx.has_no_pending_form();
    form.taken(ctx, pending_form)
}

impl RequestCtx {
    /// What the user typed into the form of `endpoint` before their session ended or a step-up was
    /// required, for the page that shows this form. Name an endpoint of the same widget by one
    /// word, others as in `profile.names`. A notice above the form says that nothing was saved yet.
    /// Secret fields are left out.
    ///
    /// Costs one query if the browser has a pending form of this endpoint, otherwise nothing. Only
    /// given to the same account on the same page, for 30 minutes or until the form is sent again.
    pub async fn pending_form(&self, endpoint: &str) -> Option<Fields> {
        let endpoint = self.whole_key(endpoint);
        let endpoint = endpoint.as_ref();
        let pending_form = self
            .pending_form_cookie()
            .filter(|pending_form| pending_form.endpoint == endpoint)?;
        self.user()?;
        match Form::find(self, pending_form).await {
            Ok(Some(form)) if form.is_of(self) => self.offer(endpoint, form),
            Ok(None) => {
                self.has_no_pending_form();
                None
            }
            // Another account is signed in now.
            Ok(Some(_)) => {
                self.forget_form(pending_form).await;
                None
            }
            Err(problem) => {
                warn!(request = %self.request_id(), ?problem, "reading a pending form failed");
                None
            }
        }
    }

    fn offer(&self, endpoint: &str, form: Form) -> Option<Fields> {
        let endpoint = Table::of(self.app()).action(endpoint)?;
        let here = self.resume().as_ref().map(path_of);
        let stood_here = match &form.page {
            Some(page) => here.as_ref() == Some(page),
            // It is unknown on which of the pages with this path pattern the form was.
            None => !endpoint.path().contains('{'),
        };
        if !stood_here {
            return None;
        }
        let offered = if self.user()?.session.id.as_str() == form.session {
            Offered::Unconfirmed(endpoint.widget())
        } else {
            Offered::Ended(endpoint.widget())
        };
        // The notice is about the first form shown.
        let _ = self.state().offered.set(offered);
        Fields::from_pairs(form.body).ok()
    }

    /// Drops the pending form of an endpoint after it was sent again.
    pub(crate) async fn sent_again(&self, endpoint: &Endpoint) {
        if let Some(pending_form) = self
            .pending_form_cookie()
            .filter(|pending_form| pending_form.endpoint == endpoint.name())
        {
            self.forget_form(pending_form).await;
        }
    }

    /// Whether a signed-out visitor was interrupted in a form that their browser still refers to.
    pub(crate) fn returns_to_a_pending_form(&self) -> bool {
        self.user().is_none()
            && self.target().back.is_some()
            && self.pending_form_cookie().is_some()
    }

    async fn forget_form(&self, pending_form: &PendingFormCookie) {
        self.has_no_pending_form();
        let accounts = &self.stores().accounts;
        if let Err(error) = accounts.drop_pending_form(&pending_form.token.hash()).await {
            warn!(request = %self.request_id(), %error, "a pending form was not deleted");
        }
    }

    /// The pending form the browser refers to. JSON clients repeat requests themselves.
    fn pending_form_cookie(&self) -> Option<&PendingFormCookie> {
        let state = self.state();
        let pending_form = state.cookies.pending_form.as_ref();
        pending_form.filter(|_| state.format == Format::Html)
    }

    fn has_no_pending_form(&self) {
        self.state()
            .pending_form_over
            .store(true, Ordering::Relaxed);
    }
}

impl Form {
    fn of(
        ctx: &RequestCtx,
        endpoint: &Endpoint,
        input: &RawInput,
        (session, owner): (String, Owner),
        resume: Resume,
    ) -> Self {
        let ours = |name: &str| [CSRF_FIELD, RETURN_TO].contains(&name);
        let keeps = |name: &str| !ours(name) && !endpoint.is_secret(name);
        let back = ctx.target().back.as_ref();
        Self {
            resume,
            session,
            owner,
            path: ctx.target().path().to_owned(),
            page: ctx.resume().as_ref().map(path_of),
            back: back.map(|page| page.as_str().to_owned()),
            query: input.query().to_pairs(keeps),
            body: input.body().to_pairs(keeps),
        }
    }

    /// Seals and stores the form. `None` if it is too large, or the session has stored too many.
    async fn keep(
        &self,
        ctx: &RequestCtx,
        endpoint: &Endpoint,
    ) -> Result<Option<PendingFormCookie>, Problem> {
        let plain = serde_json::to_vec(self).map_err(Fault::lasting)?;
        if plain.len() > LARGEST {
            return Ok(None);
        }
        let request = LimitRequest {
            key: LimitKey::new("pending_forms", &self.session),
            quota: PER_SESSION,
        };
        match ctx.consume(&[request]).await {
            Err(Problem::Refusal(_)) => return Ok(None),
            taken => taken?,
        }
        let pending_form = PendingFormCookie {
            token: Token::mint()?,
            endpoint: endpoint.name().to_owned(),
        };
        let form = PendingForm {
            token: pending_form.token.hash(),
            sealed: pending_form.seal(ctx, &plain)?,
            expires_at: ctx.now().plus(LASTS),
        };
        let accounts = &ctx.stores().accounts;
        accounts.add_pending_form(form).await?;
        // The cookie refers to one form only, so drop the previous one.
        if let Some(before) = ctx.pending_form_cookie() {
            accounts.drop_pending_form(&before.token.hash()).await?;
        }
        Ok(Some(pending_form))
    }

    /// The form the browser refers to, if it exists and matches the claimed endpoint.
    async fn find(
        ctx: &RequestCtx,
        pending_form: &PendingFormCookie,
    ) -> Result<Option<Self>, Problem> {
        let accounts = &ctx.stores().accounts;
        let sealed = accounts
            .find_pending_form(&pending_form.token.hash(), ctx.now())
            .await?;
        Ok(sealed
            .and_then(|sealed| pending_form.open(ctx, &sealed))
            .and_then(|plain| serde_json::from_slice(&plain).ok()))
    }

    /// Whether the signed-in account sent it.
    fn is_of(&self, ctx: &RequestCtx) -> bool {
        let keys = ctx.app().keys();
        let account = ctx.user().map(|own| &own.account.id);
        account.is_some_and(|account| self.owner.is(keys, &self.session, account))
    }

    /// Whether it is to be submitted after a step-up of this session.
    fn waits_for(&self, ctx: &UserCtx) -> bool {
        let session = ctx.session().id.as_str();
        self.resume == Resume::Submit && self.session == session && self.is_of(ctx)
    }

    /// The form as input of its endpoint; `None` if there is no such endpoint any more.
    fn taken(
        self,
        ctx: &RequestCtx,
        pending_form: &PendingFormCookie,
    ) -> Result<Option<Restored>, Problem> {
        let Some(endpoint) = Table::of(ctx.app()).action(&pending_form.endpoint) else {
            return Ok(None);
        };
        let Some(matched) = Matched::read(endpoint.path(), &self.path)? else {
            return Ok(None);
        };
        let origins = ctx.app().return_origins();
        let back = self.back.as_deref();
        let back = back.and_then(|page| ReturnPath::parse(page, origins));
        Ok(Some(Restored {
            endpoint: endpoint.name().to_owned(),
            target: RenderTarget::acting(endpoint.widget(), matched.prefix, &self.path, back),
            input: RawInput::new(
                matched.params,
                Fields::from_pairs(self.query)?,
                Fields::from_pairs(self.body)?,
            ),
        }))
    }
}

impl PendingFormCookie {
    fn seal(&self, ctx: &RequestCtx, plain: &[u8]) -> Result<Vec<u8>, Problem> {
        let endpoint = self.associated_data();
        let context = SealContext {
            column: COLUMN,
            row: &endpoint,
        };
        Ok(ctx.app().keys().seal(context, plain)?)
    }

    fn open(&self, ctx: &RequestCtx, sealed: &[u8]) -> Option<Vec<u8>> {
        let endpoint = self.associated_data();
        let context = SealContext {
            column: COLUMN,
            row: &endpoint,
        };
        ctx.app().keys().open(context, sealed).ok()
    }

    /// Binds the sealed form to this token and endpoint.
    fn associated_data(&self) -> String {
        format!("{} {}", self.token.reveal(), self.endpoint)
    }
}

const COLUMN: &str = "accounts.pending_forms.sealed";

fn path_of(page: &ReturnPath) -> String {
    let path = page.as_str();
    path.split(['?', '#']).next().unwrap_or(path).to_owned()
}
