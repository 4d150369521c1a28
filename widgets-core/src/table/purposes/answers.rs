//! What widgets answer alike around a mailed code.

use maud::html;
use serde_json::json;

use crate::context::Visit;
use crate::context::answer::{Answer, Next};
use crate::context::problem::Problem;
use crate::http::fields::{FORM, FieldErrors};
use crate::ui::{Card, LinkButton, Page, Weight};

/// The answer to whoever began a challenge: the page of its code.
pub(crate) fn begun(visit: &Visit, path: String) -> Answer {
    let data = json!({ "code": visit.href(&path) });
    Answer::done(data, Next::Step(path))
}

/// What is said of a code or link that does not work any more.
pub(crate) fn over(visit: &Visit) -> Problem {
    let text = visit.messages().words().codes_over_text();
    Problem::invalid(FieldErrors::one(FORM, text), |visit, _| over_page(visit))
}

/// What does not work any more.
pub(crate) fn over_page(visit: &Visit) -> Page {
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
