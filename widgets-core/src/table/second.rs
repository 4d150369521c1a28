//! Second factors at sign-in, as proofs register them.

use maud::{Markup, html};

use crate::context::{Problem, RequestCtx};
use crate::http::FieldErrors;
use crate::http::fields::FORM;
use crate::i18n::Messages;
use crate::stores::{Account, Quota, SecondFactors, SignInAttempt};
use crate::table::action::Step;
use crate::types::Timestamp;
use crate::ui::{Card, LinkButton, Page, Weight};

/// What a proof does where a sign-in waits for a second factor.
pub(crate) struct SecondProof {
    /// Name of its endpoint, within the widget of that page.
    pub(crate) name: &'static str,
    /// Path of its endpoint.
    pub(crate) path: &'static str,
    /// Attempts of one client, whatever the account.
    pub(crate) limit: Quota,
    /// Whether somebody who has it is asked for a second factor at each sign-in, as a policy may require.
    pub(crate) is_demanded: bool,
    /// Whether the account has it.
    pub(crate) has: fn(&SecondFactors) -> bool,
    /// When it was last used: the page shows the latest first.
    pub(crate) last_used_at: fn(&SecondFactors) -> Option<Timestamp>,
    /// Label of the link that leads to it from another one.
    pub(crate) label: fn(&Messages) -> String,
    /// Its form, which is sent to that path.
    pub(crate) part: fn(&RequestCtx, &SecondPage<'_>, &FieldErrors) -> Markup,
    /// What verifies it. It counts attempts before it compares. Errors at fields are shown on the page.
    pub(crate) confirm: &'static dyn Step<SecondStep>,
}

/// What the page tells the part that it shows.
pub(crate) struct SecondPage<'a> {
    /// Path that the form is sent to.
    pub(crate) path: &'static str,
    /// Address of the account, for password managers.
    pub(crate) email: &'a str,
    /// The choice to have the browser trusted, among the fields of the form; nothing where the host lets
    /// none be trusted.
    pub(crate) trust: Markup,
}

/// A sign-in that waits for a second factor, with what its account has.
#[derive(Debug, Clone)]
pub(crate) struct SecondStep {
    pub(crate) attempt: SignInAttempt,
    pub(crate) account: Account,
    pub(crate) factors: SecondFactors,
    /// Whether to have this browser trusted.
    pub(crate) trust: bool,
}

/// The refusal of a second factor whose sign-in no longer waits for it.
pub(crate) fn over(ctx: &RequestCtx) -> Problem {
    let text = ctx.messages().words().second_over_text();
    Problem::invalid(FieldErrors::one(FORM, text), |ctx, _| over_page(ctx))
}

fn over_page(ctx: &RequestCtx) -> Page {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let title = words.second_over_title();
    let (go, sign_in) = (words.second_over_button(), ctx.href("/sign-in"));
    let card = html! {
        p { (words.second_over_text()) }
        (ui.link_button(&LinkButton::new(go, &sign_in, Weight::Main).wide()))
    };
    let body = html! { (ctx.auth_head(title, None)) (ui.card(&Card::roomy(card))) };
    Page::narrow(title, body)
}
