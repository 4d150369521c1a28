//! What is told, and what is asked.

use maud::{Markup, html};
use widgets_core::RequestCtx;
use widgets_core::ui::{
    Badge, Button, Card, Confirm, Dialog, ErrorSummary, Head, Icon, IconRow, LinkButton, LinkRole,
    Notice, Page, Tone, Weight,
};

use crate::words::Say as _;

pub fn page(ctx: &RequestCtx) -> Page {
    let ui = ctx.elements();
    let title = ctx.say("Notices", "الإشعارات");
    let ask = ctx.say("Remove the passkey", "إزالة مفتاح المرور");
    let href = ctx.link("/gallery/question");
    let action = LinkButton::new(&ask, &href, Weight::Outlined).role(LinkRole::Asks);
    let lead = ctx.say("What pages tell and ask.", "ما تخبر به الصفحات وتسأل عنه.");
    let badges = ctx.say("Badges and icons", "الشارات والأيقونات");
    let body = html! {
        (ui.head(&Head::new(&title, &lead).action(Some(ui.link_button(&action).into()))))
        (notices(ctx))
        (summaries(ctx))
        (ui.card(&Card::rows(icons(ctx)).title(&badges)))
        (ui.hint(&ctx.say("You are signed in nowhere else.", "لست مسجّل الدخول في أي مكان آخر.")))
        (dialog(ctx))
    };
    Page::new(title, body)
}

fn notices(ctx: &RequestCtx) -> Markup {
    let ui = ctx.elements();
    let told = [
        (
            Tone::Plain,
            ctx.say(
                "Nordlicht Roasters asks its members for a second factor from 1 December.",
                "تطلب Nordlicht Roasters من أعضائها عاملًا ثانيًا ابتداءً من 1 ديسمبر.",
            ),
        ),
        (
            Tone::Good,
            ctx.say(
                "Your email is now maren@new.example.",
                "بريدك الإلكتروني الآن maren@new.example.",
            ),
        ),
        (
            Tone::Warn,
            ctx.say(
                "Two recovery codes are left. Make new ones before you need them.",
                "بقي رمزا استرداد. أنشئ رموزًا جديدة قبل أن تحتاج إليها.",
            ),
        ),
        (
            Tone::Bad,
            ctx.say(
                "The mail to maren@new.example came back.",
                "عادت الرسالة المرسلة إلى maren@new.example.",
            ),
        ),
    ];
    let more = ctx.say("Set it up", "إعداده");
    let href = ctx.href("/gallery/forms");
    let mut leading = Notice::new(&told[0].1, Tone::Warn);
    leading.action = Some(
        ui.link_button(LinkButton::quiet(&more, &href, &more))
            .into(),
    );
    html! {
        @for (tone, text) in &told { (ui.notice(&Notice::new(text, *tone))) }
        (ui.notice(&leading))
    }
}

fn summaries(ctx: &RequestCtx) -> Markup {
    let ui = ctx.elements();
    let whole = ctx.say(
        "Email or password is wrong.",
        "البريد الإلكتروني أو كلمة المرور غير صحيحة.",
    );
    let summary = ErrorSummary::new(ctx.ids(), "").whole(Some(&whole));
    ui.error_summary(summary).into()
}

fn icons(ctx: &RequestCtx) -> Markup {
    let ui = ctx.elements();
    let badges = [
        (Tone::Plain, ctx.say("Primary", "أساسي")),
        (Tone::Good, ctx.say("Verified", "موثّق")),
        (Tone::Warn, ctx.say("Not verified", "غير موثّق")),
        (Tone::Bad, ctx.say("Blocked", "محظور")),
    ];
    let rows = [
        (Icon::Computer, ctx.say("Computer", "حاسوب")),
        (Icon::Phone, ctx.say("Phone", "هاتف")),
        (Icon::Key, ctx.say("Key", "مفتاح")),
        (Icon::Fingerprint, ctx.say("Fingerprint", "بصمة")),
        (Icon::Clock, ctx.say("Codes that change", "رموز متغيّرة")),
        (Icon::List, ctx.say("Recovery codes", "رموز الاسترداد")),
        (Icon::People, ctx.say("People", "أشخاص")),
        (Icon::More, ctx.say("More", "المزيد")),
    ];
    html! {
        @for ((icon, title), (tone, badge)) in rows.iter().zip(badges.iter().cycle()) {
            (ui.icon_row(&IconRow::new(title).icon(*icon).badges(ui.badge(&Badge::new(badge, *tone)))))
        }
    }
}

fn dialog(ctx: &RequestCtx) -> Markup {
    let ui = ctx.elements();
    let (cancel, remove) = (
        ctx.say("Cancel", "إلغاء"),
        ctx.say("Sign out 2 devices", "تسجيل الخروج من جهازين"),
    );
    let href = ctx.href("/gallery/notices");
    let buttons = html! {
        (ui.link_button(&LinkButton::new(&cancel, &href, Weight::Outlined).role(LinkRole::Cancels)))
        (ui.button(&Button::new(&remove, Weight::Danger)))
    };
    ui.dialog(&Dialog::new(
        "sign-out-others",
        &ctx.say(
            "Sign out of other devices?",
            "هل تريد تسجيل الخروج من الأجهزة الأخرى؟",
        ),
        &ctx.say(
            "2 devices are signed out at once. You stay signed in here.",
            "يُسجَّل الخروج من جهازين في الحال. وتبقى مسجّل الدخول هنا.",
        ),
        buttons.into(),
    ))
    .into()
}

/// The page that asks. With script it is a dialog above the page that leads to it.
pub fn question(ctx: &RequestCtx) -> Page {
    let ui = ctx.elements();
    let title = ctx.say("Remove the passkey?", "هل تريد إزالة مفتاح المرور؟");
    let text = ctx.say(
        "You cannot sign in with it any more. Your password keeps working.",
        "لن تتمكن من تسجيل الدخول به بعد الآن. وتبقى كلمة مرورك صالحة.",
    );
    let (remove, cancel) = (ctx.say("Remove", "إزالة"), ctx.say("Cancel", "إلغاء"));
    let back = ctx.back("/gallery/notices");
    let confirm = Confirm::new(ctx.form("/gallery/forms"), &remove, (&cancel, &back));
    let body = html! { (ui.head(&Head::new(&title, &text))) (ui.confirm(&confirm)) };
    Page::new(title, body)
}
