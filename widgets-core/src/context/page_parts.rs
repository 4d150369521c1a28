//! Parts of pages that depend on the request: forms, error summaries, heads of narrow pages.

use maud::{Markup, html};

use super::RequestCtx;
use crate::http::fields::{FORM, FieldErrors};
use crate::http::query::RETURN_TO;
use crate::ui::{AuthHead, ErrorSummary, Form, Mark};

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
    pub fn error_summary(&self, errors: &FieldErrors) -> Markup {
        let title = self.messages().words().error_summary();
        let fields = errors.iter().filter(|error| error.field != FORM);
        let fields: Vec<_> = fields
            .map(|error| (error.field, error.message.as_str()))
            .collect();
        let summary = ErrorSummary {
            ids: self.ids(),
            title,
            whole: errors.of(FORM),
            fields,
        };
        html! {
            @if summary.whole.is_some() || summary.fields.len() > 1 {
                (self.elements().error_summary(&summary))
            }
        }
    }

    /// The head of a narrow page: the application's logo, a title, and one sentence.
    #[must_use]
    pub fn auth_head(&self, title: &str, lead: Option<&str>) -> Markup {
        let (name, logo) = (
            self.app().name(),
            self.app().appearance().brand.logo_address(),
        );
        let ui = self.elements();
        let inside = self.is_fragment();
        let large = true;
        let mark = Some(Mark { name, logo, large }).filter(|_| !inside);
        ui.auth_head(&AuthHead {
            mark: mark.map(|mark| ui.mark(&mark)).unwrap_or_default(),
            title,
            lead,
            inside,
        })
    }

    /// The checkbox to stay signed in.
    pub(crate) fn keep_field(&self, ticked: bool) -> Markup {
        let words = self.messages().words();
        let (label, hint) = (words.sign_in_keep(), words.sign_in_keep_hint());
        let keep = self.checkbox("keep", label).hint(hint).ticked_if(ticked);
        self.elements().checkbox(&keep)
    }
}
