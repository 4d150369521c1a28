//! The context of a request, enriched as it passes the guard.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use tokio::sync::OnceCell;

use crate::context::app_state::AppState;
use crate::context::events::NewEvent;
use crate::context::form::FormReader;
use crate::context::ports::identity::Asking;
use crate::context::problem::{DueTask, Problem};
use crate::context::target::RenderTarget;
use crate::crypto::{Purpose, Token, TokenHash};
use crate::http::cookies::CookieKind;
use crate::http::csrf::FormToken;
use crate::http::{Client, Cookies, FormBinding, Format, ReturnPath, SessionCookie, SetCookie};
use crate::i18n::{Messages, RequestedLanguages};
use crate::stores::{Actor, Admission, Change, Profile, Slug, Stamp, Stores};
use crate::types::getters::getters;
use crate::types::{Email, RequestId, Timestamp};

/// A request by anyone. Cheap to clone.
#[derive(Clone, derive_more::Debug)]
#[debug("RequestCtx({})", state.id)]
pub struct RequestCtx {
    state: Arc<RequestState>,
    asked: Asked,
    target: Arc<RenderTarget>,
    messages: Messages,
    /// The new session cookie, if this request renewed the session.
    renewed: Option<Arc<SessionCookie>>,
    /// Cookies to set regardless of the action's outcome.
    owed: Vec<SetCookie>,
    /// The task that the user has to do first.
    due: Option<Arc<DueTask>>,
    /// Whether the user is hidden until it is done.
    held_back: bool,
}

/// Result of looking up the session.
#[derive(Clone)]
enum Asked {
    /// Not looked up yet, or no cookie.
    Not,
    /// The cookie is of no live session.
    Dead,
    /// The session is live but has a new token, which another request of this browser receives.
    Outdated,
    /// Signed in.
    Admitted(Arc<Admission>),
}

pub(crate) struct RequestState {
    pub(crate) app: AppState,
    pub(crate) id: RequestId,
    pub(crate) at: Timestamp,
    pub(crate) query: String,
    /// The slug in the path of a host page, if there is one.
    pub(crate) organization: Option<String>,
    /// URL of the requested page as sent; for an action, of the page its form was on.
    pub(crate) page: Option<String>,
    /// Path of the page that script is on, if script asks.
    pub(crate) script_page: Option<String>,
    /// Whether htmx asks, and puts the answer into a part of a page.
    pub(crate) by_htmx: bool,
    /// Key of the notice to show on the requested page.
    pub(crate) notice: Option<String>,
    /// Whether it was shown or passed on.
    pub(crate) notice_shown: AtomicBool,
    pub(crate) client: Client,
    pub(crate) format: Format,
    pub(crate) reads_brotli: bool,
    pub(crate) cookies: Cookies,
    /// How cookies are set in this browser.
    pub(crate) cookie_kind: CookieKind,
    pub(crate) requested_languages: RequestedLanguages,
    /// The request as shown to the host's identity and layout, if there is one.
    pub(crate) asking: Option<Asking>,
    /// The user's profile once read; `None` inside if that failed.
    pub(crate) profile: OnceCell<Option<Arc<Profile>>>,
    /// The id from the browser id cookie, or a new one.
    pub(crate) browser_id: Token,
    /// Whether a CSRF token was bound to `browser_id`, so that the cookie must be set.
    pub(crate) browser_id_used: AtomicBool,
    /// Whether the session's last use was updated.
    pub(crate) touched: AtomicBool,
    /// Whether a host page shows a fragment.
    pub(crate) shown: AtomicBool,
    /// Whether the pending form cookie must be deleted.
    pub(crate) pending_form_over: AtomicBool,
    /// The pending form that is shown again.
    pub(crate) offered: OnceLock<Offered>,
    /// Remembers the address that was typed.
    pub(crate) address: OnceLock<SetCookie>,
}

impl RequestCtx {
    pub(crate) fn new(state: RequestState, target: RenderTarget) -> Self {
        let languages = state.app.languages();
        let messages = languages.messages(None, None, &state.requested_languages);
        Self {
            state: Arc::new(state),
            asked: Asked::Not,
            target: Arc::new(target),
            messages,
            renewed: None,
            owed: Vec::new(),
            due: None,
            held_back: false,
        }
    }

    pub(crate) fn state(&self) -> &RequestState {
        &self.state
    }

    /// Stores the result of the session lookup.
    pub(crate) fn admitted(&self, admission: Option<Admission>) -> Self {
        self.having(admission.map_or(Asked::Dead, |own| Asked::Admitted(Arc::new(own))))
    }

    /// Records that another request has renewed the session.
    pub(crate) fn outdated(&self) -> Self {
        self.having(Asked::Outdated)
    }

    fn having(&self, asked: Asked) -> Self {
        let ctx = self.clone();
        Self { asked, ..ctx }
    }

    /// Knows of a task that the user has to do first.
    pub(crate) fn with_due(&self, task: DueTask) -> Self {
        let due = Some(Arc::new(task));
        let ctx = self.clone();
        Self { due, ..ctx }
    }

    /// Hides the user until the task that is due is done.
    pub(crate) fn held_back(&self) -> Self {
        let ctx = self.clone();
        Self {
            held_back: true,
            ..ctx
        }
    }

    /// The task that hides the user.
    pub(crate) fn holding_back(&self) -> Option<&DueTask> {
        self.due().filter(|_| self.held_back)
    }

    /// Uses a renewed session, which will be looked up again.
    pub(crate) fn renewed(&self, session: SessionCookie) -> Self {
        Self {
            asked: Asked::Not,
            renewed: Some(Arc::new(session)),
            due: None,
            held_back: false,
            ..self.clone()
        }
    }

    /// The session cookie of this request, or the one it has set.
    pub(crate) fn session_cookie(&self) -> Option<&SessionCookie> {
        let renewed = self.renewed.as_deref();
        renewed.or(self.state.cookies.session.as_ref())
    }

    /// Sets cookies regardless of the action's outcome.
    pub(crate) fn owing(&self, cookies: impl IntoIterator<Item = SetCookie>) -> Self {
        let mut ctx = self.clone();
        ctx.owed.extend(cookies);
        ctx
    }

    getters! { self =>
        pub(crate) owed: &[SetCookie] = &self.owed;
        pub(crate) target: &RenderTarget = &self.target;
        /// The task that the user has to do before going on.
        pub due: Option<&DueTask> = self.due.as_deref();
    }

    pub(crate) fn set_target(&mut self, target: Arc<RenderTarget>) {
        self.target = target;
    }

    /// Whether the user and their membership in `organization` are known already.
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

    /// The browser id cookie, if this response needs it and the browser lacks it.
    pub(crate) fn new_browser_id_cookie(&self) -> Option<SetCookie> {
        let used = self.state.browser_id_used.load(Ordering::Relaxed);
        let new = self.state.cookies.browser_id.is_none();
        (used && new).then(|| SetCookie::browser_id(&self.state.browser_id))
    }

    /// Deletes the pending form cookie, if that form is gone.
    pub(crate) fn no_pending_form_cookie(&self) -> Option<SetCookie> {
        let over = self.state.pending_form_over.load(Ordering::Relaxed);
        over.then(SetCookie::no_pending_form)
    }

    /// Key of the notice to show on this page.
    pub(crate) fn notice(&self) -> Option<&str> {
        self.state.notice.as_deref()
    }

    /// Deletes the notice, if it was shown.
    pub(crate) fn no_notice_cookie(&self) -> Option<SetCookie> {
        let shown = self.state.notice_shown.load(Ordering::Relaxed);
        shown.then(SetCookie::no_notice)
    }

    /// Uses other messages.
    pub(crate) fn saying(self, messages: Messages) -> Self {
        Self { messages, ..self }
    }

    /// Whether the session cookie is of no live session and must be deleted.
    pub(crate) const fn session_is_dead(&self) -> bool {
        matches!(self.asked, Asked::Dead)
    }

    pub(crate) const fn admission(&self) -> Option<&Arc<Admission>> {
        match &self.asked {
            Asked::Admitted(admission) => Some(admission),
            Asked::Not | Asked::Dead | Asked::Outdated => None,
        }
    }

    getters! { self =>
        pub(crate) app: &AppState = &self.state.app;
        /// The stores, for flows of widgets.
        pub stores: &Stores = self.state.app.stores();
        /// When the request arrived. All rules and rows of this request use this time.
        pub now: Timestamp = self.state.at;
        /// Request id, as in traces, audit events and on error pages.
        pub request_id: &RequestId = &self.state.id;
        /// The client, as far as the connection and headers tell.
        pub client: &Client = &self.state.client;
        /// Messages in the reader's language.
        pub messages: &Messages = &self.messages;
    }

    /// The URL of a path below the mount path, with the prefix of this request.
    #[must_use]
    pub fn href(&self, path: &str) -> String {
        match (self.target.prefix.as_str(), path) {
            ("", path) => path.to_owned(),
            (prefix, "/") => prefix.to_owned(),
            (prefix, path) => [prefix, path].concat(),
        }
    }

    /// The signed-in user, if any; nobody on a page for anyone while the user has a
    /// [task](crate::Task) to do first.
    #[must_use]
    pub fn user(&self) -> Option<&Admission> {
        let admission = self.admission().filter(|_| !self.held_back);
        admission.map(Arc::as_ref)
    }

    /// The page to return to after a sign-in or step-up.
    pub(crate) fn resume(&self) -> Option<ReturnPath> {
        let page = self.state.page.as_ref()?;
        ReturnPath::parse(page, self.state.app.return_origins())
    }

    /// The return path that was sent, if it is allowed.
    #[must_use]
    pub fn return_path(&self, sent: &str) -> Option<ReturnPath> {
        ReturnPath::parse(sent, self.state.app.return_origins())
    }

    /// The CSRF token, for the form field `csrf_token` or a JSON client's header `x-csrf-token`.
    /// Bound to the session or, while signed out, to the browser id.
    #[must_use]
    pub fn csrf_token(&self) -> String {
        let keys = self.app().keys();
        let sign = |binding: FormBinding<'_>| keys.sign(Purpose::CsrfToken, &binding.message());
        let Some(admission) = self.admission() else {
            self.state.browser_id_used.store(true, Ordering::Relaxed);
            return sign(FormBinding::Browser(self.state.browser_id.reveal()));
        };
        let session = &admission.session;
        let owner = SessionCookie::owner(keys, session);
        let token = FormToken {
            signature: &sign(FormBinding::Session {
                id: session.id.as_str(),
                owner: owner.as_str(),
            }),
            session: Some((session.id.as_str(), owner.as_str())),
        };
        token.write()
    }

    /// Starts parsing a form, with messages in the reader's language.
    #[must_use]
    pub fn read_form(&self) -> FormReader<'_> {
        FormReader::new(self.messages())
    }

    /// Parses an email address, or returns an error message in the reader's language.
    ///
    /// # Errors
    ///
    /// The error message for the field.
    pub fn read_email(&self, typed: &str) -> Result<Email, String> {
        Email::parse(typed).map_err(|why| self.messages().invalid_email(why))
    }

    /// Hash of the token by which accounts know this browser, if it has one.
    pub(crate) fn device(&self) -> Option<TokenHash> {
        self.state.cookies.device.as_ref().map(Token::hash)
    }

    /// Hash of the browser id. Challenges begun in a browser can only be completed in it. The
    /// response sets the cookie if the browser lacks it.
    pub(crate) fn browser(&self) -> TokenHash {
        self.state.browser_id_used.store(true, Ordering::Relaxed);
        self.state.browser_id.hash()
    }

    /// The change that records an event in the write that causes it.
    pub(crate) fn change(&self, new_event: NewEvent) -> Result<Change, Problem> {
        let actor = self.user().map(|own| own.session.actor());
        self.change_by(actor.unwrap_or(Actor::Visitor), new_event)
    }

    /// Like `change`, for actions that authenticate another actor than the current one: sign-ins.
    pub(crate) fn change_by(&self, actor: Actor, new_event: NewEvent) -> Result<Change, Problem> {
        let stamp = Stamp::new(actor, self.state.at, self.state.id.clone());
        let stamp = stamp.address(self.state.client.address);
        Ok(self.state.app.record(stamp, new_event)?)
    }
}

/// Why a pending form is shown again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Offered {
    /// Its session had ended.
    Ended(&'static str),
    /// The step-up was not completed.
    Unconfirmed(&'static str),
}

impl Offered {
    pub(crate) const fn widget(self) -> &'static str {
        match self {
            Self::Ended(widget) | Self::Unconfirmed(widget) => widget,
        }
    }
}
