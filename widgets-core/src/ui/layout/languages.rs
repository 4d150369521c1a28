//! The languages to choose from on pages that nobody is signed in on. Whoever is has a setting.

use maud::{Markup, html};

use crate::ui::{Button, Elements, Form, FormShape, Weight};

/// The field that names a language.
pub(crate) const LANGUAGE: &str = "language";

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
