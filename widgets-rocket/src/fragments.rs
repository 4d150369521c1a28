//! Fragments: widgets embedded in the host's pages.

use rocket::Request;
use rocket::request::{FromRequest, Outcome};
use widgets_core::FragmentName;
use widgets_core::ui::Markup;

use crate::guards::{self, Refused};
use crate::kept::Kept;

/// The fragments of one page of the host.
///
/// ```
/// # #[macro_use] extern crate rocket;
/// use rocket::response::content::RawHtml;
/// use widgets_core::widgets::sessions;
/// use widgets_rocket::{Fragments, Refused};
///
/// #[get("/settings")]
/// async fn settings(fragments: Fragments) -> Result<RawHtml<String>, Refused> {
///     let head = fragments.head().into_string();
///     let sessions = fragments.show(sessions::LIST).await?.into_string();
///     Ok(RawHtml(format!("<!doctype html><title>Settings</title>{head}<h1>Settings</h1>{sessions}")))
/// }
/// # fn main() { let _ = routes![settings]; }
/// ```
#[derive(Debug, Clone)]
pub struct Fragments {
    fragments: widgets_core::Fragments,
    kept: Kept,
}

impl Fragments {
    /// Renders one widget by the name of its page. A widget may appear on a page only once.
    ///
    /// # Errors
    ///
    /// [`Refused`], to be returned from the handler. Signed-out visitors are redirected to the
    /// sign-in page and back.
    pub async fn show(&self, fragment: FragmentName) -> Result<Markup, Refused> {
        let shown = self.fragments.show(fragment).await;
        shown.map_err(|response| Refused::by(&self.kept, response))
    }

    /// Links to style sheets and script, for the page's `head`.
    #[must_use]
    pub fn head(&self) -> Markup {
        self.fragments.head()
    }

    /// Links and forms of the fragments use the pages mounted at this prefix instead of those at
    /// the public URL.
    #[must_use]
    pub fn at(mut self, prefix: impl Into<String>) -> Self {
        self.fragments = self.fragments.at(prefix);
        self
    }

    /// Sets a path parameter of the endpoints. An `<organization>` in the path of the host's page
    /// is already set.
    #[must_use]
    pub fn with(mut self, parameter: impl Into<String>, value: impl Into<String>) -> Self {
        self.fragments = self.fragments.with(parameter, value);
        self
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Fragments {
    type Error = Refused;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Refused> {
        let ctx = guards::request_ctx(request).await;
        guards::outcome(ctx.map(|ctx| Self {
            fragments: widgets_core::Fragments::new(ctx),
            kept: Kept::of(request).clone(),
        }))
    }
}
