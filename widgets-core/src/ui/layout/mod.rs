//! The frame around every page, which a host replaces with its own chrome.
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

mod acting;
mod frame;
mod languages;
mod navigation;

use maud::{DOCTYPE, Markup, html};

pub use frame::{Frame, Person};
pub use languages::{LanguageChoice, LanguageSwitch};
pub(crate) use navigation::first_entry;
pub use navigation::{Navigation, NavigationEntry, NavigationGroup};

use crate::i18n::plain;
use crate::server::pages::widget::loads;
use super::Page;
use crate::context::Visit;
use crate::stores::Admission;

/// Makes a whole document of a page.
pub trait Layout: Send + Sync + 'static {
    /// The document.
    fn page(&self, frame: &Frame<'_>) -> Markup;
}

/// Our layout: a bar with the brand and whoever is signed in, the navigation, the page.
#[derive(Debug, Clone, Copy, Default)]
pub struct Ours;

impl Layout for Ours {
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

/// The document of a page, in the host's layout. `person` is who is signed in.
pub(crate) fn show(visit: &Visit, page: Page, person: Option<Person>) -> Markup {
    let widgets = visit.widgets();
    let words = visit.messages().words();
    let title = format!("{} · {}", plain(&page.title), widgets.name());
    let title = if page.refused {
        format!("{}: {title}", words.error_summary())
    } else {
        title
    };
    let face = widgets.face();
    let frame = Frame {
        title,
        language: visit.messages().language().to_string(),
        direction: visit.messages().direction().as_str(),
        head: links(visit),
        name: widgets.name(),
        home: visit.href("/"),
        logo: face.brand.logo_address(),
        navigation: Navigation::of(visit),
        languages: LanguageSwitch::of(visit),
        acting: acting::banner(visit, person.as_ref()),
        person: person.filter(|_| page.shows_person()),
        skip: words.nav_skip(),
        body: page.body,
        shape: page.shape,
        elements: face.elements.as_ref(),
    };
    face.layout.page(&frame)
}

/// What our pages need in the head of the document.
fn links(visit: &Visit) -> Markup {
    let face = visit.widgets().face();
    html! {
        meta name="color-scheme" content=(face.theme.scheme.css());
        (loads(visit))
        @if let Some(favicon) = face.brand.favicon_address() {
            link rel="icon" href=(favicon);
        }
    }
}

/// Who is signed in. The page is worth more than the name on it, so without one the address stands
/// in, also when the profile does not answer.
pub(crate) async fn find_person(visit: &Visit, admission: &Admission) -> Person {
    let account = &admission.account;
    let profile = visit.profile_if_any().await;
    let email = account.email.as_str().to_owned();
    let called = profile.names.called();
    Person {
        name: if called.is_empty() {
            email.clone()
        } else {
            called
        },
        email,
        sign_out: visit.signs_out(),
        sign_out_label: visit.messages().words().sign_out_button(),
    }
}
