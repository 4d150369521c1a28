//! The builder of the widgets: the host's configuration, validated as a whole.

mod checks;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;

use self::checks::Urls;
use super::Widgets;
use crate::context::app_state::LocaleFrom;
use crate::context::ports::captcha::Captcha;
use crate::context::ports::identity::HostIdentity;
use crate::context::ports::mailer::Mailer;
use crate::context::ports::observer::{NoopObserver, Observer};
use crate::context::settings::retention::Retention;
use crate::context::settings::session_policy::SessionPolicy;
use crate::context::settings::sign_in_policy::SignInPolicy;
use crate::context::settings::sign_up::SignUp;
use crate::context::{
    AppState, DeliveredEvent, DeliveryFailure, Derived, RequestCtx, Settings, Subscriber,
};
use crate::crypto::{HashParameters, Keys, PasswordHashes, PasswordPolicy};
use crate::http::PolicyAdditions;
use crate::i18n::LanguagesToBuild;
use crate::stores::{StoreError, Stores};
use crate::table::hooks::{HookRefusal, Hooks};
use crate::table::{self, Endpoint, Table, Widget, route};
use crate::types::setters::setters;
use crate::types::{Clock, Entitlement, EntropyError, Grants, Permission, RoleCatalogue};
use crate::ui::{Appearance, Brand, Elements, Layout, Theme};
use crate::{server, widgets};

/// Why a configuration was refused.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// The configuration is invalid or contradictory, or a store is not ready. Each line tells the
    /// host what to change.
    #[error("the widgets cannot be built:\n- {}", .0.join("\n- "))]
    Problems(Vec<String>),
    /// A store failed or is unavailable.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The operating system provides no random bytes.
    #[error(transparent)]
    Entropy(#[from] EntropyError),
}

/// Prints the messages, one problem per line, because `main` prints errors with `Debug`.
impl fmt::Debug for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Configuration of the widgets. Everything except the arguments of [`Widgets::builder`] has a
/// default.
#[derive(derive_more::Debug)]
#[debug("WidgetsBuilder({public_url})")]
#[must_use]
pub struct WidgetsBuilder {
    public_url: String,
    keys: Keys,
    stores: Stores,
    name: String,
    clock: Option<Arc<dyn Clock>>,
    stripped_prefix: String,
    trusted_hops: usize,
    return_origins: Vec<String>,
    signed_out_to: Option<String>,
    home: Option<(String, String)>,
    identity: Option<Box<dyn HostIdentity>>,
    pub(super) locale_from: Option<LocaleFrom>,
    strict_transport: Option<Duration>,
    session_policy: SessionPolicy,
    sign_in_policy: SignInPolicy,
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
    pub(super) openapi: Option<Endpoint>,
    permissions: Vec<Permission>,
    roles: Vec<(String, Grants)>,
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
            clock: None,
            stripped_prefix: String::new(),
            trusted_hops: 0,
            return_origins: Vec::new(),
            signed_out_to: None,
            home: None,
            identity: None,
            locale_from: None,
            strict_transport: None,
            session_policy: SessionPolicy::default(),
            sign_in_policy: SignInPolicy::default(),
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
            openapi: None,
            permissions: Vec::new(),
            roles: Vec::new(),
            entitlements: Vec::new(),
            appearance: Appearance::default(),
            languages: LanguagesToBuild::default(),
        }
    }

    setters! {
        /// The application's name as users know it; 1 to 60 characters. Defaults to "Account".
        name: impl Into<String> => name.into();
        /// Number of trusted proxies in front of the host, each of which appends one address to
        /// `X-Forwarded-For`. Defaults to 0, which uses the peer's address and ignores that header.
        trusted_hops: usize;
        /// The part of the public URL's path that a proxy takes off before it forwards a request, such as
        /// `/shop` where people see `/shop/account` and the host is asked for `/account`. Pages put it in
        /// front of their links again, and adapters mount the rest.
        stripped_prefix: impl Into<String> => stripped_prefix.into();
        /// Where to go after signing out: a path of the host, or a URL on an allowed origin. Defaults
        /// to the sign-in page.
        signed_out_to: impl Into<String> => Some(signed_out_to.into());
        /// Sends `Strict-Transport-Security` with this `max-age` (RFC 6797). Requires an https public
        /// URL.
        strict_transport: Duration => Some(strict_transport);
        /// Lifetime of sessions.
        session_policy: SessionPolicy;
        /// What it takes to sign in: which proofs open a session, which count as second factors, for how
        /// long browsers are trusted, and what helps people who lost theirs. Refused by
        /// [`build`](Self::build): a proof that no mounted widget registers; nothing that opens a session
        /// or counts; recovery codes or mailed codes as the only second factors; mailed codes as both.
        sign_in_policy: SignInPolicy;
        /// Rules for new passwords.
        password_policy: PasswordPolicy;
        /// Cost of password hashes. Must not be below [`HashParameters::RECOMMENDED`] unless the public
        /// URL is on the loopback interface.
        hash_parameters: HashParameters;
        /// Replaces the system clock, for tests. Rate limits then count by it too, instead of by the
        /// clock of the database server, and so does the wait for a turn to hash a password.
        clock: impl Clock => Some(Arc::new(clock));
        /// Sets the mailer, such as an SMTP server. Required if any widget sends mail. Mails are sent
        /// by the worker (see [`Widgets::worker`]).
        mailer: impl Mailer => Some(Box::new(mailer));
        /// Sets the observer, which is notified of every request, sign-in, delivery and sweep, for the
        /// host's metrics. See [`ops`](crate::ops).
        observer: impl Observer => Box::new(observer);
        /// How long old data is kept before the worker deletes it (see [`Widgets::worker`]).
        retention: Retention;
        /// Who may sign up, and under which conditions. Defaults to everyone with a verified email
        /// address. See [`SignUp`].
        sign_up: SignUp => Some(sign_up);
        /// Sets a challenge for forms that mail an arbitrary address: sign-up, sign-in by code,
        /// password reset, and correcting the address in any of them. See [`Captcha`].
        captcha: impl Captcha => Some(Box::new(captcha));
    }

    /// Allows return paths on another origin, such as `https://app.example.com`, after sign-in.
    pub fn return_origin(mut self, origin: impl Into<String>) -> Self {
        self.return_origins.push(origin.into());
        self
    }

    /// The first page of the host, a path of it or a URL on an allowed origin, and what people call
    /// it, 1 to 60 characters: `.home("/", "The Paper Shop")`. The brand and the logo link there, and
    /// the menu of the signed-in user leads back to it. Without it, the brand links to the first of
    /// the account pages.
    pub fn home(mut self, address: impl Into<String>, name: impl Into<String>) -> Self {
        self.home = Some((address.into(), name.into()));
        self
    }

    /// Lets the host authenticate users itself. See [`identity`](crate::context::ports::identity).
    ///
    /// Widgets that sign users in or manage credentials are then not mounted, and no mailer is
    /// required.
    pub fn host_identity(mut self, identity: impl HostIdentity) -> Self {
        self.identity = Some(Box::new(identity));
        self
    }

    /// Colours, corner radius, font and colour scheme. [`WidgetsBuilder::build`] checks the
    /// contrast of every pair of colours that meets on a page.
    pub fn theme(mut self, theme: Theme) -> Self {
        self.appearance.theme = theme;
        self
    }

    /// Serves the style sheet in no cascade layer, for hosts whose own sheet is in none and has rules for
    /// bare elements: Tailwind 3, Bootstrap, Pico. The look of pages and fragments then stands above rules
    /// for elements and classes, where else every rule outside of a layer wins. What remains for
    /// changing it is the theme, [`Elements`], and rules with an id.
    pub fn unlayered_style(mut self) -> Self {
        self.appearance.unlayered = true;
        self
    }

    /// The host's logo and favicon.
    pub fn brand(mut self, brand: Brand) -> Self {
        self.appearance.brand = brand;
        self
    }

    /// Replaces the markup of elements such as buttons and fields. See [`Elements`].
    pub fn elements(mut self, elements: impl Elements) -> Self {
        self.appearance.has_own_markup = true;
        self.appearance.elements = Box::new(elements);
        self
    }

    /// Replaces the frame around pages: the bar and navigation. See [`Layout`].
    pub fn layout(mut self, layout: impl Layout) -> Self {
        self.appearance.has_own_markup = true;
        self.appearance.layout = Box::new(layout);
        self
    }

    /// Lets every page load from further origins, or contain a certain inline script: what a layout asks
    /// for itself is in [`Layout::policy`].
    pub fn policy(mut self, additions: PolicyAdditions) -> Self {
        self.appearance.policy = additions.and(&self.appearance.policy);
        self
    }

    /// Mounts a widget of the host next to the bundled ones.
    pub fn widget(mut self, widget: Widget) -> Self {
        self.appearance.has_own_markup = true;
        self.widgets.push(widget);
        self
    }

    /// Adds permissions of the host, which owners and administrators then hold.
    pub fn permissions(mut self, permissions: impl IntoIterator<Item = Permission>) -> Self {
        self.permissions.extend(permissions);
        self
    }

    /// Defines what a role grants: one of the host's own, or [`Role::ADMIN`](crate::Role::ADMIN) or
    /// [`Role::MEMBER`](crate::Role::MEMBER) instead of their defaults. The name of a role is 1 to 32
    /// lower-case ASCII letters, digits and underscores.
    ///
    /// `builder.permissions([BREW]).role("barista", [BREW])`
    pub fn role(mut self, role: impl AsRef<str>, grants: impl Into<Grants>) -> Self {
        self.roles.push((role.as_ref().to_owned(), grants.into()));
        self
    }

    /// Adds entitlements of the host.
    pub fn entitlements(mut self, entitlements: impl IntoIterator<Item = Entitlement>) -> Self {
        self.entitlements.extend(entitlements);
        self
    }

    /// Adds a hook that runs before every action whose [command](crate::Action::Command) is an `I`, and
    /// can refuse it. The commands of the bundled widgets are listed at [`widgets`](crate::widgets).
    pub fn before<I, F, R>(mut self, hook: F) -> Self
    where
        I: Send + Sync + 'static,
        F: Fn(RequestCtx, Arc<I>) -> R + Send + Sync + 'static,
        R: Future<Output = Result<(), HookRefusal>> + Send + 'static,
    {
        self.hooks.add_before(hook);
        self
    }

    /// Adds a hook that runs after every successful action whose [command](crate::Action::Command) is an
    /// `I`.
    pub fn after<I, F, R>(mut self, hook: F) -> Self
    where
        I: Send + Sync + 'static,
        F: Fn(RequestCtx, Arc<I>) -> R + Send + Sync + 'static,
        R: Future<Output = ()> + Send + 'static,
    {
        self.hooks.add_after(hook);
        self
    }

    /// Adds a subscriber that receives every event at least once, from the worker (see
    /// [`Widgets::worker`]).
    pub fn subscribe<F, R>(mut self, subscriber: F) -> Self
    where
        F: Fn(DeliveredEvent) -> R + Send + Sync + 'static,
        R: Future<Output = Result<(), DeliveryFailure>> + Send + 'static,
    {
        self.subscribers
            .push(Arc::new(move |event| Box::pin(subscriber(event))));
        self
    }

    /// Validates the configuration and builds the widgets.
    ///
    /// # Errors
    ///
    /// [`ConfigError::Problems`] with all problems at once; otherwise an outage.
    pub async fn build(mut self) -> Result<Widgets, ConfigError> {
        let mut bundled = widgets::bundled();
        bundled.retain(|widget| self.identity.is_none() || !widget.signs_in());
        self.widgets.splice(..0, bundled);
        let mut problems = self.session_policy.problems();
        problems.extend(self.sign_in_policy_problems());
        problems.extend(self.identity_problems());
        problems.extend(self.password_policy.problems());
        problems.extend(self.retention.problems());
        problems.extend(self.name_problem());
        problems.extend(self.appearance.problems());
        problems.extend(self.sign_up.iter().flat_map(SignUp::problems));
        let captcha = self.captcha.as_ref().map(|own| own.policy());
        problems.extend(captcha.iter().flat_map(PolicyAdditions::problems).cloned());
        let languages = self.languages.build(&mut problems);
        let support = self.sign_in_policy.told();
        let support = support.map(|own| own.problems(languages.as_ref()));
        problems.extend(support.unwrap_or_default());
        let endpoints = server::endpoints::endpoints()
            .into_iter()
            .chain(self.openapi.take());
        let routes = route::by_path(
            endpoints.chain(self.widgets.iter().flat_map(Widget::endpoints).cloned()),
        );
        problems.extend(route::problems(&routes));
        problems.extend(table::problems(
            &self.widgets,
            &self.permissions,
            &self.entitlements,
        ));
        let roles = RoleCatalogue::build(&self.roles, &self.permissions, &mut problems);
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
            home,
        } = urls;
        let strict_transport = self
            .strict_transport
            .and_then(|age| HeaderValue::try_from(format!("max-age={}", age.as_secs())).ok());
        let password_hashes = PasswordHashes::new(self.hash_parameters)?;
        let password_hashes = password_hashes.by_clock(self.clock.clone());
        let table = Table::new(routes, self.widgets, self.hooks);
        let settings = Settings {
            derived: Derived::of(&public_url, &self.appearance, self.stripped_prefix),
            name: self.name,
            public_url,
            return_origins,
            signed_out_to,
            home,
            identity: self.identity,
            locale_from: self.locale_from,
            trusted_hops: self.trusted_hops,
            strict_transport,
            session_policy: self.session_policy,
            sign_in_policy: self.sign_in_policy,
            keys: self.keys,
            clock: self.clock,
            stores: self.stores,
            password_policy: self.password_policy,
            password_hashes,
            subscribers: self.subscribers,
            observer: self.observer,
            retention: self.retention,
            mailer: self.mailer,
            sign_up: self.sign_up.unwrap_or_default(),
            captcha: self.captcha,
            appearance: self.appearance,
            languages,
            roles,
            table: Box::new(table),
        };
        Ok(Widgets {
            app: AppState::new(settings),
        })
    }
}
