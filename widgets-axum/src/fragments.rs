//! Fragments: widgets inside the host's own pages.

use axum::body::Body;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::Response;
use widgets_core::FragmentName;
use widgets_core::ui::Markup;

use crate::extract;
use crate::layer::Showing;

/// What the host's page shows of the widgets.
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
    /// The element of one widget, as the page of that name shows it. A widget stands on one page
    /// once.
    ///
    /// # Errors
    ///
    /// The response to send instead: whoever is not signed in goes to the sign-in page and comes
    /// back to this one.
    #[allow(clippy::result_large_err, reason = "a response, as every handler's")]
    pub async fn show(&self, fragment: FragmentName) -> Result<Markup, Response> {
        let shown = self.0.show(fragment).await;
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
        let ctx = extract::request_ctx(parts).await?;
        showing.keep(&ctx);
        Ok(Self(widgets_core::Fragments::new(ctx)))
    }
}
