//! The languages to choose from on pages that nobody is signed in on. Whoever is has a setting.

use maud::{Markup, html};

use crate::context::Visit;
use crate::http::query::RETURN_TO;
use crate::http::return_path::ReturnPath;
use crate::server::endpoints::LANGUAGE;
use crate::ui::{Button, Elements, Form, FormShape, Weight};

/// A form with a button for each language. It comes back to the page it stands on.
#[derive(Debug, Clone)]
pub struct LanguageSwitch {
    /// What it is called, for those who do not see it.
    pub label: String,
    /// The form, as yet without buttons.
    pub form: Form<'static>,
    /// The languages.
    pub choices: Vec<LanguageChoice>,
}

/// One language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanguageChoice {
    /// Its tag, which the form sends as `language`.
    pub tag: String,
    /// Its name for itself.
    pub name: String,
    /// Whether the page speaks it.
    pub current: bool,
}

impl LanguageSwitch {
    /// None where somebody may be signed in.
    pub(super) fn of(visit: &Visit) -> Option<Self> {
        let claims = !visit.session_is_dead() && visit.state().cookies.session.is_some();
        if claims || visit.user().is_some() {
            return None;
        }
        let spoken = visit.messages().language();
        let choices = visit
            .widgets()
            .locales()
            .map(|(locale, name)| LanguageChoice {
                tag: locale.to_string(),
                name,
                current: locale == spoken,
            });
        let choices: Vec<_> = choices.collect();
        Some(Self {
            label: visit.messages().words().language_switch(),
            form: form(visit),
            choices,
        })
    }

    pub(super) fn show(&self, ui: &dyn Elements) -> Markup {
        let buttons = html! {
            div.wg-acts role="group" aria-label=(self.label) {
                @for choice in &self.choices {
                    span lang=(choice.tag) {
                        @let (tag, name) = (choice.tag.as_str(), choice.name.as_str());
                        @let weight = if choice.current { Weight::Outlined } else { Weight::Quiet };
                        @let button = Button::new(name, weight).sends(LANGUAGE, tag);
                        (ui.button(&button.current_if(choice.current)))
                    }
                }
            }
        };
        let form = self.form.clone().shape(FormShape::Inline).buttons(buttons);
        html! { footer.wg-languages { (ui.form(&form)) } }
    }
}

fn form(visit: &Visit) -> Form<'static> {
    let form = Form {
        action: visit.href("/language"),
        token: visit.form_token(),
        ..Form::default()
    };
    // A path that could be read as naming a host is nowhere to come back to.
    let page = ReturnPath::parse(&visit.this_page(), visit.widgets().return_origins());
    form.hidden(
        RETURN_TO,
        page.map(|page| page.to_string()).unwrap_or_default(),
    )
}
