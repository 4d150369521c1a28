//! Parts of pages that depend on the request: forms, error summaries, heads of narrow pages.

use super::RequestCtx;
use crate::http::fields::{FORM, FieldErrors};
use crate::http::query::RETURN_TO;
use crate::ui::{AuthHead, Buffer, ErrorSummary, Form, Lazy, Mark, Slot, lazy};

impl RequestCtx {
    /// A form that posts to a path below the mount path, with its CSRF token and the page to return
    /// to.
    pub fn form<'a>(&self, path: &str) -> Form<'a> {
        let form = Form {
            action: self.href(path),
            token: self.csrf_token(),
            native: self.leads_out(),
            ..Form::default()
        };
        match &self.target().back {
            Some(page) => form.hidden(RETURN_TO, page.as_str()),
            None => form,
        }
    }

    /// The error summary above a form. Empty if the only error is shown at its field, which has the
    /// focus.
    #[must_use]
    pub fn error_summary(&self, errors: &FieldErrors) -> Lazy<impl Fn(&mut Buffer<'_>)> {
        lazy(move |out| {
            let fields = errors.iter().filter(|error| error.field != FORM);
            let fields = fields.map(|error| (error.field, error.message.as_str()));
            let summary = ErrorSummary {
                ids: self.ids(),
                title: self.messages().words().error_summary(),
                whole: errors.of(FORM),
                fields: fields.collect(),
            };
            if summary.whole.is_some() || summary.fields.len() > 1 {
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
            out.write(ui.auth_head(&AuthHead {
                mark: mark.unwrap_or_default(),
                title,
                lead,
                inside,
            }));
        })
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
