//! Fragments: widgets inside the host's own pages.

use rocket::request::{FromRequest, Outcome};
use rocket::{Ignite, Request, Rocket, Sentinel};
use widgets_core::FragmentName;
use widgets_core::ui::Markup;

use crate::guards::{self, Refused};
use crate::mounted::Kept;

/// What the host's page shows of the widgets.
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
    /// The element of one widget, as the page of that name shows it. A widget stands on one page
    /// once.
    ///
    /// # Errors
    ///
    /// [`Refused`], to be returned from the handler: whoever is not signed in goes to the sign-in
    /// page and comes back to this one.
    pub async fn show(&self, fragment: FragmentName) -> Result<Markup, Refused> {
        let shown = self.fragments.show(fragment).await;
        shown.map_err(|response| Refused::by(&self.kept, response))
    }

    /// What the page loads for them, to be put into its `head`: the style and the script.
    #[must_use]
    pub fn head(&self) -> Markup {
        self.fragments.head()
    }

    /// Their forms and links go to the pages mounted at this prefix, instead of those at the public
    /// URL.
    #[must_use]
    pub fn at(mut self, prefix: impl Into<String>) -> Self {
        self.fragments = self.fragments.at(prefix);
        self
    }

    /// Fills in a parameter of the rows' paths. An `<organization>` in the path of the host's page
    /// is filled in already.
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
        match guards::request_ctx(request).await {
            Ok(ctx) => Outcome::Success(Self {
                fragments: widgets_core::Fragments::new(ctx),
                kept: Kept::of(request).clone(),
            }),
            Err(refused) => refused.outcome(),
        }
    }
}

impl Sentinel for Fragments {
    fn abort(rocket: &Rocket<Ignite>) -> bool {
        guards::is_missing(rocket)
    }
}
