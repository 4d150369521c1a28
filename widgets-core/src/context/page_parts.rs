//! Parts of pages that depend on the request: forms, error summaries, heads of narrow pages.

use maud::html;

use super::RequestCtx;
use crate::http::FieldErrors;
use crate::http::fields::FORM;
use crate::http::query::RETURN_TO;
use crate::ui::{
    AuthHead, Buffer, Button, Card, ErrorSummary, Field, FieldKind, Form, FormShape, Head, Lazy,
    LinkButton, Mark, Page, Slot, Weight, lazy,
};

impl RequestCtx {
    /// A form that posts to a path below the mount path, with its CSRF token and the page to return
    /// to.
    pub fn form<'a>(&self, path: &str) -> Form<'a> {
        let form = Form {
            action: self.href(path),
            token: self.csrf_token(),
            ..Form::default()
        };
        match &self.target().back {
            Some(page) => form.hidden(RETURN_TO, page.as_str()),
            None => form,
        }
    }

    /// The field for an email address, named `email`.
    pub fn email_field<'a>(&'a self, value: &'a str) -> Field<'a> {
        let label = self.messages().words().form_email();
        let field = self.field("email", label).kind(FieldKind::Username);
        field.value(value)
    }

    /// The email address of the account that a form is about, for password managers.
    pub fn whose<'a>(&'a self, email: &'a str) -> Field<'a> {
        self.email_field(email).fixed()
    }

    /// A page with one form to save, below a title and a sentence, and the way back to the page that it
    /// belongs to.
    pub fn editing(
        &self,
        (title, lead): (&str, &str),
        form: Form<'_>,
        back: &str,
        errors: &FieldErrors,
    ) -> Page {
        let (ui, words, back) = (self.elements(), self.messages().words(), self.back(back));
        let cancel = LinkButton::new(words.form_cancel(), &back, Weight::Quiet);
        // What has to be done before anything else is not cancelled.
        let buttons = html! {
            (ui.button(&Button::main(words.form_save())))
            @if self.due().is_none() { (ui.link_button(&cancel)) }
        };
        let form = form.shape(FormShape::Body).buttons(buttons);
        let body = html! {
            (ui.head(&Head::new(title, lead).inside(self.is_fragment())))
            (self.error_summary(errors))
            (ui.card(&Card::of(Slot::of(&ui.form(&form)))))
        };
        Page::new(title, body).refused_if(errors)
    }

    /// The error summary above a form: the error of the form as a whole, and those of fields from
    /// three on. One or two are read at their fields, of which the first has the focus.
    #[must_use]
    pub fn error_summary(&self, errors: &FieldErrors) -> Lazy<impl Fn(&mut Buffer<'_>)> {
        lazy(move |out| {
            let fields = errors.iter().filter(|error| error.field != FORM);
            let fields = fields.map(|error| (error.field, error.message.as_str()));
            let mut summary = ErrorSummary {
                ids: self.ids(),
                title: self.messages().words().error_summary(),
                whole: errors.of(FORM),
                fields: fields.collect(),
            };
            if summary.fields.len() < 3 {
                summary.fields.clear();
            }
            if summary.whole.is_some() || !summary.fields.is_empty() {
                out.write(self.elements().error_summary(&summary));
            }
        })
    }

    /// The head of a narrow page: the application's logo, a title, and one sentence.
    #[must_use]
    pub fn auth_head(&self, title: &str, lead: Option<&str>) -> Lazy<impl Fn(&mut Buffer<'_>)> {
        lazy(move |out| {
            let ui = self.elements();
            let mark = Mark {
                name: self.app().name(),
                logo: self.app().appearance().brand.logo_address(),
                large: true,
            };
            let mark = ui.mark(&mark);
            let inside = self.is_fragment();
            let mark = (!inside).then(|| Slot::of(&mark));
            let home = self.app().home().filter(|_| !inside);
            out.write(ui.auth_head(&AuthHead {
                mark: mark.unwrap_or_default(),
                home: home.map(|home| (home.name.as_str(), home.address.as_str())),
                title,
                lead,
                inside,
            }));
        })
    }

    /// Label and address of the way on from a page that leads nowhere by itself: to the account or, for whoever
    /// is signed out, to the sign-in before it.
    pub(crate) fn way_on(&self) -> (&str, String) {
        let words = self.messages().words();
        let label = if self.user().is_some() {
            words.problem_back()
        } else {
            words.problem_sign_in()
        };
        (label, self.back("/"))
    }

    /// The checkbox to stay signed in.
    pub(crate) fn keep_field(&self, ticked: bool) -> Lazy<impl Fn(&mut Buffer<'_>)> {
        lazy(move |out| {
            let words = self.messages().words();
            let keep = self.checkbox("keep", words.sign_in_keep());
            let keep = keep.hint(words.sign_in_keep_hint()).ticked_if(ticked);
            out.write(self.elements().checkbox(&keep));
        })
    }
}
