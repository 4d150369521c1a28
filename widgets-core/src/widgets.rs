//! The widgets as a host holds them, and their builder.

use std::fmt;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::FutureExt as _;
use http::{HeaderMap, HeaderValue, Method, Response, header};
use url::Url;

use crate::clock::{Clock, SystemClock, Timestamp};
use crate::cookies::Cookies;
use crate::crypto::{EntropyError, HashParameters, Keys, PasswordHashes, Token};
use crate::ctx::{Format, Visit, VisitState};
use crate::entitlement::Entitlement;
use crate::events::{DeliveredEvent, DeliveryFailure, Happening, Subscriber};
use crate::form::Fields;
use crate::guard;
use crate::hooks::{HookRefusal, Hooks};
use crate::id::RequestId;
use crate::management::Management;
use crate::permission::Permission;
use crate::problem::Problem;
use crate::request::{Client, Matched, Request};
use crate::respond::{bare_fault, respond};
use crate::return_path::{ReturnOrigins, ReturnPath};
use crate::room::Widget;
use crate::route::{self, Route};
use crate::stores::{Change, Stamp, StoreError, Stores};
use crate::ui::{self, Assets, Messages};
use crate::worker::Worker;

/// How long sessions last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionPolicy {
    /// Unused this long, a session ends.
    pub idle: Duration,
    /// This old, a session ends however much it is used.
    pub absolute: Duration,
    /// [`SessionPolicy::idle`] for whoever chose to stay signed in.
    pub kept_idle: Duration,
    /// [`SessionPolicy::absolute`] for whoever chose to stay signed in.
    pub kept_absolute: Duration,
    /// For this long after a sign-in, rows that ask for a fresh one are open.
    pub fresh: Duration,
}

impl Default for SessionPolicy {
    /// 8 hours unused and a day in all; 14 and 60 days for whoever chose to stay signed in; fresh
    /// for 10 minutes.
    fn default() -> Self {
        const HOUR: u64 = 60 * 60;
        Self {
            idle: Duration::from_secs(8 * HOUR),
            absolute: Duration::from_secs(24 * HOUR),
            kept_idle: Duration::from_secs(14 * 24 * HOUR),
            kept_absolute: Duration::from_secs(60 * 24 * HOUR),
            fresh: Duration::from_secs(10 * 60),
        }
    }
}

impl SessionPolicy {
    pub(crate) fn idle_until(&self, kept: bool, from: Timestamp) -> Timestamp {
        from.plus(if kept { self.kept_idle } else { self.idle })
    }

    pub(crate) fn expires_at(&self, kept: bool, from: Timestamp) -> Timestamp {
        from.plus(if kept {
            self.kept_absolute
        } else {
            self.absolute
        })
    }

    fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        let lengths = [
            self.idle,
            self.absolute,
            self.kept_idle,
            self.kept_absolute,
            self.fresh,
        ];
        if lengths.iter().any(|length| length.as_secs() == 0) {
            problems.push("session_policy: every length must be at least a second".to_owned());
        }
        if self.idle > self.absolute || self.kept_idle > self.kept_absolute {
            problems.push(
                "session_policy: an idle limit is longer than its absolute limit: shorten it"
                    .to_owned(),
            );
        }
        problems
    }
}

/// The account and organization pages of one host. Cheap to clone; made by [`Widgets::builder`].
#[derive(Clone)]
pub struct Widgets(Arc<Inner>);

struct Inner {
    name: String,
    public_url: Url,
    origin: String,
    mount: String,
    return_origins: ReturnOrigins,
    signed_out_to: Option<ReturnPath>,
    trusted_hops: usize,
    strict_transport: Option<HeaderValue>,
    session_policy: SessionPolicy,
    keys: Keys,
    clock: Box<dyn Clock>,
    stores: Stores,
    hashes: PasswordHashes,
    hooks: Hooks,
    subscribers: Vec<Subscriber>,
    widgets: Vec<Widget>,
    routes: Vec<Route>,
    assets: Assets,
    messages: Messages,
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
        WidgetsBuilder {
            public_url: public_url.into(),
            keys,
            stores: stores.into(),
            name: "Account".to_owned(),
            clock: Box::new(SystemClock),
            trusted_hops: 0,
            return_origins: Vec::new(),
            signed_out_to: None,
            strict_transport: None,
            session_policy: SessionPolicy::default(),
            hash_parameters: HashParameters::default(),
            hooks: Hooks::default(),
            subscribers: Vec::new(),
            widgets: crate::rooms::bundled(),
            permissions: Vec::new(),
            entitlements: Vec::new(),
        }
    }

    /// Every route below the mount path. An adapter mounts each for all methods.
    #[must_use]
    pub fn routes(&self) -> &[Route] {
        &self.0.routes
    }

    /// The path of the public URL under which the routes are mounted, without a slash at the end;
    /// empty for the root.
    #[must_use]
    pub fn mount_path(&self) -> &str {
        &self.0.mount
    }

    /// Where people reach the widgets.
    #[must_use]
    pub fn public_url(&self) -> &Url {
        &self.0.public_url
    }

    /// Answers one request. `route` is the one its path matched; without one the answer is that
    /// there is nothing here.
    ///
    /// It never fails and never panics: whatever goes wrong becomes a response.
    pub async fn handle(&self, route: Option<&Route>, request: Request) -> Response<Bytes> {
        let Ok(visit) = self.arrive(route, &request) else {
            return bare_fault();
        };
        let head = request.method == Method::HEAD;
        let deciding = AssertUnwindSafe(guard::decide(visit.clone(), route, request));
        let (visit, outcome) = deciding
            .catch_unwind()
            .await
            .unwrap_or_else(|_| (visit, Err(Problem::fault("an action panicked"))));
        let mut response = answer(&visit, outcome).await;
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
    /// The response to send when the stores do not answer: an outage is never "not signed in".
    pub async fn identify(
        &self,
        request: &Request,
        organization: Option<&str>,
    ) -> Result<Visit, Response<Bytes>> {
        let visit = self.arrive(None, request).map_err(|_| bare_fault())?;
        match visit.admit(organization).await {
            Ok(visit) => {
                visit.touch().await;
                Ok(visit)
            }
            Err(problem) => Err(answer(&visit, Err(problem)).await),
        }
    }

    /// The response that tells a problem, as a page or as `application/problem+json`.
    pub async fn refuse(&self, visit: &Visit, problem: Problem) -> Response<Bytes> {
        answer(visit, Err(problem)).await
    }

    /// The host's back end: users, organizations, members. `name` says in the audit trail which
    /// part of the host acts.
    #[must_use]
    pub fn management(&self, name: impl Into<String>) -> Management {
        Management::new(self.clone(), name.into())
    }

    /// The background work, to be spawned once in each instance of the host:
    /// `tokio::spawn(widgets.worker().run())`.
    #[must_use]
    pub fn worker(&self) -> Worker {
        Worker::new(self.clone())
    }

    /// The application's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// The stores.
    #[must_use]
    pub fn stores(&self) -> &Stores {
        &self.0.stores
    }

    /// Password hashing, for those who count it.
    #[must_use]
    pub fn password_hashes(&self) -> &PasswordHashes {
        &self.0.hashes
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    pub(crate) fn keys(&self) -> &Keys {
        &self.0.keys
    }

    pub(crate) fn hooks(&self) -> &Hooks {
        &self.0.hooks
    }

    pub(crate) fn subscribers(&self) -> &[Subscriber] {
        &self.0.subscribers
    }

    pub(crate) fn messages(&self) -> &Messages {
        &self.0.messages
    }

    pub(crate) fn assets(&self) -> &Assets {
        &self.0.assets
    }

    pub(crate) fn widgets(&self) -> &[Widget] {
        &self.0.widgets
    }

    pub(crate) fn origin(&self) -> &str {
        &self.0.origin
    }

    pub(crate) fn return_origins(&self) -> &ReturnOrigins {
        &self.0.return_origins
    }

    pub(crate) fn signed_out_to(&self) -> Option<&ReturnPath> {
        self.0.signed_out_to.as_ref()
    }

    pub(crate) fn strict_transport(&self) -> Option<&HeaderValue> {
        self.0.strict_transport.as_ref()
    }

    pub(crate) fn session_policy(&self) -> &SessionPolicy {
        &self.0.session_policy
    }

    /// The change that records what happened, and delivers it where somebody subscribed.
    pub(crate) fn record(&self, stamp: Stamp, happening: Happening) -> Result<Change, Problem> {
        happening.stamp(stamp, &self.0.keys, !self.0.subscribers.is_empty())
    }

    /// Reads all of a request that needs no storage.
    fn arrive(&self, route: Option<&Route>, request: &Request) -> Result<Visit, EntropyError> {
        let at = self.now();
        let cookies = Cookies::read(&request.headers);
        let visit = cookies.visit.clone().map_or_else(Token::mint, Ok)?;
        let matched = route.and_then(|route| Matched::read(route.path(), &request.path).ok()?);
        let query = request.query.as_deref().unwrap_or_default();
        let notice = Fields::from_urlencoded(query.as_bytes())
            .map(|query| query.get("notice").to_owned())
            .unwrap_or_default();
        Ok(Visit::new(VisitState {
            widgets: self.clone(),
            id: RequestId::mint(at)?,
            at,
            prefix: matched.map_or_else(|| self.0.mount.clone(), |matched| matched.prefix),
            resume: self.resume(request),
            notice,
            client: Client::read(request.peer, &request.headers, self.0.trusted_hops),
            format: format(&request.headers),
            cookies,
            visit,
            visit_used: false.into(),
        }))
    }

    /// The page to come back to: this one, or for an action the page its form stood on.
    fn resume(&self, request: &Request) -> Option<ReturnPath> {
        let page = if request.method == Method::GET || request.method == Method::HEAD {
            match &request.query {
                Some(query) => format!("{}?{query}", request.path),
                None => request.path.clone(),
            }
        } else {
            request
                .headers
                .get(header::REFERER)?
                .to_str()
                .ok()?
                .to_owned()
        };
        ReturnPath::parse(&page, &self.0.return_origins)
    }
}

/// The response, even when showing it panics.
async fn answer(visit: &Visit, outcome: Result<crate::Answer, Problem>) -> Response<Bytes> {
    let responding = AssertUnwindSafe(respond(visit, outcome));
    responding
        .catch_unwind()
        .await
        .unwrap_or_else(|_| bare_fault())
}

/// JSON is answered to whoever asks for it by name and does not rather want HTML.
fn format(headers: &HeaderMap) -> Format {
    let (mut html, mut json) = (0.0_f32, 0.0_f32);
    let lines = headers
        .get_all(header::ACCEPT)
        .iter()
        .filter_map(|line| line.to_str().ok());
    for range in lines.flat_map(|line| line.split(',')) {
        let mut parts = range.split(';').map(str::trim);
        let kind = parts.next().unwrap_or_default();
        let weight = parts
            .find_map(|part| part.strip_prefix("q="))
            .map_or(1.0, |weight| weight.parse::<f32>().unwrap_or(0.0));
        match kind.to_ascii_lowercase().as_str() {
            "text/html" => html = weight,
            "application/json" | "application/problem+json" => json = json.max(weight),
            _ => {}
        }
    }
    if json > html {
        Format::Json
    } else {
        Format::Html
    }
}

impl fmt::Debug for Widgets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Widgets({})", self.0.public_url)
    }
}

/// Everything that is wrong with a configuration, at once.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The configuration contradicts itself or the stores are not ready; each line says what to
    /// change.
    #[error("the widgets cannot be built:\n- {}", .0.join("\n- "))]
    Problems(Vec<String>),
    /// The stores did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The operating system gave no random bytes.
    #[error(transparent)]
    Entropy(#[from] EntropyError),
}

/// What a host decides about its widgets. Everything but the three arguments of
/// [`Widgets::builder`] has a default.
#[must_use]
pub struct WidgetsBuilder {
    public_url: String,
    keys: Keys,
    stores: Stores,
    name: String,
    clock: Box<dyn Clock>,
    trusted_hops: usize,
    return_origins: Vec<String>,
    signed_out_to: Option<String>,
    strict_transport: Option<Duration>,
    session_policy: SessionPolicy,
    hash_parameters: HashParameters,
    hooks: Hooks,
    subscribers: Vec<Subscriber>,
    widgets: Vec<Widget>,
    permissions: Vec<Permission>,
    entitlements: Vec<Entitlement>,
}

impl WidgetsBuilder {
    /// The application's name, as people know it.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// How many proxies of the host's own stand in front of it, each adding one address to
    /// `X-Forwarded-For`. 0, the default, takes the peer's address and ignores that header.
    pub fn trusted_hops(mut self, hops: usize) -> Self {
        self.trusted_hops = hops;
        self
    }

    /// Another origin, such as `https://app.example.com`, that people may return to after signing
    /// in.
    pub fn return_origin(mut self, origin: impl Into<String>) -> Self {
        self.return_origins.push(origin.into());
        self
    }

    /// Where signing out leads: a path of the host, or an address on an allowed origin. By default
    /// the sign-in page.
    pub fn signed_out_to(mut self, address: impl Into<String>) -> Self {
        self.signed_out_to = Some(address.into());
        self
    }

    /// Tells browsers to use only https with this host for `max_age` (RFC 6797). Needs an https
    /// public URL.
    pub fn strict_transport(mut self, max_age: Duration) -> Self {
        self.strict_transport = Some(max_age);
        self
    }

    /// How long sessions last.
    pub fn session_policy(mut self, policy: SessionPolicy) -> Self {
        self.session_policy = policy;
        self
    }

    /// How much work a password hash costs; never less than [`HashParameters::RECOMMENDED`] unless
    /// the public URL is on the loopback interface.
    pub fn hash_parameters(mut self, parameters: HashParameters) -> Self {
        self.hash_parameters = parameters;
        self
    }

    /// Another clock, for tests.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Box::new(clock);
        self
    }

    /// A widget of the host's own, mounted beside ours.
    pub fn widget(mut self, widget: Widget) -> Self {
        self.widgets.push(widget);
        self
    }

    /// Permissions of the host's own, which owners and administrators then hold.
    pub fn permissions(mut self, permissions: impl IntoIterator<Item = Permission>) -> Self {
        self.permissions.extend(permissions);
        self
    }

    /// Entitlements of the host's own.
    pub fn entitlements(mut self, entitlements: impl IntoIterator<Item = Entitlement>) -> Self {
        self.entitlements.extend(entitlements);
        self
    }

    /// Runs before every action with input of type `I`, and may refuse it. See
    /// [`hooks`](crate::hooks).
    pub fn before<I, F, R>(mut self, hook: F) -> Self
    where
        I: Send + Sync + 'static,
        F: Fn(Visit, Arc<I>) -> R + Send + Sync + 'static,
        R: Future<Output = Result<(), HookRefusal>> + Send + 'static,
    {
        self.hooks.add_before(hook);
        self
    }

    /// Runs after every action with input of type `I` that took place.
    pub fn after<I, F, R>(mut self, hook: F) -> Self
    where
        I: Send + Sync + 'static,
        F: Fn(Visit, Arc<I>) -> R + Send + Sync + 'static,
        R: Future<Output = ()> + Send + 'static,
    {
        self.hooks.add_after(hook);
        self
    }

    /// Hears of every change for sure, at least once, from the worker (see [`Widgets::worker`]).
    pub fn subscribe<F, R>(mut self, subscriber: F) -> Self
    where
        F: Fn(DeliveredEvent) -> R + Send + Sync + 'static,
        R: Future<Output = Result<(), DeliveryFailure>> + Send + 'static,
    {
        self.subscribers
            .push(Arc::new(move |event| Box::pin(subscriber(event))));
        self
    }

    /// Checks everything together and builds the widgets.
    ///
    /// # Errors
    ///
    /// [`ConfigError::Problems`] with every contradiction at once; otherwise an outage.
    pub async fn build(self) -> Result<Widgets, ConfigError> {
        let mut problems = self.session_policy.problems();
        problems.extend(self.words_problems());
        let rows = ui::rows().into_iter();
        let routes =
            route::by_path(rows.chain(self.widgets.iter().flat_map(Widget::rows).cloned()));
        problems.extend(route::problems(&routes));
        problems.extend(crate::room::problems(
            &self.widgets,
            &self.permissions,
            &self.entitlements,
        ));
        problems.extend(self.stores.problems().await?);
        let place = self.place(&mut problems);
        let Some(Place {
            public_url,
            return_origins,
            signed_out_to,
        }) = place.filter(|_| problems.is_empty())
        else {
            return Err(ConfigError::Problems(problems));
        };
        let strict_transport = self
            .strict_transport
            .and_then(|age| HeaderValue::try_from(format!("max-age={}", age.as_secs())).ok());
        Ok(Widgets(Arc::new(Inner {
            name: self.name,
            origin: public_url.origin().ascii_serialization(),
            mount: public_url.path().trim_end_matches('/').to_owned(),
            public_url,
            return_origins,
            signed_out_to,
            trusted_hops: self.trusted_hops,
            strict_transport,
            session_policy: self.session_policy,
            keys: self.keys,
            clock: self.clock,
            stores: self.stores,
            hashes: PasswordHashes::new(self.hash_parameters)?,
            hooks: self.hooks,
            subscribers: self.subscribers,
            widgets: self.widgets,
            routes,
            assets: Assets::new(),
            messages: Messages::english(),
        })))
    }

    /// Everything that hangs on the public URL; none when it is not one.
    fn place(&self, problems: &mut Vec<String>) -> Option<Place> {
        let public_url = parse_public_url(&self.public_url);
        let Some(public_url) = public_url else {
            problems.push(format!(
                "public_url: {:?} is not a URL such as https://example.com/account, with the mount \
                 path and without query or fragment",
                self.public_url
            ));
            return None;
        };
        problems.extend(self.keys_and_work_problems(&public_url));
        let return_origins = self.parse_return_origins(&public_url, problems);
        let signed_out_to = self.parse_signed_out_to(&return_origins, problems);
        Some(Place {
            public_url,
            return_origins,
            signed_out_to,
        })
    }

    fn keys_and_work_problems(&self, public_url: &Url) -> Vec<String> {
        let mut problems = Vec::new();
        let local = is_loopback(public_url);
        if self.keys.is_development() && !local {
            problems.push(
                "keys: Keys::development() is known to everybody and works only on localhost; give \
                 keys of your own, such as Keys::parse(&std::env::var(\"WIDGETS_KEYS\")?)"
                    .to_owned(),
            );
        }
        let weak = self.hash_parameters.memory < HashParameters::RECOMMENDED.memory
            || self.hash_parameters.passes < HashParameters::RECOMMENDED.passes;
        if weak && !local {
            problems.push(
                "hash_parameters: weaker than HashParameters::RECOMMENDED; drop the call"
                    .to_owned(),
            );
        }
        if public_url.scheme() == "http" && !local {
            problems.push(format!(
                "public_url: browsers keep secure cookies only with https or on localhost, so \
                 {public_url} must begin with https://"
            ));
        }
        if self.strict_transport.is_some() && public_url.scheme() != "https" {
            problems.push("strict_transport: needs an https public_url".to_owned());
        }
        problems
    }

    fn words_problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        if self.name.trim().is_empty() || self.name.chars().count() > 60 {
            problems.push("name: give the application a name of 1 to 60 characters".to_owned());
        }
        problems
    }

    fn parse_return_origins(&self, own: &Url, problems: &mut Vec<String>) -> ReturnOrigins {
        let mut allowed = Vec::new();
        for text in &self.return_origins {
            match Url::parse(text) {
                Ok(url)
                    if url.origin().is_tuple() && url.path() == "/" && url.query().is_none() =>
                {
                    allowed.push(url.origin());
                }
                _ => problems.push(format!(
                    "return_origin: {text:?} is not an origin such as https://app.example.com"
                )),
            }
        }
        ReturnOrigins::new(own.clone(), allowed)
    }

    fn parse_signed_out_to(
        &self,
        origins: &ReturnOrigins,
        problems: &mut Vec<String>,
    ) -> Option<ReturnPath> {
        let text = self.signed_out_to.as_ref()?;
        let path = ReturnPath::parse(text, origins);
        if path.is_none() {
            problems.push(format!(
                "signed_out_to: {text:?} is neither a path of the host nor on a return_origin"
            ));
        }
        path
    }
}

impl fmt::Debug for WidgetsBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WidgetsBuilder({})", self.public_url)
    }
}

/// What follows from the public URL.
struct Place {
    public_url: Url,
    return_origins: ReturnOrigins,
    signed_out_to: Option<ReturnPath>,
}

fn parse_public_url(text: &str) -> Option<Url> {
    Url::parse(text).ok().filter(|url| {
        matches!(url.scheme(), "http" | "https")
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none()
    })
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}
