//! The page of a problem that has none of its own.

use maud::html;

use crate::context::Visit;
use crate::context::problem::Problem;
use crate::ui::{Card, LinkButton, Page, Weight};

/// The page that tells a problem that has none of its own.
pub(crate) fn problem_page(visit: &Visit, problem: &Problem) -> Page {
    let (title, text) = visit.messages().problem(problem);
    let words = visit.messages().words();
    let ui = visit.elements();
    let fault = problem.status().is_server_error();
    let details = match problem {
        Problem::Invalid(invalid) => html! {
            ul { @for error in invalid.errors.iter() { li { (error.message) } } }
        },
        _ => html! { p { (text) } },
    };
    let (back, home) = (words.problem_back(), visit.back("/"));
    let card = html! {
        (details)
        @if fault { (ui.hint(&words.fault_id(visit.request_id().as_str()))) }
        (ui.link_button(&LinkButton::new(&back, &home, Weight::Outlined).wide()))
    };
    let body = html! { (visit.door_head(&title, None)) (ui.card(&Card::roomy(card))) };
    Page::door(title, body)
}
