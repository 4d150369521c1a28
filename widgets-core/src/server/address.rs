//! Path and query of a request, read once.

use crate::http::{Fields, Matched, Request};
use crate::table::Route;
use crate::types::Malformed;

/// Path and query of a request. A mistake in one is told when the guard asks for it.
pub(crate) struct Address {
    /// `None` if no route matches.
    pub(super) path: Result<Option<Matched>, Malformed>,
    pub(super) query: Result<Fields, Malformed>,
}

impl Address {
    pub(super) fn read(route: Option<&Route>, request: &Request) -> Self {
        let path = route.map(|route| Matched::read(route.path(), &request.path));
        let query = request.query.as_deref().unwrap_or_default();
        Self {
            path: path.unwrap_or(Ok(None)),
            query: Fields::from_urlencoded(query.as_bytes()),
        }
    }
}
