//! What people fill in.

use maud::{Markup, html};
use widgets_core::ui::{
    Button, Card, Choice, ChoiceGroup, CodeList, FieldKind, FormShape, Head, LinkButton, Page,
    QrCode, Weight,
};
use widgets_tests::prelude::*;

use crate::words::Say as _;

/// The code that is taken.
const CODE: &str = "482193";

/// What is wrong with each field.
const WRONG: [(&str, &str); 4] = [
    ("email", "That does not look like an email address."),
    ("code", "The code is not right. Please look again."),
    ("password", "Enter your password."),
    (
        "language",
        "This language isn’t on the list. Choose another one.",
    ),
];

/// The forms as they come.
pub fn empty(ctx: &RequestCtx) -> Page {
    page(ctx, &Fields::default(), &FieldErrors::default())
}

/// Takes a form with the code in it, and shows it again with everything wrong otherwise.
pub async fn save(ctx: UserCtx, input: Input<(), Fields>) -> AnswerResult<Done> {
    if input.fields.get("code") == CODE {
        return Ok(Answer::done(Done {}, "/gallery/forms").notice(super::SAVED));
    }
    let mut errors = FieldErrors::default();
    for (field, message) in WRONG {
        errors.add(field, ctx.say(message));
    }
    let typed = input.fields;
    Err(Problem::invalid(errors, move |request_ctx, errors| {
        page(request_ctx, &typed, errors)
    }))
}

fn page(ctx: &RequestCtx, typed: &Fields, errors: &FieldErrors) -> Page {
    let (ui, back) = (ctx.elements(), ctx.back("/gallery/forms"));
    let (title, hint) = (ctx.say("Forms"), ctx.say("Codes last 10 minutes."));
    let note =
        ctx.say("We send a code to the new address. The old one keeps working until you enter it.");
    let buttons = html! {
        (ui.link_button(&LinkButton::new(&ctx.say("Cancel"), &back, Weight::Outlined)))
        (ui.button(&Button::main(&ctx.say("Confirm email"))))
    };
    let form = ctx
        .form("/gallery/forms")
        .shape(FormShape::Body)
        .fields(fields(ctx, typed, errors))
        .hint(&hint)
        .buttons(buttons);
    let body = html! {
        (ui.head(&Head::new(&title, &ctx.say("What people fill in."))))
        (ctx.error_summary(errors))
        (ui.card(&Card::of(ui.form(&form)).title(&ctx.say("Change email")).note(&note)))
        (ui.card(&Card::roomy(copies(ctx)).title(&ctx.say("Key for programs"))))
        (ui.card(&Card::roomy(scanned(ctx)).title(&ctx.say("For your phone"))))
    };
    Page::new(title, body).refused_if(errors)
}

fn fields(ctx: &RequestCtx, typed: &Fields, errors: &FieldErrors) -> Markup {
    let (ui, sent) = (ctx.elements(), ctx.say("Sent a minute ago."));
    let label = ctx.say("Code");
    let mut code = ctx.code_input("code", &label, CODE.len()).hint(&sent);
    code.error = errors.of("code");
    let (email, called) = (ctx.say("New email"), ctx.say("What you call it"));
    let (email, called) = (ctx.field("email", &email), ctx.field("called", &called));
    html! {
        (ui.field(&email.kind(FieldKind::Email).value(typed.get("email")).errors(errors)))
        (ui.code_input(&code))
        (ui.password_field(&ctx.current_password("password", &ctx.say("Password")).errors(errors)))
        (select(ctx, typed, errors))
        (ui.field(&called.value(typed.get("called")).hint(&ctx.say("May stay empty.")).errors(errors).optional()))
        (ui.checkbox(&ctx.checkbox("others", &ctx.say("Sign out of other devices")).hint(&sent).ticked_if(true)))
        (ui.checkbox(&ctx.checkbox("news", &ctx.say("Write me about news")).ticked_if(!typed.get("news").is_empty())))
    }
}

fn select(ctx: &RequestCtx, typed: &Fields, errors: &FieldErrors) -> Markup {
    let label = ctx.say("Language");
    let (automatic, more) = (ctx.say("Automatic"), ctx.say("More languages"));
    let choices = [Choice::new("", &automatic), Choice::new("de", "Deutsch")];
    let grouped = [Choice::new("ar", "العربية")];
    let groups = [ChoiceGroup::new(&more, &grouped)];
    let select = ctx.select("language", &label, &choices).groups(&groups);
    let select = select.chosen(typed.get("language")).errors(errors);
    ctx.elements().select(&select).into()
}

fn copies(ctx: &RequestCtx) -> Markup {
    let (copy, copied) = (ctx.say("Copy"), ctx.say("Copied."));
    let label = ctx.say("Key");
    let key = "wgk_7QK4M2XDP9FA33TNHB8CVW6R2ZLEQY7JN5GT8KDAXR4M1PUC";
    let hint = ctx.say("It is shown only now. Keep it where nobody else looks.");
    let mut field = ctx.copy_field("key", &label, key);
    field.hint = Some(&hint);
    (field.copy, field.copied) = (&copy, &copied);
    ctx.elements().copy_field(&field).into()
}

/// What is scanned, and codes to keep.
fn scanned(ctx: &RequestCtx) -> Markup {
    let ui = ctx.elements();
    let (scan, open) = (
        ctx.say("QR code to scan"),
        ctx.say("Open in an app on this phone"),
    );
    let address = "otpauth://totp/Coffee%20Desk:maren%40nordlicht.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Coffee%20Desk";
    let (label, copy, copied) = (
        ctx.say("Recovery codes"),
        ctx.say("Copy"),
        ctx.say("Copied."),
    );
    let codes = [
        "4f7k-2m9q-x8rt",
        "9p3s-0a6d-w2yh",
        "m5cv-8e1n-7kgz",
        "t0qx-4r9b-6jwf",
    ];
    let codes = codes.map(str::to_owned);
    let list = CodeList::new(ctx.ids(), &label, &codes).copying(&copy, &copied);
    html! {
        (ui.qr_code(&QrCode::new(address, &scan).open(&open)))
        (ui.code_list(&list))
    }
}

/// A page in front of the widgets that asks for a code.
pub fn entrance(ctx: &RequestCtx) -> Page {
    let (ui, here) = (ctx.elements(), ctx.href("/gallery/forms"));
    let (title, name) = (ctx.say("Enter your code"), ctx.say("New password"));
    let lead = ctx.say("It is in the mail we sent to maren@nordlicht.example.");
    let (label, hint) = (ctx.say("Code"), ctx.say("Six digits."));
    let code = ctx.code_input("code", &label, CODE.len());
    let (least, other) = (
        ctx.say("At least 12 characters."),
        ctx.say("Sign in with a password"),
    );
    let fields = html! {
        (ui.code_input(&code.hint(&hint).focus_if(true)))
        (ui.password_field(&ctx.new_password("new_password", &name).hint(&least)))
    };
    let buttons = html! {
        (ui.button(&Button::main(&ctx.say("Continue")).wide()))
        (ui.divider(&ctx.say("or")))
        (ui.link_button(&LinkButton::new(&other, &here, Weight::Outlined).wide()))
    };
    let form = ctx.form("/gallery/forms").shape(FormShape::Card);
    let form = form.fields(fields).buttons(buttons);
    let body = html! { (ctx.auth_head(&title, Some(&lead))) (ui.form(&form)) };
    Page::narrow(title, body)
}
