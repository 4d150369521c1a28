//! Forms, their errors, and confirmations.

use maud::html;

use super::{Buffer, Button, Elements, Icon, Ids, LinkButton, LinkRole, Slot, Weight, lazy};
use crate::http::csrf::CSRF_FIELD;
use crate::types::records::records;

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
    /// A button that looks like a link, below the card of a narrow page.
    Foot,
    /// Nothing: its button stands elsewhere, and names it ([`Button::form`]).
    Apart,
}

/// What script lets an authenticator do before it sends a form, with the address that gives what is asked.
/// Without script, the form is sent without an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum PasskeyScript<'a> {
    /// Make a passkey.
    Make(&'a str),
    /// Use one.
    Use(&'a str),
    /// Use one; those that there are are also offered in a field of the page, as soon as it is shown.
    Offer(&'a str),
}

impl<'a> PasskeyScript<'a> {
    const fn attributes(self) -> (&'static str, &'a str) {
        match self {
            Self::Make(address) => ("make", address),
            Self::Use(address) => ("use", address),
            Self::Offer(address) => ("offer", address),
        }
    }
}

records! {
    /// A POST form. Made by [`RequestCtx::form`](crate::RequestCtx::form), with its URL and CSRF token.
    #[derive(Debug, Clone)]
    #[must_use]
    pub struct Form<'a> {
        /// Target URL.
        pub action: String = String::new() => _,
        /// The CSRF token, sent as the field `csrf_token`.
        pub token: String = String::new() => _,
        /// Whether it may navigate to another origin, so that script must not intercept it.
        pub native: bool = false => _,
        /// Whether script lets an authenticator answer before it sends the form.
        pub passkey: Option<PasskeyScript<'a>> as PasskeyScript<'a> = None,
        /// Hidden fields; those with an empty value are left out.
        pub hidden: Vec<(&'a str, String)> = Vec::new() => _,
        /// Layout.
        pub shape: FormShape = FormShape::Plain,
        /// Its element id, for a button that stands elsewhere.
        pub id: Option<&'a str> as &'a str = None,
        /// Its fields.
        pub fields: Slot<'a> as impl Into<Slot<'a>> = Slot::default(),
        /// A sentence in its foot.
        pub hint: Option<&'a str> as &'a str = None,
        /// Its buttons.
        pub buttons: Slot<'a> as impl Into<Slot<'a>> = Slot::default(),
    }
}

impl<'a> Form<'a> {
    /// Adds a hidden field, left out if the value is empty.
    pub fn hidden(mut self, name: &'a str, value: impl Into<String>) -> Self {
        self.hidden.push((name, value.into()));
        self
    }
}

records! {
    /// The errors of a form. Made by [`RequestCtx::error_summary`](crate::RequestCtx::error_summary).
    #[derive(Debug, Clone)]
    #[must_use]
    pub struct ErrorSummary<'a> {
        /// Scope of the element ids.
        pub ids: Ids<'a>,
        /// Heading above the field errors.
        pub title: &'a str,
        /// Error of the form as a whole.
        pub whole: Option<&'a str> = None,
        /// Errors of fields: name and message each.
        pub fields: Vec<(&'a str, &'a str)> = Vec::new(),
    }

    /// A confirmation on a page of its own.
    #[derive(Debug, Clone, Default)]
    #[must_use]
    pub struct Confirm<'a> {
        /// The form to submit; its buttons are made from the labels below.
        pub form: Form<'a>,
        /// Label of the confirming button.
        pub act: &'a str,
        /// Label and URL of the link that cancels.
        pub back: (&'a str, &'a str),
        /// Whether nothing is lost by it.
        pub harmless: bool = false => true,
    }
}

pub(super) fn form(form: &Form<'_>, out: &mut Buffer<'_>) {
    let class = match form.shape {
        FormShape::Plain => Some("wg-form"),
        FormShape::Card => Some("wg-card wg-form wg-box"),
        FormShape::Body | FormShape::Apart => None,
        FormShape::Box => Some("wg-form wg-box"),
        FormShape::Inline => Some("wg-inline"),
        FormShape::Foot => Some("wg-auth-foot"),
    };
    out.raw("<form")
        .attribute_if("id", form.id)
        .attribute_if("class", class)
        .raw_if(" hidden", form.shape == FormShape::Apart)
        .raw(" method=\"post\" accept-charset=\"utf-8\"")
        .attribute("action", &form.action)
        .raw(" novalidate")
        .raw_if(" data-wg-native", form.native)
        .attribute_if(
            "data-wg-passkey",
            form.passkey.map(|own| own.attributes().0),
        )
        .attribute_if("data-wg-ask", form.passkey.map(|own| own.attributes().1))
        .raw(">");
    hidden(CSRF_FIELD, &form.token, out);
    for (name, value) in form.hidden.iter().filter(|(_, value)| !value.is_empty()) {
        hidden(name, value, out);
    }
    let body = form.shape == FormShape::Body;
    out.raw_if(
        "<div class=\"wg-card-body\"><div class=\"wg-form wg-form-narrow\">",
        body,
    );
    out.write(&form.fields);
    out.raw_if(
        "</div></div><div class=\"wg-card-foot wg-form-foot\">",
        body,
    );
    let hint = |out: &mut Buffer<'_>| {
        if let Some(hint) = form.hint {
            out.tagged("<p class=\"wg-hint\">", hint, "</p>");
        }
    };
    if body {
        out.around("<div class=\"wg-acts\">", &form.buttons, "</div>");
        hint(out);
        out.raw("</div>");
    } else {
        hint(out);
        out.write(&form.buttons);
    }
    out.raw("</form>");
}

pub(super) fn hidden(name: &str, value: &str, out: &mut Buffer<'_>) {
    out.raw("<input type=\"hidden\"")
        .attribute("name", name)
        .attribute("value", value)
        .raw(">");
}

pub(super) fn error_summary<E: Elements + ?Sized>(
    ui: &E,
    summary: &ErrorSummary<'_>,
    out: &mut Buffer<'_>,
) {
    out.write(html! {
        div.wg-notice.wg-notice-bad id=(summary.ids.of(FORM_ERROR)) role="alert" {
            (lazy(|out| ui.icon(Icon::Warning, out)))
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
    });
}

pub(super) fn confirm<E: Elements + ?Sized>(ui: &E, confirm: &Confirm<'_>, out: &mut Buffer<'_>) {
    let (back, href) = confirm.back;
    let weight = if confirm.harmless {
        Weight::Main
    } else {
        Weight::Danger
    };
    let act = Button::new(confirm.act, weight);
    let back = LinkButton::new(back, href, Weight::Outlined).role(LinkRole::Cancels);
    let buttons = lazy(|out| {
        out.raw("<div class=\"wg-acts\">");
        ui.button(&act, out);
        ui.link_button(&back, out);
        out.raw("</div>");
    });
    let form = confirm.form.clone().shape(FormShape::Inline);
    ui.form(&form.buttons(buttons), out);
}
