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
use crate::context::{AppState, RequestCtx};
use crate::crypto::{Keys, PasswordHashes, PasswordPolicy};
use crate::http::Request;
use crate::ops::Health;
use crate::outbox::worker::Worker;
use crate::server;
use crate::stores::Stores;
use crate::table::{Route, Table};
use crate::types::RoleCatalogue;
use crate::types::getters::getters;

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

    getters! { self =>
        /// Path of the public URL, under which the routes are mounted, without a trailing slash; empty
        /// for the root.
        pub mount_path: &str = self.app.served_at();
        /// URL where browsers reach the widgets.
        pub public_url: &Url = self.app.public_url();
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
    /// the acting part of the host in the audit trail; control characters in it are left out.
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

    getters! { self =>
        /// The application's name.
        pub name: &str = self.app.name();
        /// The stores.
        pub stores: &Stores = self.app.stores();
        /// What each role grants, including the host's.
        pub roles: &RoleCatalogue = self.app.roles();
        /// The rules for new passwords.
        pub password_policy: &PasswordPolicy = self.app.password_policy();
        /// The password hashing pool, whose work tests can count.
        pub password_hashes: &PasswordHashes = self.app.password_hashes();
    }
}
