//! The proof by a mailed code or link, for sign-in and step-up.

mod actions;
mod model;
mod purposes;

use std::time::Duration;

use maud::{Markup, html};

use self::actions::{SendCode, SendSecondCode, SendStepUpCode};
pub use self::model::{
    AskForCode, AskForSecondCode, AskForStepUpCode, CompletedByMailbox, ConfirmedMailbox,
    ProvedMailbox,
};
use crate::context::RequestCtx;
use crate::http::fields::FieldErrors;
use crate::stores::{Credentials, Quota, SignInMethod};
use crate::table::Widget;
use crate::table::proofs::{
    CredentialState, IdentityProof, SignInPart, SignInProof, StepUpPage, StepUpProof,
};
use crate::table::second::{SecondPage, SecondProof};
use crate::ui::{Button, FormShape, Icon, Weight};

/// Registers the proof and its purposes.
pub(super) fn register(widget: Widget) -> Widget {
    widget
        .proof(&MAILBOX)
        .purpose(&purposes::SIGN_IN)
        .purpose(&purposes::SECOND)
        .purpose(&purposes::STEP_UP)
}

static MAILBOX: IdentityProof = IdentityProof {
    method: SignInMethod::EMAIL,
    place: 60,
    opened: |messages, ago, _| messages.words().sessions_by_email(ago),
    sign_in: Some(SignInProof {
        is_meant: |fields| fields.get("way") == "email",
        part: sign_in,
        enter: &SendCode,
    }),
    step_up: Some(StepUpProof {
        name: "email",
        path: "/step-up/email",
        // Mails are limited by themselves.
        limit: Quota::new(30, Duration::from_secs(10)),
        is_available: |_, _| true,
        part: step_up,
        confirm: &SendStepUpCode,
    }),
    second: Some(SecondProof {
        name: "email",
        path: "/sign-in/second/email",
        // Mails are limited by themselves.
        limit: Quota::new(30, Duration::from_secs(10)),
        has: |factors| factors.is_required() && factors.mailbox_counts,
        // It stands in for another factor.
        last_used_at: |_| None,
        label: |messages| messages.words().step_up_email().to_owned(),
        part: second,
        confirm: &SendSecondCode,
    }),
    credential: Some(credential),
    section: None,
};

/// Every account can sign in by a code to its address.
fn credential(ctx: &RequestCtx, own: &Credentials) -> CredentialState {
    CredentialState {
        data: None,
        icon: Icon::Mail,
        title: ctx.messages().words().security_email_code().to_owned(),
        note: own.email.to_string(),
        change: None,
    }
}

/// A button, which leads to the captcha first, if there is one.
fn sign_in(ctx: &RequestCtx, _: &str, _: &FieldErrors) -> SignInPart {
    let label = ctx.messages().words().sign_in_by_code();
    let captcha = ctx.app().captcha().is_some();
    let button = Button {
        sends: Some(("way", if captcha { "ask" } else { "email" })),
        ..Button::new(label, Weight::Outlined).wide()
    };
    SignInPart {
        fields: html! {},
        button: html! { (ctx.elements().button(&button)) },
        other: html! {},
    }
}

fn second(ctx: &RequestCtx, page: &SecondPage<'_>, errors: &FieldErrors) -> Markup {
    let (ui, words) = (ctx.elements(), ctx.messages().words());
    let hint = words.step_up_email_hint(page.email);
    let form = ctx
        .form(page.path)
        .shape(FormShape::Box)
        .hint(&hint)
        .fields(html! { (ctx.error_summary(errors)) (page.trust) })
        .buttons(ui.button(&Button::main(words.step_up_email()).wide()));
    html! { (ui.form(&form)) }
}

fn step_up(ctx: &RequestCtx, page: &StepUpPage<'_>, _: &FieldErrors) -> Markup {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let hint = words.step_up_email_hint(page.email);
    let (label, weight) = if page.first {
        (words.step_up_email(), Weight::Main)
    } else {
        (words.sign_in_by_code(), Weight::Outlined)
    };
    let form = ctx
        .form(page.path)
        .shape(FormShape::Box)
        .hint(&hint)
        .buttons(ui.button(&Button::new(label, weight).wide()));
    html! { (ui.form(&form)) }
}
