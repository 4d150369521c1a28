//! The fairing a host attaches.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use rocket::fairing::{self, Fairing, Info, Kind};
use rocket::http::Method;
use rocket::tokio::task::JoinHandle;
use rocket::{Build, Orbit, Request, Response, Rocket};
use widgets_core::Widgets;

use crate::convert;
use crate::guards::RequestCtxs;
use crate::mounted::{self, Kept};

/// The widgets that this Rocket serves, for its guards.
pub(crate) struct Served(pub(crate) Widgets);

/// Serves the widgets; made by [`fairing()`].
///
/// It mounts every page at the path of the public URL, keeps [`Widgets`] in Rocket's managed state,
/// runs their [worker](Widgets::worker) from liftoff to shutdown, and sends the answers of this
/// crate's guards.
#[derive(Debug)]
#[must_use = "attach it"]
pub struct WidgetsFairing {
    widgets: Widgets,
    prefix: String,
    /// Whether this is the one fairing, if several are attached, that runs the worker.
    leads: AtomicBool,
    worker: Mutex<Option<JoinHandle<()>>>,
}

/// The fairing that serves the widgets: `rocket.attach(fairing(widgets))`.
pub fn fairing(widgets: Widgets) -> WidgetsFairing {
    WidgetsFairing {
        prefix: widgets.mount_path().to_owned(),
        widgets,
        leads: AtomicBool::new(false),
        worker: Mutex::default(),
    }
}

impl WidgetsFairing {
    /// Mounts the pages at another prefix than the path of the public URL. It may hold parameters
    /// of the host's own: `/t/<tenant>/account`. Attach a second fairing for a second prefix.
    ///
    /// Rocket refuses to launch with a prefix that is not words and parameters, each behind a slash.
    pub fn at(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = prefix.into().trim_end_matches('/').to_owned();
        self
    }

    fn stop(&self) {
        let worker = self.worker.lock().ok().and_then(|mut own| own.take());
        if let Some(worker) = worker {
            worker.abort();
        }
    }
}

#[rocket::async_trait]
impl Fairing for WidgetsFairing {
    fn info(&self) -> Info {
        Info {
            name: "Account and organization pages",
            kind: Kind::Ignite | Kind::Liftoff | Kind::Shutdown,
        }
    }

    async fn on_ignite(&self, mut rocket: Rocket<Build>) -> fairing::Result {
        if !mounted::is_prefix(&self.prefix) {
            rocket::error!(
                "the widgets cannot be mounted at {:?}: a prefix is words of letters, digits and \
                 -_.~, or <parameters>, each behind a slash",
                self.prefix
            );
            return Err(rocket);
        }
        if rocket.state::<Widgets>().is_none() {
            rocket = rocket.manage(self.widgets.clone());
        }
        if rocket.state::<Served>().is_none() {
            self.leads.store(true, Ordering::Relaxed);
            // Attached now, it comes after every fairing of the host's, the shield too.
            rocket = rocket.manage(Served(self.widgets.clone())).attach(Answers);
        }
        Ok(rocket.mount("/", mounted::routes(&self.widgets, &self.prefix)))
    }

    async fn on_liftoff(&self, _: &Rocket<Orbit>) {
        if self.leads.load(Ordering::Relaxed)
            && let Ok(mut own) = self.worker.lock()
        {
            *own = Some(rocket::tokio::spawn(self.widgets.worker().run()));
        }
    }

    async fn on_shutdown(&self, _: &Rocket<Orbit>) {
        self.stop();
    }
}

impl Drop for WidgetsFairing {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Sends what core answered, exactly.
struct Answers;

#[rocket::async_trait]
impl Fairing for Answers {
    fn info(&self) -> Info {
        Info {
            name: "Answers of the account and organization pages",
            kind: Kind::Response,
        }
    }

    async fn on_response<'r>(&self, request: &'r Request<'_>, response: &mut Response<'r>) {
        match Kept::of(request).take(response.status()) {
            Some(answer) => convert::answer(answer, request.method() == Method::Head, response),
            None => convert::add(&RequestCtxs::headers(request), response),
        }
    }
}
