//! The language switch of signed-out pages. Signed-in users have a setting instead.

use maud::{Markup, html};

use crate::ui::{Button, Elements, Form, FormShape, Weight};

/// Form field with the chosen language.
const LANGUAGE: &str = "language";

/// A form with one button per language. Returns to the page it is on.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct LanguageSwitch {
    /// Accessible name.
    pub label: String,
    /// The form, without buttons.
    pub form: Form<'static>,
    /// The languages.
    pub choices: Vec<LanguageChoice>,
}

/// A language to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LanguageChoice {
    /// Language tag, submitted as `language`.
    pub tag: String,
    /// Native name.
    pub name: String,
    /// Whether the page is in this language.
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
