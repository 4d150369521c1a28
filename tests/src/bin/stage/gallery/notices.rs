//! What is told, and what is asked.

use maud::{Markup, html};
use widgets_core::Visit;
use widgets_core::ui::{
    Badge, Button, Card, Confirm, Dialog, ErrorSummary, Head, Icon, IconRow, LinkButton, LinkRole,
    Notice, Page, Tone, Weight,
};

use crate::words::Say as _;

pub fn page(visit: &Visit) -> Page {
    let ui = visit.elements();
    let title = visit.say("Notices", "الإشعارات");
    let ask = visit.say("Remove the passkey", "إزالة مفتاح المرور");
    let href = visit.link("/gallery/question");
    let action = LinkButton::new(&ask, &href, Weight::Outlined).role(LinkRole::Asks);
    let lead = visit.say("What pages tell and ask.", "ما تخبر به الصفحات وتسأل عنه.");
    let badges = visit.say("Badges and icons", "الشارات والأيقونات");
    let body = html! {
        (ui.head(&Head::new(&title, &lead).action(Some(ui.link_button(&action)))))
        (notices(visit))
        (summaries(visit))
        (ui.card(&Card::rows(icons(visit)).title(&badges)))
        (ui.hint(&visit.say("You are signed in nowhere else.", "لست مسجّل الدخول في أي مكان آخر.")))
        (dialog(visit))
    };
    Page::new(title, body)
}

fn notices(visit: &Visit) -> Markup {
    let ui = visit.elements();
    let told = [
        (
            Tone::Plain,
            visit.say(
                "Nordlicht Roasters asks its members for a second factor from 1 December.",
                "تطلب Nordlicht Roasters من أعضائها عاملًا ثانيًا ابتداءً من 1 ديسمبر.",
            ),
        ),
        (
            Tone::Good,
            visit.say(
                "Your email is now maren@new.example.",
                "بريدك الإلكتروني الآن maren@new.example.",
            ),
        ),
        (
            Tone::Warn,
            visit.say(
                "Two recovery codes are left. Make new ones before you need them.",
                "بقي رمزا استرداد. أنشئ رموزًا جديدة قبل أن تحتاج إليها.",
            ),
        ),
        (
            Tone::Bad,
            visit.say(
                "The mail to maren@new.example came back.",
                "عادت الرسالة المرسلة إلى maren@new.example.",
            ),
        ),
    ];
    let more = visit.say("Set it up", "إعداده");
    let href = visit.href("/gallery/forms");
    html! {
        @for (tone, text) in &told { (ui.notice(&Notice::new(text, *tone))) }
        (ui.notice(&Notice {
            action: Some(ui.link_button(&LinkButton::quiet(&more, &href, &more))),
            ..Notice::new(&told[0].1, Tone::Warn)
        }))
    }
}

fn summaries(visit: &Visit) -> Markup {
    let ui = visit.elements();
    let whole = visit.say(
        "Email or password is wrong.",
        "البريد الإلكتروني أو كلمة المرور غير صحيحة.",
    );
    ui.error_summary(&ErrorSummary {
        ids: visit.ids(),
        title: "",
        whole: Some(&whole),
        fields: Vec::new(),
    })
}

fn icons(visit: &Visit) -> Markup {
    let ui = visit.elements();
    let badges = [
        (Tone::Plain, visit.say("Primary", "أساسي")),
        (Tone::Good, visit.say("Verified", "موثّق")),
        (Tone::Warn, visit.say("Not verified", "غير موثّق")),
        (Tone::Bad, visit.say("Blocked", "محظور")),
    ];
    let rows = [
        (Icon::Computer, visit.say("Computer", "حاسوب")),
        (Icon::Phone, visit.say("Phone", "هاتف")),
        (Icon::Key, visit.say("Key", "مفتاح")),
        (Icon::Fingerprint, visit.say("Fingerprint", "بصمة")),
        (Icon::Clock, visit.say("Codes that change", "رموز متغيّرة")),
        (Icon::List, visit.say("Recovery codes", "رموز الاسترداد")),
        (Icon::People, visit.say("People", "أشخاص")),
        (Icon::More, visit.say("More", "المزيد")),
    ];
    html! {
        @for ((icon, title), (tone, badge)) in rows.iter().zip(badges.iter().cycle()) {
            (ui.icon_row(&IconRow::new(title).icon(*icon).badges(ui.badge(&Badge::new(badge, *tone)))))
        }
    }
}

fn dialog(visit: &Visit) -> Markup {
    let ui = visit.elements();
    let (cancel, remove) = (
        visit.say("Cancel", "إلغاء"),
        visit.say("Sign out 2 devices", "تسجيل الخروج من جهازين"),
    );
    let href = visit.href("/gallery/notices");
    let buttons = html! {
        (ui.link_button(&LinkButton::new(&cancel, &href, Weight::Outlined).role(LinkRole::Cancels)))
        (ui.button(&Button::new(&remove, Weight::Danger)))
    };
    ui.dialog(&Dialog {
        id: "sign-out-others",
        title: &visit.say(
            "Sign out of other devices?",
            "هل تريد تسجيل الخروج من الأجهزة الأخرى؟",
        ),
        text: &visit.say(
            "2 devices are signed out at once. You stay signed in here.",
            "يُسجَّل الخروج من جهازين في الحال. وتبقى مسجّل الدخول هنا.",
        ),
        buttons,
    })
}

/// The page that asks. With script it is a dialog above the page that leads to it.
pub fn question(visit: &Visit) -> Page {
    let ui = visit.elements();
    let title = visit.say("Remove the passkey?", "هل تريد إزالة مفتاح المرور؟");
    let text = visit.say(
        "You cannot sign in with it any more. Your password keeps working.",
        "لن تتمكن من تسجيل الدخول به بعد الآن. وتبقى كلمة مرورك صالحة.",
    );
    let (remove, cancel) = (visit.say("Remove", "إزالة"), visit.say("Cancel", "إلغاء"));
    let back = visit.back("/gallery/notices");
    let confirm = Confirm {
        form: visit.form("/gallery/forms"),
        act: &remove,
        back: (&cancel, &back),
    };
    let body = html! { (ui.head(&Head::new(&title, &text))) (ui.confirm(&confirm)) };
    Page::new(title, body)
}
