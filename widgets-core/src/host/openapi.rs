//! The OpenAPI document of a host.

use super::{Widgets, WidgetsBuilder};
use crate::context::Context;
use crate::server;
use crate::table::Access;

impl WidgetsBuilder {
    /// Serves the [OpenAPI document](Widgets::openapi) at `/openapi.json` below the mount path, to those
    /// whom `access` admits, such as `Access::anyone()`. Without it nobody gets the document. It lists every
    /// endpoint, also those that the reader may not use, and holds no values.
    pub fn openapi<C: Context>(mut self, access: Access<C>) -> Self {
        self.openapi = Some(server::openapi::endpoint(access));
        self
    }
}

impl Widgets {
    /// The OpenAPI 3.1 document of all endpoints, the host's own included: their fields, data, access and
    /// problems. For a file of the host's repository, or to be served by [`WidgetsBuilder::openapi`].
    #[must_use]
    pub fn openapi(&self) -> serde_json::Value {
        server::openapi::document(&self.app)
    }
}
