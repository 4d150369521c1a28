//! The pages of signing in and out.

use maud::{Markup, html};

use super::model::{FormState, LinkState, Step};
use crate::context::Visit;
use crate::http::fields::FieldErrors;
use crate::http::query::with_query;
use crate::ui::{
    Button, Card, DoorFoot, FieldKind, FormShape, LinkButton, Notice, Page, Tone, Weight,
};

/// The form at the step that was reached; with `choose`, whoever is signed in may go on as such.
pub(super) fn form(visit: &Visit, state: &FormState, choose: bool, errors: &FieldErrors) -> Page {
    let words = visit.messages().words();
    let title = words.sign_in_title(visit.app().name());
    let lead = if state.again {
        words.sign_in_again_lead()
    } else if visit.returns_to_a_kept_form() {
        words.sign_in_kept_lead()
    } else {
        words.sign_in_lead()
    };
    let step = match state.step {
        Step::Address => address(visit, state, choose, errors),
        Step::Proof => proof(visit, state, errors),
        Step::Code => code(visit, state, errors),
    };
    let body = html! { (visit.door_head(&title, Some(&lead))) (step) };
    let page = Page::door(title, body).refused_if(errors);
    match state.step {
        Step::Address | Step::Proof => page,
        Step::Code => page.loading(visit.captcha_policy()),
    }
}

fn address(visit: &Visit, state: &FormState, choose: bool, errors: &FieldErrors) -> Markup {
    let words = visit.messages().words();
    let ui = visit.elements();
    let email = words.sign_in_email();
    let email = visit
        .field("email", &email)
        .kind(FieldKind::Username)
        .value(&state.email)
        .errors(errors)
        .focus_if(true);
    let form = visit
        .form("/sign-in")
        .shape(FormShape::Card)
        .hidden("organization", &state.organization)
        .fields(html! { (visit.error_summary(errors)) (ui.field(&email)) })
        .buttons(html! {
            (ui.button(&Button::main(&words.sign_in_continue()).wide()))
            (go_on(visit, choose))
        });
    html! { (ui.form(&form)) (offer(visit, &state.email)) }
}

/// Going on as whoever is signed in.
fn go_on(visit: &Visit, choose: bool) -> Markup {
    let words = visit.messages().words();
    let ui = visit.elements();
    let Some(admission) = visit.user().filter(|_| choose) else {
        return html! {};
    };
    let (label, href) = (
        words.sign_in_as(admission.account.email.as_str()),
        visit.back("/"),
    );
    html! {
        (ui.divider(&words.sign_in_or()))
        (ui.link_button(&LinkButton::new(&label, &href, Weight::Outlined).wide()))
    }
}

fn proof(visit: &Visit, state: &FormState, errors: &FieldErrors) -> Markup {
    let words = visit.messages().words();
    let ui = visit.elements();
    let (email, password) = (words.sign_in_email(), words.sign_in_password());
    let email = visit
        .field("email", &email)
        .kind(FieldKind::Username)
        .value(&state.email)
        .fixed();
    let password = visit
        .current_password("password", &password)
        .errors(errors)
        .focus_if(true);
    let by_code = words.sign_in_by_code();
    let by_code = Button {
        sends: Some(("way", if state.captcha { "ask" } else { "email" })),
        ..Button::new(&by_code, Weight::Outlined).wide()
    };
    let form = visit
        .form("/sign-in")
        .shape(FormShape::Card)
        .hidden("organization", &state.organization)
        .fields(html! {
            (visit.error_summary(errors))
            (ui.field(&email))
            (ui.password_field(&password))
            (visit.keep_field(state.keep))
        })
        .buttons(html! {
            (ui.button(&Button::main(&words.sign_in_button()).wide()))
            (ui.divider(&words.sign_in_or()))
            (ui.button(&by_code))
        });
    let form = visit.with_captcha(form);
    html! { (ui.form(&form)) (other_ways(visit, state)) }
}

/// The captcha in front of a code. A password takes none, so it has a step of its own.
fn code(visit: &Visit, state: &FormState, errors: &FieldErrors) -> Markup {
    let words = visit.messages().words();
    let ui = visit.elements();
    let email = words.sign_in_email();
    let email = visit
        .field("email", &email)
        .kind(FieldKind::Username)
        .value(&state.email)
        .fixed();
    let form = visit
        .form("/sign-in")
        .shape(FormShape::Card)
        .hidden("organization", &state.organization)
        .hidden("keep", if state.keep { "true" } else { "" })
        .hidden("way", "email")
        .fields(html! {
            (visit.error_summary(errors))
            (ui.field(&email))
            (visit.captcha_field())
        })
        .buttons(ui.button(&Button::main(&words.sign_in_send_code()).wide()));
    let form = visit.with_captcha(form);
    html! { (ui.form(&form)) (other_ways(visit, state)) }
}

/// Another address, a new password.
fn other_ways(visit: &Visit, state: &FormState) -> Markup {
    let words = visit.messages().words();
    let ui = visit.elements();
    let (other, again) = (words.sign_in_other_address(), visit.link("/sign-in"));
    let forgot = words.sign_in_forgot();
    let hint = ("login_hint", state.email.as_str());
    let reset = with_query(&visit.link("/reset"), &[], Some(hint));
    html! {
        (ui.door_foot(&DoorFoot { text: "", link: (&forgot, &reset) }))
        (ui.door_foot(&DoorFoot { text: "", link: (&other, &again) }))
        (offer(visit, &state.email))
    }
}

pub(super) fn link(visit: &Visit, path: &str, state: &LinkState) -> Page {
    let words = visit.messages().words();
    let ui = visit.elements();
    let (title, lead, button) = match &state.impersonates {
        Some(_) => (
            words.sign_in_staff_title(),
            words.sign_in_staff_lead(),
            words.sign_in_staff_button(),
        ),
        None => (
            words.sign_in_link_title(),
            words.sign_in_link_lead(visit.app().name()),
            words.sign_in_link_button(),
        ),
    };
    let replaces = state.replaces.as_ref();
    let replaces = replaces.map(|email| words.sign_in_link_replaces(email.as_str()));
    let about = html! {
        @if let Some(staff) = &state.impersonates {
            @let end = visit.messages().time_of_day(staff.impersonation.until);
            p { (words.sign_in_staff_account(staff.email.as_str())) }
            p { (words.sign_in_staff_by(&staff.impersonation.by)) }
            p { (words.sign_in_staff_reason(&staff.impersonation.reason)) }
            p { (words.sign_in_staff_until(end)) }
        }
        @if let Some(text) = &replaces { (ui.notice(&Notice::new(text, Tone::Warn))) }
    };
    let form = visit
        .form(path)
        .shape(FormShape::Card)
        .fields(about)
        .buttons(ui.button(&Button::main(&button).wide()));
    let body = html! { (visit.door_head(&title, Some(&lead))) (ui.form(&form)) };
    Page::door(title, body)
}

pub(super) fn spent_link(visit: &Visit) -> Page {
    let words = visit.messages().words();
    let ui = visit.elements();
    let title = words.sign_in_link_spent_title();
    let (go, sign_in) = (words.sign_in_link_spent_button(), visit.href("/sign-in"));
    let card = html! {
        p { (words.sign_in_link_spent_text()) }
        (ui.link_button(&LinkButton::new(&go, &sign_in, Weight::Main).wide()))
    };
    let body = html! { (visit.door_head(&title, None)) (ui.card(&Card::roomy(card))) };
    Page::door(title, body)
}

/// `in_person`: whoever acts in somebody's place signs out nobody but themselves.
pub(super) fn leave(visit: &Visit, in_person: bool) -> Page {
    let words = visit.messages().words();
    let ui = visit.elements();
    let title = words.sign_out_title();
    let (everywhere, hint) = (
        words.sign_out_everywhere(),
        words.sign_out_everywhere_hint(),
    );
    let (cancel, home) = (words.sign_out_cancel(), visit.href("/"));
    let here = html! {
        (ui.button(&Button::main(&words.sign_out_button()).wide()))
        (ui.link_button(&LinkButton::new(&cancel, &home, Weight::Outlined).wide()))
    };
    let here = visit.form("/sign-out").shape(FormShape::Box).buttons(here);
    let everywhere = visit
        .form("/sign-out")
        .shape(FormShape::Box)
        .hidden("everywhere", "true")
        .hint(&hint)
        .buttons(ui.button(&Button::new(&everywhere, Weight::Outlined).wide()));
    let forms = html! { (ui.form(&here)) @if in_person { (ui.form(&everywhere)) } };
    let body = html! {
        (visit.door_head(&title, Some(&words.sign_out_text())))
        (ui.card(&Card::of(forms)))
    };
    Page::door(title, body)
}

/// The way here from signing in, which keeps what is known; nothing where nobody signs up by
/// themselves or somebody is signed in.
fn offer(visit: &Visit, email: &str) -> Markup {
    if visit.user().is_some() || !visit.app().sign_up().has_form() {
        return html! {};
    }
    let words = visit.messages().words();
    let (text, link) = (words.sign_up_new(), words.sign_up_create());
    let hint = Some(("login_hint", email)).filter(|_| !email.is_empty());
    let sign_up = with_query(&visit.link("/sign-up"), &[], hint);
    visit.elements().door_foot(&DoorFoot {
        text: &text,
        link: (&link, &sign_up),
    })
}
