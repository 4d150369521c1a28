//! A host: the widgets in a running host, over real HTTP on a free port of this machine.

use crate::prelude::*;
use std::net::{SocketAddr, TcpListener as StdTcpListener};
use std::ops::Range;

use axum::Router;
use axum::extract::{ConnectInfo, Request};
use axum::middleware::{self, Next};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use widgets_core::admin::{ManageOrganizations, ManageUsers, Management};
use widgets_core::clock::{ManualClock, Timestamp};
use widgets_core::crypto::HashParameters;
use widgets_core::service::WidgetsService;
use widgets_core::stores::Stores;

use crate::harness::counting;
use crate::harness::counting::Counts;
use crate::host::probe::{self, Probe};
use crate::host::{hello, pages};
use crate::servers::stripping::StrippingProxy;

/// What carries the widgets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Framework {
    /// axum, with `mount`.
    Axum,
    /// Rocket, with its fairing.
    Rocket,
    /// The plain tower service.
    Tower,
}

impl Framework {
    /// The framework of that name.
    pub fn named(name: &str) -> Self {
        storage::named([Self::Axum, Self::Rocket, Self::Tower], name)
    }
}

/// The mount path of every host.
pub const ACCOUNT: &str = "/account";

/// A minute.
pub const MINUTE: Duration = Duration::from_secs(60);
/// An hour.
pub const HOUR: Duration = Duration::from_secs(60 * 60);
/// A day.
pub const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Passwords cost next to nothing here, but are argon2id all the same.
pub const CHEAP: HashParameters = HashParameters {
    memory: 64,
    passes: 1,
    lanes: 1,
};

/// One running host.
pub struct TestHost {
    /// Scheme, host and port.
    pub origin: String,
    /// Its widgets.
    pub widgets: Widgets,
    /// Its back end, called `tests` in the audit trail.
    pub management: Management,
    /// Its clock, which stands still until it is moved.
    pub clock: Arc<ManualClock>,
    /// What the probe's actions did.
    pub probe: Arc<Probe>,
    /// How often the stores were called.
    pub counts: Arc<Counts>,
    /// Every mail it sent, unless the scenario gave it another mailer.
    pub mailbox: RecordingMailer,
    /// What carries it.
    pub framework: Framework,
    /// The kind of its store.
    pub kind: Storage,
    /// Where its data is.
    pub storage: Arc<FreshStorage>,
    server: JoinHandle<()>,
    _proxy: Option<StrippingProxy>,
}

impl Drop for TestHost {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// What a scenario wants otherwise than usual.
pub struct TestHostBuilder {
    framework: Framework,
    storage: Storage,
    shared: Option<Arc<FreshStorage>>,
    clock: Option<Arc<ManualClock>>,
    keys: Keys,
    stripped: Option<&'static str>,
    by_name: bool,
    adjust: Box<dyn FnOnce(WidgetsBuilder) -> WidgetsBuilder + Send>,
    wrap: Box<dyn FnOnce(Stores) -> Stores + Send>,
}

impl TestHost {
    /// A host with fresh stores.
    pub fn of(framework: Framework, storage: Storage) -> TestHostBuilder {
        TestHostBuilder {
            framework,
            storage,
            shared: None,
            clock: None,
            keys: Keys::development(),
            stripped: None,
            by_name: false,
            adjust: Box::new(|builder| builder),
            wrap: Box::new(|stores| stores),
        }
    }

    /// A browser that has never been here, at an address of a network of its own behind the one proxy
    /// that hosts trust.
    pub fn browser(&self) -> Browser {
        static NEXT: AtomicU32 = AtomicU32::new(1);
        let [_, a, b, c] = NEXT.fetch_add(1, Ordering::SeqCst).to_be_bytes();
        let mut browser = Browser::new(&self.origin);
        browser.forwarded = Some(format!("10.{c}.{b}.{a}"));
        browser
    }

    /// Lets the worker do all that is due. Rocket's fairing works beside it, so this also waits
    /// for what is in its hands.
    pub async fn deliver(&self) {
        let worker = self.widgets.worker();
        loop {
            if worker.run_once().await.unwrap() == 0 && !self.counts.is_working() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }

    /// Delivers what is due, and gives every mail to that address so far, the first one first.
    pub async fn mails_to(&self, address: &str) -> Vec<Mail> {
        self.deliver().await;
        let mut mails = self.mailbox.mails();
        mails.retain(|mail| mail.to.as_str() == address);
        mails
    }

    /// The newest mail to that address, once all that is due was delivered.
    pub async fn newest_mail(&self, address: &str) -> Mail {
        let newest = self.mails_to(address).await.pop();
        newest.unwrap_or_else(|| panic!("no mail to {address}"))
    }

    /// People and their accounts, as the back end manages them.
    pub const fn users(&self) -> ManageUsers<'_> {
        self.management.users()
    }

    /// Organizations, as the back end manages them.
    pub const fn organizations(&self) -> ManageOrganizations<'_> {
        self.management.organizations()
    }

    /// Another instance over the data and clock of this one.
    pub fn beside(&self) -> TestHostBuilder {
        let mut builder = Self::of(self.framework, self.kind);
        builder.shared = Some(Arc::clone(&self.storage));
        builder.clock = Some(Arc::clone(&self.clock));
        builder
    }

    /// Every endpoint of its route table, but for those that panic.
    pub fn endpoints(&self) -> Vec<Endpoint> {
        let endpoints = self.widgets.routes().iter().flat_map(Route::endpoints);
        let calm = endpoints.filter(|own| !own.name().contains("panic"));
        calm.cloned().collect()
    }

    /// A path below the mount path.
    pub fn path(&self, path: &str) -> String {
        format!("{ACCOUNT}{path}")
    }
}

impl TestHostBuilder {
    /// What will carry it.
    pub const fn framework(&self) -> Framework {
        self.framework
    }

    /// Where it will keep its data.
    pub const fn storage(&self) -> Storage {
        self.storage
    }

    /// Builds the widgets differently, after what was asked for before.
    pub fn with(
        mut self,
        adjust: impl FnOnce(WidgetsBuilder) -> WidgetsBuilder + Send + 'static,
    ) -> Self {
        let before = self.adjust;
        self.adjust = Box::new(move |builder| adjust(before(builder)));
        self
    }

    /// Adds a vault.
    pub fn vault(self, vault: &VaultWidget) -> Self {
        let widget = vault.widget();
        self.with(|builder| builder.widget(widget))
    }

    /// Lets people sign up differently.
    pub fn sign_up(self, options: SignUp) -> Self {
        self.with(|builder| builder.sign_up(options))
    }

    /// Other keys than the development ones.
    pub fn keys(mut self, keys: Keys) -> Self {
        self.keys = keys;
        self
    }

    /// Behind a proxy that takes this off every path. `origin` is then that of the proxy.
    pub const fn behind(mut self, prefix: &'static str) -> Self {
        self.stripped = Some(prefix);
        self
    }

    /// Reached as `localhost` instead of by an address: passkeys are for names alone.
    pub fn by_name(mut self) -> Self {
        self.by_name = true;
        self
    }

    /// Puts something between the widgets and the stores.
    pub fn wrapping(mut self, wrap: impl FnOnce(Stores) -> Stores + Send + 'static) -> Self {
        self.wrap = Box::new(wrap);
        self
    }

    /// Over data that is there already.
    pub fn over(mut self, storage: &Arc<FreshStorage>) -> Self {
        self.shared = Some(Arc::clone(storage));
        self
    }

    /// Starts the host.
    pub async fn start(self) -> TestHost {
        let storage = match self.shared {
            Some(storage) => storage,
            None => Arc::new(self.storage.fresh().await),
        };
        // 2026-11-20T12:00:00Z
        let noon = Timestamp::from_micros(1_795_176_000_000_000);
        let clock = self
            .clock
            .unwrap_or_else(|| Arc::new(ManualClock::new(noon)));
        let probe = Arc::new(Probe::default());
        let counts = Arc::new(Counts::default());
        let mailbox = RecordingMailer::new();
        let stores = counting::count((self.wrap)(storage.stores.clone()), &counts);
        let listener = listener();
        let address = listener.local_addr().unwrap();
        let stripped = self.stripped.unwrap_or_default();
        let proxy = match self.stripped {
            Some(prefix) => Some(StrippingProxy::before(address, prefix).await),
            None => None,
        };
        let address = proxy.as_ref().map_or(address, |proxy| proxy.address);
        let origin = match self.by_name {
            true => format!("http://localhost:{}", address.port()),
            false => format!("http://{address}"),
        };
        let url = format!("{origin}{stripped}{ACCOUNT}");
        let builder = Widgets::builder(url, self.keys, stores)
            .stripped_prefix(stripped)
            .name("Coffee Desk")
            .clock(Arc::clone(&clock))
            .hash_parameters(CHEAP)
            .trusted_hops(1)
            .mailer(mailbox.clone())
            .permissions([probe::BREW])
            .entitlements([probe::GRINDER])
            .widget(probe::widget(Arc::clone(&probe)))
            .widget(hello::widget());
        let widgets = (self.adjust)(builder).build().await.unwrap();
        let server = serve(self.framework, listener, widgets.clone()).await;
        let (framework, kind) = (self.framework, self.storage);
        TestHost {
            origin,
            management: widgets.management("tests"),
            widgets,
            clock,
            probe,
            counts,
            mailbox,
            framework,
            kind,
            storage,
            server,
            _proxy: proxy,
        }
    }
}

/// A listener on a free port below those the system hands out, so that nobody else is given the
/// port while Rocket, which binds for itself, is not there yet.
pub fn listener() -> StdTcpListener {
    listener_in(15_000..30_000)
}

/// A listener on a free port of these. The next one is on another port, also when this one is gone.
pub fn listener_in(ports: Range<u16>) -> StdTcpListener {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let start = std::process::id().wrapping_mul(97);
    loop {
        let step = start.wrapping_add(NEXT.fetch_add(1, Ordering::SeqCst));
        let step = step % u32::try_from(ports.len()).unwrap();
        let port = ports.start + u16::try_from(step).unwrap();
        if let Ok(listener) = StdTcpListener::bind(("127.0.0.1", port)) {
            return listener;
        }
    }
}

/// Serves with that framework, and comes back once it is up.
pub async fn serve(
    framework: Framework,
    listener: StdTcpListener,
    widgets: Widgets,
) -> JoinHandle<()> {
    match framework {
        Framework::Axum => axum(listener, widgets),
        Framework::Tower => tower(listener, widgets),
        Framework::Rocket => rocket(listener, widgets).await,
    }
}

fn axum(listener: StdTcpListener, widgets: Widgets) -> JoinHandle<()> {
    serve_router(listener, widgets_axum::mount(pages::in_axum(), &widgets))
}

fn tower(listener: StdTcpListener, widgets: Widgets) -> JoinHandle<()> {
    let service = WidgetsService::new(widgets).unwrap();
    let peer = |ConnectInfo(peer): ConnectInfo<SocketAddr>, mut request: Request, next: Next| {
        request.extensions_mut().insert(peer);
        next.run(request)
    };
    serve_router(
        listener,
        Router::new()
            .fallback_service(service)
            .layer(middleware::from_fn(peer)),
    )
}

fn serve_router(listener: StdTcpListener, router: Router) -> JoinHandle<()> {
    listener.set_nonblocking(true).unwrap();
    let listener = TcpListener::from_std(listener).unwrap();
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await.unwrap() })
}

async fn rocket(listener: StdTcpListener, widgets: Widgets) -> JoinHandle<()> {
    let address = listener.local_addr().unwrap();
    // Rocket binds its own listener, so the port is given free for it.
    drop(listener);
    let config = rocket::Config {
        address: address.ip(),
        port: address.port(),
        log_level: rocket::config::LogLevel::Off,
        shutdown: rocket::config::Shutdown {
            ctrlc: false,
            ..Default::default()
        },
        ..rocket::Config::debug_default()
    };
    let rocket = rocket::custom(config)
        .mount("/", pages::in_rocket())
        .attach(widgets_rocket::fairing(widgets));
    let server = tokio::spawn(async move {
        rocket.launch().await.unwrap();
    });
    for _ in 0..200 {
        if tokio::net::TcpStream::connect(address).await.is_ok() {
            return server;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("Rocket did not come up on {address}");
}
