//! Cards, rows and tables.

use maud::{Markup, html};
use widgets_core::RequestCtx;
use widgets_core::ui::{
    Avatar, Badge, Card, Column, Empty, FactRow, Head, Icon, IconRow, LinkButton, Page, Pager,
    Table, Tone, Weight,
};

use crate::words::Say as _;

pub fn page(ctx: &RequestCtx) -> Page {
    let ui = ctx.elements();
    let title = ctx.say("Lists", "القوائم");
    let contact = ctx.say("Contact", "معلومات الاتصال");
    let note = ctx.say(
        "Used to sign in and to reach you about your account.",
        "تُستخدم لتسجيل الدخول وللتواصل معك بشأن حسابك.",
    );
    let keys = ctx.say("Passkeys", "مفاتيح المرور");
    let keys_note = ctx.say(
        "Sign in with your face, fingerprint or a security key.",
        "سجّل الدخول بوجهك أو بصمتك أو بمفتاح أمان.",
    );
    let add = ctx.say("Add", "إضافة");
    let here = ctx.href("/gallery/lists");
    let most = ctx.say("At most 20 passkeys.", "20 مفتاح مرور على الأكثر.");
    let passkeys = Card::rows(passkeys(ctx))
        .title(&keys)
        .note(&keys_note)
        .action(ui.link_button(&LinkButton::new(&add, &here, Weight::Outlined)))
        .foot(ui.hint(&most));
    let body = html! {
        (ui.head(&Head::new(&title, "")))
        (ui.card(&Card::rows(facts(ctx)).title(&contact).note(&note)))
        (ui.card(&passkeys))
        (ui.card(&Card::rows(people(ctx))))
    };
    Page::new(title, body)
}

fn facts(ctx: &RequestCtx) -> Markup {
    let ui = ctx.elements();
    let here = ctx.href("/gallery/lists");
    let (change, verify) = (ctx.say("Change", "تغيير"), ctx.say("Verify", "توثيق"));
    let (primary, verified, not) = (
        ctx.say("Primary", "أساسي"),
        ctx.say("Verified", "موثّق"),
        ctx.say("Not verified", "غير موثّق"),
    );
    let email = html! {
        bdi { "maren.ilse.okafor-lindqvist@nordlicht-roasters.example" }
        (ui.badge(&Badge::new(&primary, Tone::Plain)))
        (ui.badge(&Badge::new(&verified, Tone::Good)))
    };
    let phone = html! { bdi { "+49 40 555 0142" } (ui.badge(&Badge::new(&not, Tone::Warn))) };
    let (sent, set) = (
        ctx.say("We sent a code on 18 November", "أرسلنا رمزًا في 18 نوفمبر"),
        ctx.say("Set by Nordlicht Roasters", "تحدده Nordlicht Roasters"),
    );
    let quiet = |label: &str| Markup::from(ui.link_button(LinkButton::quiet(label, &here, label)));
    html! {
        (ui.fact_row(&FactRow::new(&ctx.say("Email", "البريد الإلكتروني"), email).action(quiet(&change))))
        (ui.fact_row(&FactRow::new(&ctx.say("Phone", "الهاتف"), phone).note(&sent).action(quiet(&verify))))
        (ui.fact_row(&FactRow::new(&ctx.say("Cost centre", "مركز التكلفة"), html! { "HH-204" }).note(&set)))
    }
}

fn passkeys(ctx: &RequestCtx) -> Markup {
    let ui = ctx.elements();
    let here = ctx.href("/gallery/lists");
    let (rename, remove) = (
        ctx.say("Rename", "إعادة التسمية"),
        ctx.say("Remove", "إزالة"),
    );
    let facts = [
        ctx.say("Added on 3 October 2026", "أُضيف في 3 أكتوبر 2026"),
        ctx.say("Used today", "استُخدم اليوم"),
        ctx.say(
            "Synced by the maker of the device",
            "تتم مزامنته من الشركة المصنّعة للجهاز",
        ),
    ];
    let both = |about: &str| {
        html! {
            (ui.link_button(&LinkButton::quiet(&rename, &here, &format!("{rename}: {about}"))))
            (ui.link_button(&dangerous(LinkButton::quiet(&remove, &here, &format!("{remove}: {about}")))))
        }
    };
    let (phone, key) = (ctx.say("Maren's phone", "هاتف مارين"), "YubiKey 5C");
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
    let joined = ctx.say("Joined in May", "انضم في مايو");
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
    let ui = ctx.elements();
    let title = ctx.say("Members", "الأعضاء");
    let lead = ctx.say("People who work with you here.", "من يعملون معك هنا.");
    let invite = ctx.say("Invite people", "دعوة أشخاص");
    let here = ctx.href("/gallery/actions");
    let action = ui.link_button(LinkButton::new(&invite, &here, Weight::Main));
    let (back, on) = (
        ctx.say("First page", "الصفحة الأولى"),
        ctx.say("Next page", "الصفحة التالية"),
    );
    let pager = ui.pager(
        Pager::new(&title)
            .back(Some((&back, &here)))
            .on(Some((&on, &here))),
    );
    let columns = [
        ctx.say("Name", "الاسم"),
        ctx.say("Role", "الدور"),
        ctx.say("Second factor", "العامل الثاني"),
        ctx.say("Last seen", "آخر ظهور"),
    ];
    let mut columns: Vec<_> = columns.iter().map(|title| Column::new(title)).collect();
    let actions = ctx.say("Actions", "الإجراءات");
    columns.push(Column::new(&actions).silent(true));
    let members = ui.table(Table::new(&title, &columns, rows(ctx)));
    let body = html! {
        (ui.head(&Head::new(&title, &lead).action(Some(action.into()))))
        (ui.card(&Card::of(members).foot(pager)))
    };
    Page::new(title, body).wide()
}

fn rows(ctx: &RequestCtx) -> Vec<Vec<Markup>> {
    let ui = ctx.elements();
    let here = ctx.href("/gallery/lists");
    let roles = [
        ctx.say("Owner", "مالك"),
        ctx.say("Administrator", "مسؤول"),
        ctx.say("Member, billing", "عضو، الفوترة"),
    ];
    let (on, off) = (ctx.say("On", "مفعّل"), ctx.say("Off", "غير مفعّل"));
    let seen = ctx.say("2 hours ago", "قبل ساعتين");
    let change = ctx.say("Change", "تغيير");
    let people = PEOPLE.iter().zip(&roles).enumerate();
    let row = |(at, ((name, email), role)): (usize, (&(&str, &str), &String))| {
        let factor = if at == 1 {
            Badge::new(&off, Tone::Warn)
        } else {
            Badge::new(&on, Tone::Good)
        };
        let about = format!("{change}: {name}");
        vec![
            html! { bdi { (name) } div.wg-row-note { (email) } },
            html! { (role) },
            ui.badge(factor).into(),
            html! { (seen) },
            ui.link_button(LinkButton::quiet(&change, &here, &about))
                .into(),
        ]
    };
    people.map(row).collect()
}

/// Lists with nothing in them.
pub fn empty(ctx: &RequestCtx) -> Page {
    let ui = ctx.elements();
    let title = ctx.say("Passkeys", "مفاتيح المرور");
    let (none, why) = (
        ctx.say("No passkeys yet", "لا مفاتيح مرور بعد"),
        ctx.say(
            "Add one to sign in without a password.",
            "أضف واحدًا لتسجيل الدخول بلا كلمة مرور.",
        ),
    );
    let (add, here) = (
        ctx.say("Add a passkey", "إضافة مفتاح مرور"),
        ctx.href("/gallery/forms"),
    );
    let action = ui.link_button(LinkButton::new(&add, &here, Weight::Main));
    let full = Empty::new(&none, &why).icon(Some(Icon::Key));
    let full = ui.empty(full.action(Some(action.into())));
    let (nobody, joined) = (
        ctx.say("No invitations", "لا دعوات"),
        ctx.say("Everybody you invited has joined.", "انضم كل من دعوتهم."),
    );
    let bare = ui.empty(Empty::new(&nobody, &joined));
    let body = html! {
        (ui.head(&Head::new(&title, &why)))
        (ui.card(&Card::of(full)))
        (ui.card(&Card::of(bare)))
    };
    Page::new(title, body)
}

fn dangerous(mut link: LinkButton<'_>) -> LinkButton<'_> {
    link.weight = Weight::QuietDanger;
    link
}
