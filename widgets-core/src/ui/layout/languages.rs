//! The language switch of signed-out pages. Signed-in users have a setting instead.

use maud::html;

use crate::ui::{Buffer, Button, Form, FormShape, Ui, Weight};

/// Form field with the chosen language.
const LANGUAGE: &str = "language";

/// A form with one button per language. Returns to the page it is on.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct LanguageSwitch<'a> {
    /// Accessible name.
    pub label: &'a str,
    /// The form, without buttons.
    pub form: Form<'a>,
    /// The languages.
    pub choices: Vec<LanguageChoice<'a>>,
}

/// A language to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LanguageChoice<'a> {
    /// Language tag, submitted as `language`.
    pub tag: &'a str,
    /// Native name.
    pub name: &'a str,
    /// Whether the page is in this language.
    pub current: bool,
}

impl LanguageSwitch<'_> {
    pub(super) fn show(&self, ui: Ui<'_>, out: &mut Buffer<'_>) {
        let buttons = html! {
            div.wg-acts role="group" aria-label=(self.label) {
                @for choice in &self.choices {
                    span lang=(choice.tag) {
                        @let weight = if choice.current { Weight::Outlined } else { Weight::Quiet };
                        @let button = Button::new(choice.name, weight).sends(LANGUAGE, choice.tag);
                        (ui.button(&button.current_if(choice.current)))
                    }
                }
            }
        };
        let form = self.form.clone().shape(FormShape::Inline);
        // Renewed with the page, since it leads back to it with its query.
        out.raw(
            "<footer class=\"wg-languages\" id=\"wg-languages\" data-wg-languages data-wg-live>",
        )
        .write(ui.form(&form.buttons(buttons)))
        .raw("</footer>");
    }
}
