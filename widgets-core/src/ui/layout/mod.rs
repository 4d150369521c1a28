//! The frame around every page. A host can replace it with its own chrome: its document is the buffer
//! that everything on the page is written into.
//!
//! ```
//! use maud::{DOCTYPE, Markup, html};
//! use widgets_core::ui::{Frame, Layout};
//!
//! struct Mine;
//!
//! impl Layout for Mine {
//!     fn page(&self, frame: &Frame<'_>) -> Markup {
//!         html! {
//!             (DOCTYPE)
//!             html lang=(frame.language) dir=(frame.direction) {
//!                 head { meta charset="utf-8"; title { (frame.title) } (frame.head) }
//!                 body { header { "My shop" } (frame.main()) }
//!             }
//!         }
//!     }
//! }
//! # let _ = Mine;
//! ```

mod frame;
mod languages;
mod navigation;
mod sign_out;

pub(crate) use frame::sign_out;
pub use frame::{Frame, Person};
pub use languages::{LanguageChoice, LanguageSwitch};

use crate::http::csp::PolicyAdditions;
use maud::{DOCTYPE, Markup, html};
pub use navigation::{Navigation, NavigationEntry, NavigationGroup};
pub use sign_out::SignOut;

/// Renders a page as a whole document.
pub trait Layout: Send + Sync + 'static {
    /// Renders the document.
    fn page(&self, frame: &Frame<'_>) -> Markup;

    /// What the document loads besides files of this origin. Everything else is blocked by the policy of
    /// pages. Asked while the host is built, not for each page.
    fn policy(&self) -> PolicyAdditions {
        PolicyAdditions::default()
    }
}

/// The default layout: a bar with brand and signed-in user, the navigation, the page.
#[derive(Debug, Clone, Copy, Default)]
#[allow(clippy::exhaustive_structs, reason = "a unit, made by its name")]
pub struct DefaultLayout;

impl Layout for DefaultLayout {
    fn page(&self, frame: &Frame<'_>) -> Markup {
        html! {
            (DOCTYPE)
            html.wg-root lang=(frame.language) dir=(frame.direction) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { (frame.title) }
                    (frame.head)
                }
                body.wg { (frame.skip_link()) (frame.bar()) (frame.main()) }
            }
        }
    }
}
