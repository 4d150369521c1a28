//! The fairing that a host attaches.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use rocket::fairing::{self, Fairing, Info, Kind};
use rocket::http::Method;
use rocket::tokio::task::JoinHandle;
use rocket::{Build, Orbit, Request, Response, Rocket};
use widgets_core::Widgets;

use crate::convert;
use crate::guards::RequestCtxs;
use crate::kept::{self, Kept};
use crate::mounted;

/// The widgets of this Rocket, for its guards.
pub(crate) struct Served(pub(crate) Widgets);

/// Serves the widgets; made by [`fairing()`].
///
/// Mounts the pages at the path of the public URL, puts [`Widgets`] into Rocket's managed state,
/// runs their [worker](Widgets::worker) from liftoff to shutdown, and sends the responses of this
/// crate's guards.
#[derive(Debug)]
#[must_use = "attach it"]
pub struct WidgetsFairing {
    widgets: Widgets,
    prefix: String,
    /// Whether this fairing runs the worker; only one of several does.
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
    /// Mounts the pages at another prefix than the path of the public URL. It may contain
    /// parameters of the host, as in `/t/<tenant>/account`. For a second prefix, attach a second
    /// fairing.
    ///
    /// Rocket does not launch if the prefix is not words and parameters, each after a slash.
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
            // Attached now, it runs after all fairings of the host, including the shield.
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

/// Sends core's responses unchanged.
struct Answers;

#[rocket::async_trait]
impl Fairing for Answers {
    fn info(&self) -> Info {
        Info {
            name: "Answers of the account and organization pages",
            kind: Kind::Ignite | Kind::Response,
        }
    }

    async fn on_ignite(&self, rocket: Rocket<Build>) -> fairing::Result {
        Ok(kept::catch_refusals(rocket))
    }

    async fn on_response<'r>(&self, request: &'r Request<'_>, response: &mut Response<'r>) {
        match Kept::of(request).take(response.status()) {
            Some(answer) => convert::answer(answer, request.method() == Method::Head, response),
            None => convert::add(&RequestCtxs::headers(request), response),
        }
    }
}
