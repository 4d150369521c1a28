//! The element around a widget, the same on pages of ours and in the host's, and what a page loads.

use maud::{Markup, html};

use crate::context::{Offered, Visit};
use crate::i18n::Messages;
use crate::table::Table;
use crate::ui::{Notice, Page, Tone};

/// The style, the theme and the script.
pub(crate) fn loads(visit: &Visit) -> Markup {
    visit.app().assets().loads(&visit.place().prefix)
}

/// One widget as a fragment.
pub(crate) fn widget(visit: &Visit, page: Page) -> Markup {
    element(visit, &page.into_body())
}

/// The element of the widget that is shown. The script knows it by its id, on whatever page.
pub(crate) fn element(visit: &Visit, body: &Markup) -> Markup {
    let name = visit.place().widget;
    let id = name.map(|name| format!("wg-{name}"));
    let (class, messages) = if visit.is_fragment() {
        ("wg wg-widget", Some(visit.messages()))
    } else {
        ("wg-widget", None)
    };
    let language = messages.map(Messages::language);
    let direction = messages.map(|own| own.direction().as_str());
    html! {
        div class=(class) id=[id] data-wg-widget=[name] data-wg-fragment[visit.is_fragment()]
            lang=[language] dir=[direction] {
            (notice(visit))
            (offered(visit))
            (body)
        }
    }
}

/// What the last action left to say, by a key that a widget declares: on pages of ours any of
/// them, in a fragment its own.
fn notice(visit: &Visit) -> Markup {
    let key = visit.state().notice.as_str();
    let widgets = Table::of(visit.app()).widgets().iter();
    let text = widgets
        .filter(|widget| !visit.is_fragment() || visit.place().widget == Some(widget.name()))
        .find_map(|widget| widget.find_notice(key, visit.messages()));
    html! {
        @if let Some(text) = text {
            div data-wg-notice { (visit.elements().notice(&Notice::new(&text, Tone::Good))) }
        }
    }
}

/// That a form below is filled in with what was typed before, and nothing was done.
fn offered(visit: &Visit) -> Markup {
    let words = visit.messages().words();
    let offered = visit.state().offered.get();
    let offered = offered.filter(|own| visit.place().widget == Some(own.widget()));
    let text = offered.map(|own| match own {
        Offered::Ended(_) => words.kept_ended(),
        Offered::Unconfirmed(_) => words.kept_unconfirmed(),
    });
    html! {
        @if let Some(text) = text {
            div data-wg-notice { (visit.elements().notice(&Notice::new(&text, Tone::Warn))) }
        }
    }
}
