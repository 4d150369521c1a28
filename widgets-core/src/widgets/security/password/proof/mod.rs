//! The password as a proof of identity, for sign-in and step-up.

mod actions;
mod model;

use std::time::Duration;

use maud::{Markup, html};

use self::actions::{Confirm, Enter};
pub use self::model::{ConfirmPassword, EmailAndPassword};
use super::{CHANGE, REMOVE, SET};
use crate::context::RequestCtx;
use crate::http::query::with_query;
use crate::http::{FieldErrors, Fields};
use crate::stores::{Credentials, Quota, SignInMethod};
use crate::table::proofs::{
    CredentialData, CredentialState, IdentityProof, SignInPart, SignInProof, StepUpPage,
    StepUpProof, WAITING,
};
use crate::ui::{Button, Form, FormShape, Icon, LinkButton, Weight};

pub(super) static PASSWORD: IdentityProof = IdentityProof {
    method: SignInMethod::PASSWORD,
    place: 40,
    opened: |messages, ago, _| messages.words().sessions_by_password(ago),
    sign_in: Some(SignInProof {
        is_meant,
        part: Some(sign_in),
        beside: None,
        enter: &Enter,
    }),
    step_up: Some(StepUpProof {
        name: "password",
        path: "/step-up",
        // Guesses at one account are limited by themselves.
        limit: Quota::new(30, Duration::from_secs(10)),
        // The password of an unverified address may have been set by somebody else.
        is_available: |own, _| own.is_some_and(|own| own.verified && own.password.is_some()),
        part: step_up,
        confirm: &Confirm,
    }),
    second: None,
    credential: Some(credential),
    section: None,
};

fn is_meant(fields: &Fields) -> bool {
    fields.get("way").is_empty() && !fields.get("password").is_empty()
}

fn credential(ctx: &RequestCtx, own: &Credentials) -> CredentialState {
    let words = ctx.messages().words();
    let (is_set, set_at) = (own.password.is_some(), own.password_set_at);
    let (note, (label, about, path)) = if is_set {
        let age =
            set_at.map(|at| words.security_password_age(ctx.messages().said_ago(at, ctx.now())));
        (
            age.unwrap_or_else(|| words.security_password_set().to_owned()),
            (
                words.security_change_short(),
                words.security_change(),
                CHANGE,
            ),
        )
    } else {
        (
            words.security_password_none().to_owned(),
            (words.security_set_short(), words.security_set(), SET),
        )
    };
    CredentialState {
        data: Some(("password", CredentialData::single(is_set, set_at))),
        icon: Icon::Key,
        title: words.security_password().to_owned(),
        note,
        change: Some((label.to_owned(), about.to_owned(), path)),
        // Whether another way remains is decided when it is removed; without a verified address there is none.
        remove: (is_set && own.verified).then(|| {
            let (label, about) = (words.security_remove_short(), words.security_remove());
            (label.to_owned(), about.to_owned(), REMOVE)
        }),
    }
}

fn sign_in(ctx: &RequestCtx, email: &str, errors: &FieldErrors) -> SignInPart {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let (forgot, other) = forgotten(ctx, email);
    let password = ctx
        .current_password("password", words.sign_in_password())
        .beside(forgot)
        .errors(errors)
        .focus_if(true);
    SignInPart {
        fields: html! { (ui.password_field(&password)) },
        button: html! { (ui.button(&Button::main(words.sign_in_button()).wide())) },
        other,
    }
}

/// A button that mails the code of a reset, and the form that it sends, which is not the one of the
/// password. With a captcha, a link to the page that has it.
fn forgotten(ctx: &RequestCtx, email: &str) -> (Markup, Markup) {
    let (ui, label) = (ctx.elements(), ctx.messages().words().sign_in_forgot());
    if ctx.app().captcha().is_some() {
        let reset = with_query(&ctx.link("/reset"), &[], Some(("login_hint", email)));
        let link = LinkButton::new(label, &reset, Weight::Quiet);
        return (ui.link_button(&link).into(), html! {});
    }
    let id = ctx.ids().of("forgot");
    let form = ctx.form("/reset").shape(FormShape::Apart).id(&id);
    let button = Button::new(label, Weight::Quiet).form(&id);
    (
        ui.button(&button).into(),
        ui.form(&form.hidden("email", email)).into(),
    )
}

fn step_up(ctx: &RequestCtx, page: &StepUpPage<'_>, errors: &FieldErrors) -> Markup {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let label = words.sign_in_password();
    let email = ctx.whose(page.email);
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
