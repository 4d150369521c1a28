//! Shared responses of widgets that use mailed codes.

use maud::html;
use schemars::JsonSchema;
use serde::Serialize;

use crate::context::{Problem, RequestCtx};
use crate::http::FieldErrors;
use crate::http::fields::FORM;
use crate::ui::{Card, LinkButton, Page, Weight};

/// A code was mailed, or would have been if the address may get one.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct CodeSent {
    /// Path of the page that takes the code.
    pub(crate) code: String,
}

/// The error for a code or link that no longer works.
pub(crate) fn over(ctx: &RequestCtx) -> Problem {
    let text = ctx.messages().words().codes_over_text();
    Problem::invalid(FieldErrors::one(FORM, text), |ctx, _| over_page(ctx))
}

/// The page for a code or link that no longer works.
pub(crate) fn over_page(ctx: &RequestCtx) -> Page {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let title = words.codes_over_title();
    let (go, sign_in) = (words.codes_over_button(), ctx.link("/sign-in"));
    let card = html! {
        p { (words.codes_over_text()) }
        (ui.link_button(&LinkButton::new(go, &sign_in, Weight::Main).wide()))
    };
    let body = html! { (ctx.auth_head(title, None)) (ui.card(&Card::roomy(card))) };
    Page::narrow(title, body)
}
