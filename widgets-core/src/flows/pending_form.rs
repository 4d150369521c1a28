//! Forms that could not be let through yet, kept while whoever sent them proves who they are.
//!
//! A form is kept for one of two ends. Where the sign-in was too old, it is done in the request that
//! confirms who it is, once, for the same session. Where the session had ended, it is shown again on
//! the page it stood on, once the same account is signed in there, and nothing was done yet.
//!
//! It lies in storage sealed, bound to the token in the browser's cookie and to its endpoint. What is
//! secret is left out. Keeping is a courtesy: where it fails, the refusal stays as it is.

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
use crate::http::request::Input;
use crate::http::return_path::ReturnPath;
use crate::stores::{LimitKey, LimitRequest, PendingForm, Quota};
use crate::table::{Endpoint, Table};
use crate::types::fault::Fault;

/// How long a form is kept.
const LASTS: Duration = Duration::from_secs(30 * 60);
/// A larger form is not kept, in bytes.
const LARGEST: usize = 32 * 1024;
/// One session may keep so many forms at once, and one more a minute.
const PER_SESSION: Quota = Quota::new(10, Duration::from_secs(60));

/// What a form is kept for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Resume {
    /// The session is proved anew: then it is done.
    #[serde(rename = "proved")]
    Submit,
    /// The same account is signed in again: then it is shown.
    #[serde(rename = "signed_in")]
    Refill,
}

impl Resume {
    /// What mends that refusal; none where keeping the form is of no use.
    pub(crate) fn mended(ctx: &RequestCtx, refused: &Problem) -> Option<Self> {
        match refused {
            Problem::Refusal(Refusal::Stale) => Some(Self::Submit),
            Problem::Refusal(Refusal::NotSignedIn) if ctx.session_is_dead() => Some(Self::Refill),
            _ => None,
        }
    }
}

/// What is kept of a form.
#[derive(Serialize, Deserialize)]
struct Form {
    #[serde(rename = "until")]
    resume: Resume,
    /// The id of the session it was sent with.
    session: String,
    /// Whose session that was.
    owner: Owner,
    /// The whole path it was sent to.
    path: String,
    /// The path of the page it stood on, where that is known.
    page: Option<String>,
    /// The page of the host's it leads back to.
    back: Option<String>,
    query: Vec<(String, String)>,
    body: Vec<(String, String)>,
}

/// Keeps the form of a request that was refused, and gives the request context that tells the browser so.
pub(crate) async fn keep(
    ctx: &RequestCtx,
    endpoint: &Endpoint,
    input: &Input,
    resume: Resume,
) -> RequestCtx {
    let Some(session) = ctx.session_cookie() else {
        return ctx.clone();
    };
    let form = Form::of(ctx, endpoint, input, session, resume);
    // Where nothing was typed there is nothing to show again.
    let worthwhile = resume == Resume::Submit || !form.body.is_empty();
    if ctx.state().format != Format::Html || !worthwhile {
        return ctx.clone();
    }
    match form.keep(ctx, endpoint).await {
        Ok(Some(pending_form)) => ctx.owing([SetCookie::pending_form(&pending_form, LASTS)]),
        Ok(None) => ctx.clone(),
        Err(problem) => {
            warn!(request = %ctx.request_id(), ?problem, "a form was not kept");
            ctx.clone()
        }
    }
}

/// The name of the endpoint whose form waits for this session to be proved, if one does.
pub(crate) async fn awaiting_proof(ctx: &UserCtx) -> Result<Option<&str>, Problem> {
    let Some(pending_form) = ctx.pending_form_cookie() else {
        return Ok(None);
    };
    let form = Form::find(ctx, pending_form).await?;
    let waits = form.is_some_and(|form| form.waits_for(ctx));
    Ok(waits.then_some(pending_form.endpoint.as_str()))
}

/// Takes out the form, of that endpoint if one is named, that waited for this session to be proved, to
/// be done now. Of many attempts one gets it.
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
    /// What somebody had typed into the form of that endpoint before their session ended or they were to
    /// confirm who they are: for the page that shows this form. An endpoint of the same widget is named by
    /// one word, another one as in `profile.names`. A notice above the form says that nothing was
    /// saved yet. Passwords are never among it.
    ///
    /// It costs nothing unless the browser asks for such a form, and one query then. It is given to
    /// the account that typed it, on the page it was typed on, for 30 minutes or until the form is
    /// sent again.
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
            // Somebody else is here now.
            Ok(Some(_)) => {
                self.forget_form(pending_form).await;
                None
            }
            Err(problem) => {
                warn!(request = %self.request_id(), ?problem, "a pending form was not found");
                None
            }
        }
    }

    fn offer(&self, endpoint: &str, form: Form) -> Option<Fields> {
        let endpoint = Table::of(self.app()).action(endpoint)?;
        let here = self.resume().as_ref().map(path_of);
        let stood_here = match &form.page {
            Some(page) => here.as_ref() == Some(page),
            // Which of many such pages it was nobody knows.
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
        // The first that is shown is the one the notice is about.
        let _ = self.state().offered.set(offered);
        Fields::from_pairs(form.body).ok()
    }

    /// Forgets the form that was kept of this endpoint, now that it was sent again.
    pub(crate) async fn sent_again(&self, endpoint: &Endpoint) {
        if let Some(pending_form) = self
            .pending_form_cookie()
            .filter(|pending_form| pending_form.endpoint == endpoint.name())
        {
            self.forget_form(pending_form).await;
        }
    }

    /// Whether somebody who is signed out was interrupted in a form that the browser asks for.
    pub(crate) fn returns_to_a_pending_form(&self) -> bool {
        self.user().is_none()
            && self.target().back.is_some()
            && self.pending_form_cookie().is_some()
    }

    async fn forget_form(&self, pending_form: &PendingFormCookie) {
        self.has_no_pending_form();
        let accounts = &self.stores().accounts;
        if let Err(error) = accounts.drop_pending_form(&pending_form.token.hash()).await {
            warn!(request = %self.request_id(), %error, "a pending form was not forgotten");
        }
    }

    /// The form a person's browser asks for. Programs send their requests again themselves.
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
        input: &Input,
        session: &SessionCookie,
        resume: Resume,
    ) -> Self {
        let ours = |name: &str| [CSRF_FIELD, RETURN_TO].contains(&name);
        let keeps = |name: &str| !ours(name) && !endpoint.is_secret(name);
        let back = ctx.target().back.as_ref();
        Self {
            resume,
            session: session.id.as_str().to_owned(),
            // Of a session that lives the account is known, whatever key signed the cookie.
            owner: ctx.user().map_or_else(
                || session.owner.clone(),
                |own| SessionCookie::owner(ctx.app().keys(), &own.session),
            ),
            path: ctx.target().path().to_owned(),
            page: ctx.resume().as_ref().map(path_of),
            back: back.map(|page| page.as_str().to_owned()),
            query: input.query.to_pairs(keeps),
            body: input.body.to_pairs(keeps),
        }
    }

    /// Seals and stores it, unless it is too large or the session kept too many already.
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
            key: LimitKey::new("kept_forms", &self.session),
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
        // The browser asks for one form; that before will be asked for by nobody.
        if let Some(before) = ctx.pending_form_cookie() {
            accounts.drop_pending_form(&before.token.hash()).await?;
        }
        Ok(Some(pending_form))
    }

    /// The form the browser asks for, if that is what it claims to be.
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

    /// Whether whoever is signed in sent it.
    fn is_of(&self, ctx: &RequestCtx) -> bool {
        let keys = ctx.app().keys();
        let account = ctx.user().map(|own| &own.account.id);
        account.is_some_and(|account| self.owner.is(keys, &self.session, account))
    }

    /// Whether it is to be done once this very session is proved.
    fn waits_for(&self, ctx: &UserCtx) -> bool {
        let session = ctx.session().id.as_str();
        self.resume == Resume::Submit && self.session == session && self.is_of(ctx)
    }

    /// The form as its endpoint takes it; none when there is no such row any more.
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
            input: Input {
                params: matched.params,
                query: Fields::from_pairs(self.query)?,
                body: Fields::from_pairs(self.body)?,
            },
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

    /// What it is sealed for: this token and this endpoint.
    fn associated_data(&self) -> String {
        format!("{} {}", self.token.reveal(), self.endpoint)
    }
}

const COLUMN: &str = "accounts.kept_forms.sealed";

fn path_of(page: &ReturnPath) -> String {
    let path = page.as_str();
    path.split(['?', '#']).next().unwrap_or(path).to_owned()
}
