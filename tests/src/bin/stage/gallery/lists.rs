//! Cards, rows and tables.

use maud::{Markup, html};
use widgets_core::clock::Timestamp;
use widgets_core::form::{Choices as _, Cursor, Filter, Search};
use widgets_core::id::AccountId;
use widgets_core::stores::{Position, Sorted};
use widgets_core::ui::{
    Avatar, Badge, Card, Direction, Empty, FactRow, Head, Icon, IconRow, LinkButton, Page, Table,
    Tone, Weight,
};
use widgets_core::{RequestCtx, choices, fields};

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
        (people_list(ctx))
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

/// Rows with tools above them.
fn people_list(ctx: &RequestCtx) -> Markup {
    let (title, search) = (ctx.say("People"), ctx.say("Name"));
    let rows = people(ctx);
    let list = ctx.list(&title).search(&search, "");
    list.rows(PEOPLE.len(), rows.into()).into()
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

choices! {
    /// What members are ordered by.
    enum MemberOrder { Name = "name", LastSeen = "last_seen" }
}

choices! {
    /// Whether somebody has a second factor.
    enum Factor { On = "on", Off = "off" }
}

fields! {
    /// Which members, in which order.
    pub struct MemberFields {
        /// Which page.
        after: Cursor<Position<Timestamp, AccountId>>,
        /// A part of the name.
        q: Search,
        /// Which of them.
        factor: Filter<Factor>,
        /// In which order.
        sort: Sorted<MemberOrder>,
    }
}

/// The members of an organization, on a wide page: a list with all there is to lists.
pub fn table(ctx: &RequestCtx, asked: &MemberFields) -> Page {
    let (ui, here) = (ctx.elements(), ctx.href("/gallery/actions"));
    let (title, lead) = (
        ctx.say("Members"),
        ctx.say("People who work with you here."),
    );
    let invite = ctx.say("Invite people");
    let action = ui.link_button(LinkButton::new(&invite, &here, Weight::Main));
    let columns = ["Name", "Role", "Second factor", "Last seen", "Actions"];
    let columns = columns.map(|title| ctx.say(title));
    let texts = [
        "Name",
        "Second factor",
        "Any",
        "On",
        "Off",
        "Remove",
        "Nobody yet",
    ];
    let [search, factor, any, on, off, remove, nobody] = texts.map(|text| ctx.say(text));
    let next = asked
        .after
        .is_none()
        .then(|| Position::new(ctx.now(), first_member()));
    let list = ctx
        .list(&title)
        .search(&search, &asked.q)
        .filter("factor", &factor, &any, asked.factor, |own| match own {
            Factor::On => &on,
            Factor::Off => &off,
        })
        .pages(asked.after.is_some(), Cursor::new(next).text())
        .empty(Empty::new(&nobody, &lead))
        .bulk(&remove, "/gallery/question");
    let columns = [
        list.sorted_column(
            &columns[0],
            MemberOrder::Name,
            Direction::Ascending,
            asked.sort,
        ),
        list.column(&columns[1]),
        list.column(&columns[2]),
        list.sorted_column(
            &columns[3],
            MemberOrder::LastSeen,
            Direction::Descending,
            asked.sort,
        ),
        list.column(&columns[4]).silent(true),
    ];
    let found = rows(ctx, asked);
    let names = found
        .iter()
        .map(|(name, _)| ((*name).to_owned(), (*name).to_owned()));
    let ticks = list.ticks("member", names);
    let rows = found.into_iter().map(|(_, row)| row).collect();
    let members = Table::new(&title, &columns, rows).ticks(Some(ticks));
    let body = html! {
        (ui.head(&Head::new(&title, &lead).action(Some(action.into()))))
        (list.clone().table(members))
    };
    Page::new(title, body).wide()
}

fn first_member() -> AccountId {
    AccountId::parse("acc_first").unwrap()
}

/// Those that are asked for, with their names; the order is as it is.
fn rows(ctx: &RequestCtx, asked: &MemberFields) -> Vec<(&'static str, Vec<Markup>)> {
    let (ui, here) = (ctx.elements(), ctx.href("/gallery/lists"));
    let change = ctx.say("Change");
    let factors = [
        ("Owner", "On", Tone::Good),
        ("Administrator", "Off", Tone::Warn),
        ("Member, billing", "On", Tone::Good),
    ];
    let fits = |name: &str, factor: &str| {
        let chosen = asked.factor.chosen();
        let named = name.to_lowercase().contains(&asked.q.to_lowercase());
        named && chosen.is_none_or(|own| own.word() == factor.to_lowercase())
    };
    let rows = PEOPLE.into_iter().zip(factors);
    let rows = rows.filter(|((name, _), (_, factor, _))| fits(name, factor));
    let rows = rows.map(|((name, email), (role, factor, tone))| {
        let about = format!("{change}: {name}");
        let row = vec![
            html! { bdi { (name) } div.wg-row-note { (email) } },
            html! { (ctx.say(role)) },
            ui.badge(&Badge::new(&ctx.say(factor), tone)).into(),
            html! { (ctx.say("2 hours ago")) },
            ui.link_button(&LinkButton::quiet(&change, &here, &about))
                .into(),
        ];
        (name, row)
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
