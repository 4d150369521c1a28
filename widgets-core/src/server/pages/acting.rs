//! What stands above every page while somebody of the host's staff acts in a person's place.

use maud::{Markup, html};

use crate::context::Visit;
use crate::ui::{Button, FormShape, Notice, Person, Tone, Weight, sign_out};

/// Whose place it is, until when, and a button to end it; nothing in a person's own session.
pub(super) fn banner(visit: &Visit, person: Option<&Person>) -> Markup {
    let session = visit.user().map(|admission| &admission.session);
    let session = session.filter(|session| session.impersonation.is_some());
    let (Some(session), Some(person)) = (session, person) else {
        return Markup::default();
    };
    let words = visit.messages().words();
    let ui = visit.elements();
    let until = visit.messages().time_of_day(session.expires_at);
    let text = words.acting_text(&person.name, until);
    let end = words.acting_end();
    let action = if visit.app().identity().is_some() {
        let elements = visit.app().face().elements.as_ref();
        sign_out(elements, &person.sign_out, &end)
    } else {
        own_sign_out(visit, &end)
    };
    let notice = Notice {
        action: Some(action),
        ..Notice::new(&text, Tone::Warn)
    };
    html! { (ui.notice(&notice)) }
}

fn own_sign_out(visit: &Visit, label: &str) -> Markup {
    let ui = visit.elements();
    let mut form = visit
        .form("/sign-out")
        .shape(FormShape::Inline)
        .buttons(ui.button(&Button::new(label, Weight::Outlined)));
    // It stands in no widget that script could exchange.
    form.native = true;
    ui.form(&form)
}
