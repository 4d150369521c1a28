//! The password as a proof of identity, for sign-in and step-up.

mod actions;
mod model;

use std::time::Duration;

use maud::{Markup, html};

use self::actions::{Confirm, Enter};
pub use self::model::{ConfirmPassword, EmailAndPassword};
use super::{CHANGE, SET};
use crate::context::RequestCtx;
use crate::http::fields::{FieldErrors, Fields};
use crate::http::query::with_query;
use crate::i18n::Messages;
use crate::stores::{Credentials, Quota, SignInMethod};
use crate::table::proofs::{
    CredentialState, IdentityProof, SignInPart, SignInProof, StepUpPage, StepUpProof, WAITING,
};
use crate::ui::{AuthFoot, Button, FieldKind, Form, FormShape};

pub(super) static PASSWORD: IdentityProof = IdentityProof {
    method: SignInMethod::PASSWORD,
    place: 40,
    opened: |messages, ago, _| messages.words().sessions_by_password(ago),
    sign_in: Some(SignInProof {
        is_meant,
        part: sign_in,
        enter: &Enter,
    }),
    step_up: Some(StepUpProof {
        name: "password",
        path: "/step-up",
        // Guesses at one account are limited by themselves.
        limit: Quota::new(30, Duration::from_secs(10)),
        // The password of an unverified address may have been set by somebody else.
        is_available: |own| own.is_some_and(|own| own.verified && own.password.is_some()),
        part: step_up,
        confirm: &Confirm,
    }),
    credential: Some(credential),
};

fn is_meant(fields: &Fields) -> bool {
    fields.get("way").is_empty() && fields.all("password").next().is_some()
}

fn credential(messages: &Messages, own: &Credentials) -> CredentialState {
    let words = messages.words();
    let is_set = own.password.is_some();
    let (note, change) = if is_set {
        (
            words.security_password_set().to_owned(),
            (words.security_change().to_owned(), CHANGE),
        )
    } else {
        (
            words.security_password_none().to_owned(),
            (words.security_set().to_owned(), SET),
        )
    };
    CredentialState {
        name: "has_password",
        is_set,
        title: words.security_password().to_owned(),
        note,
        change,
    }
}

fn sign_in(ctx: &RequestCtx, email: &str, errors: &FieldErrors) -> SignInPart {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let (label, forgot) = (words.sign_in_password(), words.sign_in_forgot());
    let password = ctx
        .current_password("password", label)
        .errors(errors)
        .focus_if(true);
    let reset = with_query(&ctx.link("/reset"), &[], Some(("login_hint", email)));
    let foot = AuthFoot {
        text: "",
        link: (forgot, &reset),
    };
    SignInPart {
        fields: html! { (ui.password_field(&password)) },
        button: html! { (ui.button(&Button::main(words.sign_in_button()).wide())) },
        links: html! { (ui.auth_foot(&foot)) },
    }
}

fn step_up(ctx: &RequestCtx, page: &StepUpPage<'_>, errors: &FieldErrors) -> Markup {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let (email, label) = (words.sign_in_email(), words.sign_in_password());
    let email = ctx
        .field("email", email)
        .kind(FieldKind::Username)
        .value(page.email)
        .fixed();
    let password = ctx
        .current_password("password", label)
        .errors(errors)
        .focus_if(true);
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
            (ui.field(&email))
            (ui.password_field(&password))
        })
        .buttons(ui.button(&Button::main(words.step_up_button()).wide()));
    html! { (ui.form(&form)) }
}
