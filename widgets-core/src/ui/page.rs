//! One page, and what stands in it besides elements.

use maud::{Markup, html};

use crate::ctx::Visit;
use crate::form::FieldErrors;
use crate::place::RETURN_TO;
use crate::problem::Problem;
use crate::ui::{
    Card, DoorHead, ErrorSummary, Form, LinkButton, Mark, PolicyAdditions, Weight, widget,
};

/// The name under which [`FieldErrors`] hold what is wrong with a form as a whole.
pub const FORM: &str = "form";

/// What stands around a page's body.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum PageShape {
    /// The bar, the navigation, and the body beside it.
    #[default]
    Room,
    /// The same with a wider body, for tables.
    Wide,
    /// One narrow card in the middle: signing in and what belongs to it.
    Door,
}

/// One page without the frame around it.
#[derive(Debug, Default)]
pub struct Page {
    pub(super) title: String,
    pub(super) body: Markup,
    pub(super) shape: PageShape,
    /// Whether its form was refused, which the title says first.
    pub(super) refused: bool,
    /// What it loads besides what is our own.
    policy: PolicyAdditions,
}

impl Page {
    /// A page inside the account pages, with navigation.
    #[must_use]
    pub fn new(title: impl Into<String>, body: Markup) -> Self {
        Self {
            title: title.into(),
            body,
            ..Self::default()
        }
    }

    /// A page in front of them: one narrow card.
    #[must_use]
    pub fn door(title: impl Into<String>, body: Markup) -> Self {
        Self {
            shape: PageShape::Door,
            ..Self::new(title, body)
        }
    }

    /// Wider, for tables.
    #[must_use]
    pub const fn wide(mut self) -> Self {
        self.shape = PageShape::Wide;
        self
    }

    /// Says in the title that something in its form needs mending.
    #[must_use]
    pub fn refused_if(mut self, errors: &FieldErrors) -> Self {
        self.refused = !errors.is_empty();
        self
    }

    /// May load this too.
    #[must_use]
    pub fn loading(mut self, additions: PolicyAdditions) -> Self {
        self.policy = additions;
        self
    }

    pub(crate) const fn policy(&self) -> &PolicyAdditions {
        &self.policy
    }

    /// The same page, its body in the element of its widget.
    pub(crate) fn framed(mut self, visit: &Visit) -> Self {
        self.body = widget::element(visit, &self.body);
        self
    }

    pub(crate) fn into_body(self) -> Markup {
        self.body
    }

    pub(crate) fn shows_person(&self) -> bool {
        self.shape != PageShape::Door
    }
}

impl Visit {
    /// A form that posts to a path below the mount path, with its token and the page it leads back
    /// to.
    pub fn form<'a>(&self, path: &str) -> Form<'a> {
        let form = Form {
            action: self.href(path),
            token: self.form_token(),
            native: self.leads_out(),
            ..Form::default()
        };
        match &self.place().back {
            Some(page) => form.hidden(RETURN_TO, page.as_str()),
            None => form,
        }
    }

    /// What is wrong with a form, above it. One field alone says it itself, where the cursor is.
    #[must_use]
    pub fn error_summary(&self, errors: &FieldErrors) -> Markup {
        let title = self.messages().words().error_summary();
        let fields = errors.iter().filter(|error| error.field != FORM);
        let fields: Vec<_> = fields
            .map(|error| (error.field, error.message.as_str()))
            .collect();
        let summary = ErrorSummary {
            ids: self.ids(),
            title: &title,
            whole: errors.of(FORM),
            fields,
        };
        html! {
            @if summary.whole.is_some() || summary.fields.len() > 1 {
                (self.elements().error_summary(&summary))
            }
        }
    }

    /// The top of a narrow page: the application's mark, what the page is, and one plain sentence.
    #[must_use]
    pub fn door_head(&self, title: &str, lead: Option<&str>) -> Markup {
        let (name, logo) = (
            self.widgets().name(),
            self.widgets().face().brand.logo_address(),
        );
        let ui = self.elements();
        let inside = self.is_fragment();
        let large = true;
        let mark = Some(Mark { name, logo, large }).filter(|_| !inside);
        ui.door_head(&DoorHead {
            mark: mark.map(|mark| ui.mark(&mark)).unwrap_or_default(),
            title,
            lead,
            inside,
        })
    }
}

/// The page that tells a problem that has none of its own.
pub(crate) fn problem_page(visit: &Visit, problem: &Problem) -> Page {
    let (title, text) = visit.messages().problem(problem);
    let words = visit.messages().words();
    let ui = visit.elements();
    let fault = problem.status().is_server_error();
    let details = match problem {
        Problem::Invalid(invalid) => html! {
            ul { @for error in invalid.errors.iter() { li { (error.message) } } }
        },
        _ => html! { p { (text) } },
    };
    let (back, home) = (words.problem_back(), visit.back("/"));
    let card = html! {
        (details)
        @if fault { (ui.hint(&words.fault_id(visit.request_id().as_str()))) }
        (ui.link_button(&LinkButton::new(&back, &home, Weight::Outlined).wide()))
    };
    let body = html! { (visit.door_head(&title, None)) (ui.card(&Card::roomy(card))) };
    Page::door(title, body)
}
