//! The generic page of a problem.

use maud::html;

use crate::context::RequestCtx;
use crate::context::problem::Problem;
use crate::ui::{Card, LinkButton, Page, Weight};

/// The page of a problem that has no page of its own.
pub(crate) fn problem_page(ctx: &RequestCtx, problem: &Problem) -> Page {
    let (title, text) = ctx.messages().problem(problem);
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let fault = problem.status().is_server_error();
    let details = match problem {
        Problem::Invalid(invalid) => html! {
            ul { @for error in invalid.errors.iter() { li { (error.message) } } }
        },
        _ => html! { p { (text) } },
    };
    let (back, home) = (words.problem_back(), ctx.back("/"));
    let card = html! {
        (details)
        @if fault { (ui.hint(&words.fault_id(ctx.request_id().as_str()))) }
        (ui.link_button(&LinkButton::new(back, &home, Weight::Outlined).wide()))
    };
    let body = html! { (ctx.auth_head(title, None)) (ui.card(&Card::roomy(card))) };
    Page::narrow(title, body)
}
