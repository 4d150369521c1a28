//! What stands above every page while somebody of the host's staff acts in a person's place.

use maud::{Markup, html};

use super::Person;
use crate::ctx::Visit;
use crate::ui::{Button, FormShape, Notice, Tone, Weight};

/// Whose place it is, until when, and a button to end it; nothing in a person's own session.
pub(super) fn banner(visit: &Visit, person: Option<&Person>) -> Markup {
    let session = visit.user().map(|admission| &admission.session);
    let session = session.filter(|session| session.impersonation.is_some());
    let (Some(session), Some(person)) = (session, person) else {
        return Markup::default();
    };
    let words = visit.messages().words();
    let ui = visit.elements();
    let end = visit.messages().time_of_day(session.expires_at);
    let text = words.acting_text(&person.name, end);
    let button = ui.button(&Button::new(&words.acting_end(), Weight::Outlined));
    let mut form = visit
        .form("/sign-out")
        .shape(FormShape::Inline)
        .buttons(button);
    // It stands in no widget that script could exchange.
    form.native = true;
    let notice = Notice {
        action: Some(ui.form(&form)),
        ..Notice::new(&text, Tone::Warn)
    };
    html! { (ui.notice(&notice)) }
}
