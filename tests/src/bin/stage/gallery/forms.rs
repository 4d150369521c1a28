//! What people fill in.

use maud::{Markup, html};
use serde_json::json;
use widgets_core::form::{FieldErrors, Fields};
use widgets_core::ui::{
    Button, Card, Choice, ChoiceGroup, CodeInput, CopyField, FieldKind, FormShape, Head,
    LinkButton, Page, Weight,
};
use widgets_core::{Answer, Input, Problem, UserCtx, Visit};

use crate::words::Say as _;

/// The code that is taken.
const CODE: &str = "482193";

/// The forms as they come.
pub fn empty(visit: &Visit) -> Page {
    page(visit, &Fields::default(), &FieldErrors::default())
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
    Err(Problem::invalid(errors, move |visit, errors| {
        page(visit, &typed, errors)
    }))
}

fn page(visit: &Visit, typed: &Fields, errors: &FieldErrors) -> Page {
    let ui = visit.elements();
    let title = visit.say("Forms", "النماذج");
    let lead = visit.say("What people fill in.", "ما يملؤه الناس.");
    let change = visit.say("Change email", "تغيير البريد الإلكتروني");
    let note = visit.say(
        "We send a code to the new address. The old one keeps working until you enter it.",
        "نرسل رمزًا إلى العنوان الجديد. ويبقى القديم صالحًا حتى تُدخل الرمز.",
    );
    let (save, cancel) = (
        visit.say("Confirm email", "تأكيد البريد الإلكتروني"),
        visit.say("Cancel", "إلغاء"),
    );
    let hint = visit.say("Codes last 10 minutes.", "تصلح الرموز لمدة 10 دقائق.");
    let back = visit.back("/gallery/forms");
    let buttons = html! {
        (ui.link_button(&LinkButton::new(&cancel, &back, Weight::Outlined)))
        (ui.button(&Button::main(&save)))
    };
    let form = visit
        .form("/gallery/forms")
        .shape(FormShape::Body)
        .fields(fields(visit, typed, errors))
        .hint(&hint)
        .buttons(buttons);
    let key = visit.say("Key for programs", "مفتاح للبرامج");
    let body = html! {
        (ui.head(&Head::new(&title, &lead)))
        (visit.error_summary(errors))
        (ui.card(&Card::of(ui.form(&form)).title(&change).note(&note)))
        (ui.card(&Card::roomy(copies(visit)).title(&key)))
    };
    Page::new(title, body).refused_if(errors)
}

fn fields(visit: &Visit, typed: &Fields, errors: &FieldErrors) -> Markup {
    let ui = visit.elements();
    let (email, code) = (
        visit.say("New email", "البريد الإلكتروني الجديد"),
        visit.say("Code", "الرمز"),
    );
    let (password, note) = (
        visit.say("Password", "كلمة المرور"),
        visit.say("What you call it", "ما تسمّيه به"),
    );
    let (sent, may) = (
        visit.say("Sent a minute ago.", "أُرسل قبل دقيقة."),
        visit.say("May stay empty.", "يمكن تركه فارغًا."),
    );
    let (others, all) = (
        visit.say("Sign out of other devices", "تسجيل الخروج من الأجهزة الأخرى"),
        visit.say("Write me about news", "راسلني بشأن المستجدات"),
    );
    let code = CodeInput {
        error: errors.of("code"),
        ..visit.code_input("code", &code, CODE.len()).hint(&sent)
    };
    html! {
        (ui.field(&visit.field("email", &email).kind(FieldKind::Email).value(typed.get("email")).errors(errors)))
        (ui.code_input(&code))
        (ui.password_field(&visit.current_password("password", &password).errors(errors)))
        (select(visit, typed, errors))
        (ui.field(&visit.field("called", &note).value(typed.get("called")).hint(&may).errors(errors).optional()))
        (ui.checkbox(&visit.checkbox("others", &others).hint(&sent).ticked_if(true)))
        (ui.checkbox(&visit.checkbox("news", &all).ticked_if(typed.is_set("news"))))
    }
}

fn select(visit: &Visit, typed: &Fields, errors: &FieldErrors) -> Markup {
    let label = visit.say("Language", "اللغة");
    let (automatic, more) = (
        visit.say("Automatic", "تلقائي"),
        visit.say("More languages", "لغات أخرى"),
    );
    let choices = [
        Choice {
            value: "",
            label: &automatic,
        },
        Choice {
            value: "de",
            label: "Deutsch",
        },
    ];
    let grouped = [Choice {
        value: "ar",
        label: "العربية",
    }];
    let groups = [ChoiceGroup {
        label: &more,
        choices: &grouped,
    }];
    let select = visit.select("language", &label, &choices).groups(&groups);
    let select = select.chosen(typed.get("language")).errors(errors);
    visit.elements().select(&select)
}

fn copies(visit: &Visit) -> Markup {
    let (copy, copied) = (visit.say("Copy", "نسخ"), visit.say("Copied.", "تم النسخ."));
    let label = visit.say("Key", "المفتاح");
    let key = "wgk_7QK4M2XDP9FA33TNHB8CVW6R2ZLEQY7JN5GT8KDAXR4M1PUC";
    visit.elements().copy_field(&CopyField {
        hint: Some(&visit.say(
            "It is shown only now. Keep it where nobody else looks.",
            "يُعرض الآن فقط. احتفظ به حيث لا ينظر غيرك.",
        )),
        copy: &copy,
        copied: &copied,
        ..visit.copy_field("key", &label, key)
    })
}

/// A page in front of the rooms that asks for a code.
pub fn door(visit: &Visit) -> Page {
    let ui = visit.elements();
    let title = visit.say("Enter your code", "أدخل رمزك");
    let lead = visit.say(
        "It is in the mail we sent to maren@nordlicht.example.",
        "تجده في الرسالة المرسلة إلى maren@nordlicht.example.",
    );
    let (label, hint, go) = (
        visit.say("Code", "الرمز"),
        visit.say("Six digits.", "ستة أرقام."),
        visit.say("Continue", "متابعة"),
    );
    let other = visit.say("Sign in with a password", "تسجيل الدخول بكلمة مرور");
    let name = visit.say("New password", "كلمة المرور الجديدة");
    let least = visit.say("At least 12 characters.", "12 محرفًا على الأقل.");
    let code = visit.code_input("code", &label, CODE.len());
    let code = code.hint(&hint).focus_if(true);
    let fields = html! {
        (ui.code_input(&code))
        (ui.password_field(&visit.new_password("new_password", &name).hint(&least)))
    };
    let here = visit.href("/gallery/forms");
    let buttons = html! {
        (ui.button(&Button::main(&go).wide()))
        (ui.divider(&visit.say("or", "أو")))
        (ui.link_button(&LinkButton::new(&other, &here, Weight::Outlined).wide()))
    };
    let form = visit.form("/gallery/forms").shape(FormShape::Card);
    let form = form.fields(fields).buttons(buttons);
    let body = html! { (visit.door_head(&title, Some(&lead))) (ui.form(&form)) };
    Page::door(title, body)
}
