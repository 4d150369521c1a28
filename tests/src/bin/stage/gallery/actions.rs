//! What people press and follow.

use maud::{Markup, html};
use widgets_core::RequestCtx;
use widgets_core::ui::{
    Avatar, Button, Card, FormShape, Head, Icon, LinkButton, Menu, MenuEntry, Page, Pager, Tab,
    Tabs, Weight,
};

use crate::words::Say as _;

const WEIGHTS: [Weight; 5] = [
    Weight::Main,
    Weight::Outlined,
    Weight::Quiet,
    Weight::QuietDanger,
    Weight::Danger,
];

pub fn page(ctx: &RequestCtx) -> Page {
    let ui = ctx.elements();
    let title = ctx.say("Actions", "الإجراءات");
    let lead = ctx.say(
        "Buttons, links, menus and tabs.",
        "الأزرار والروابط والقوائم وعلامات التبويب.",
    );
    let invite = ctx.say("Invite people", "دعوة أشخاص");
    let here = ctx.href("/gallery/actions");
    let action = html! {
        (account_menu(ctx))
        (ui.link_button(&LinkButton::new(&invite, &here, Weight::Main)))
    };
    let action = html! { div.wg-acts { (action) } };
    let body = html! {
        (ui.head(&Head::new(&title, &lead).action(Some(action.into()))))
        (tabs(ctx))
        (ui.card(&Card::roomy(buttons(ctx)).title(&ctx.say("Buttons", "الأزرار"))))
        (ui.card(&Card::roomy(links(ctx)).title(&ctx.say("Links", "الروابط"))))
        (ui.card(&Card::roomy(wide(ctx)).title(&ctx.say("As wide as their form", "بعرض النموذج"))))
        (pagers(ctx))
    };
    Page::new(title, body)
}

fn labels(ctx: &RequestCtx) -> [String; 5] {
    [
        ctx.say("Save", "حفظ"),
        ctx.say("Cancel", "إلغاء"),
        ctx.say("Change", "تغيير"),
        ctx.say("Remove", "إزالة"),
        ctx.say("Delete account", "حذف الحساب"),
    ]
}

fn buttons(ctx: &RequestCtx) -> Markup {
    let ui = ctx.elements();
    let labels = labels(ctx);
    let add = ctx.say("Add a passkey", "إضافة مفتاح مرور");
    let buttons = html! {
        div.wg-acts {
            @for (weight, label) in WEIGHTS.into_iter().zip(&labels) {
                (ui.button(&Button::new(label, weight)))
            }
            (ui.button(&Button::new(&add, Weight::Outlined).icon(Icon::Key)))
            (ui.button(&Button::main(&add).icon(Icon::Fingerprint)))
        }
    };
    let form = ctx.form("/gallery/forms").shape(FormShape::Inline);
    ui.form(form.buttons(buttons)).into()
}

fn links(ctx: &RequestCtx) -> Markup {
    let ui = ctx.elements();
    let here = ctx.href("/gallery/lists");
    html! {
        div.wg-acts {
            @for (weight, label) in WEIGHTS.into_iter().zip(&labels(ctx)) {
                (ui.link_button(&LinkButton::new(label, &here, weight)))
            }
        }
    }
}

fn wide(ctx: &RequestCtx) -> Markup {
    let ui = ctx.elements();
    let (sign_in, link) = (
        ctx.say("Sign in", "تسجيل الدخول"),
        ctx.say("Send me a link instead", "أرسل لي رابطًا بدلًا من ذلك"),
    );
    let delete = ctx.say("Delete account", "حذف الحساب");
    let here = ctx.href("/gallery/actions");
    let buttons = html! {
        (ui.button(&Button::main(&sign_in).wide()))
        (ui.divider(&ctx.say("or", "أو")))
        (ui.link_button(&LinkButton::new(&link, &here, Weight::Outlined).wide()))
        (ui.button(&Button::new(&delete, Weight::Danger).wide()))
    };
    ui.form(ctx.form("/gallery/forms").buttons(buttons)).into()
}

fn account_menu(ctx: &RequestCtx) -> Markup {
    let ui = ctx.elements();
    let labels = [
        ctx.say("Profile", "الملف الشخصي"),
        ctx.say("Security", "الأمان"),
        String::new(),
        ctx.say("Add another account", "إضافة حساب آخر"),
        ctx.say("Sign out", "تسجيل الخروج"),
    ];
    let here = ctx.href("/gallery/lists");
    let entries: Vec<_> = labels
        .iter()
        .map(|label| MenuEntry::new(label, &here))
        .collect();
    ui.menu(
        &Menu::new(
            &ctx.say("Your account", "حسابك"),
            ui.avatar(&Avatar::person("Maren Okafor")).into(),
            &entries,
        )
        .head(Some(
            html! {
                div.wg-strong { bdi { "Maren Okafor" } }
                div.wg-row-note { "maren@nordlicht.example" }
            }
            .into(),
        )),
    )
    .into()
}

fn tabs(ctx: &RequestCtx) -> Markup {
    let labels = [
        ctx.say("Members", "الأعضاء"),
        ctx.say("Invitations", "الدعوات"),
        ctx.say("Requests to join", "طلبات الانضمام"),
        ctx.say("Roles and permissions", "الأدوار والصلاحيات"),
        ctx.say("Removed", "المُزالون"),
    ];
    let parts: Vec<_> = labels.iter().zip(1..).collect();
    let hrefs: Vec<_> = parts
        .iter()
        .map(|(_, part)| ctx.href(&format!("/gallery/actions?part={part}")))
        .collect();
    let tabs: Vec<_> = parts
        .iter()
        .zip(&hrefs)
        .map(|((label, part), href)| Tab::new(label, href).current(*part == 2))
        .collect();
    ctx.elements()
        .tabs(&Tabs::new(&ctx.say("People", "الأشخاص"), &tabs))
        .into()
}

fn pagers(ctx: &RequestCtx) -> Markup {
    let ui = ctx.elements();
    let (back, on) = (
        ctx.say("Back to the newest", "العودة إلى الأحدث"),
        ctx.say("Show older", "عرض الأقدم"),
    );
    let href = ctx.href("/gallery/actions");
    let (back, on) = ((back.as_str(), href.as_str()), (on.as_str(), href.as_str()));
    let [first, both, last] = [
        ctx.say("First page", "الصفحة الأولى"),
        ctx.say("A page between", "صفحة وسطى"),
        ctx.say("Last page", "الصفحة الأخيرة"),
    ];
    html! {
        (ui.pager(&Pager::new(&first).on(Some(on))))
        (ui.pager(&Pager::new(&both).back(Some(back)).on(Some(on))))
        (ui.pager(&Pager::new(&last).back(Some(back))))
    }
}
