//! Renders the whole document of a page in the host's layout.

use http::Extensions;
use maud::{Markup, Render, html};

use super::acting;
use super::languages::language_switch;
use super::navigation::navigation;
use super::widget::{element, loads};
use crate::context::RequestCtx;
use crate::i18n::plain;
use crate::stores::Admission;
use crate::types::Email;
use crate::ui::{
    AuthFoot, Frame, NavigationEntry, Page, Person, Scheme, SignOut, Slot, Theme, lazy, sign_out,
};

/// Renders a document in the host's layout. `person` is the signed-in user.
pub(crate) fn show(ctx: &RequestCtx, page: Page, person: Option<Person<'_>>) -> Markup {
    let app = ctx.app();
    let (head, page_body) = (links(ctx), element(ctx, &page));
    let foot = foot(ctx);
    let body = lazy(|out| {
        out.write(&page_body).write(&foot);
    });
    let words = ctx.messages().words();
    let title = title(ctx, &page);
    let appearance = app.appearance();
    let home = app.home();
    let (asking, nothing) = (ctx.state().asking.as_ref(), Extensions::new());
    let frame = Frame {
        title,
        language: ctx.messages().language().as_str(),
        direction: ctx.messages().direction().as_str(),
        head: Slot::of(&head),
        name: app.name(),
        home: home.map_or_else(|| ctx.href("/"), |home| home.address.to_string()),
        leave: home
            .filter(|_| ctx.due().is_none())
            .map(|home| NavigationEntry {
                label: words.nav_home(&home.name),
                href: home.address.to_string(),
                current: false,
            }),
        logo: appearance.brand.logo_address(),
        navigation: navigation(ctx),
        languages: language_switch(ctx),
        acting: acting::banner(ctx, person.as_ref()).into(),
        person: person.filter(|_| page.shows_person()),
        skip: words.nav_skip(),
        open: words.nav_open(),
        body: Slot::of(&body),
        shape: page.shape,
        elements: ctx.elements(),
        extensions: asking.map_or(&nothing, |asking| &asking.extensions),
    };
    appearance.layout.page(&frame)
}

/// Who is signed in and the way out, where a task has to be done before there is any other.
fn foot(ctx: &RequestCtx) -> Markup {
    let admission = ctx.user().filter(|_| ctx.due().is_some());
    let Some(admission) = admission else {
        return Markup::default();
    };
    let (ui, words) = (ctx.elements(), ctx.messages().words());
    let text = words.task_signed_in_as(admission.account.address());
    let leave = words.sign_out_button();
    let how = ctx.signs_out();
    if let (SignOut::Form { .. }, true) = (&how, ctx.app().identity().is_some()) {
        return html! { p { (text) } (sign_out(ui, &how, leave)) };
    }
    let href = match how {
        SignOut::Page(address) => address,
        SignOut::Form { action, .. } => action,
    };
    if href == ctx.target().path() {
        return Markup::default();
    }
    let text = &text;
    let link = (leave, href.as_str());
    ui.auth_foot(&AuthFoot { text, link }).into()
}

/// Title of the document: that of the page, with the application's name unless it says it already.
fn title(ctx: &RequestCtx, page: &Page) -> String {
    let (title, name) = (plain(&page.title), ctx.app().name());
    let title = if title.contains(name) {
        title
    } else {
        format!("{title} · {name}")
    };
    if page.refused {
        format!("{}: {title}", ctx.messages().words().error_title())
    } else {
        title
    }
}

/// Elements for the document's `head`.
fn links(ctx: &RequestCtx) -> impl Render + Sync {
    let appearance = ctx.app().appearance();
    lazy(move |out| {
        out.raw("<meta name=\"color-scheme\"")
            .attribute("content", appearance.theme.scheme.css())
            .raw(">")
            .write(&*loads(ctx));
        out.write(browser_colours(&appearance.theme));
        if let Some(favicon) = appearance.brand.favicon_address() {
            out.raw("<link rel=\"icon\"")
                .attribute("href", favicon)
                .raw(">");
        }
        if let Some(touch_icon) = appearance.brand.touch_icon_address() {
            out.raw("<link rel=\"apple-touch-icon\"")
                .attribute("href", touch_icon)
                .raw(">");
        }
    })
}

/// The colour of the browser around the page.
fn browser_colours(theme: &Theme) -> Markup {
    let (light, dark) = (theme.light.ground, theme.dark.ground);
    html! {
        @match theme.scheme {
            Scheme::Light => meta name="theme-color" content=(light);,
            Scheme::Dark => meta name="theme-color" content=(dark);,
            Scheme::System => {
                meta name="theme-color" media="(prefers-color-scheme: light)" content=(light);
                meta name="theme-color" media="(prefers-color-scheme: dark)" content=(dark);
            }
        }
    }
}

/// The signed-in user.
pub(crate) async fn find_person<'a>(ctx: &'a RequestCtx, admission: &'a Admission) -> Person<'a> {
    let account = &admission.account;
    Person {
        name: ctx.name_of(account).await,
        email: account.email.as_ref().map(Email::as_str),
        menu: ctx.messages().words().nav_menu(),
        links: own_pages(ctx),
        sign_out: ctx.signs_out(),
        sign_out_label: ctx.messages().words().sign_out_button(),
    }
}

/// The pages of the menu: what people look for first.
fn own_pages(ctx: &RequestCtx) -> Vec<NavigationEntry> {
    let wanted = [ctx.href("/profile"), ctx.href("/security")];
    let groups = navigation(ctx).groups.into_iter();
    let entries = groups.flat_map(|group| group.entries);
    entries
        .filter(|entry| wanted.contains(&entry.href))
        .collect()
}
