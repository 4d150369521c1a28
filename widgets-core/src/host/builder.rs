//! The builder of the widgets: everything a host decides, checked together.

mod checks;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;

use self::checks::Urls;
use super::Widgets;
use crate::context::RequestCtx;
use crate::context::app_state::{AppState, Derived, Settings};
use crate::context::events::{DeliveredEvent, DeliveryFailure, Subscriber};
use crate::context::ports::captcha::Captcha;
use crate::context::ports::identity::HostIdentity;
use crate::context::ports::mailer::Mailer;
use crate::context::ports::observer::{NoopObserver, Observer};
use crate::context::settings::retention::Retention;
use crate::context::settings::session_policy::SessionPolicy;
use crate::context::settings::sign_up::SignUp;
use crate::crypto::{HashParameters, Keys, PasswordHashes, PasswordPolicy};
use crate::http::csp::PolicyAdditions;
use crate::i18n::LanguagesToBuild;
use crate::stores::{StoreError, Stores};
use crate::table::hooks::{HookRefusal, Hooks};
use crate::table::{self, Table, Widget, route};
use crate::types::clock::{Clock, SystemClock};
use crate::types::entitlement::Entitlement;
use crate::types::permission::Permission;
use crate::types::random::EntropyError;
use crate::ui::{Appearance, Brand, Elements, Layout, Theme};
use crate::{server, widgets};

/// Everything that is wrong with a configuration, at once.
#[derive(thiserror::Error)]
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

/// The words themselves, a line for each problem, since that is what `main` prints of an error.
impl fmt::Debug for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
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
    identity: Option<Box<dyn HostIdentity>>,
    strict_transport: Option<Duration>,
    session_policy: SessionPolicy,
    password_policy: PasswordPolicy,
    hash_parameters: HashParameters,
    hooks: Hooks,
    subscribers: Vec<Subscriber>,
    observer: Box<dyn Observer>,
    retention: Retention,
    mailer: Option<Box<dyn Mailer>>,
    sign_up: Option<SignUp>,
    captcha: Option<Box<dyn Captcha>>,
    widgets: Vec<Widget>,
    permissions: Vec<Permission>,
    entitlements: Vec<Entitlement>,
    appearance: Appearance,
    pub(super) languages: LanguagesToBuild,
}

impl WidgetsBuilder {
    pub(super) fn new(public_url: String, keys: Keys, stores: Stores) -> Self {
        Self {
            public_url,
            keys,
            stores,
            name: "Account".to_owned(),
            clock: Box::new(SystemClock),
            trusted_hops: 0,
            return_origins: Vec::new(),
            signed_out_to: None,
            identity: None,
            strict_transport: None,
            session_policy: SessionPolicy::default(),
            password_policy: PasswordPolicy::default(),
            hash_parameters: HashParameters::default(),
            hooks: Hooks::default(),
            subscribers: Vec::new(),
            observer: Box::new(NoopObserver),
            retention: Retention::default(),
            mailer: None,
            sign_up: None,
            captcha: None,
            widgets: Vec::new(),
            permissions: Vec::new(),
            entitlements: Vec::new(),
            appearance: Appearance::default(),
            languages: LanguagesToBuild::default(),
        }
    }

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

    /// Leaves signing in to the host, which says who asks. See [`identity`](crate::context::ports::identity).
    ///
    /// The widgets that sign people in, or manage what they sign in with, are not mounted then, and
    /// no mailer is needed.
    pub fn host_identity(mut self, identity: impl HostIdentity) -> Self {
        self.identity = Some(Box::new(identity));
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

    /// What new passwords must be like.
    pub fn password_policy(mut self, policy: PasswordPolicy) -> Self {
        self.password_policy = policy;
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

    /// Colours, corners, font and scheme. The contrast of every pair of colours that meets on a
    /// page is checked by [`WidgetsBuilder::build`].
    pub fn theme(mut self, theme: Theme) -> Self {
        self.appearance.theme = theme;
        self
    }

    /// The host's logo and favicon.
    pub fn brand(mut self, brand: Brand) -> Self {
        self.appearance.brand = brand;
        self
    }

    /// What pages are made of, with the host's own buttons, fields or anything else in place of
    /// ours. See [`Elements`].
    pub fn elements(mut self, elements: impl Elements) -> Self {
        self.appearance.elements = Box::new(elements);
        self
    }

    /// What stands around pages, in place of our bar and navigation. See [`Layout`].
    pub fn layout(mut self, layout: impl Layout) -> Self {
        self.appearance.layout = Box::new(layout);
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
    /// [`hooks`](crate::table::hooks), which also tells the inputs there are.
    pub fn before<I, F, R>(mut self, hook: F) -> Self
    where
        I: Send + Sync + 'static,
        F: Fn(RequestCtx, Arc<I>) -> R + Send + Sync + 'static,
        R: Future<Output = Result<(), HookRefusal>> + Send + 'static,
    {
        self.hooks.add_before(hook);
        self
    }

    /// Runs after every action with input of type `I` that took place.
    pub fn after<I, F, R>(mut self, hook: F) -> Self
    where
        I: Send + Sync + 'static,
        F: Fn(RequestCtx, Arc<I>) -> R + Send + Sync + 'static,
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

    /// What sends mail, such as a mail server. Widgets that send mail cannot do without; their
    /// mails go out from the worker (see [`Widgets::worker`]).
    pub fn mailer(mut self, mailer: impl Mailer) -> Self {
        self.mailer = Some(Box::new(mailer));
        self
    }

    /// Hears of every request, sign-in, delivery and sweep, for the host's metrics. See
    /// [`operations`](crate::ops).
    pub fn observer(mut self, observer: impl Observer) -> Self {
        self.observer = Box::new(observer);
        self
    }

    /// How long what is over is kept, before the worker removes it (see [`Widgets::worker`]).
    pub fn retention(mut self, retention: Retention) -> Self {
        self.retention = retention;
        self
    }

    /// Who may sign up, and what that takes; by default whoever proves an address. See [`SignUp`].
    pub fn sign_up(mut self, sign_up: SignUp) -> Self {
        self.sign_up = Some(sign_up);
        self
    }

    /// What asks a question in forms that send mail to whatever address is typed: signing up, a code
    /// to sign in with, a forgotten password, another address for any of them. See [`Captcha`].
    pub fn captcha(mut self, captcha: impl Captcha) -> Self {
        self.captcha = Some(Box::new(captcha));
        self
    }

    /// Checks everything together and builds the widgets.
    ///
    /// # Errors
    ///
    /// [`ConfigError::Problems`] with every contradiction at once; otherwise an outage.
    pub async fn build(mut self) -> Result<Widgets, ConfigError> {
        let mut bundled = widgets::bundled();
        bundled.retain(|widget| self.identity.is_none() || !widget.signs_in());
        self.widgets.splice(..0, bundled);
        let mut problems = self.session_policy.problems();
        problems.extend(self.identity_problems());
        problems.extend(self.password_policy.problems());
        problems.extend(self.retention.problems());
        problems.extend(self.name_problem());
        problems.extend(self.appearance.problems());
        problems.extend(self.sign_up.iter().flat_map(SignUp::problems));
        let captcha = self.captcha.as_ref().map(|own| own.policy());
        problems.extend(captcha.iter().flat_map(PolicyAdditions::problems).cloned());
        let languages = self.languages.build(&mut problems);
        let endpoints = server::endpoints::endpoints().into_iter();
        let routes = route::by_path(
            endpoints.chain(self.widgets.iter().flat_map(Widget::endpoints).cloned()),
        );
        problems.extend(route::problems(&routes));
        problems.extend(table::problems(
            &self.widgets,
            &self.permissions,
            &self.entitlements,
        ));
        problems.extend(self.hooks.problems(&self.widgets));
        problems.extend(self.stores.problems().await?);
        let urls = self.urls(&mut problems);
        let (Some(urls), Some(languages), true) = (urls, languages, problems.is_empty()) else {
            return Err(ConfigError::Problems(problems));
        };
        let Urls {
            public_url,
            return_origins,
            signed_out_to,
        } = urls;
        let strict_transport = self
            .strict_transport
            .and_then(|age| HeaderValue::try_from(format!("max-age={}", age.as_secs())).ok());
        let table = Table::new(routes, self.widgets, self.hooks);
        let settings = Settings {
            derived: Derived::of(&public_url, &self.appearance),
            name: self.name,
            public_url,
            return_origins,
            signed_out_to,
            identity: self.identity,
            trusted_hops: self.trusted_hops,
            strict_transport,
            session_policy: self.session_policy,
            keys: self.keys,
            clock: self.clock,
            stores: self.stores,
            password_policy: self.password_policy,
            hashes: PasswordHashes::new(self.hash_parameters)?,
            subscribers: self.subscribers,
            observer: self.observer,
            retention: self.retention,
            mailer: self.mailer,
            sign_up: self.sign_up.unwrap_or_default(),
            captcha: self.captcha,
            appearance: self.appearance,
            languages,
            table: Box::new(table),
        };
        Ok(Widgets {
            app: AppState::new(settings),
        })
    }
}

impl fmt::Debug for WidgetsBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WidgetsBuilder({})", self.public_url)
    }
}
