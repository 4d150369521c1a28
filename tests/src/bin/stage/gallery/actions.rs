//! What people press and follow.

use maud::{Markup, html};
use widgets_core::RequestCtx;
use widgets_core::ui::{
    Avatar, Button, Card, FormShape, Head, Icon, LinkButton, Menu, MenuEntry, Page, Pager, Tab,
    Tabs, Weight,
};

use crate::words::Say as _;

/// What stands on a button of each weight.
const WEIGHTS: [(Weight, &str); 5] = [
    (Weight::Main, "Save"),
    (Weight::Outlined, "Cancel"),
    (Weight::Quiet, "Change"),
    (Weight::QuietDanger, "Remove"),
    (Weight::Danger, "Delete account"),
];

pub fn page(ctx: &RequestCtx) -> Page {
    let (ui, here) = (ctx.elements(), ctx.href("/gallery/actions"));
    let invite = ctx.say("Invite people");
    let action = html! {
        div.wg-acts {
            (account_menu(ctx))
            (ui.link_button(&LinkButton::new(&invite, &here, Weight::Main)))
        }
    };
    let card =
        |title, body: Markup| Markup::from(ui.card(&Card::roomy(body).title(&ctx.say(title))));
    let (title, lead) = (
        ctx.say("Actions"),
        ctx.say("Buttons, links, menus and tabs."),
    );
    let body = html! {
        (ui.head(&Head::new(&title, &lead).action(Some(action.into()))))
        (tabs(ctx))
        (card("Buttons", buttons(ctx)))
        (card("Links", links(ctx)))
        (card("As wide as their form", wide(ctx)))
        (pagers(ctx))
    };
    Page::new(title, body)
}

fn buttons(ctx: &RequestCtx) -> Markup {
    let (ui, add) = (ctx.elements(), ctx.say("Add a passkey"));
    let buttons = html! {
        div.wg-acts {
            @for (weight, label) in WEIGHTS { (ui.button(&Button::new(&ctx.say(label), weight))) }
            (ui.button(&Button::new(&add, Weight::Outlined).icon(Icon::Key)))
            (ui.button(&Button::main(&add).icon(Icon::Fingerprint)))
        }
    };
    let form = ctx.form("/gallery/forms").shape(FormShape::Inline);
    ui.form(form.buttons(buttons)).into()
}

fn links(ctx: &RequestCtx) -> Markup {
    let (ui, here) = (ctx.elements(), ctx.href("/gallery/lists"));
    html! {
        div.wg-acts {
            @for (weight, label) in WEIGHTS {
                (ui.link_button(&LinkButton::new(&ctx.say(label), &here, weight)))
            }
        }
    }
}

fn wide(ctx: &RequestCtx) -> Markup {
    let (ui, here) = (ctx.elements(), ctx.href("/gallery/actions"));
    let link = ctx.say("Send me a link instead");
    let buttons = html! {
        (ui.button(&Button::main(&ctx.say("Sign in")).wide()))
        (ui.divider(&ctx.say("or")))
        (ui.link_button(&LinkButton::new(&link, &here, Weight::Outlined).wide()))
        (ui.button(&Button::new(&ctx.say("Delete account"), Weight::Danger).wide()))
    };
    ui.form(ctx.form("/gallery/forms").buttons(buttons)).into()
}

fn account_menu(ctx: &RequestCtx) -> Markup {
    let (ui, here) = (ctx.elements(), ctx.href("/gallery/lists"));
    let above = ["Profile", "Security"].map(|label| ctx.say(label));
    let below = ["Add another account", "Sign out"].map(|label| ctx.say(label));
    let labels = above.iter().chain([const { &String::new() }]).chain(&below);
    let entries: Vec<_> = labels.map(|label| MenuEntry::new(label, &here)).collect();
    let (name, avatar) = (ctx.say("Your account"), Avatar::person("Maren Okafor"));
    let head = html! {
        div.wg-strong { bdi { "Maren Okafor" } }
        div.wg-row-note { "maren@nordlicht.example" }
    };
    let menu = Menu::new(&name, ui.avatar(&avatar).into(), &entries);
    ui.menu(&menu.head(Some(head.into()))).into()
}

fn tabs(ctx: &RequestCtx) -> Markup {
    let labels = [
        "Members",
        "Invitations",
        "Requests to join",
        "Roles and permissions",
        "Removed",
    ];
    let parts = labels.into_iter().zip(1..).map(|(label, part)| {
        let href = ctx.href(&format!("/gallery/actions?part={part}"));
        (ctx.say(label), href, part == 2)
    });
    let parts: Vec<_> = parts.collect();
    let tabs = parts.iter();
    let tabs = tabs.map(|(label, href, current)| Tab::new(label, href).current(*current));
    let tabs: Vec<_> = tabs.collect();
    let people = ctx.say("People");
    let tabs = Tabs::new(&people, &tabs);
    ctx.elements().tabs(&tabs).into()
}

fn pagers(ctx: &RequestCtx) -> Markup {
    let (ui, href) = (ctx.elements(), ctx.href("/gallery/actions"));
    let (back, on) = (ctx.say("Back to the newest"), ctx.say("Show older"));
    let (back, on) = ((&*back, &*href), (&*on, &*href));
    html! {
        (ui.pager(&Pager::new(&ctx.say("First page")).on(Some(on))))
        (ui.pager(&Pager::new(&ctx.say("A page between")).back(Some(back)).on(Some(on))))
        (ui.pager(&Pager::new(&ctx.say("Last page")).back(Some(back))))
    }
}
