//! Application state: the settings, ports and stores fixed by `build()`.

use std::any::Any;
use std::sync::Arc;

use http::HeaderValue;
use url::Url;

use super::events::{NewEvent, Subscriber};
use super::heartbeat::WorkerHeartbeat;
use super::ports::captcha::Captcha;
use super::ports::identity::HostIdentity;
use super::ports::mailer::Mailer;
use super::ports::observer::Observer;
use super::settings::retention::Retention;
use super::settings::session_policy::SessionPolicy;
use super::settings::sign_up::SignUp;
use crate::crypto::{Keys, PasswordHashes, PasswordPolicy};
use crate::http::return_path::{ReturnOrigins, ReturnPath};
use crate::i18n::{Languages, Messages};
use crate::stores::{Change, Stamp, Stores};
use crate::types::clock::{Clock, Timestamp};
use crate::types::fault::Fault;
use crate::types::locale::Locale;
use crate::types::role::RoleCatalogue;
use crate::ui::{Appearance, Assets};

/// State of one host's pages, shared by all requests and the worker. Cheap to clone.
#[derive(Clone, derive_more::Debug)]
#[debug("AppState({})", settings.public_url)]
pub(crate) struct AppState {
    settings: Arc<Settings>,
    /// The host's keys, or for one request a snapshot of them.
    keys: Keys,
}

/// The host's configuration, validated by `build()`.
pub(crate) struct Settings {
    pub(crate) name: String,
    pub(crate) public_url: Url,
    pub(crate) return_origins: ReturnOrigins,
    pub(crate) signed_out_to: Option<ReturnPath>,
    pub(crate) identity: Option<Box<dyn HostIdentity>>,
    pub(crate) trusted_hops: usize,
    pub(crate) strict_transport: Option<HeaderValue>,
    pub(crate) session_policy: SessionPolicy,
    pub(crate) keys: Keys,
    pub(crate) clock: Box<dyn Clock>,
    pub(crate) stores: Stores,
    pub(crate) password_policy: PasswordPolicy,
    pub(crate) password_hashes: PasswordHashes,
    pub(crate) subscribers: Vec<Subscriber>,
    pub(crate) observer: Box<dyn Observer>,
    pub(crate) retention: Retention,
    pub(crate) mailer: Option<Box<dyn Mailer>>,
    pub(crate) sign_up: SignUp,
    pub(crate) captcha: Option<Box<dyn Captcha>>,
    pub(crate) appearance: Appearance,
    pub(crate) languages: Languages,
    pub(crate) derived: Derived,
    pub(crate) roles: RoleCatalogue,
    /// The route table, whose type only later layers know: see `Table::of`.
    pub(crate) table: Box<dyn Any + Send + Sync>,
}

/// Values derived from the settings.
pub(crate) struct Derived {
    origin: String,
    mount_path: String,
    assets: Assets,
    heartbeat: WorkerHeartbeat,
}

impl Derived {
    pub(crate) fn of(public_url: &Url, appearance: &Appearance) -> Self {
        let mount_path = public_url.path().trim_end_matches('/').to_owned();
        Self {
            origin: public_url.origin().ascii_serialization(),
            assets: Assets::new(&appearance.theme, mount_path.clone()),
            mount_path,
            heartbeat: WorkerHeartbeat::default(),
        }
    }
}

impl AppState {
    pub(crate) fn new(settings: Settings) -> Self {
        Self {
            keys: settings.keys.clone(),
            settings: Arc::new(settings),
        }
    }

    /// The state with a snapshot of the keys, for one request.
    pub(crate) fn pinned(&self) -> Self {
        Self {
            keys: self.settings.keys.pinned(),
            settings: Arc::clone(&self.settings),
        }
    }

    /// The state with the host's keys, following rotations.
    pub(crate) fn following(&self) -> Self {
        Self {
            keys: self.settings.keys.clone(),
            settings: Arc::clone(&self.settings),
        }
    }

    /// The route table, as later layers stored it.
    pub(crate) fn table(&self) -> &(dyn Any + Send + Sync) {
        self.settings.table.as_ref()
    }

    /// The shared keys, which rotation replaces.
    pub(crate) fn shared_keys(&self) -> &Keys {
        &self.settings.keys
    }

    pub(crate) fn keys(&self) -> &Keys {
        &self.keys
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.settings.clock.now()
    }

    pub(crate) fn mailer(&self) -> Option<&dyn Mailer> {
        self.settings.mailer.as_deref()
    }

    pub(crate) fn captcha(&self) -> Option<&dyn Captcha> {
        self.settings.captcha.as_deref()
    }

    pub(crate) fn identity(&self) -> Option<&dyn HostIdentity> {
        self.settings.identity.as_deref()
    }

    pub(crate) fn observer(&self) -> &dyn Observer {
        self.settings.observer.as_ref()
    }

    pub(crate) fn trusted_hops(&self) -> usize {
        self.settings.trusted_hops
    }

    pub(crate) fn signed_out_to(&self) -> Option<&ReturnPath> {
        self.settings.signed_out_to.as_ref()
    }

    pub(crate) fn strict_transport(&self) -> Option<&HeaderValue> {
        self.settings.strict_transport.as_ref()
    }

    /// Messages in the default language and time zone.
    pub(crate) fn messages(&self) -> Messages {
        self.languages().default_messages()
    }

    /// The languages users can choose, each with its native name.
    pub(crate) fn locales(&self) -> impl Iterator<Item = (&Locale, &str)> {
        self.languages().offered()
    }

    /// The change that records an event and, if there are subscribers, queues its delivery.
    pub(crate) fn record(&self, stamp: Stamp, new_event: NewEvent) -> Result<Change, Fault> {
        new_event.stamp(stamp, &self.keys, !self.settings.subscribers.is_empty())
    }
}

/// Writes a method that borrows a field, for each of these fields.
macro_rules! getters {
    ($from:tt { $($name:ident: $type:ty;)+ }) => {
        impl AppState {
            $(getters!(@one $from $name: $type);)+
        }
    };
    (@one [$($part:ident).+] $name:ident: $type:ty) => {
        pub(crate) fn $name(&self) -> &$type {
            &self.$($part).+.$name
        }
    };
}

getters!([settings] {
    name: str;
    public_url: Url;
    stores: Stores;
    password_policy: PasswordPolicy;
    password_hashes: PasswordHashes;
    subscribers: [Subscriber];
    sign_up: SignUp;
    retention: Retention;
    roles: RoleCatalogue;
    languages: Languages;
    appearance: Appearance;
    return_origins: ReturnOrigins;
    session_policy: SessionPolicy;
});

getters!([settings.derived] {
    mount_path: str;
    origin: str;
    heartbeat: WorkerHeartbeat;
    assets: Assets;
});
