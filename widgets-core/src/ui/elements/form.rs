//! Forms, what is wrong with them, and the question before something is done.

use maud::{Markup, html};

use super::{Button, Elements, Icon, Ids, LinkButton, LinkRole, Weight};
use crate::http::csrf::CSRF_FIELD;
use crate::ui::setters;

/// What the id of what is wrong with a form as a whole is made of.
pub(super) const FORM_ERROR: &str = "form-error";

/// What a form looks like.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum FormShape {
    /// Fields one below the other, in whatever the form stands in.
    #[default]
    Plain,
    /// A card of its own.
    Card,
    /// The lower part of a [`Card`](super::Card), with the buttons in its foot.
    Body,
    /// One of several forms of a card, with room around it and a line between them.
    Box,
    /// Nothing but its buttons.
    Inline,
}

/// A form that posts. [`RequestCtx::form`](crate::RequestCtx::form) makes one with its address and token.
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct Form<'a> {
    /// Where it posts to.
    pub action: String,
    /// The CSRF token, as the field `csrf_token` carries it.
    pub token: String,
    /// Whether it may leave the origin, so that it is left to the browser.
    pub native: bool,
    /// Names and values that nobody sees; those without a value are left out.
    pub hidden: Vec<(&'a str, String)>,
    /// What it looks like.
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
        /// The fields, one below the other.
        fields: Markup;
        /// The buttons, below the fields.
        buttons: Markup;
        /// What it looks like. [`FormShape::Plain`] unless it is set.
        shape: FormShape;
        /// Puts a sentence into its foot.
        hint: &'a str => Some(hint);
    }

    /// With a name and value that nobody sees; left out when there is no value.
    pub fn hidden(mut self, name: &'a str, value: impl Into<String>) -> Self {
        self.hidden.push((name, value.into()));
        self
    }
}

/// What is wrong with a form. [`RequestCtx::error_summary`](crate::RequestCtx::error_summary)
/// makes one.
#[derive(Debug, Clone)]
#[must_use]
pub struct ErrorSummary<'a> {
    /// Where it stands.
    pub ids: Ids<'a>,
    /// What it is called.
    pub title: &'a str,
    /// What is wrong with the form as a whole.
    pub whole: Option<&'a str>,
    /// What is wrong with its fields: the name of each, and the message.
    pub fields: Vec<(&'a str, &'a str)>,
}

/// A question before something is done, on a page of its own.
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct Confirm<'a> {
    /// The form that does it; its buttons are made from the labels.
    pub form: Form<'a>,
    /// The button that does it.
    pub act: &'a str,
    /// The way back: label and address.
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
                div.wg-card-body { div.wg-form.wg-narrow { (form.fields) } }
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
