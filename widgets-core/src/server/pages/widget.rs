//! The element around a widget, on its own page and within a host page; and the links to static
//! files.

use maud::{Markup, html};

use crate::context::{Offered, RequestCtx};
use crate::i18n::Messages;
use crate::table::Table;
use crate::ui::{Notice, Page, Tone};

/// Links to style sheet, theme and script.
pub(crate) fn loads(ctx: &RequestCtx) -> Markup {
    ctx.app().assets().loads(&ctx.target().prefix)
}

/// A widget as a fragment.
pub(crate) fn widget(ctx: &RequestCtx, page: Page) -> Markup {
    element(ctx, &page.into_body())
}

/// The element around a widget. Script finds it by its id on any page.
pub(crate) fn element(ctx: &RequestCtx, body: &Markup) -> Markup {
    let name = ctx.target().widget;
    let id = name.map(|name| format!("wg-{name}"));
    let (class, messages) = if ctx.is_fragment() {
        ("wg wg-widget", Some(ctx.messages()))
    } else {
        ("wg-widget", None)
    };
    let language = messages.map(Messages::language);
    let direction = messages.map(|own| own.direction().as_str());
    html! {
        div class=(class) id=[id] data-wg-widget=[name] data-wg-fragment[ctx.is_fragment()]
            lang=[language] dir=[direction] {
            (notice(ctx))
            (offered(ctx))
            (body)
        }
    }
}

/// The notice of the last action, by a key that a widget declares. Pages show notices of all
/// widgets, a fragment only its own.
fn notice(ctx: &RequestCtx) -> Markup {
    let key = ctx.state().notice.as_str();
    let widgets = Table::of(ctx.app()).widgets().iter();
    let text = widgets
        .filter(|widget| !ctx.is_fragment() || ctx.target().widget == Some(widget.name()))
        .find_map(|widget| widget.find_notice(key, ctx.messages()));
    html! {
        @if let Some(text) = text {
            div data-wg-notice { (ctx.elements().notice(&Notice::new(&text, Tone::Good))) }
        }
    }
}

/// States that a form below is filled in from a pending form, and that nothing has been done yet.
fn offered(ctx: &RequestCtx) -> Markup {
    let words = ctx.messages().words();
    let offered = ctx.state().offered.get();
    let offered = offered.filter(|own| ctx.target().widget == Some(own.widget()));
    let text = offered.map(|own| match own {
        Offered::Ended(_) => words.pending_ended(),
        Offered::Unconfirmed(_) => words.pending_unconfirmed(),
    });
    html! {
        @if let Some(text) = text {
            div data-wg-notice { (ctx.elements().notice(&Notice::new(text, Tone::Warn))) }
        }
    }
}
