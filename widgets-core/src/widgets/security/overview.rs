//! The page of the room: one card for each way in.

use maud::{Markup, html};
use serde::Serialize;

use super::password;
use crate::context::answer::Answer;
use crate::context::problem::Problem;
use crate::context::{UserCtx, Visit};
use crate::http::request::Input;
use crate::ui::{Card, Head, LinkButton, Page, Weight};

/// How the ways in stand.
#[derive(Debug, Serialize)]
struct Overview {
    /// Whether a password is set.
    has_password: bool,
}

pub(super) async fn show(ctx: UserCtx, _: Input) -> Result<Answer, Problem> {
    let has_password = password::is_set(&ctx).await?;
    let in_person = ctx.is_in_person();
    Ok(Answer::page(
        Overview { has_password },
        move |visit, overview| view(visit, overview, in_person),
    ))
}

/// Staff in somebody's place see how things stand, and no way to change them.
fn view(visit: &Visit, overview: &Overview, in_person: bool) -> Page {
    let words = visit.messages().words();
    let ui = visit.elements();
    let title = words.security_title();
    let body = html! {
        (ui.head(&Head::new(&title, &words.security_lead()).inside(visit.is_fragment())))
        (password_card(visit, overview, in_person))
    };
    Page::new(title, body)
}

fn password_card(visit: &Visit, overview: &Overview, in_person: bool) -> Markup {
    let words = visit.messages().words();
    let ui = visit.elements();
    let (note, label, path) = if overview.has_password {
        (
            words.security_password_set(),
            words.security_change(),
            password::CHANGE,
        )
    } else {
        (
            words.security_password_none(),
            words.security_set(),
            password::SET,
        )
    };
    let href = visit.link(path);
    let link = ui.link_button(&LinkButton::new(&label, &href, Weight::Outlined));
    let title = words.security_password();
    let card = Card {
        action: in_person.then_some(link),
        ..Card::default()
    };
    ui.card(&card.title(&title).note(&note))
}
