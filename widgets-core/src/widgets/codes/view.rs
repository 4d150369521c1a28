//! Pages.

use maud::{Markup, html};

use super::model::{CodeForm, LinkPage};
use crate::context::RequestCtx;
use crate::flows::mailed_code::CODE_LASTS;
use crate::http::fields::{FORM, FieldErrors};
use crate::table::purposes::{Audience, over_page};
use crate::types::clock::{Timestamp, wait_seconds};
use crate::ui::{
    AuthFoot, Button, Card, Form, FormShape, LinkButton, LinkRole, Page, Slot, Weight,
};

/// Number of digits in a code.
const DIGITS: usize = crate::crypto::Code::DIGITS;

pub(super) fn form(ctx: &RequestCtx, shown: &CodeForm, errors: &FieldErrors) -> Page {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    if !shown.works {
        return dead(ctx, shown, errors);
    }
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
        @if let Audience::Newcomer { .. } = shown.purpose.audience {
            (ui.hint(words.codes_taken()))
        }
        (further(ctx, shown, errors))
    };
    let form = sending(ctx, &format!("/code/{}", shown.challenge), shown)
        .shape(FormShape::Box)
        .fields(fields)
        .buttons(ui.button(&Button::main(&(shown.purpose.button)(ctx.messages())).wide()));
    let body = html! {
        (ctx.auth_head(title, Some(&lead)))
        (ui.card(&Card::of(Slot::of(&ui.form(&form)))))
        @if let Some(at) = shown.resend_at {
            @let button = Button::new(words.codes_resend(), Weight::Quiet);
            (again(ctx, shown, at, button, errors))
        }
        (correct(ctx, shown))
    };
    Page::narrow(title, body).refused_if(errors)
}

/// The page in place of the form, once the code is over: what is left is to send a new one or, if there are no
/// more, to start again.
fn dead(ctx: &RequestCtx, shown: &CodeForm, errors: &FieldErrors) -> Page {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let title = words.codes_over_title();
    let card = match shown.resend_at {
        Some(at) => {
            let button = Button::main(words.codes_resend()).wide();
            Card::of(again(ctx, shown, at, button, errors))
        }
        None => {
            let (label, address) = ctx.way_on();
            Card::roomy(html! {
                (over(ctx, errors))
                (ui.link_button(&LinkButton::new(label, &address, Weight::Main).wide()))
            })
        }
    };
    let body = html! {
        (ctx.auth_head(title, None))
        (ui.card(&card))
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

/// That the code is over, unless the form says so anyway.
fn over(ctx: &RequestCtx, errors: &FieldErrors) -> Markup {
    let own = FieldErrors::one(FORM, ctx.messages().words().codes_code_over());
    let errors = if errors.is_empty() { &own } else { errors };
    html! { (ctx.error_summary(errors)) }
}

/// The form to send the code again, with the time until that is possible, unless an error has just told it.
/// Script disables its button meanwhile. Without script it would stay disabled, so there it is not, and whoever
/// is too early is told how long to wait.
fn again(
    ctx: &RequestCtx,
    shown: &CodeForm,
    at: Timestamp,
    button: Button<'_>,
    errors: &FieldErrors,
) -> Markup {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let wait = at.since(ctx.now());
    let seconds = if wait.is_zero() {
        0
    } else {
        wait_seconds(wait)
    };
    let left = i64::try_from(seconds).unwrap_or(i64::MAX);
    let hint = words.codes_resend_wait(left);
    let form = ctx
        .form(&format!("/code/{}/resend", shown.challenge))
        .buttons(ui.button(&button.wait(seconds)));
    let form = if shown.works {
        form.shape(FormShape::Foot)
    } else {
        form.shape(FormShape::Box).fields(over(ctx, errors))
    };
    let form = if seconds > 0 && !shown.wait_is_told {
        form.hint(&hint)
    } else {
        form
    };
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
    let field = ctx.email_field(typed).errors(errors).focus_if(true);
    let (cancel, back) = (
        words.form_cancel(),
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
    let (go, address) = ctx.way_on();
    let card = html! {
        p { (words.codes_declined_text()) }
        (ui.link_button(&LinkButton::new(go, &address, Weight::Outlined).wide()))
    };
    let body = html! { (ctx.auth_head(title, None)) (ui.card(&Card::roomy(card))) };
    Page::narrow(title, body)
}
