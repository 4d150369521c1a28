//! The widgets as a host holds them.

mod builder;
mod keys;
mod languages;
pub mod service;

use std::fmt;

use bytes::Bytes;
use http::Response;
use url::Url;

pub use self::builder::{ConfigError, WidgetsBuilder};
pub use self::keys::RotateError;
use crate::admin::Management;
use crate::context::RequestCtx;
use crate::context::app_state::AppState;
use crate::crypto::{Keys, PasswordHashes, PasswordPolicy};
use crate::http::request::Request;
use crate::ops::Health;
use crate::outbox::worker::Worker;
use crate::server;
use crate::stores::Stores;
use crate::table::{Route, Table};

/// The account and organization pages of one host. Cheap to clone; made by [`Widgets::builder`].
#[derive(Clone)]
pub struct Widgets {
    app: AppState,
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
        Table::of(&self.app).routes()
    }

    /// The path of the public URL under which the routes are mounted, without a slash at the end;
    /// empty for the root.
    #[must_use]
    pub fn mount_path(&self) -> &str {
        self.app.mount_path()
    }

    /// Where people reach the widgets.
    #[must_use]
    pub fn public_url(&self) -> &Url {
        self.app.public_url()
    }

    /// Answers one request. `route` is the one its path matched; without one the answer is that
    /// there is nothing here.
    ///
    /// It never fails and never panics: whatever goes wrong becomes a response.
    pub async fn handle(&self, route: Option<&Route>, request: Request) -> Response<Bytes> {
        server::handle(&self.app, route, request).await
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
    ) -> Result<RequestCtx, Response<Bytes>> {
        server::identify(&self.app, request, organization).await
    }

    /// The host's back end: users, organizations, members. `name` says in the audit trail which
    /// part of the host acts.
    #[must_use]
    pub fn management(&self, name: impl Into<String>) -> Management {
        Management::new(self.app.following(), name.into())
    }

    /// The background work, to be spawned once in each instance of the host:
    /// `tokio::spawn(widgets.worker().run())`.
    #[must_use]
    pub fn worker(&self) -> Worker {
        Worker::new(self.app.following())
    }

    /// Asks every store whether it answers and is set up as it must be, side by side, each for two
    /// seconds at the most. It costs a few small queries, so ask every few seconds, not at every
    /// request.
    pub async fn healthy(&self) -> Health {
        Health::of(&self.app).await
    }

    /// The application's name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.app.name()
    }

    /// The stores.
    #[must_use]
    pub fn stores(&self) -> &Stores {
        self.app.stores()
    }

    /// What the host asks of new passwords.
    #[must_use]
    pub fn password_policy(&self) -> &PasswordPolicy {
        self.app.password_policy()
    }

    /// Password hashing, for those who count it.
    #[must_use]
    pub fn password_hashes(&self) -> &PasswordHashes {
        self.app.password_hashes()
    }
}

impl fmt::Debug for Widgets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Widgets({})", self.public_url())
    }
}
