//! The proof by a mailed code or link, for sign-in and step-up.

mod actions;
mod model;
mod purposes;

use std::time::Duration;

use maud::{Markup, html};

use self::actions::{SendCode, SendStepUpCode};
pub use self::model::{AskForCode, AskForStepUpCode, ConfirmedMailbox, ProvedMailbox};
use crate::context::{RequestCtx, UserCtx};
use crate::http::fields::{FieldErrors, Fields};
use crate::i18n::Messages;
use crate::stores::{Credentials, Impersonation, Quota, SignInMethod};
use crate::table::Widget;
use crate::table::action::Step;
use crate::table::proofs::{
    IdentityProof, SignInPart, SignInProof, StepUpEndpoint, StepUpPage, StepUpProof,
};
use crate::ui::{Button, FormShape, Weight};

/// Per client, 30 attempts at once and one more every ten seconds. Mails are limited by themselves.
const PER_CLIENT: Quota = Quota::new(30, Duration::from_secs(10));

/// Registers the proof and its purposes.
pub(super) fn register(widget: Widget) -> Widget {
    widget
        .proof(Mailbox)
        .purpose(purposes::SigningIn)
        .purpose(purposes::SteppingUp)
}

struct Mailbox;

impl IdentityProof for Mailbox {
    fn method(&self) -> SignInMethod {
        SignInMethod::EMAIL
    }

    fn place(&self) -> u8 {
        60
    }

    fn opened(&self, messages: &Messages, ago: String, _: Option<&Impersonation>) -> String {
        messages.words().sessions_by_email(ago)
    }

    fn sign_in(&self) -> Option<&dyn SignInProof> {
        Some(self)
    }

    fn step_up(&self) -> Option<&dyn StepUpProof> {
        Some(self)
    }
}

impl SignInProof for Mailbox {
    fn is_meant(&self, fields: &Fields) -> bool {
        fields.get("way") == "email"
    }

    /// The button leads to the captcha first, if there is one.
    fn part(&self, ctx: &RequestCtx, _: &str, _: &FieldErrors) -> SignInPart {
        let label = ctx.messages().words().sign_in_by_code();
        let captcha = ctx.app().captcha().is_some();
        let button = Button {
            sends: Some(("way", if captcha { "ask" } else { "email" })),
            ..Button::new(&label, Weight::Outlined).wide()
        };
        SignInPart {
            fields: html! {},
            button: html! { (ctx.elements().button(&button)) },
            links: html! {},
        }
    }

    fn enter(&self) -> &dyn Step<()> {
        &SendCode
    }
}

impl StepUpProof for Mailbox {
    fn endpoint(&self) -> StepUpEndpoint {
        StepUpEndpoint {
            name: "email",
            path: "/step-up/email",
            limit: PER_CLIENT,
        }
    }

    fn is_available(&self, _: Option<&Credentials>) -> bool {
        true
    }

    fn part(&self, ctx: &RequestCtx, page: &StepUpPage<'_>, _: &FieldErrors) -> Markup {
        let words = ctx.messages().words();
        let ui = ctx.elements();
        let hint = words.step_up_email_hint(page.email);
        let (label, weight) = if page.first {
            (words.step_up_email(), Weight::Main)
        } else {
            (words.sign_in_by_code(), Weight::Outlined)
        };
        let form = ctx
            .form(StepUpProof::endpoint(self).path)
            .shape(FormShape::Box)
            .hint(&hint)
            .buttons(ui.button(&Button::new(&label, weight).wide()));
        html! { (ui.form(&form)) }
    }

    fn confirm(&self) -> &dyn Step<UserCtx> {
        &SendStepUpCode
    }
}
