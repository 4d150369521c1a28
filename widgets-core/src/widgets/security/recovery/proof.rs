//! The recovery code as a proof of identity, for the second step of a sign-in and for step-up.

use std::time::Duration;

use maud::{Markup, html};

use super::proof_actions::{Confirm, Second};
use crate::context::RequestCtx;
use crate::http::FieldErrors;
use crate::stores::{Quota, SignInMethod};
use crate::table::proofs::{IdentityProof, StepUpPage, StepUpProof, WAITING};
use crate::table::second::{SecondPage, SecondProof};
use crate::ui::{Button, Form, FormShape, Weight};

/// Guesses at one account are limited by themselves.
const PER_CLIENT: Quota = Quota::new(30, Duration::from_secs(10));

pub(super) static RECOVERY_CODE: IdentityProof = IdentityProof {
    method: SignInMethod::RECOVERY_CODE,
    place: 70,
    opened: |messages, ago, _| messages.words().sessions_by_recovery_code(ago),
    sign_in: None,
    step_up: Some(StepUpProof {
        name: "recovery_code",
        path: "/step-up/recovery-code",
        limit: PER_CLIENT,
        is_available: |_, factors| factors.is_required() && !factors.recovery_codes.is_empty(),
        part: step_up,
        confirm: &Confirm,
    }),
    second: Some(SecondProof {
        name: "recovery_code",
        path: "/sign-in/second/recovery-code",
        limit: PER_CLIENT,
        has: |factors| !factors.recovery_codes.is_empty(),
        // Whoever used one needs not have the next at hand.
        last_used_at: |_| None,
        label: |messages| messages.words().recovery_way().to_owned(),
        part: second,
        confirm: &Second,
    }),
    credential: None,
    // It stands in the card of the second step.
    section: None,
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
        .fields(code(ctx, errors, page.first))
        .buttons(ui.button(&Button::new(words.step_up_button(), weight).wide()));
    ui.form(&form).into()
}

fn code(ctx: &RequestCtx, errors: &FieldErrors, focus: bool) -> Markup {
    let words = ctx.messages().words();
    let field = ctx
        .field("code", words.recovery_code())
        .hint(words.recovery_code_hint())
        .errors(errors)
        .focus_if(focus);
    ctx.elements().field(&field).into()
}
