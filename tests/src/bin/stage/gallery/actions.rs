//! What people press and follow.

use maud::{Markup, html};
use widgets_core::Visit;
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

pub fn page(visit: &Visit) -> Page {
    let ui = visit.elements();
    let title = visit.say("Actions", "الإجراءات");
    let lead = visit.say(
        "Buttons, links, menus and tabs.",
        "الأزرار والروابط والقوائم وعلامات التبويب.",
    );
    let invite = visit.say("Invite people", "دعوة أشخاص");
    let here = visit.href("/gallery/actions");
    let action = html! {
        (account_menu(visit))
        (ui.link_button(&LinkButton::new(&invite, &here, Weight::Main)))
    };
    let action = html! { div.wg-acts { (action) } };
    let body = html! {
        (ui.head(&Head::new(&title, &lead).action(Some(action))))
        (tabs(visit))
        (ui.card(&Card::roomy(buttons(visit)).title(&visit.say("Buttons", "الأزرار"))))
        (ui.card(&Card::roomy(links(visit)).title(&visit.say("Links", "الروابط"))))
        (ui.card(&Card::roomy(wide(visit)).title(&visit.say("As wide as their form", "بعرض النموذج"))))
        (pagers(visit))
    };
    Page::new(title, body)
}

fn labels(visit: &Visit) -> [String; 5] {
    [
        visit.say("Save", "حفظ"),
        visit.say("Cancel", "إلغاء"),
        visit.say("Change", "تغيير"),
        visit.say("Remove", "إزالة"),
        visit.say("Delete account", "حذف الحساب"),
    ]
}

fn buttons(visit: &Visit) -> Markup {
    let ui = visit.elements();
    let labels = labels(visit);
    let add = visit.say("Add a passkey", "إضافة مفتاح مرور");
    let buttons = html! {
        div.wg-acts {
            @for (weight, label) in WEIGHTS.into_iter().zip(&labels) {
                (ui.button(&Button::new(label, weight)))
            }
            (ui.button(&Button::new(&add, Weight::Outlined).icon(Icon::Key)))
            (ui.button(&Button::main(&add).icon(Icon::Fingerprint)))
        }
    };
    let form = visit.form("/gallery/forms").shape(FormShape::Inline);
    ui.form(&form.buttons(buttons))
}

fn links(visit: &Visit) -> Markup {
    let ui = visit.elements();
    let here = visit.href("/gallery/lists");
    html! {
        div.wg-acts {
            @for (weight, label) in WEIGHTS.into_iter().zip(&labels(visit)) {
                (ui.link_button(&LinkButton::new(label, &here, weight)))
            }
        }
    }
}

fn wide(visit: &Visit) -> Markup {
    let ui = visit.elements();
    let (sign_in, link) = (
        visit.say("Sign in", "تسجيل الدخول"),
        visit.say("Send me a link instead", "أرسل لي رابطًا بدلًا من ذلك"),
    );
    let delete = visit.say("Delete account", "حذف الحساب");
    let here = visit.href("/gallery/actions");
    let buttons = html! {
        (ui.button(&Button::main(&sign_in).wide()))
        (ui.divider(&visit.say("or", "أو")))
        (ui.link_button(&LinkButton::new(&link, &here, Weight::Outlined).wide()))
        (ui.button(&Button::new(&delete, Weight::Danger).wide()))
    };
    ui.form(&visit.form("/gallery/forms").buttons(buttons))
}

fn account_menu(visit: &Visit) -> Markup {
    let ui = visit.elements();
    let labels = [
        visit.say("Profile", "الملف الشخصي"),
        visit.say("Security", "الأمان"),
        String::new(),
        visit.say("Add another account", "إضافة حساب آخر"),
        visit.say("Sign out", "تسجيل الخروج"),
    ];
    let here = visit.href("/gallery/lists");
    let entries: Vec<_> = labels
        .iter()
        .map(|label| MenuEntry { label, href: &here })
        .collect();
    ui.menu(&Menu {
        label: &visit.say("Your account", "حسابك"),
        face: ui.avatar(&Avatar::person("Maren Okafor")),
        head: Some(html! {
            div.wg-strong { bdi { "Maren Okafor" } }
            div.wg-row-note { "maren@nordlicht.example" }
        }),
        entries: &entries,
    })
}

fn tabs(visit: &Visit) -> Markup {
    let labels = [
        visit.say("Members", "الأعضاء"),
        visit.say("Invitations", "الدعوات"),
        visit.say("Requests to join", "طلبات الانضمام"),
        visit.say("Roles and permissions", "الأدوار والصلاحيات"),
        visit.say("Removed", "المُزالون"),
    ];
    let parts: Vec<_> = labels.iter().zip(1..).collect();
    let hrefs: Vec<_> = parts
        .iter()
        .map(|(_, part)| visit.href(&format!("/gallery/actions?part={part}")))
        .collect();
    let tabs: Vec<_> = parts
        .iter()
        .zip(&hrefs)
        .map(|((label, part), href)| Tab {
            label,
            href,
            current: *part == 2,
        })
        .collect();
    visit.elements().tabs(&Tabs {
        label: &visit.say("People", "الأشخاص"),
        tabs: &tabs,
    })
}

fn pagers(visit: &Visit) -> Markup {
    let ui = visit.elements();
    let (back, on) = (
        visit.say("Back to the newest", "العودة إلى الأحدث"),
        visit.say("Show older", "عرض الأقدم"),
    );
    let href = visit.href("/gallery/actions");
    let (back, on) = ((back.as_str(), href.as_str()), (on.as_str(), href.as_str()));
    let [first, both, last] = [
        visit.say("First page", "الصفحة الأولى"),
        visit.say("A page between", "صفحة وسطى"),
        visit.say("Last page", "الصفحة الأخيرة"),
    ];
    html! {
        (ui.pager(&Pager { label: &first, back: None, on: Some(on) }))
        (ui.pager(&Pager { label: &both, back: Some(back), on: Some(on) }))
        (ui.pager(&Pager { label: &last, back: Some(back), on: None }))
    }
}
