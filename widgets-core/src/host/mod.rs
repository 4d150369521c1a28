//! The widgets as a host holds them.

mod builder;
mod handling;
mod keys;
mod languages;

use std::fmt;
use std::sync::Arc;

use http::HeaderValue;
use url::Url;

pub(crate) use self::builder::is_loopback;
pub use self::builder::{ConfigError, WidgetsBuilder};
pub use self::keys::RotateError;
use crate::context::ports::captcha::Captcha;
use crate::types::clock::{Clock, Timestamp};
use crate::crypto::{Keys, PasswordHashes, PasswordPolicy};
use crate::context::events::{Happening, Subscriber};
use crate::table::hooks::Hooks;
use crate::context::ports::identity::HostIdentity;
use crate::outbox::compose::Desk;
use crate::outbox::mailers::Mailer;
use crate::admin::Management;
use crate::context::heartbeat::Pulse;
use crate::context::ports::observer::Observer;
use crate::context::settings::retention::Retention;
use crate::types::fault::Fault;
use crate::http::return_path::{ReturnOrigins, ReturnPath};
use crate::table::Widget;
use crate::context::settings::sign_up::SignUp;
use crate::table::Route;
use crate::context::settings::session_policy::SessionPolicy;
use crate::stores::{Change, Stamp, Stores};
use crate::i18n::Languages;
use crate::ui::{Assets, Face};
use crate::outbox::worker::Worker;

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
}

impl fmt::Debug for Widgets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Widgets({})", self.inner.public_url)
    }
}
