//! Forms, their errors, and confirmations.

use maud::{Markup, html};

use super::{Button, Elements, Icon, Ids, LinkButton, LinkRole, Weight};
use crate::http::csrf::CSRF_FIELD;
use crate::ui::setters;

/// Name from which the id of a form's error summary is derived.
pub(super) const FORM_ERROR: &str = "form-error";

/// Layout of a form.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum FormShape {
    /// Stacked fields, without a box.
    #[default]
    Plain,
    /// A card of its own.
    Card,
    /// The body of a [`Card`](super::Card), with the buttons in its foot.
    Body,
    /// One of several forms in a card: with padding, and a line between them.
    Box,
    /// Only the buttons.
    Inline,
}

/// A POST form. Made by [`RequestCtx::form`](crate::RequestCtx::form), with its URL and CSRF token.
#[derive(Debug, Clone, Default)]
#[must_use]
#[non_exhaustive]
pub struct Form<'a> {
    /// Target URL.
    pub action: String,
    /// The CSRF token, sent as the field `csrf_token`.
    pub token: String,
    /// Whether it may navigate to another origin, so that script must not intercept it.
    pub native: bool,
    /// Hidden fields; those with an empty value are left out.
    pub hidden: Vec<(&'a str, String)>,
    /// Layout.
    pub shape: FormShape,
    /// Its fields.
    pub fields: Markup,
    /// A sentence in its foot.
    pub hint: Option<&'a str>,
    /// Its buttons.
    pub buttons: Markup,
}

impl<'a> Form<'a> {
    setters! {
        /// The fields, stacked.
        fields: Markup;
        /// The buttons, below the fields.
        buttons: Markup;
        /// Layout. Defaults to [`FormShape::Plain`].
        shape: FormShape;
        /// A sentence in its foot.
        hint: &'a str => Some(hint);
    }

    /// Adds a hidden field, left out if the value is empty.
    pub fn hidden(mut self, name: &'a str, value: impl Into<String>) -> Self {
        self.hidden.push((name, value.into()));
        self
    }
}

/// The errors of a form. Made by [`RequestCtx::error_summary`](crate::RequestCtx::error_summary).
#[derive(Debug, Clone)]
#[must_use]
#[non_exhaustive]
pub struct ErrorSummary<'a> {
    /// Scope of the element ids.
    pub ids: Ids<'a>,
    /// Heading above the field errors.
    pub title: &'a str,
    /// Error of the form as a whole.
    pub whole: Option<&'a str>,
    /// Errors of fields: name and message each.
    pub fields: Vec<(&'a str, &'a str)>,
}

/// A confirmation on a page of its own.
#[derive(Debug, Clone, Default)]
#[must_use]
#[non_exhaustive]
pub struct Confirm<'a> {
    /// The form to submit; its buttons are made from the labels below.
    pub form: Form<'a>,
    /// Label of the confirming button.
    pub act: &'a str,
    /// Label and URL of the link that cancels.
    pub back: (&'a str, &'a str),
}

pub(super) fn form(form: &Form<'_>) -> Markup {
    let class = match form.shape {
        FormShape::Plain => Some("wg-form"),
        FormShape::Card => Some("wg-card wg-form wg-box"),
        FormShape::Body => None,
        FormShape::Box => Some("wg-form wg-box"),
        FormShape::Inline => Some("wg-inline"),
    };
    html! {
        form class=[class] method="post" action=(form.action) novalidate
            data-wg-native[form.native] {
            input type="hidden" name=(CSRF_FIELD) value=(form.token);
            @for (name, value) in form.hidden.iter().filter(|(_, value)| !value.is_empty()) {
                input type="hidden" name=(name) value=(value);
            }
            @if form.shape == FormShape::Body {
                div.wg-card-body { div.wg-form.wg-form-narrow { (form.fields) } }
                div.wg-card-foot {
                    @if let Some(hint) = form.hint { p.wg-hint { (hint) } }
                    div.wg-acts { (form.buttons) }
                }
            } @else {
                (form.fields)
                @if let Some(hint) = form.hint { p.wg-hint { (hint) } }
                (form.buttons)
            }
        }
    }
}

pub(super) fn error_summary<E: Elements + ?Sized>(ui: &E, summary: &ErrorSummary<'_>) -> Markup {
    html! {
        div.wg-notice.wg-notice-bad id=(summary.ids.of(FORM_ERROR)) role="alert" {
            (ui.icon(Icon::Warning))
            div {
                @if let Some(whole) = summary.whole { p { (whole) } }
                @if !summary.fields.is_empty() {
                    @if summary.whole.is_none() { p.wg-strong { (summary.title) } }
                    ul {
                        @for (name, message) in &summary.fields {
                            li { a href={ "#" (summary.ids.of(name)) } { (message) } }
                        }
                    }
                }
            }
        }
    }
}

pub(super) fn confirm<E: Elements + ?Sized>(ui: &E, confirm: &Confirm<'_>) -> Markup {
    let (back, href) = confirm.back;
    let buttons = html! {
        div.wg-acts {
            (ui.button(&Button::new(confirm.act, Weight::Danger)))
            (ui.link_button(&LinkButton::new(back, href, Weight::Outlined).role(LinkRole::Cancels)))
        }
    };
    ui.form(
        &confirm
            .form
            .clone()
            .shape(FormShape::Inline)
            .buttons(buttons),
    )
}
