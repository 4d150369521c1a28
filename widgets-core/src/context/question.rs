//! Pages that ask before an action runs. Script shows them in a dialog.

use maud::html;

use super::{Problem, RequestCtx};
use crate::http::FieldErrors;
use crate::stores::Selected;
use crate::types::records::records;
use crate::ui::{Card, Confirm, Form, Head, Icon, IconRow, LinkButton, Markup, Page, Weight};

records! {
    /// What a page asks before an action runs.
    #[derive(Debug, Clone, Copy)]
    pub struct Question<'a> {
        /// The question.
        pub title: &'a str,
        /// What the action leads to.
        pub text: &'a str,
        /// Label of the button that runs it.
        pub act: &'a str,
        /// Path of the page to which the link leads that cancels, unless the question came from elsewhere.
        pub back: &'a str,
        /// Whether nothing is lost by it. Otherwise its button warns.
        pub harmless: bool = false => true,
    }

    /// A selected row of a list, about which a page asks.
    #[derive(Debug, Clone)]
    pub struct SelectedRow {
        /// What the form sends for it.
        pub value: String as impl Into<String>,
        /// What it is called.
        pub name: String,
        /// Its icon.
        pub icon: Icon,
    }
}

impl RequestCtx {
    /// The page that asks a question, whose form runs the action.
    pub fn question(&self, question: Question<'_>, form: Form<'_>) -> Page {
        self.asked(question, form, Markup::default())
    }

    /// The page that asks a question about selected rows of a list, which the form sends as fields of this
    /// name. One row is named by the question; several are listed. Without any, the page says so.
    pub fn question_about(
        &self,
        question: Question<'_>,
        form: Form<'_>,
        name: &str,
        rows: Vec<SelectedRow>,
    ) -> Page {
        let ui = self.elements();
        let listed = html! {
            @for row in &rows { (ui.icon_row(&IconRow::new(&row.name).icon(row.icon))) }
        };
        let about = match rows.len() {
            0 => return self.nothing_selected(question.back),
            1 => Markup::default(),
            _ => ui.card(&Card::rows(listed)).into(),
        };
        let rows = rows.into_iter();
        let form = rows.fold(form, |form, row| form.hidden(name, row.value));
        self.asked(question, form, about)
    }

    /// The selected rows of a list that an action is for.
    ///
    /// # Errors
    ///
    /// An error at the field of this name, if none is selected.
    pub fn some_selected<I: Clone>(
        &self,
        name: &'static str,
        selected: &Selected<I>,
    ) -> Result<Selected<I>, Problem> {
        if selected.is_empty() {
            let none = self.messages().words().list_none_selected();
            return Err(FieldErrors::one(name, none).into());
        }
        Ok(selected.clone())
    }

    fn asked(&self, question: Question<'_>, form: Form<'_>, about: Markup) -> Page {
        let (ui, back) = (self.elements(), self.back(question.back));
        let confirm = Confirm {
            form,
            act: question.act,
            back: (self.messages().words().form_cancel(), &back),
            harmless: question.harmless,
        };
        let head = Head::new(question.title, question.text);
        let body = html! { (ui.head(&head)) (about) (ui.confirm(&confirm)) };
        Page::new(question.title, body)
    }

    fn nothing_selected(&self, back: &str) -> Page {
        let (ui, words, back) = (self.elements(), self.messages().words(), self.back(back));
        let (title, text) = (words.list_none_selected(), words.list_none_selected_text());
        let back = LinkButton::new(words.list_back(), &back, Weight::Outlined);
        let body = html! { (ui.head(&Head::new(title, text))) p { (ui.link_button(&back)) } };
        Page::new(title, body)
    }
}
