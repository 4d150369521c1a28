//! What is told, and what is asked.

use maud::{Markup, html};
use widgets_core::RequestCtx;
use widgets_core::ui::{
    Badge, Button, Card, Confirm, Dialog, ErrorSummary, Head, Icon, IconRow, LinkButton, LinkRole,
    Notice, Page, Tone, Weight,
};

use crate::words::Say as _;

pub fn page(ctx: &RequestCtx) -> Page {
    let (ui, href) = (ctx.elements(), ctx.link("/gallery/question"));
    let (title, lead) = (ctx.say("Notices"), ctx.say("What pages tell and ask."));
    let ask = ctx.say("Remove the passkey");
    let action = LinkButton::new(&ask, &href, Weight::Outlined).role(LinkRole::Asks);
    let body = html! {
        (ui.head(&Head::new(&title, &lead).action(Some(ui.link_button(&action).into()))))
        (notices(ctx))
        (summaries(ctx))
        (ui.card(&Card::rows(icons(ctx)).title(&ctx.say("Badges and icons"))))
        (ui.hint(&ctx.say("You’re not signed in anywhere else.")))
        (dialog(ctx))
    };
    Page::new(title, body)
}

const TOLD: [(Tone, &str); 4] = [
    (
        Tone::Plain,
        "Nordlicht Roasters asks its members for a second factor from 1 December.",
    ),
    (Tone::Good, "Your email is now maren@new.example."),
    (
        Tone::Warn,
        "Two recovery codes are left. Make new ones before you need them.",
    ),
    (Tone::Bad, "The mail to maren@new.example came back."),
];

fn notices(ctx: &RequestCtx) -> Markup {
    let (ui, href) = (ctx.elements(), ctx.href("/gallery/forms"));
    let (more, text) = (ctx.say("Set it up"), ctx.say(TOLD[0].1));
    let mut leading = Notice::new(&text, Tone::Warn);
    leading.action = Some(
        ui.link_button(LinkButton::quiet(&more, &href, &more))
            .into(),
    );
    html! {
        @for (tone, text) in TOLD { (ui.notice(&Notice::new(&ctx.say(text), tone))) }
        (ui.notice(&leading))
    }
}

fn summaries(ctx: &RequestCtx) -> Markup {
    let whole = ctx.say("Wrong email or password.");
    let summary = ErrorSummary::new(ctx.ids(), "").whole(Some(&whole));
    ctx.elements().error_summary(&summary).into()
}

const BADGES: [(Tone, &str); 4] = [
    (Tone::Plain, "Primary"),
    (Tone::Good, "Verified"),
    (Tone::Warn, "Not verified"),
    (Tone::Bad, "Blocked"),
];

const ICONS: [(Icon, &str); 8] = [
    (Icon::Computer, "Computer"),
    (Icon::Phone, "Phone"),
    (Icon::Key, "Key"),
    (Icon::Fingerprint, "Fingerprint"),
    (Icon::Clock, "Codes that change"),
    (Icon::List, "Recovery codes"),
    (Icon::People, "People"),
    (Icon::More, "More"),
];

fn icons(ctx: &RequestCtx) -> Markup {
    let ui = ctx.elements();
    let badge = |tone, label| Markup::from(ui.badge(&Badge::new(&ctx.say(label), tone)));
    html! {
        @for ((icon, title), (tone, label)) in ICONS.into_iter().zip(BADGES.into_iter().cycle()) {
            (ui.icon_row(&IconRow::new(&ctx.say(title)).icon(icon).badges(badge(tone, label))))
        }
    }
}

fn dialog(ctx: &RequestCtx) -> Markup {
    let (ui, href) = (ctx.elements(), ctx.href("/gallery/notices"));
    let cancel = ctx.say("Cancel");
    let cancel = LinkButton::new(&cancel, &href, Weight::Outlined).role(LinkRole::Cancels);
    let buttons = html! {
        (ui.link_button(&cancel))
        (ui.button(&Button::new(&ctx.say("Sign out 2 devices"), Weight::Danger)))
    };
    let title = ctx.say("Sign out of other devices?");
    let text = ctx.say("2 devices are signed out at once. You stay signed in here.");
    let dialog = Dialog::new("sign-out-others", &title, &text, buttons.into());
    ui.dialog(&dialog).into()
}

/// The page that asks. With script it is a dialog above the page that leads to it.
pub fn question(ctx: &RequestCtx) -> Page {
    let ui = ctx.elements();
    let title = ctx.say("Remove the passkey?");
    let text = ctx.say("You cannot sign in with it any more. Your password keeps working.");
    let (remove, cancel) = (ctx.say("Remove"), ctx.say("Cancel"));
    let back = ctx.back("/gallery/notices");
    let confirm = Confirm::new(ctx.form("/gallery/forms"), &remove, (&cancel, &back));
    let body = html! { (ui.head(&Head::new(&title, &text))) (ui.confirm(&confirm)) };
    Page::new(title, body)
}
