//! Fragments: widgets embedded in the host's pages.

use axum::body::Body;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::Response;
use widgets_core::FragmentName;
use widgets_core::ui::Markup;

use crate::extract;
use crate::layer::Showing;

/// The fragments of one page of the host.
///
/// ```
/// use axum::response::{Html, Response};
/// use widgets_core::widgets::sessions;
/// use widgets_axum::Fragments;
///
/// async fn settings(fragments: Fragments) -> Result<Html<String>, Response> {
///     let head = fragments.head().into_string();
///     let sessions = fragments.show(sessions::LIST).await?.into_string();
///     Ok(Html(format!("<!doctype html><title>Settings</title>{head}<h1>Settings</h1>{sessions}")))
/// }
/// ```
#[derive(Debug, Clone)]
pub struct Fragments(widgets_core::Fragments);

impl Fragments {
    /// Renders one widget by the name of its page. A widget may appear on a page only once.
    ///
    /// # Errors
    ///
    /// The response to send instead. Signed-out visitors are redirected to the sign-in page and
    /// back.
    #[allow(clippy::result_large_err, reason = "a response, as every handler's")]
    pub async fn show(&self, fragment: FragmentName) -> Result<Markup, Response> {
        let shown = self.0.show(fragment).await;
        shown.map_err(|response| response.map(Body::from))
    }

    /// Links to style sheets and script, for the page's `head`.
    #[must_use]
    pub fn head(&self) -> Markup {
        self.0.head()
    }

    /// Links and forms of the fragments use the pages mounted at this prefix instead of those at
    /// the public URL.
    #[must_use]
    pub fn at(self, prefix: impl Into<String>) -> Self {
        Self(self.0.at(prefix))
    }

    /// Sets a path parameter of the endpoints. An `{organization}` in the path of the host's page
    /// is already set.
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
        let ctx = extract::request_ctx(parts).await?;
        showing.keep(&ctx);
        Ok(Self(widgets_core::Fragments::new(ctx)))
    }
}
