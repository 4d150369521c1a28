//! Pages.

use maud::{Markup, html};

use super::model::{CodeForm, LinkPage};
use crate::context::RequestCtx;
use crate::flows::mailed_code::CODE_LASTS;
use crate::http::fields::FieldErrors;
use crate::table::purposes::over_page;
use crate::types::clock::wait_seconds;
use crate::ui::{
    AuthFoot, Button, Card, FieldKind, Form, FormShape, LinkButton, LinkRole, Page, Weight,
};

/// Number of digits in a code.
const DIGITS: usize = crate::crypto::Code::DIGITS;

pub(super) fn form(ctx: &RequestCtx, shown: &CodeForm, errors: &FieldErrors) -> Page {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let title = words.codes_title();
    let lead = words.codes_lead(&shown.email, ctx.messages().wait(CODE_LASTS));
    let (label, hint) = (words.codes_code(), words.codes_code_hint());
    let input = ctx
        .code_input("code", label, DIGITS)
        .hint(hint)
        .errors(errors)
        .focus_if(true);
    let fields = html! {
        (ctx.error_summary(errors))
        (ui.code_input(&input))
        (further(ctx, shown, errors))
    };
    let form = sending(ctx, &format!("/code/{}", shown.challenge), shown)
        .shape(FormShape::Box)
        .fields(fields)
        .buttons(ui.button(&Button::main(&(shown.purpose.button)(ctx.messages())).wide()));
    let forms = html! { (ui.form(&form)) (again(ctx, shown)) };
    let body = html! {
        (ctx.auth_head(title, Some(&lead)))
        (ui.card(&Card::of(forms)))
        (correct(ctx, shown))
    };
    Page::narrow(title, body).refused_if(errors)
}

/// A form that submits the code or link. Native if its completion may redirect anywhere, because
/// script could not follow.
fn sending<'a>(ctx: &RequestCtx, path: &str, shown: &CodeForm) -> Form<'a> {
    let form = ctx.form(path);
    Form {
        native: form.native || shown.purpose.leads_anywhere,
        ..form
    }
}

/// Further fields of the code form.
fn further(ctx: &RequestCtx, shown: &CodeForm, errors: &FieldErrors) -> Markup {
    let further = shown.purpose.further.as_ref();
    further.map_or_else(Markup::default, |further| {
        (further.show)(ctx, &shown.email, errors)
    })
}

/// The button to send the code again, with the time until that is possible.
fn again(ctx: &RequestCtx, shown: &CodeForm) -> Markup {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let Some(at) = shown.resend_at else {
        return html! {};
    };
    let label = words.codes_resend();
    let wait = at.since(ctx.now());
    let seconds = if wait.is_zero() {
        0
    } else {
        wait_seconds(wait)
    };
    let hint = words.codes_resend_wait(i64::try_from(seconds).unwrap_or(i64::MAX));
    let button = Button::new(label, Weight::Outlined).wide().wait(seconds);
    let form = ctx
        .form(&format!("/code/{}/resend", shown.challenge))
        .shape(FormShape::Box)
        .buttons(ui.button(&button));
    let form = if seconds > 0 { form.hint(&hint) } else { form };
    ui.form(&form).into()
}

/// A link to correct the address, if it is not an account's own.
fn correct(ctx: &RequestCtx, shown: &CodeForm) -> Markup {
    let words = ctx.messages().words();
    if shown.purpose.again.is_none() {
        return html! {};
    }
    let href = ctx.link(&format!("/code/{}/address", shown.challenge));
    let (text, link) = (words.codes_wrong_address(), words.codes_correct());
    ctx.elements()
        .auth_foot(&AuthFoot {
            text,
            link: (link, &href),
        })
        .into()
}

pub(super) fn address(
    ctx: &RequestCtx,
    shown: &CodeForm,
    typed: &str,
    errors: &FieldErrors,
) -> Page {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let title = words.codes_address_title();
    let lead = words.codes_address_lead();
    let email = words.codes_address_email();
    let field = ctx
        .field("email", email)
        .kind(FieldKind::Username)
        .value(typed)
        .errors(errors)
        .focus_if(true);
    let (cancel, back) = (
        words.codes_address_cancel(),
        ctx.link(&format!("/code/{}", shown.challenge)),
    );
    let buttons = html! {
        (ui.button(&Button::main(words.codes_address_button()).wide()))
        (ui.link_button(
            &LinkButton::new(cancel, &back, Weight::Outlined).role(LinkRole::Cancels).wide()
        ))
    };
    let form = ctx
        .form(&format!("/code/{}/address", shown.challenge))
        .shape(FormShape::Card)
        .fields(html! {
            (ctx.error_summary(errors))
            (ui.field(&field))
            (ctx.captcha_field())
        })
        .buttons(buttons);
    let form = ctx.with_captcha(form);
    let body = html! { (ctx.auth_head(title, Some(lead))) (ui.form(&form)) };
    Page::narrow(title, body)
        .refused_if(errors)
        .loading(ctx.captcha_policy())
}

/// The page behind a link, in the browser that requested it.
pub(super) fn link(ctx: &RequestCtx, shown: &CodeForm, path: &str, errors: &FieldErrors) -> Page {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let title = (shown.purpose.link_title)(ctx.messages());
    let lead = words.codes_link_lead(&shown.email);
    let form = sending(ctx, path, shown)
        .shape(FormShape::Card)
        .fields(html! { (ctx.error_summary(errors)) (further(ctx, shown, errors)) })
        .buttons(ui.button(&Button::main(&(shown.purpose.button)(ctx.messages())).wide()));
    let body = html! { (ctx.auth_head(&title, Some(&lead))) (ui.form(&form)) };
    Page::narrow(title, body).refused_if(errors)
}

/// The page behind a link in another browser: shows the code, to be typed where it was requested.
pub(super) fn elsewhere(ctx: &RequestCtx, page: &LinkPage) -> Page {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let title = words.codes_elsewhere_title();
    let LinkPage::Elsewhere {
        code: Some(code), ..
    } = page
    else {
        return over_page(ctx);
    };
    let card = html! {
        p { (words.codes_elsewhere_text()) }
        (ui.shown_code(code))
        (ui.hint(words.codes_elsewhere_hint()))
    };
    let body = html! { (ctx.auth_head(title, None)) (ui.card(&Card::roomy(card))) };
    Page::narrow(title, body)
}

pub(super) fn decline(ctx: &RequestCtx, path: &str) -> Page {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let title = words.codes_decline_title();
    let lead = words.codes_decline_lead();
    let form = ctx
        .form(path)
        .shape(FormShape::Card)
        .buttons(ui.button(&Button::main(words.codes_decline_button()).wide()));
    let body = html! { (ctx.auth_head(title, Some(lead))) (ui.form(&form)) };
    Page::narrow(title, body)
}

pub(super) fn declined(ctx: &RequestCtx) -> Page {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let title = words.codes_declined_title();
    let (go, home) = (words.problem_back(), ctx.href("/"));
    let card = html! {
        p { (words.codes_declined_text()) }
        (ui.link_button(&LinkButton::new(go, &home, Weight::Outlined).wide()))
    };
    let body = html! { (ctx.auth_head(title, None)) (ui.card(&Card::roomy(card))) };
    Page::narrow(title, body)
}
