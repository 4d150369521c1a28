//! What pages are made of: messages, elements, layout, style.

mod assets;
mod elements;
mod layout;
mod messages;
mod widget;

use http::StatusCode;
use maud::html;

pub(crate) use assets::Assets;
pub use elements::*;
pub(crate) use layout::{Person, layout};
pub use maud::Markup;
pub use messages::Messages;
pub(crate) use widget::{loads, widget};

use crate::answer::{Answer, Next};
use crate::ctx::{UserCtx, Visit};
use crate::form::FieldErrors;
use crate::problem::Problem;
use crate::request::Input;
use crate::route::{Access, Row};

/// One page without the frame around it.
#[derive(Debug, Default)]
pub struct Page {
    title: String,
    body: Markup,
    frame: Frame,
    /// Whether its form was refused, which the title says first.
    refused: bool,
}

/// What stands around a page's body.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Frame {
    /// The bar, the navigation, and the body beside it.
    #[default]
    Room,
    /// One narrow card in the middle: signing in and what belongs to it.
    Door,
}

impl Page {
    /// A page inside the account pages, with navigation.
    #[must_use]
    pub fn new(title: impl Into<String>, body: Markup) -> Self {
        Self {
            title: title.into(),
            body,
            frame: Frame::Room,
            refused: false,
        }
    }

    /// A page in front of them: one narrow card.
    #[must_use]
    pub fn door(title: impl Into<String>, body: Markup) -> Self {
        Self {
            title: title.into(),
            body,
            frame: Frame::Door,
            refused: false,
        }
    }

    /// Says in the title that something in its form needs mending.
    #[must_use]
    pub fn refused_if(mut self, errors: &FieldErrors) -> Self {
        self.refused = !errors.is_empty();
        self
    }

    /// The same page, its body in the element of its widget.
    pub(crate) fn framed(mut self, visit: &Visit) -> Self {
        self.body = widget::element(visit, &self.body);
        self
    }

    pub(crate) fn into_body(self) -> Markup {
        self.body
    }

    pub(crate) fn shows_person(&self) -> bool {
        self.frame == Frame::Room
    }
}

/// The rows that belong to no room: the entrance, the form token for programs, the style.
pub(crate) fn rows() -> Vec<Row> {
    vec![
        Row::get("account.home", "/", Access::user(), home),
        Row::get(
            "account.form_token",
            "/form-token",
            Access::anyone(),
            form_token,
        ),
        Row::get(
            "account.asset",
            "/assets/{file}",
            Access::anonymous(),
            asset,
        ),
    ]
}

/// The entrance leads to the first page of the navigation.
async fn home(ctx: UserCtx, _: Input) -> Result<Answer, Problem> {
    let first = layout::entries(&ctx)
        .into_iter()
        .next()
        .ok_or(Problem::Missing)?;
    Ok(Answer::done((), Next::Own(first.path)))
}

/// The form token for programs, which send it in the header `x-form-token`.
async fn form_token(visit: Visit, _: Input) -> Result<Answer, Problem> {
    #[derive(serde::Serialize)]
    struct FormToken {
        form_token: String,
    }
    let token = FormToken {
        form_token: visit.form_token(),
    };
    Ok(Answer::page(token, |visit, token| {
        let body = html! { p { code { (token.form_token) } } };
        Page::door(visit.messages().words().nav_label(), body)
    }))
}

async fn asset(visit: Visit, input: Input) -> Result<Answer, Problem> {
    visit
        .widgets()
        .assets()
        .find(input.param("file"))
        .ok_or(Problem::Missing)
}

/// The page that tells a problem that has none of its own.
pub(crate) fn problem_page(visit: &Visit, problem: &Problem) -> Page {
    let (title, text) = visit.messages().problem(problem);
    let words = visit.messages().words();
    let fault = problem.status().is_server_error();
    let details = match problem {
        Problem::Invalid(invalid) => html! {
            ul { @for error in invalid.errors.iter() { li { (error.message) } } }
        },
        _ => html! {},
    };
    let body = html! {
        (door_head(&title, None))
        (door_box(&html! {
            p { (text) }
            (details)
            @if fault { (hint(&words.fault_id(visit.request_id().as_str()))) }
            @if problem.status() != StatusCode::UNAUTHORIZED {
                (link_button(&words.problem_back(), &visit.back("/"), Weight::Outlined))
            }
        }))
    };
    Page::door(title, body)
}
