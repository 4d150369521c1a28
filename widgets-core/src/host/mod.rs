//! The widgets as a whole, as the host holds them.

mod builder;
mod keys;
mod languages;
mod openapi;
pub mod service;

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
use crate::types::role::RoleCatalogue;

/// The account and organization pages of one host. Cheap to clone. Made by [`Widgets::builder`].
#[derive(Clone, derive_more::Debug)]
#[debug("Widgets({})", self.public_url())]
pub struct Widgets {
    app: AppState,
}

impl Widgets {
    /// Starts a configuration.
    ///
    /// `public_url` is where browsers reach the widgets, including the mount path, such as
    /// `https://example.com/account`. `keys` sign and seal. `stores` hold all data.
    pub fn builder(
        public_url: impl Into<String>,
        keys: Keys,
        stores: impl Into<Stores>,
    ) -> WidgetsBuilder {
        WidgetsBuilder::new(public_url.into(), keys, stores.into())
    }

    /// Every route below the mount path. Adapters mount each for all HTTP methods.
    #[must_use]
    pub fn routes(&self) -> &[Route] {
        Table::of(&self.app).routes()
    }

    /// Path of the public URL, under which the routes are mounted, without a trailing slash; empty
    /// for the root.
    #[must_use]
    pub fn mount_path(&self) -> &str {
        self.app.mount_path()
    }

    /// URL where browsers reach the widgets.
    #[must_use]
    pub fn public_url(&self) -> &Url {
        self.app.public_url()
    }

    /// Answers one request. `route` is the matched route; without one the response is 404.
    ///
    /// Never fails and never panics: every failure becomes a response.
    pub async fn handle(&self, route: Option<&Route>, request: Request) -> Response<Bytes> {
        server::handle(&self.app, route, request).await
    }

    /// Authenticates a request to one of the host's own pages, for extractors and request guards of
    /// adapters. `organization` is the slug in the host's path, if there is one.
    ///
    /// # Errors
    ///
    /// The response to send if a store or the host's identity fails or panics. An outage is never
    /// reported as "not signed in".
    pub async fn identify(
        &self,
        request: &Request,
        organization: Option<&str>,
    ) -> Result<RequestCtx, Response<Bytes>> {
        server::identify(&self.app, request, organization).await
    }

    /// The management API for the host's back end: users, organizations, members. `name` identifies
    /// the acting part of the host in the audit trail.
    #[must_use]
    pub fn management(&self, name: impl Into<String>) -> Management {
        Management::new(self.app.following(), name.into())
    }

    /// The background worker. Spawn it once in each instance of the host:
    /// `tokio::spawn(widgets.worker().run())`.
    #[must_use]
    pub fn worker(&self) -> Worker {
        Worker::new(self.app.following())
    }

    /// Checks concurrently that every store answers within two seconds and is configured correctly.
    /// Costs a few small queries: call it every few seconds, not per request.
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

    /// What each role grants, including the host's.
    #[must_use]
    pub fn roles(&self) -> &RoleCatalogue {
        self.app.roles()
    }

    /// The rules for new passwords.
    #[must_use]
    pub fn password_policy(&self) -> &PasswordPolicy {
        self.app.password_policy()
    }

    /// The password hashing pool, whose work tests can count.
    #[must_use]
    pub fn password_hashes(&self) -> &PasswordHashes {
        self.app.password_hashes()
    }
}
