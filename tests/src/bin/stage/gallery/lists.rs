//! Cards, rows and tables.

use maud::{Markup, html};
use widgets_core::RequestCtx;
use widgets_core::ui::{
    Avatar, Badge, Card, Column, Empty, FactRow, Head, Icon, IconRow, LinkButton, Page, Pager,
    Table, Tone, Weight,
};

use crate::words::Say as _;

pub fn page(ctx: &RequestCtx) -> Page {
    let (ui, here) = (ctx.elements(), ctx.href("/gallery/lists"));
    let (title, contact, keys) = (ctx.say("Lists"), ctx.say("Contact"), ctx.say("Passkeys"));
    let note = ctx.say("Used to sign in and to reach you about your account.");
    let keys_note = ctx.say("Sign in with your face, fingerprint or a security key.");
    let add = ctx.say("Add");
    let passkeys = Card::rows(passkeys(ctx))
        .title(&keys)
        .note(&keys_note)
        .action(ui.link_button(&LinkButton::new(&add, &here, Weight::Outlined)))
        .foot(ui.hint(&ctx.say("At most 20 passkeys.")));
    let body = html! {
        (ui.head(&Head::new(&title, "")))
        (ui.card(&Card::rows(facts(ctx)).title(&contact).note(&note)))
        (ui.card(&passkeys))
        (ui.card(&Card::rows(people(ctx))))
    };
    Page::new(title, body)
}

fn facts(ctx: &RequestCtx) -> Markup {
    let (ui, here) = (ctx.elements(), ctx.href("/gallery/lists"));
    let badge = |label, tone| Markup::from(ui.badge(&Badge::new(&ctx.say(label), tone)));
    let email = html! {
        bdi { "maren.ilse.okafor-lindqvist@nordlicht-roasters.example" }
        (badge("Primary", Tone::Plain))
        (badge("Verified", Tone::Good))
    };
    let phone = html! { bdi { "+49 40 555 0142" } (badge("Not verified", Tone::Warn)) };
    let sent = ctx.say("We sent a code on 18 November");
    let set = ctx.say("Set by Nordlicht Roasters");
    let quiet = |label| {
        let label = ctx.say(label);
        Markup::from(ui.link_button(&LinkButton::quiet(&label, &here, &label)))
    };
    html! {
        (ui.fact_row(&FactRow::new(&ctx.say("Email"), email).action(quiet("Change"))))
        (ui.fact_row(&FactRow::new(&ctx.say("Phone"), phone).note(&sent).action(quiet("Verify"))))
        (ui.fact_row(&FactRow::new(&ctx.say("Cost centre"), html! { "HH-204" }).note(&set)))
    }
}

fn passkeys(ctx: &RequestCtx) -> Markup {
    let (ui, here) = (ctx.elements(), ctx.href("/gallery/lists"));
    let (rename, remove) = (ctx.say("Rename"), ctx.say("Remove"));
    let facts = [
        "Added on 3 October 2026",
        "Used today",
        "Synced by the maker of the device",
    ];
    let facts = facts.map(|fact| ctx.say(fact));
    let both = |about: &str| {
        let (renames, removes) = (format!("{rename}: {about}"), format!("{remove}: {about}"));
        let mut dangerous = LinkButton::quiet(&remove, &here, &removes);
        dangerous.weight = Weight::QuietDanger;
        html! {
            (ui.link_button(&LinkButton::quiet(&rename, &here, &renames)))
            (ui.link_button(&dangerous))
        }
    };
    let (phone, key) = (ctx.say("Maren's phone"), "YubiKey 5C");
    html! {
        (ui.icon_row(&IconRow::new(&phone).icon(Icon::Fingerprint).facts(&facts).action(both(&phone))))
        (ui.icon_row(&IconRow::new(key).icon(Icon::Key).facts(&facts[..2]).action(both(key))))
        (ui.icon_row(&IconRow::new(key)))
    }
}

const PEOPLE: [(&str, &str); 3] = [
    ("Maren Okafor", "maren@nordlicht.example"),
    ("يوسف الحداد", "yousef@nordlicht.example"),
    (
        "Theodora Wilhelmina Konstantinopoulou-Featherstonehaugh",
        "theodora.wilhelmina@featherstonehaugh.example",
    ),
];

fn people(ctx: &RequestCtx) -> Markup {
    let ui = ctx.elements();
    let joined = ctx.say("Joined in May");
    html! {
        @for (name, email) in PEOPLE {
            (ui.icon_row(&IconRow::new(name)
                .avatar(ui.avatar(&Avatar::person(name)))
                .facts(&[email.to_owned(), joined.clone()])))
        }
    }
}

/// The members of an organization, on a wide page.
pub fn table(ctx: &RequestCtx) -> Page {
    let (ui, here) = (ctx.elements(), ctx.href("/gallery/actions"));
    let (title, lead) = (
        ctx.say("Members"),
        ctx.say("People who work with you here."),
    );
    let (invite, back, on) = (
        ctx.say("Invite people"),
        ctx.say("First page"),
        ctx.say("Next page"),
    );
    let action = ui.link_button(LinkButton::new(&invite, &here, Weight::Main));
    let pager = Pager::new(&title).back(Some((&back, &here)));
    let pager = ui.pager(pager.on(Some((&on, &here))));
    let columns = ["Name", "Role", "Second factor", "Last seen", "Actions"];
    let columns = columns.map(|title| ctx.say(title));
    let mut columns = columns.each_ref().map(|title| Column::new(title));
    columns[4] = columns[4].silent(true);
    let members = ui.table(Table::new(&title, &columns, rows(ctx)));
    let body = html! {
        (ui.head(&Head::new(&title, &lead).action(Some(action.into()))))
        (ui.card(&Card::of(members).foot(pager)))
    };
    Page::new(title, body).wide()
}

fn rows(ctx: &RequestCtx) -> Vec<Vec<Markup>> {
    let (ui, here) = (ctx.elements(), ctx.href("/gallery/lists"));
    let change = ctx.say("Change");
    let factors = [
        ("Owner", "On", Tone::Good),
        ("Administrator", "Off", Tone::Warn),
        ("Member, billing", "On", Tone::Good),
    ];
    let rows = PEOPLE.into_iter().zip(factors);
    let rows = rows.map(|((name, email), (role, factor, tone))| {
        let about = format!("{change}: {name}");
        vec![
            html! { bdi { (name) } div.wg-row-note { (email) } },
            html! { (ctx.say(role)) },
            ui.badge(&Badge::new(&ctx.say(factor), tone)).into(),
            html! { (ctx.say("2 hours ago")) },
            ui.link_button(&LinkButton::quiet(&change, &here, &about))
                .into(),
        ]
    });
    rows.collect()
}

/// Lists with nothing in them.
pub fn empty(ctx: &RequestCtx) -> Page {
    let (ui, here) = (ctx.elements(), ctx.href("/gallery/forms"));
    let (title, add) = (ctx.say("Passkeys"), ctx.say("Add a passkey"));
    let (none, why) = (
        ctx.say("No passkeys yet"),
        ctx.say("Add one to sign in without a password."),
    );
    let action = ui.link_button(LinkButton::new(&add, &here, Weight::Main));
    let full = Empty::new(&none, &why).icon(Some(Icon::Key));
    let full = ui.empty(full.action(Some(action.into())));
    let joined = ctx.say("Everybody you invited has joined.");
    let nobody = ctx.say("No invitations");
    let bare = ui.empty(Empty::new(&nobody, &joined));
    let body = html! {
        (ui.head(&Head::new(&title, &why)))
        (ui.card(&Card::of(full)))
        (ui.card(&Card::of(bare)))
    };
    Page::new(title, body)
}
