//! The element around a widget, on its own page and within a host page; and the links to static
//! files.

use std::borrow::Cow;
use std::sync::atomic::Ordering;

use maud::{Markup, Render};

use crate::context::{Offered, RequestCtx};
use crate::table::Table;
use crate::ui::{Buffer, Notice, Page, Tone, lazy};

/// Links to style sheet, theme and script.
pub(crate) fn loads(ctx: &RequestCtx) -> Cow<'_, Markup> {
    ctx.app().assets().loads(&ctx.target().prefix)
}

/// A widget as a fragment.
pub(crate) fn widget(ctx: &RequestCtx, page: &Page) -> Markup {
    element(ctx, page).render()
}

/// The element around a widget. Script finds it by its id on any page.
pub(crate) fn element(ctx: &RequestCtx, page: &Page) -> impl Render + Sync {
    let name = ctx.target().widget;
    let messages = ctx.messages();
    lazy(move |out| {
        if ctx.is_fragment() {
            out.raw("<div class=\"wg wg-widget\"");
        } else {
            out.raw("<div class=\"wg-widget\"");
        }
        if let Some(name) = name {
            out.tagged(" id=\"wg-", name, "\"");
        }
        out.attribute_if("data-wg-widget", name);
        // What script says when no answer came to a form. It may have been carried out, so it is not
        // sent again.
        let words = messages.words();
        out.attribute("data-wg-lost", words.lost_text())
            .attribute("data-wg-look", words.lost_look());
        if !ctx.is_fragment() {
            out.attribute("data-wg-page", page.kind());
        }
        if ctx.is_fragment() {
            out.raw(" data-wg-fragment")
                .attribute("lang", messages.language().as_str())
                .attribute("dir", messages.direction().as_str());
        }
        out.raw(">");
        notice(ctx, out);
        offered(ctx, out);
        out.write(page.body()).raw("</div>");
    })
}

/// The notice of the last action, by a key that a widget declares. Pages show notices of all
/// widgets, a fragment only its own.
fn notice(ctx: &RequestCtx, out: &mut Buffer<'_>) {
    let Some(key) = ctx.notice() else { return };
    let widgets = Table::of(ctx.app()).widgets().iter();
    let text = widgets
        .filter(|widget| !ctx.is_fragment() || ctx.target().widget == Some(widget.name()))
        .find_map(|widget| widget.find_notice(key))
        .map(|kind| kind.text(ctx.messages()));
    if let Some(text) = text {
        ctx.state().notice_shown.store(true, Ordering::Relaxed);
        told(ctx, &Notice::new(&text, Tone::Good), out);
    }
}

/// States that a form below is filled in from a pending form, and that nothing has been done yet.
fn offered(ctx: &RequestCtx, out: &mut Buffer<'_>) {
    let words = ctx.messages().words();
    let offered = ctx.state().offered.get();
    let offered = offered.filter(|own| ctx.target().widget == Some(own.widget()));
    let text = match offered {
        Some(Offered::Ended(_)) => words.pending_ended(),
        Some(Offered::Unconfirmed(_)) => words.pending_unconfirmed(),
        None => return,
    };
    told(ctx, &Notice::new(text, Tone::Warn), out);
}

fn told(ctx: &RequestCtx, notice: &Notice<'_>, out: &mut Buffer<'_>) {
    out.around(
        "<div data-wg-notice>",
        ctx.elements().notice(notice),
        "</div>",
    );
}
