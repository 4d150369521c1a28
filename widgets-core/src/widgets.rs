//! The widgets as a host holds them.

mod builder;
mod keys;
mod languages;

use std::fmt;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use bytes::Bytes;
use futures_util::FutureExt as _;
use http::{HeaderValue, Method, Response, header};
use tokio::sync::OnceCell;
use tracing::Instrument as _;
use tracing::field::Empty;
use url::Url;

pub(crate) use self::builder::is_loopback;
pub use self::builder::{ConfigError, WidgetsBuilder};
pub use self::keys::RotateError;
use crate::captcha::Captcha;
use crate::clock::{Clock, Timestamp};
use crate::cookies::Cookies;
use crate::crypto::{EntropyError, Keys, PasswordHashes, PasswordPolicy, Token};
use crate::ctx::{Visit, VisitState};
use crate::events::{Happening, Subscriber};
use crate::form::Fields;
use crate::format::{Format, reads_brotli};
use crate::guard;
use crate::hooks::Hooks;
use crate::id::RequestId;
use crate::identity::{Asking, HostIdentity};
use crate::mail::{Desk, Mailer};
use crate::management::Management;
use crate::operations::{Observer, Pulse, RequestObserved, Retention, observed};
use crate::place::{NOTICE, Place};
use crate::problem::{Fault, Problem};
use crate::request::{Client, Matched, Request};
use crate::respond::{bare_fault, respond};
use crate::return_path::{ReturnOrigins, ReturnPath};
use crate::room::Widget;
use crate::rooms::sign_up::SignUp;
use crate::route::{Route, Row};
use crate::session_policy::SessionPolicy;
use crate::stores::{Change, Stamp, Stores};
use crate::ui::{Assets, Face, Languages, Wishes};
use crate::worker::Worker;

/// The account and organization pages of one host. Cheap to clone; made by [`Widgets::builder`].
#[derive(Clone)]
pub struct Widgets {
    inner: Arc<Inner>,
    /// The host's, or for one request those of the moment it arrived.
    keys: Keys,
}

struct Inner {
    name: String,
    public_url: Url,
    origin: String,
    mount: String,
    return_origins: ReturnOrigins,
    signed_out_to: Option<ReturnPath>,
    identity: Option<Box<dyn HostIdentity>>,
    trusted_hops: usize,
    strict_transport: Option<HeaderValue>,
    session_policy: SessionPolicy,
    keys: Keys,
    clock: Box<dyn Clock>,
    stores: Stores,
    password_policy: PasswordPolicy,
    hashes: PasswordHashes,
    hooks: Hooks,
    subscribers: Vec<Subscriber>,
    observer: Box<dyn Observer>,
    retention: Retention,
    pulse: Pulse,
    mailer: Option<Box<dyn Mailer>>,
    sign_up: SignUp,
    captcha: Option<Box<dyn Captcha>>,
    widgets: Vec<Widget>,
    routes: Vec<Route>,
    assets: Assets,
    face: Face,
    languages: Languages,
}

impl Widgets {
    /// Begins to build widgets.
    ///
    /// `public_url` is where people reach them, mount path included, such as
    /// `https://example.com/account`; `keys` sign and seal; `stores` keep everything.
    pub fn builder(
        public_url: impl Into<String>,
        keys: Keys,
        stores: impl Into<Stores>,
    ) -> WidgetsBuilder {
        WidgetsBuilder::new(public_url.into(), keys, stores.into())
    }

    /// Every route below the mount path. An adapter mounts each for all methods.
    #[must_use]
    pub fn routes(&self) -> &[Route] {
        &self.inner.routes
    }

    /// The path of the public URL under which the routes are mounted, without a slash at the end;
    /// empty for the root.
    #[must_use]
    pub fn mount_path(&self) -> &str {
        &self.inner.mount
    }

    /// Where people reach the widgets.
    #[must_use]
    pub fn public_url(&self) -> &Url {
        &self.inner.public_url
    }

    /// Answers one request. `route` is the one its path matched; without one the answer is that
    /// there is nothing here.
    ///
    /// It never fails and never panics: whatever goes wrong becomes a response.
    pub async fn handle(&self, route: Option<&Route>, request: Request) -> Response<Bytes> {
        let began = Instant::now();
        let Ok(visit) = self.arrive(route, &request, None) else {
            return bare_fault(None);
        };
        let method = request.method.clone();
        let row = route.and_then(|route| route.row(&method)).map(Row::name);
        let span = tracing::info_span!(
            "request",
            request = %visit.request_id(),
            route = row,
            %method,
            status = Empty,
            micros = Empty,
        );
        let response = self.respond(visit.clone(), route, request);
        let response = response.instrument(span.clone()).await;
        let request = RequestObserved {
            route: row,
            method: &method,
            status: response.status(),
            took: began.elapsed(),
            id: visit.request_id(),
        };
        request.trace(&span);
        observed(self.observer(), |own| own.request(&request));
        response
    }

    async fn respond(
        &self,
        visit: Visit,
        route: Option<&Route>,
        request: Request,
    ) -> Response<Bytes> {
        let head = request.method == Method::HEAD;
        let deciding = AssertUnwindSafe(guard::decide(visit.clone(), route, request));
        let (visit, outcome) = deciding
            .catch_unwind()
            .await
            .unwrap_or_else(|_| (visit, Err(Problem::fault("an action panicked"))));
        let mut response = respond(&visit, outcome).await;
        if head {
            // The length says what GET would send (RFC 9110, section 9.3.2).
            let length = HeaderValue::from(response.body().len());
            response
                .headers_mut()
                .insert(header::CONTENT_LENGTH, length);
            *response.body_mut() = Bytes::new();
        }
        response
    }

    /// Reads who asks for a page of the host's own: an adapter's extractors and request guards are
    /// made of this. `organization` is the slug the host's path names, if it names one.
    ///
    /// # Errors
    ///
    /// The response to send when the stores do not answer, or they or the host's identity panic: an
    /// outage is never "not signed in".
    pub async fn identify(
        &self,
        request: &Request,
        organization: Option<&str>,
    ) -> Result<Visit, Response<Bytes>> {
        let visit = self
            .arrive(None, request, organization)
            .map_err(|_| bare_fault(None))?;
        let asking = AssertUnwindSafe(async {
            let visit = visit.admit(organization).await?;
            visit.touch().await;
            Ok(visit)
        });
        match asking.catch_unwind().await {
            Ok(Ok(visit)) => Ok(visit),
            Ok(Err(problem)) => Err(respond(&visit, Err(problem)).await),
            Err(_) => {
                let fault = Problem::fault("asking who it is panicked");
                Err(respond(&visit, Err(fault)).await)
            }
        }
    }

    /// The response that tells a problem, as a page or as `application/problem+json`.
    pub async fn refuse(&self, visit: &Visit, problem: Problem) -> Response<Bytes> {
        respond(visit, Err(problem)).await
    }

    /// The host's back end: users, organizations, members. `name` says in the audit trail which
    /// part of the host acts.
    #[must_use]
    pub fn management(&self, name: impl Into<String>) -> Management {
        Management::new(self.following(), name.into())
    }

    /// The background work, to be spawned once in each instance of the host:
    /// `tokio::spawn(widgets.worker().run())`.
    #[must_use]
    pub fn worker(&self) -> Worker {
        Worker::new(self.following())
    }

    /// The application's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.inner.name
    }

    /// The stores.
    #[must_use]
    pub fn stores(&self) -> &Stores {
        &self.inner.stores
    }

    /// What the host asks of new passwords.
    #[must_use]
    pub fn password_policy(&self) -> &PasswordPolicy {
        &self.inner.password_policy
    }

    /// Password hashing, for those who count it.
    #[must_use]
    pub fn password_hashes(&self) -> &PasswordHashes {
        &self.inner.hashes
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.inner.clock.now()
    }

    pub(crate) fn keys(&self) -> &Keys {
        &self.keys
    }

    pub(crate) fn hooks(&self) -> &Hooks {
        &self.inner.hooks
    }

    pub(crate) fn subscribers(&self) -> &[Subscriber] {
        &self.inner.subscribers
    }

    pub(crate) fn mailer(&self) -> Option<&dyn Mailer> {
        self.inner.mailer.as_deref()
    }

    /// Who may sign up, and what that takes.
    pub(crate) fn sign_up(&self) -> &SignUp {
        &self.inner.sign_up
    }

    pub(crate) fn captcha(&self) -> Option<&dyn Captcha> {
        self.inner.captcha.as_deref()
    }

    /// Where letters are written.
    pub(crate) fn desk(&self) -> Desk<'_> {
        Desk {
            name: &self.inner.name,
            public_url: &self.inner.public_url,
            languages: &self.inner.languages,
            theme: &self.inner.face.theme,
            now: self.now(),
        }
    }

    pub(crate) fn observer(&self) -> &dyn Observer {
        self.inner.observer.as_ref()
    }

    pub(crate) fn retention(&self) -> &Retention {
        &self.inner.retention
    }

    pub(crate) fn pulse(&self) -> &Pulse {
        &self.inner.pulse
    }

    pub(crate) fn languages(&self) -> &Languages {
        &self.inner.languages
    }

    pub(crate) fn assets(&self) -> &Assets {
        &self.inner.assets
    }

    pub(crate) fn face(&self) -> &Face {
        &self.inner.face
    }

    pub(crate) fn widgets(&self) -> &[Widget] {
        &self.inner.widgets
    }

    pub(crate) fn origin(&self) -> &str {
        &self.inner.origin
    }

    pub(crate) fn return_origins(&self) -> &ReturnOrigins {
        &self.inner.return_origins
    }

    pub(crate) fn signed_out_to(&self) -> Option<&ReturnPath> {
        self.inner.signed_out_to.as_ref()
    }

    pub(crate) fn identity(&self) -> Option<&dyn HostIdentity> {
        self.inner.identity.as_deref()
    }

    pub(crate) fn strict_transport(&self) -> Option<&HeaderValue> {
        self.inner.strict_transport.as_ref()
    }

    pub(crate) fn session_policy(&self) -> &SessionPolicy {
        &self.inner.session_policy
    }

    /// The change that records what happened, and delivers it where somebody subscribed.
    pub(crate) fn record(&self, stamp: Stamp, happening: Happening) -> Result<Change, Fault> {
        happening.stamp(stamp, &self.keys, !self.inner.subscribers.is_empty())
    }

    /// Reads all of a request that needs no storage.
    fn arrive(
        &self,
        route: Option<&Route>,
        request: &Request,
        organization: Option<&str>,
    ) -> Result<Visit, EntropyError> {
        let at = self.now();
        let mut cookies = Cookies::read(&request.headers);
        let asking = self.identity().map(|_| Asking::new(request));
        if asking.is_some() {
            // Left from when the host had us sign people in.
            cookies.session = None;
        }
        let visit = cookies.visit.clone().map_or_else(Token::mint, Ok)?;
        let matched = route.and_then(|route| Matched::read(route.path(), &request.path).ok()?);
        let query = request.query.as_deref().unwrap_or_default();
        let notice = Fields::from_urlencoded(query.as_bytes())
            .map(|query| query.get(NOTICE).to_owned())
            .unwrap_or_default();
        let prefix = matched.map_or_else(|| self.inner.mount.clone(), |matched| matched.prefix);
        let state = VisitState {
            widgets: self.pinned(),
            id: RequestId::mint(at)?,
            at,
            query: query.to_owned(),
            organization: organization.map(str::to_owned),
            page: page(request),
            notice,
            client: Client::read(request.peer, &request.headers, self.inner.trusted_hops),
            format: Format::read(&request.headers),
            reads_brotli: reads_brotli(&request.headers),
            profile: OnceCell::new(),
            wishes: Wishes::read(&request.headers, cookies.locale.clone()),
            cookies,
            asking,
            visit,
            visit_used: false.into(),
            touched: false.into(),
            shown: false.into(),
            kept_over: false.into(),
            offered: OnceLock::new(),
        };
        Ok(Visit::new(state, Place::page(prefix, route, request)))
    }
}

/// The page a request asks for, or for an action the page its form stood on.
fn page(request: &Request) -> Option<String> {
    if request.method != Method::GET && request.method != Method::HEAD {
        let referer = request.headers.get(header::REFERER)?.to_str().ok()?;
        return Some(referer.to_owned());
    }
    Some(match &request.query {
        Some(query) => format!("{}?{query}", request.path),
        None => request.path.clone(),
    })
}

impl fmt::Debug for Widgets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Widgets({})", self.inner.public_url)
    }
}
