//! The authenticator app as a proof of identity, for the second step of a sign-in and for step-up.

mod actions;
mod model;

use std::time::Duration;

use maud::{Markup, html};

use self::actions::{Confirm, Second};
pub use self::model::{ConfirmAuthenticator, SecondAuthenticator};
use super::super::second_step;
use crate::context::RequestCtx;
use crate::crypto::AuthenticatorCode;
use crate::http::FieldErrors;
use crate::stores::{Quota, SignInMethod};
use crate::table::proofs::{IdentityProof, StepUpPage, StepUpProof, WAITING};
use crate::table::second::{SecondPage, SecondProof};
use crate::ui::{Button, Form, FormShape, Weight};

/// Guesses at one account are limited by themselves.
const PER_CLIENT: Quota = Quota::new(30, Duration::from_secs(10));

pub(super) static AUTHENTICATOR: IdentityProof = IdentityProof {
    method: SignInMethod::AUTHENTICATOR,
    place: 50,
    opened: |messages, ago, _| messages.words().sessions_by_authenticator(ago),
    sign_in: None,
    step_up: Some(StepUpProof {
        name: "authenticator",
        path: "/step-up/authenticator",
        limit: PER_CLIENT,
        is_available: |_, factors| !factors.authenticators.is_empty(),
        part: step_up,
        confirm: &Confirm,
    }),
    second: Some(SecondProof {
        name: "authenticator",
        path: "/sign-in/second/authenticator",
        limit: PER_CLIENT,
        has: |factors| !factors.authenticators.is_empty(),
        last_used_at: |factors| {
            let used = factors.authenticators.iter();
            used.filter_map(|own| own.last_used_at).max()
        },
        label: |messages| messages.words().authenticators_way().to_owned(),
        part: second,
        confirm: &Second,
    }),
    credential: None,
    section: Some(second_step::section),
};

fn second(ctx: &RequestCtx, page: &SecondPage<'_>, errors: &FieldErrors) -> Markup {
    let (ui, words) = (ctx.elements(), ctx.messages().words());
    let form = ctx
        .form(page.path)
        .shape(FormShape::Box)
        .fields(html! {
            (ctx.error_summary(errors))
            (ui.field(&ctx.whose(page.email).unseen()))
            (code(ctx, errors, true))
            (page.trust)
        })
        .buttons(ui.button(&Button::main(words.step_up_button()).wide()));
    ui.form(&form).into()
}

fn step_up(ctx: &RequestCtx, page: &StepUpPage<'_>, errors: &FieldErrors) -> Markup {
    let (ui, words) = (ctx.elements(), ctx.messages().words());
    let weight = if page.first {
        Weight::Main
    } else {
        Weight::Outlined
    };
    // Native, because the response may be that of any pending form.
    let form = Form {
        native: true,
        ..ctx.form(page.path)
    };
    let form = form
        .hidden(WAITING, page.waiting)
        .shape(FormShape::Box)
        .fields(html! {
            (ctx.error_summary(errors))
            (code(ctx, errors, page.first))
        })
        .buttons(ui.button(&Button::new(words.step_up_button(), weight).wide()));
    ui.form(&form).into()
}

fn code(ctx: &RequestCtx, errors: &FieldErrors, focus: bool) -> Markup {
    let words = ctx.messages().words();
    let input = ctx
        .code_input(
            "code",
            words.authenticators_code(),
            AuthenticatorCode::DIGITS,
        )
        .hint(words.authenticators_code_hint())
        .errors(errors)
        .focus_if(focus);
    ctx.elements().code_input(&input).into()
}
