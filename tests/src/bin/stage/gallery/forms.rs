//! What people fill in.

use maud::{Markup, html};
use serde_json::json;
use widgets_core::form::{FieldErrors, Fields};
use widgets_core::ui::{
    Button, Card, Choice, ChoiceGroup, FieldKind, FormShape, Head, LinkButton, Page, Weight,
};
use widgets_core::{Answer, Input, Problem, RequestCtx, UserCtx};

use crate::words::Say as _;

/// The code that is taken.
const CODE: &str = "482193";

/// The forms as they come.
pub fn empty(ctx: &RequestCtx) -> Page {
    page(ctx, &Fields::default(), &FieldErrors::default())
}

/// Takes a form with the code in it, and shows it again with everything wrong otherwise.
pub async fn save(ctx: UserCtx, input: Input) -> Result<Answer, Problem> {
    if input.body().get("code") == CODE {
        return Ok(Answer::done(json!({}), "/gallery/forms").notice(super::SAVED));
    }
    let mut errors = FieldErrors::default();
    let words = [
        (
            "email",
            ctx.say(
                "That does not look like an email address.",
                "لا يبدو هذا عنوان بريد إلكتروني.",
            ),
        ),
        (
            "code",
            ctx.say(
                "The code is not right. Please look again.",
                "الرمز غير صحيح. يُرجى التحقق مرة أخرى.",
            ),
        ),
        (
            "password",
            ctx.say("Enter your password.", "أدخل كلمة مرورك."),
        ),
        (
            "language",
            ctx.say(
                "This language is not on the list. Choose another one.",
                "هذه اللغة ليست في القائمة. اختر لغة أخرى.",
            ),
        ),
    ];
    for (field, message) in words {
        errors.add(field, message);
    }
    let typed = input.body().clone();
    Err(Problem::invalid(errors, move |request_ctx, errors| {
        page(request_ctx, &typed, errors)
    }))
}

fn page(ctx: &RequestCtx, typed: &Fields, errors: &FieldErrors) -> Page {
    let ui = ctx.elements();
    let title = ctx.say("Forms", "النماذج");
    let lead = ctx.say("What people fill in.", "ما يملؤه الناس.");
    let change = ctx.say("Change email", "تغيير البريد الإلكتروني");
    let note = ctx.say(
        "We send a code to the new address. The old one keeps working until you enter it.",
        "نرسل رمزًا إلى العنوان الجديد. ويبقى القديم صالحًا حتى تُدخل الرمز.",
    );
    let (save, cancel) = (
        ctx.say("Confirm email", "تأكيد البريد الإلكتروني"),
        ctx.say("Cancel", "إلغاء"),
    );
    let hint = ctx.say("Codes last 10 minutes.", "تصلح الرموز لمدة 10 دقائق.");
    let back = ctx.back("/gallery/forms");
    let buttons = html! {
        (ui.link_button(&LinkButton::new(&cancel, &back, Weight::Outlined)))
        (ui.button(&Button::main(&save)))
    };
    let form = ctx
        .form("/gallery/forms")
        .shape(FormShape::Body)
        .fields(fields(ctx, typed, errors))
        .hint(&hint)
        .buttons(buttons);
    let key = ctx.say("Key for programs", "مفتاح للبرامج");
    let body = html! {
        (ui.head(&Head::new(&title, &lead)))
        (ctx.error_summary(errors))
        (ui.card(&Card::of(ui.form(&form)).title(&change).note(&note)))
        (ui.card(&Card::roomy(copies(ctx)).title(&key)))
    };
    Page::new(title, body).refused_if(errors)
}

fn fields(ctx: &RequestCtx, typed: &Fields, errors: &FieldErrors) -> Markup {
    let ui = ctx.elements();
    let (email, code) = (
        ctx.say("New email", "البريد الإلكتروني الجديد"),
        ctx.say("Code", "الرمز"),
    );
    let (password, note) = (
        ctx.say("Password", "كلمة المرور"),
        ctx.say("What you call it", "ما تسمّيه به"),
    );
    let (sent, may) = (
        ctx.say("Sent a minute ago.", "أُرسل قبل دقيقة."),
        ctx.say("May stay empty.", "يمكن تركه فارغًا."),
    );
    let (others, all) = (
        ctx.say("Sign out of other devices", "تسجيل الخروج من الأجهزة الأخرى"),
        ctx.say("Write me about news", "راسلني بشأن المستجدات"),
    );
    let mut code = ctx.code_input("code", &code, CODE.len()).hint(&sent);
    code.error = errors.of("code");
    html! {
        (ui.field(&ctx.field("email", &email).kind(FieldKind::Email).value(typed.get("email")).errors(errors)))
        (ui.code_input(&code))
        (ui.password_field(&ctx.current_password("password", &password).errors(errors)))
        (select(ctx, typed, errors))
        (ui.field(&ctx.field("called", &note).value(typed.get("called")).hint(&may).errors(errors).optional()))
        (ui.checkbox(&ctx.checkbox("others", &others).hint(&sent).ticked_if(true)))
        (ui.checkbox(&ctx.checkbox("news", &all).ticked_if(typed.is_set("news"))))
    }
}

fn select(ctx: &RequestCtx, typed: &Fields, errors: &FieldErrors) -> Markup {
    let label = ctx.say("Language", "اللغة");
    let (automatic, more) = (
        ctx.say("Automatic", "تلقائي"),
        ctx.say("More languages", "لغات أخرى"),
    );
    let choices = [Choice::new("", &automatic), Choice::new("de", "Deutsch")];
    let grouped = [Choice::new("ar", "العربية")];
    let groups = [ChoiceGroup::new(&more, &grouped)];
    let select = ctx.select("language", &label, &choices).groups(&groups);
    let select = select.chosen(typed.get("language")).errors(errors);
    ctx.elements().select(&select).into()
}

fn copies(ctx: &RequestCtx) -> Markup {
    let (copy, copied) = (ctx.say("Copy", "نسخ"), ctx.say("Copied.", "تم النسخ."));
    let label = ctx.say("Key", "المفتاح");
    let key = "wgk_7QK4M2XDP9FA33TNHB8CVW6R2ZLEQY7JN5GT8KDAXR4M1PUC";
    let hint = ctx.say(
        "It is shown only now. Keep it where nobody else looks.",
        "يُعرض الآن فقط. احتفظ به حيث لا ينظر غيرك.",
    );
    let mut field = ctx.copy_field("key", &label, key);
    field.hint = Some(&hint);
    (field.copy, field.copied) = (&copy, &copied);
    ctx.elements().copy_field(&field).into()
}

/// A page in front of the widgets that asks for a code.
pub fn entrance(ctx: &RequestCtx) -> Page {
    let ui = ctx.elements();
    let title = ctx.say("Enter your code", "أدخل رمزك");
    let lead = ctx.say(
        "It is in the mail we sent to maren@nordlicht.example.",
        "تجده في الرسالة المرسلة إلى maren@nordlicht.example.",
    );
    let (label, hint, go) = (
        ctx.say("Code", "الرمز"),
        ctx.say("Six digits.", "ستة أرقام."),
        ctx.say("Continue", "متابعة"),
    );
    let other = ctx.say("Sign in with a password", "تسجيل الدخول بكلمة مرور");
    let name = ctx.say("New password", "كلمة المرور الجديدة");
    let least = ctx.say("At least 12 characters.", "12 محرفًا على الأقل.");
    let code = ctx.code_input("code", &label, CODE.len());
    let code = code.hint(&hint).focus_if(true);
    let fields = html! {
        (ui.code_input(&code))
        (ui.password_field(&ctx.new_password("new_password", &name).hint(&least)))
    };
    let here = ctx.href("/gallery/forms");
    let buttons = html! {
        (ui.button(&Button::main(&go).wide()))
        (ui.divider(&ctx.say("or", "أو")))
        (ui.link_button(&LinkButton::new(&other, &here, Weight::Outlined).wide()))
    };
    let form = ctx.form("/gallery/forms").shape(FormShape::Card);
    let form = form.fields(fields).buttons(buttons);
    let body = html! { (ctx.auth_head(&title, Some(&lead))) (ui.form(&form)) };
    Page::narrow(title, body)
}
