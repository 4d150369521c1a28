//! Fragments: widgets inside the host's own pages.

use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::{Extension, Router};
use widgets_core::ui::Markup;
use widgets_core::{Visit, Widgets};

use crate::extract;

/// What the host's page shows of the widgets.
///
/// ```
/// use axum::response::{Html, Response};
/// use widgets_axum::Fragments;
///
/// async fn settings(fragments: Fragments) -> Result<Html<String>, Response> {
///     let head = fragments.head().into_string();
///     let sessions = fragments.show("sessions.list").await?.into_string();
///     Ok(Html(format!("<!doctype html><title>Settings</title>{head}<h1>Settings</h1>{sessions}")))
/// }
/// ```
#[derive(Debug, Clone)]
pub struct Fragments(widgets_core::Fragments);

impl Fragments {
    /// The element of one widget, as the row of that name shows it. A widget stands on one page
    /// once.
    ///
    /// # Errors
    ///
    /// The response to send instead: whoever is not signed in goes to the sign-in page and comes
    /// back to this one.
    #[allow(clippy::result_large_err, reason = "a response, as every handler's")]
    pub async fn show(&self, row: &str) -> Result<Markup, Response> {
        let shown = self.0.show(row).await;
        shown.map_err(|response| response.map(Body::from))
    }

    /// What the page loads for them, to be put into its `head`: the style and the script.
    #[must_use]
    pub fn head(&self) -> Markup {
        self.0.head()
    }

    /// Their forms and links go to the pages mounted at this prefix, instead of those at the public
    /// URL.
    #[must_use]
    pub fn at(self, prefix: impl Into<String>) -> Self {
        Self(self.0.at(prefix))
    }

    /// Fills in a parameter of the rows' paths. An `{organization}` in the path of the host's page
    /// is filled in already.
    #[must_use]
    pub fn with(self, parameter: impl Into<String>, value: impl Into<String>) -> Self {
        Self(self.0.with(parameter, value))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Fragments {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Response> {
        let showing = parts.extensions.get::<Showing>().cloned();
        let showing = showing.ok_or_else(extract::not_mounted)?;
        let visit = extract::visit(parts).await?;
        showing.keep(&visit);
        Ok(Self(widgets_core::Fragments::new(visit)))
    }
}

/// Lets the extractors work in the handlers of `router`. [`mount`](crate::mount) does it for the
/// router that is mounted into; this is for routers around that one.
pub fn extractors<S>(router: Router<S>, widgets: &Widgets) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    router
        .layer(middleware::from_fn(finish))
        .layer(Extension(widgets.clone()))
}

/// The visit whose fragments a response holds.
#[derive(Clone, Default)]
struct Showing(Arc<Mutex<Option<Visit>>>);

impl Showing {
    fn keep(&self, visit: &Visit) {
        if let Ok(mut own) = self.0.lock() {
            *own = Some(visit.clone());
        }
    }

    fn headers(&self) -> HeaderMap {
        let own = self.0.lock().ok().and_then(|mut own| own.take());
        own.map(|visit| visit.host_headers()).unwrap_or_default()
    }
}

/// Adds to the response what the fragments in it need.
async fn finish(mut request: Request, next: Next) -> Response {
    let showing = Showing::default();
    request.extensions_mut().insert(showing.clone());
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in &showing.headers() {
        let cookie = name == header::SET_COOKIE;
        let said = headers
            .get_all(name)
            .iter()
            .any(|own| !cookie || own == value);
        if !said {
            headers.append(name, value.clone());
        }
    }
    response
}
