//! The language switch of pages that nobody is signed in on; whoever is signed in has a setting.

use crate::context::Visit;
use crate::http::query::RETURN_TO;
use crate::http::return_path::ReturnPath;
use crate::ui::{Form, LanguageChoice, LanguageSwitch};

/// None where somebody may be signed in.
pub(super) fn language_switch(visit: &Visit) -> Option<LanguageSwitch> {
    let claims = !visit.session_is_dead() && visit.state().cookies.session.is_some();
    if claims || visit.user().is_some() {
        return None;
    }
    let spoken = visit.messages().language();
    let choices = visit.app().locales().map(|(locale, name)| LanguageChoice {
        tag: locale.to_string(),
        name,
        current: locale == spoken,
    });
    let choices: Vec<_> = choices.collect();
    Some(LanguageSwitch {
        label: visit.messages().words().language_switch(),
        form: form(visit),
        choices,
    })
}

fn form(visit: &Visit) -> Form<'static> {
    let form = Form {
        action: visit.href("/language"),
        token: visit.form_token(),
        ..Form::default()
    };
    // A path that could be read as naming a host is nowhere to come back to.
    let page = ReturnPath::parse(&visit.this_page(), visit.app().return_origins());
    form.hidden(
        RETURN_TO,
        page.map(|page| page.to_string()).unwrap_or_default(),
    )
}
