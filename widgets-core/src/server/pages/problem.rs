//! The generic page of a problem.

use maud::html;

use crate::context::{Problem, Refusal, RequestCtx};
use crate::ui::{Card, Head, LinkButton, Page, Weight};

/// The page of a problem that has no page of its own.
pub(crate) fn problem_page(ctx: &RequestCtx, problem: &Problem) -> Page {
    let (title, text) = ctx.messages().problem(problem);
    let words = ctx.messages().words();
    let ui = ctx.elements();
    if keeps_frame(problem) && ctx.user().is_some() {
        let page = Page::new(title, ui.head(&Head::new(title, &text)));
        return match problem {
            Problem::Missing => page,
            _ => page.apart(),
        };
    }
    let details = match problem {
        Problem::Invalid(invalid) => html! {
            ul { @for error in invalid.errors.iter() { li { (error.message) } } }
        },
        _ => html! { p { (text) } },
    };
    let (label, address) = again(ctx, problem).unwrap_or_else(|| ctx.way_on());
    let card = html! {
        (details)
        @if problem.status().is_server_error() {
            (ui.hint(&words.fault_id(ctx.request_id().as_str())))
        }
        (ui.link_button(&LinkButton::new(label, &address, Weight::Outlined).wide()))
    };
    let body = html! { (ctx.auth_head(title, None)) (ui.card(&Card::roomy(card))) };
    Page::narrow(title, body).apart()
}

/// Whether whoever is signed in keeps the frame, and with it the ways on: what was asked for is not there, or
/// not theirs, and all else works as before.
const fn keeps_frame(problem: &Problem) -> bool {
    matches!(
        problem,
        Problem::Missing
            | Problem::Refusal(
                Refusal::Impersonated | Refusal::Forbidden(_) | Refusal::NotEntitled(_)
            )
    )
}

/// Label and address of the link back to where it was tried, for what may succeed later or on a fresh page.
fn again<'a>(ctx: &'a RequestCtx, problem: &Problem) -> Option<(&'a str, String)> {
    let words = ctx.messages().words();
    let label = match problem {
        // What was typed is filled in again on the page that the form was on.
        Problem::Refusal(Refusal::InvalidCsrfToken) => words.problem_reload(),
        Problem::Refusal(Refusal::TooMany { .. }) | Problem::Fault(_) => words.problem_again(),
        _ => return None,
    };
    Some((label, ctx.resume()?.as_str().to_owned()))
}
