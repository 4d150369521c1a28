//! Renders the whole document of a page in the host's layout.

use maud::{Markup, Render};

use super::acting;
use super::languages::language_switch;
use super::navigation::navigation;
use super::widget::{element, loads};
use crate::context::RequestCtx;
use crate::i18n::plain;
use crate::stores::Admission;
use crate::ui::{Frame, Page, Person, Slot, lazy};

/// Renders a document in the host's layout. `person` is the signed-in user.
pub(crate) fn show(ctx: &RequestCtx, page: Page, person: Option<Person<'_>>) -> Markup {
    let app = ctx.app();
    let (head, body) = (links(ctx), element(ctx, page.body()));
    let words = ctx.messages().words();
    let title = format!("{} · {}", plain(&page.title), app.name());
    let title = if page.refused {
        format!("{}: {title}", words.error_summary())
    } else {
        title
    };
    let appearance = app.appearance();
    let frame = Frame {
        title,
        language: ctx.messages().language().as_str(),
        direction: ctx.messages().direction().as_str(),
        head: Slot::of(&head),
        name: app.name(),
        home: ctx.href("/"),
        logo: appearance.brand.logo_address(),
        navigation: navigation(ctx),
        languages: language_switch(ctx),
        acting: acting::banner(ctx, person.as_ref()).into(),
        person: person.filter(|_| page.shows_person()),
        skip: words.nav_skip(),
        body: Slot::of(&body),
        shape: page.shape,
        elements: ctx.elements(),
    };
    appearance.layout.page(&frame)
}

/// Elements for the document's `head`.
fn links(ctx: &RequestCtx) -> impl Render + Sync {
    let appearance = ctx.app().appearance();
    lazy(move |out| {
        out.raw("<meta name=\"color-scheme\"")
            .attribute("content", appearance.theme.scheme.css())
            .raw(">")
            .write(&*loads(ctx));
        if let Some(favicon) = appearance.brand.favicon_address() {
            out.raw("<link rel=\"icon\"")
                .attribute("href", favicon)
                .raw(">");
        }
    })
}

/// The signed-in user.
pub(crate) async fn find_person<'a>(ctx: &'a RequestCtx, admission: &'a Admission) -> Person<'a> {
    let account = &admission.account;
    Person {
        name: ctx.name_of(account).await,
        email: account.email.as_str(),
        sign_out: ctx.signs_out(),
        sign_out_label: ctx.messages().words().sign_out_button(),
    }
}
