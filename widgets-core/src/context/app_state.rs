//! Application state: the settings, ports and stores fixed by `build()`.

use std::any::Any;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};

use http::HeaderValue;
use url::Url;

use super::events::{NewEvent, Subscriber};
use super::heartbeat::WorkerHeartbeat;
use super::notes::Notes;
use super::ports::captcha::Captcha;
use super::ports::http_client::HttpClient;
use super::ports::identity::{HostIdentity, IdentityRequest};
use super::ports::mailer::Mailer;
use super::ports::observer::Observer;
use super::settings::breached_passwords::BreachedPasswords;
use super::settings::check_up::CheckUp;
use super::settings::retention::Retention;
use super::settings::second_factors::SecondFactorPolicy;
use super::settings::session_policy::SessionPolicy;
use super::settings::sign_in_policy::SignInPolicy;
use super::settings::sign_up::SignUp;
use crate::crypto::{Keys, PasswordHashes, PasswordPolicy, RelyingParty, StrengthMeter};
use crate::http::{PolicyAdditions, ReturnOrigins, ReturnPath};
use crate::i18n::{Languages, Messages};
use crate::stores::{Change, Stamp, Stores};
use crate::types::getters::getters;
use crate::types::loopback::is_loopback;
use crate::types::{Clock, Fault, Locale, RoleCatalogue, SystemClock, Timestamp};
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
    pub(crate) home: Option<Home>,
    pub(crate) identity: Option<Box<dyn HostIdentity>>,
    pub(crate) locale_from: Option<LocaleFrom>,
    pub(crate) trusted_hops: usize,
    pub(crate) strict_transport: Option<HeaderValue>,
    pub(crate) session_policy: SessionPolicy,
    /// The site of passkeys; `None` if there can be none.
    pub(crate) relying_party: Option<RelyingParty>,
    pub(crate) sign_in_policy: SignInPolicy,
    pub(crate) keys: Keys,
    /// A clock given for tests; `None` for the system's.
    pub(crate) clock: Option<Arc<dyn Clock>>,
    pub(crate) stores: Stores,
    pub(crate) password_policy: PasswordPolicy,
    pub(crate) password_hashes: PasswordHashes,
    pub(crate) strength_meter: StrengthMeter,
    pub(crate) breached_passwords: Option<BreachedPasswords>,
    pub(crate) subscribers: Vec<Subscriber>,
    pub(crate) observer: Box<dyn Observer>,
    pub(crate) retention: Retention,
    pub(crate) mailer: Option<Box<dyn Mailer>>,
    pub(crate) sign_up: SignUp,
    pub(crate) second_factors: SecondFactorPolicy,
    pub(crate) check_up: CheckUp,
    pub(crate) captcha: Option<Box<dyn Captcha>>,
    pub(crate) http_client: Option<Box<dyn HttpClient>>,
    pub(crate) appearance: Appearance,
    pub(crate) languages: Languages,
    pub(crate) derived: Derived,
    pub(crate) roles: RoleCatalogue,
    /// The route table, whose type only later layers know: see `Table::of`.
    pub(crate) table: Box<dyn Any + Send + Sync>,
}

/// Chooses the language of a request.
pub(crate) type LocaleFrom =
    Box<dyn Fn(&IdentityRequest<'_>) -> Option<String> + Send + Sync + 'static>;

/// The first page of the host, which the pages lead back to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Home {
    pub(crate) address: ReturnPath,
    /// What people call it.
    pub(crate) name: String,
}

/// Values derived from the settings.
pub(crate) struct Derived {
    origin: String,
    mount_path: String,
    /// What a proxy takes off the paths of requests; empty if nothing.
    stripped_prefix: String,
    /// Whether the public URL is plain http on this machine.
    is_local_http: bool,
    assets: Assets,
    /// What all pages may load.
    policy: PolicyAdditions,
    /// What the policy of pages blocked and was told, during development.
    blocked: Option<Mutex<BTreeSet<String>>>,
    heartbeat: WorkerHeartbeat,
    notes: Notes,
}

impl Derived {
    pub(crate) fn of(public_url: &Url, appearance: &Appearance, stripped_prefix: String) -> Self {
        let mount_path = public_url.path().trim_end_matches('/').to_owned();
        Self {
            origin: public_url.origin().ascii_serialization(),
            assets: Assets::new(appearance, mount_path.clone()),
            mount_path,
            stripped_prefix,
            policy: appearance.policy(),
            blocked: (appearance.has_own_markup && is_loopback(public_url)).then(Mutex::default),
            is_local_http: public_url.scheme() == "http" && is_loopback(public_url),
            heartbeat: WorkerHeartbeat::default(),
            notes: Notes::default(),
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

    getters! { self =>
        /// The route table, as later layers stored it.
        pub(crate) table: &(dyn Any + Send + Sync) = self.settings.table.as_ref();
        /// The shared keys, which rotation replaces.
        pub(crate) shared_keys: &Keys = &self.settings.keys;
        pub(crate) keys: &Keys = &self.keys;
        pub(crate) now: Timestamp = self.given_now().unwrap_or_else(|| SystemClock.now());
        /// The moment of a clock that the host gave; `None` if time is the system's.
        pub(crate) given_now: Option<Timestamp> = self.settings.clock.as_ref().map(|clock| clock.now());
        /// Whether the public URL is plain http on this machine, as during development.
        pub(crate) is_local_http: bool = self.settings.derived.is_local_http;
        pub(crate) mailer: Option<&dyn Mailer> = self.settings.mailer.as_deref();
        pub(crate) captcha: Option<&dyn Captcha> = self.settings.captcha.as_deref();
        pub(crate) http_client: Option<&dyn HttpClient> = self.settings.http_client.as_deref();
        pub(crate) identity: Option<&dyn HostIdentity> = self.settings.identity.as_deref();
        pub(crate) observer: &dyn Observer = self.settings.observer.as_ref();
        pub(crate) trusted_hops: usize = self.settings.trusted_hops;
        pub(crate) signed_out_to: Option<&ReturnPath> = self.settings.signed_out_to.as_ref();
        pub(crate) name: &str = &self.settings.name;
        pub(crate) public_url: &Url = &self.settings.public_url;
        pub(crate) stores: &Stores = &self.settings.stores;
        pub(crate) password_policy: &PasswordPolicy = &self.settings.password_policy;
        pub(crate) password_hashes: &PasswordHashes = &self.settings.password_hashes;
        pub(crate) strength_meter: &StrengthMeter = &self.settings.strength_meter;
        pub(crate) breached_passwords: Option<&BreachedPasswords> = self.settings.breached_passwords.as_ref();
        pub(crate) subscribers: &[Subscriber] = &self.settings.subscribers;
        pub(crate) sign_up: &SignUp = &self.settings.sign_up;
        pub(crate) second_factors: &SecondFactorPolicy = &self.settings.second_factors;
        pub(crate) check_up: &CheckUp = &self.settings.check_up;
        pub(crate) retention: &Retention = &self.settings.retention;
        pub(crate) roles: &RoleCatalogue = &self.settings.roles;
        pub(crate) languages: &Languages = &self.settings.languages;
        pub(crate) appearance: &Appearance = &self.settings.appearance;
        pub(crate) return_origins: &ReturnOrigins = &self.settings.return_origins;
        pub(crate) session_policy: &SessionPolicy = &self.settings.session_policy;
        /// The site of passkeys; `None` if there can be none.
        pub(crate) relying_party: Option<&RelyingParty> = self.settings.relying_party.as_ref();
        pub(crate) sign_in_policy: &SignInPolicy = &self.settings.sign_in_policy;
        pub(crate) mount_path: &str = &self.settings.derived.mount_path;
        pub(crate) stripped_prefix: &str = &self.settings.derived.stripped_prefix;
        pub(crate) origin: &str = &self.settings.derived.origin;
        pub(crate) heartbeat: &WorkerHeartbeat = &self.settings.derived.heartbeat;
        pub(crate) notes: &Notes = &self.settings.derived.notes;
        pub(crate) policy: &PolicyAdditions = &self.settings.derived.policy;
        pub(crate) blocked: Option<&Mutex<BTreeSet<String>>> = self.settings.derived.blocked.as_ref();
        pub(crate) assets: &Assets = &self.settings.derived.assets;
    }

    /// The mount path as requests have it, behind a proxy that takes off a part.
    pub(crate) fn served_at(&self) -> &str {
        let derived = &self.settings.derived;
        let rest = derived.mount_path.strip_prefix(&derived.stripped_prefix);
        rest.unwrap_or(&derived.mount_path)
    }

    /// The language that the host chose for this request, if there is such a language. A panic of its
    /// choice chooses none.
    pub(crate) fn host_locale(&self, request: &IdentityRequest<'_>) -> Option<String> {
        let choose = self.settings.locale_from.as_ref()?;
        let chosen = catch_unwind(AssertUnwindSafe(|| choose(request)));
        let chosen = chosen.unwrap_or_else(|_| {
            tracing::error!("the closure given to locale_from panicked, so the reader chooses");
            None
        });
        chosen.filter(|tag| self.languages().speak(tag))
    }

    pub(crate) fn home(&self) -> Option<&Home> {
        self.settings.home.as_ref()
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
