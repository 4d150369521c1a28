//! One request, and what is found out about it on its way through the guard.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use tokio::sync::OnceCell;

use crate::context::app_state::AppState;
use crate::context::events::NewEvent;
use crate::context::form::FormReader;
use crate::context::ports::identity::Asking;
use crate::context::problem::Problem;
use crate::context::target::RenderTarget;
use crate::crypto::{Purpose, Token, TokenHash};
use crate::http::cookies::{Cookies, SessionCookie, SetCookie};
use crate::http::csrf::FormBinding;
use crate::http::fields::Fields;
use crate::http::format::Format;
use crate::http::query::RETURN_TO;
use crate::http::request::Client;
use crate::http::return_path::ReturnPath;
use crate::i18n::{Messages, RequestedLanguages};
use crate::stores::{Actor, Admission, Change, Profile, Slug, Stamp, Stores};
use crate::types::clock::Timestamp;
use crate::types::email::Email;
use crate::types::id::RequestId;

/// One request, from anyone. Cheap to clone.
#[derive(Clone)]
pub struct RequestCtx {
    state: Arc<RequestState>,
    asked: Asked,
    target: Arc<RenderTarget>,
    messages: Messages,
    /// The session as the browser will claim it, where this request renewed it.
    renewed: Option<Arc<SessionCookie>>,
    /// What the browser is told whatever the action comes to.
    owed: Vec<SetCookie>,
}

/// What asking for the session came to.
#[derive(Clone)]
enum Asked {
    /// Nobody has asked yet, or there is no cookie to ask with.
    Not,
    /// The session cookie opens nothing.
    Dead,
    /// The session goes on with another token, which another request of this browser brings it.
    Outdated,
    /// Somebody is signed in.
    Admitted(Arc<Admission>),
}

pub(crate) struct RequestState {
    pub(crate) app: AppState,
    pub(crate) id: RequestId,
    pub(crate) at: Timestamp,
    /// The query as sent.
    pub(crate) query: String,
    /// The slug that the path of a host's page names, if it names one.
    pub(crate) organization: Option<String>,
    /// The page that is asked for, or for an action the page its form stood on, as it was sent.
    pub(crate) page: Option<String>,
    /// The notice the query asks to show.
    pub(crate) notice: String,
    pub(crate) client: Client,
    pub(crate) format: Format,
    /// Whether the client can read what is compressed with brotli.
    pub(crate) reads_brotli: bool,
    pub(crate) cookies: Cookies,
    /// The language the request asks for.
    pub(crate) requested_languages: RequestedLanguages,
    /// What the host is asked about, where it signs people in itself.
    pub(crate) asking: Option<Asking>,
    /// The profile of whoever is signed in, once it was read; none when that failed.
    pub(crate) profile: OnceCell<Option<Arc<Profile>>>,
    /// The id in the browser id cookie, or a new one.
    pub(crate) browser_id: Token,
    /// Whether a CSRF token was bound to `browser_id`, so that the cookie must reach the browser.
    pub(crate) browser_id_used: AtomicBool,
    /// Whether it was noted that the session is in use.
    pub(crate) touched: AtomicBool,
    /// Whether a page of the host's shows a fragment.
    pub(crate) shown: AtomicBool,
    /// Whether the form the browser asks for is kept no longer.
    pub(crate) pending_form_over: AtomicBool,
    /// The form that was kept and is shown again.
    pub(crate) offered: OnceLock<Offered>,
}

impl RequestCtx {
    pub(crate) fn new(state: RequestState, target: RenderTarget) -> Self {
        let messages = state
            .app
            .languages()
            .messages(None, None, &state.requested_languages);
        Self {
            state: Arc::new(state),
            asked: Asked::Not,
            target: Arc::new(target),
            messages,
            renewed: None,
            owed: Vec::new(),
        }
    }

    pub(crate) fn state(&self) -> &RequestState {
        &self.state
    }

    /// The same request context once the session cookie was looked up.
    pub(crate) fn admitted(&self, admission: Option<Admission>) -> Self {
        let asked = admission.map_or(Asked::Dead, |own| Asked::Admitted(Arc::new(own)));
        Self {
            asked,
            ..self.clone()
        }
    }

    /// The same request context, whose session another request renewed meanwhile.
    pub(crate) fn outdated(&self) -> Self {
        let asked = Asked::Outdated;
        Self {
            asked,
            ..self.clone()
        }
    }

    /// The same request context once its session was renewed: who it is, is asked again.
    pub(crate) fn renewed(&self, session: SessionCookie) -> Self {
        Self {
            asked: Asked::Not,
            renewed: Some(Arc::new(session)),
            ..self.clone()
        }
    }

    /// The session the browser claims, or will claim from this request on.
    pub(crate) fn session_cookie(&self) -> Option<&SessionCookie> {
        self.renewed
            .as_deref()
            .or(self.state.cookies.session.as_ref())
    }

    /// The same request context, which tells the browser this whatever the action comes to.
    pub(crate) fn owing(&self, cookies: impl IntoIterator<Item = SetCookie>) -> Self {
        let mut ctx = self.clone();
        ctx.owed.extend(cookies);
        ctx
    }

    pub(crate) fn owed(&self) -> &[SetCookie] {
        &self.owed
    }

    pub(crate) fn target(&self) -> &RenderTarget {
        &self.target
    }

    pub(crate) fn set_target(&mut self, target: Arc<RenderTarget>) {
        self.target = target;
    }

    /// Whether what is known of who asks tells whether they are a member there.
    pub(crate) fn knows(&self, organization: Option<&Slug>) -> bool {
        match (&self.asked, organization) {
            (Asked::Not, _) => false,
            (Asked::Dead | Asked::Outdated, _) | (Asked::Admitted(_), None) => true,
            (Asked::Admitted(own), Some(slug)) => {
                let membership = own.membership.as_ref();
                membership.is_some_and(|own| own.organization.slug == *slug)
            }
        }
    }

    /// The browser id cookie, where this response needs it and the browser does not have it.
    pub(crate) fn new_browser_id_cookie(&self) -> Option<SetCookie> {
        let used = self.state.browser_id_used.load(Ordering::Relaxed);
        let new = self.state.cookies.browser_id.is_none();
        (used && new).then(|| SetCookie::browser_id(&self.state.browser_id))
    }

    /// Takes away the cookie of a form that is kept no longer.
    pub(crate) fn no_pending_form_cookie(&self) -> Option<SetCookie> {
        let over = self.state.pending_form_over.load(Ordering::Relaxed);
        over.then(SetCookie::no_pending_form)
    }

    /// The same request context in other words.
    pub(crate) fn saying(self, messages: Messages) -> Self {
        Self { messages, ..self }
    }

    /// Whether the session cookie was looked up in vain, so that it is taken away.
    pub(crate) const fn session_is_dead(&self) -> bool {
        matches!(self.asked, Asked::Dead)
    }

    pub(crate) const fn admission(&self) -> Option<&Arc<Admission>> {
        match &self.asked {
            Asked::Admitted(admission) => Some(admission),
            Asked::Not | Asked::Dead | Asked::Outdated => None,
        }
    }

    pub(crate) fn app(&self) -> &AppState {
        &self.state.app
    }

    /// The stores, for a widget's own flows.
    #[must_use]
    pub fn stores(&self) -> &Stores {
        self.state.app.stores()
    }

    /// The moment the request arrived: every rule and row of this request uses this one.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.state.at
    }

    /// The request's id, as it stands in traces, audit events and on error pages.
    #[must_use]
    pub fn request_id(&self) -> &RequestId {
        &self.state.id
    }

    /// Who asks, as far as the connection tells.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.state.client
    }

    /// The words of this page, in the reader's language.
    #[must_use]
    pub fn messages(&self) -> &Messages {
        &self.messages
    }

    /// The address of a path below the mount path, under the prefix this request came by.
    #[must_use]
    pub fn href(&self, path: &str) -> String {
        match (self.target.prefix.as_str(), path) {
            ("", path) => path.to_owned(),
            (prefix, "/") => prefix.to_owned(),
            (prefix, path) => [prefix, path].concat(),
        }
    }

    /// Who is signed in, if anyone is.
    #[must_use]
    pub fn user(&self) -> Option<&Admission> {
        self.admission().map(Arc::as_ref)
    }

    /// The page to come back to when a sign-in interrupts this request.
    pub(crate) fn resume(&self) -> Option<ReturnPath> {
        let page = self.state.page.as_ref()?;
        ReturnPath::parse(page, self.state.app.return_origins())
    }

    /// Where this request wants to go afterwards, if that is an allowed place.
    #[must_use]
    pub fn return_path(&self, fields: &Fields) -> Option<ReturnPath> {
        ReturnPath::parse(fields.get(RETURN_TO), self.state.app.return_origins())
    }

    /// The token a form on this page carries in its field `csrf_token` (or a JSON client in the
    /// header `x-csrf-token`), bound to the session, or to the browser of a signed-out page.
    #[must_use]
    pub fn csrf_token(&self) -> String {
        let binding = match self.admission() {
            Some(admission) => FormBinding::Session(admission.session.id.as_str()),
            None => {
                self.state.browser_id_used.store(true, Ordering::Relaxed);
                FormBinding::Browser(self.state.browser_id.reveal())
            }
        };
        self.state
            .app
            .keys()
            .sign(Purpose::CsrfToken, &binding.message())
    }

    /// Reads a form field by field, with messages in the reader's language.
    #[must_use]
    pub fn read_form<'a>(&'a self, fields: &'a Fields) -> FormReader<'a> {
        FormReader::new(fields, self.messages())
    }

    /// Reads an address a person typed, or says in their language what is wrong with it.
    ///
    /// # Errors
    ///
    /// The message for the field.
    pub fn read_email(&self, typed: &str) -> Result<Email, String> {
        Email::parse(typed).map_err(|why| self.messages().invalid_email(why))
    }

    /// What tells this browser from others while nobody is signed in: what is begun in it can
    /// only be completed in it. The response brings the cookie if the browser has none yet.
    pub(crate) fn browser(&self) -> TokenHash {
        self.state.browser_id_used.store(true, Ordering::Relaxed);
        self.state.browser_id.hash()
    }

    /// The change that records what happened, to go with the write that makes it happen.
    pub(crate) fn change(&self, new_event: NewEvent) -> Result<Change, Problem> {
        let actor = self
            .user()
            .map_or(Actor::Visitor, |admission| admission.session.actor());
        self.change_by(actor, new_event)
    }

    /// The same for an action that makes somebody somebody: signing in.
    pub(crate) fn change_by(&self, actor: Actor, new_event: NewEvent) -> Result<Change, Problem> {
        let address = self.state.client.address;
        let stamp = Stamp {
            actor,
            at: self.state.at,
            request: self.state.id.clone(),
            address,
        };
        Ok(self.state.app.record(stamp, new_event)?)
    }
}

impl fmt::Debug for RequestCtx {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RequestCtx({})", self.state.id)
    }
}

/// Why a form that was kept is shown again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Offered {
    /// The session it was sent with had ended.
    Ended(&'static str),
    /// Who sent it did not confirm who they are.
    Unconfirmed(&'static str),
}

impl Offered {
    /// The widget that shows it.
    pub(crate) const fn widget(self) -> &'static str {
        match self {
            Self::Ended(widget) | Self::Unconfirmed(widget) => widget,
        }
    }
}
