//! Accepting the host's terms: a task of everybody who has not accepted the current edition. At sign-up,
//! the form of that asks for them.

mod actions;
mod flows;
mod model;
mod view;

pub use model::AcceptTerms;

use crate::context::UserCtx;
use crate::table::{Access, Task, Widget};

/// Name and place of the task.
const TASK: (&str, u8) = ("terms", 30);

/// Path of the page.
const PATH: &str = "/terms";

/// The widget's registration.
pub(crate) fn widget() -> Widget {
    let own = || Access::user().not_impersonated().within_task(TASK.0);
    let title = |messages: &crate::i18n::Messages| messages.words().terms_title().to_owned();
    Widget::new("terms")
        .get("show", PATH, own(), actions::show)
        .post("accept", PATH, own(), actions::Accept)
        .task(Task::own(TASK, title, PATH, is_due))
        .signing_in()
}

/// Whether the user has yet to accept the terms, if there are any.
fn is_due(user: &UserCtx) -> bool {
    let Some(terms) = user.app().sign_up().asked_terms() else {
        return false;
    };
    let accepted = user.admission().account.terms.as_ref();
    accepted.is_none_or(|own| own.edition != terms.edition)
}
