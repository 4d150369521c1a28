//! The pages of the room.

use maud::{Markup, html};

use super::model::{CodeForm, LinkPage};
use crate::clock::wait_seconds;
use crate::ctx::Visit;
use crate::form::FieldErrors;
use crate::rooms::reset;
use crate::stores::ChallengePurpose;
use crate::ui::{
    Button, Card, DoorFoot, FieldKind, Form, FormShape, LinkButton, LinkRole, Page, Weight,
};

/// How many digits a code has.
const DIGITS: usize = crate::crypto::Code::DIGITS;

pub(super) fn form(visit: &Visit, shown: &CodeForm, errors: &FieldErrors) -> Page {
    let words = visit.messages().words();
    let ui = visit.elements();
    let title = words.codes_title();
    let lead = words.codes_lead(&shown.email);
    let (label, hint) = (words.codes_code(), words.codes_code_hint());
    let input = visit
        .code_input("code", &label, DIGITS)
        .hint(&hint)
        .errors(errors)
        .focus_if(true);
    let fields = html! {
        (visit.error_summary(errors))
        (ui.code_input(&input))
        (further(visit, shown, errors))
    };
    let form = sending(visit, &format!("/code/{}", shown.challenge), shown.purpose)
        .shape(FormShape::Box)
        .fields(fields)
        .buttons(ui.button(&Button::main(&act(visit, shown.purpose)).wide()));
    let forms = html! { (ui.form(&form)) (again(visit, shown)) };
    let body = html! {
        (visit.door_head(&title, Some(&lead)))
        (ui.card(&Card::of(forms)))
        (correct(visit, shown))
    };
    Page::door(title, body).refused_if(errors)
}

/// A form that gives the code or the link back. What follows a confirmation may be the answer of
/// any form, so the browser shows that as it is.
fn sending<'a>(visit: &Visit, path: &str, purpose: ChallengePurpose) -> Form<'a> {
    let form = visit.form(path);
    Form {
        native: form.native || purpose == ChallengePurpose::StepUp,
        ..form
    }
}

/// What the form asks for besides the code.
fn further(visit: &Visit, shown: &CodeForm, errors: &FieldErrors) -> Markup {
    match shown.purpose {
        ChallengePurpose::Reset => reset::password_field(visit, &shown.email, errors),
        ChallengePurpose::SignUp
        | ChallengePurpose::Invitation
        | ChallengePurpose::SignIn
        | ChallengePurpose::StepUp => Markup::default(),
    }
}

/// What the button does.
fn act(visit: &Visit, purpose: ChallengePurpose) -> String {
    let words = visit.messages().words();
    match purpose {
        ChallengePurpose::SignUp | ChallengePurpose::Invitation => words.codes_act_sign_up(),
        ChallengePurpose::SignIn => words.codes_act_sign_in(),
        ChallengePurpose::Reset => words.codes_act_reset(),
        ChallengePurpose::StepUp => words.codes_act_step_up(),
    }
}

/// Asking for the code again: when that is possible, and the button.
fn again(visit: &Visit, shown: &CodeForm) -> Markup {
    let words = visit.messages().words();
    let ui = visit.elements();
    let Some(at) = shown.resend_at else {
        return html! {};
    };
    let label = words.codes_resend();
    let wait = at.since(visit.now());
    let seconds = if wait.is_zero() {
        0
    } else {
        wait_seconds(wait)
    };
    let hint = words.codes_resend_wait(i64::try_from(seconds).unwrap_or(i64::MAX));
    let button = Button::new(&label, Weight::Outlined).wide().wait(seconds);
    let form = visit
        .form(&format!("/code/{}/resend", shown.challenge))
        .shape(FormShape::Box)
        .buttons(ui.button(&button));
    let form = if seconds > 0 { form.hint(&hint) } else { form };
    ui.form(&form)
}

/// The way to another address, where it is not an account's own.
fn correct(visit: &Visit, shown: &CodeForm) -> Markup {
    let words = visit.messages().words();
    if shown.purpose == ChallengePurpose::StepUp {
        return html! {};
    }
    let href = visit.link(&format!("/code/{}/address", shown.challenge));
    let (text, link) = (words.codes_wrong_address(), words.codes_correct());
    visit.elements().door_foot(&DoorFoot {
        text: &text,
        link: (&link, &href),
    })
}

pub(super) fn address(visit: &Visit, shown: &CodeForm, typed: &str, errors: &FieldErrors) -> Page {
    let words = visit.messages().words();
    let ui = visit.elements();
    let title = words.codes_address_title();
    let lead = words.codes_address_lead();
    let email = words.codes_address_email();
    let field = visit
        .field("email", &email)
        .kind(FieldKind::Username)
        .value(typed)
        .errors(errors)
        .focus_if(true);
    let (cancel, back) = (
        words.codes_address_cancel(),
        visit.link(&format!("/code/{}", shown.challenge)),
    );
    let buttons = html! {
        (ui.button(&Button::main(&words.codes_address_button()).wide()))
        (ui.link_button(
            &LinkButton::new(&cancel, &back, Weight::Outlined).role(LinkRole::Cancels).wide()
        ))
    };
    let form = visit
        .form(&format!("/code/{}/address", shown.challenge))
        .shape(FormShape::Card)
        .fields(html! {
            (visit.error_summary(errors))
            (ui.field(&field))
            (visit.captcha_field())
        })
        .buttons(buttons);
    let form = visit.with_captcha(form);
    let body = html! { (visit.door_head(&title, Some(&lead))) (ui.form(&form)) };
    Page::door(title, body)
        .refused_if(errors)
        .loading(visit.captcha_policy())
}

/// The page behind a link, in the browser that asked for it.
pub(super) fn link(visit: &Visit, shown: &CodeForm, path: &str, errors: &FieldErrors) -> Page {
    let words = visit.messages().words();
    let ui = visit.elements();
    let title = match shown.purpose {
        ChallengePurpose::SignUp | ChallengePurpose::Invitation => words.codes_link_sign_up(),
        ChallengePurpose::SignIn => words.codes_link_sign_in(),
        ChallengePurpose::Reset => words.codes_link_reset(),
        ChallengePurpose::StepUp => words.codes_link_step_up(),
    };
    let lead = words.codes_link_lead(&shown.email);
    let form = sending(visit, path, shown.purpose)
        .shape(FormShape::Card)
        .fields(html! { (visit.error_summary(errors)) (further(visit, shown, errors)) })
        .buttons(ui.button(&Button::main(&act(visit, shown.purpose)).wide()));
    let body = html! { (visit.door_head(&title, Some(&lead))) (ui.form(&form)) };
    Page::door(title, body).refused_if(errors)
}

/// The page behind a link in another browser: the code, to be typed where it was asked for.
pub(super) fn elsewhere(visit: &Visit, page: &LinkPage) -> Page {
    let words = visit.messages().words();
    let ui = visit.elements();
    let title = words.codes_elsewhere_title();
    let LinkPage::Elsewhere {
        code: Some(code), ..
    } = page
    else {
        return over(visit);
    };
    let card = html! {
        p { (words.codes_elsewhere_text()) }
        (ui.shown_code(code))
        (ui.hint(&words.codes_elsewhere_hint()))
    };
    let body = html! { (visit.door_head(&title, None)) (ui.card(&Card::roomy(card))) };
    Page::door(title, body)
}

/// What does not work any more.
pub(super) fn over(visit: &Visit) -> Page {
    let words = visit.messages().words();
    let ui = visit.elements();
    let title = words.codes_over_title();
    let (go, sign_in) = (words.codes_over_button(), visit.link("/sign-in"));
    let card = html! {
        p { (words.codes_over_text()) }
        (ui.link_button(&LinkButton::new(&go, &sign_in, Weight::Main).wide()))
    };
    let body = html! { (visit.door_head(&title, None)) (ui.card(&Card::roomy(card))) };
    Page::door(title, body)
}

pub(super) fn decline(visit: &Visit, path: &str) -> Page {
    let words = visit.messages().words();
    let ui = visit.elements();
    let title = words.codes_decline_title();
    let lead = words.codes_decline_lead();
    let form = visit
        .form(path)
        .shape(FormShape::Card)
        .buttons(ui.button(&Button::main(&words.codes_decline_button()).wide()));
    let body = html! { (visit.door_head(&title, Some(&lead))) (ui.form(&form)) };
    Page::door(title, body)
}

pub(super) fn declined(visit: &Visit) -> Page {
    let words = visit.messages().words();
    let ui = visit.elements();
    let title = words.codes_declined_title();
    let (go, home) = (words.problem_back(), visit.href("/"));
    let card = html! {
        p { (words.codes_declined_text()) }
        (ui.link_button(&LinkButton::new(&go, &home, Weight::Outlined).wide()))
    };
    let body = html! { (visit.door_head(&title, None)) (ui.card(&Card::roomy(card))) };
    Page::door(title, body)
}
