//! The pages of the room.

use maud::{Markup, html};

use super::model::{CodeForm, LinkPage};
use crate::context::Visit;
use crate::http::fields::FieldErrors;
use crate::stores::ChallengePurpose;
use crate::table::Table;
use crate::table::purposes::{MailedPurpose, over_page};
use crate::types::clock::wait_seconds;
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
    let leads_anywhere = self::purpose(visit, purpose).is_some_and(|own| own.leads_anywhere());
    Form {
        native: form.native || leads_anywhere,
        ..form
    }
}

/// What the code is for; none where its widget is not mounted any more.
fn purpose(visit: &Visit, key: ChallengePurpose) -> Option<&dyn MailedPurpose> {
    Table::of(visit.app()).purpose(key)
}

/// What the form asks for besides the code.
fn further(visit: &Visit, shown: &CodeForm, errors: &FieldErrors) -> Markup {
    let purpose = purpose(visit, shown.purpose);
    purpose.map_or_else(Markup::default, |own| {
        own.further(visit, &shown.email, errors)
    })
}

/// What the button does.
fn act(visit: &Visit, key: ChallengePurpose) -> String {
    let purpose = purpose(visit, key);
    purpose.map_or_else(String::new, |own| own.button(visit.messages()))
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
    if !purpose(visit, shown.purpose).is_some_and(|own| own.is_correctable()) {
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
    let title = purpose(visit, shown.purpose);
    let title = title.map_or_else(String::new, |own| own.link_title(visit.messages()));
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
        return over_page(visit);
    };
    let card = html! {
        p { (words.codes_elsewhere_text()) }
        (ui.shown_code(code))
        (ui.hint(&words.codes_elsewhere_hint()))
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
