//! The password as a proof of identity, for sign-in and step-up.

mod actions;
mod model;

use std::time::Duration;

use maud::{Markup, html};

use self::actions::{Confirm, Enter};
pub use self::model::{ConfirmPassword, EmailAndPassword};
use super::{CHANGE, SET};
use crate::context::{RequestCtx, UserCtx};
use crate::http::fields::{FieldErrors, Fields};
use crate::http::query::with_query;
use crate::i18n::Messages;
use crate::stores::{Credentials, Impersonation, Quota, SignInMethod};
use crate::table::action::Step;
use crate::table::proofs::{
    CredentialState, IdentityProof, SignInPart, SignInProof, StepUpEndpoint, StepUpPage,
    StepUpProof, WAITING,
};
use crate::ui::{AuthFoot, Button, FieldKind, Form, FormShape};

/// Per client, 30 attempts at once and one more every ten seconds. Guesses at one account are limited
/// by themselves.
const PER_CLIENT: Quota = Quota::new(30, Duration::from_secs(10));

pub(super) struct Password;

impl IdentityProof for Password {
    fn method(&self) -> SignInMethod {
        SignInMethod::PASSWORD
    }

    fn place(&self) -> u8 {
        40
    }

    fn opened(&self, messages: &Messages, ago: String, _: Option<&Impersonation>) -> String {
        messages.words().sessions_by_password(ago)
    }

    fn sign_in(&self) -> Option<&dyn SignInProof> {
        Some(self)
    }

    fn step_up(&self) -> Option<&dyn StepUpProof> {
        Some(self)
    }

    fn credential(&self, messages: &Messages, own: &Credentials) -> Option<CredentialState> {
        let words = messages.words();
        let is_set = own.password.is_some();
        let (note, change) = if is_set {
            (
                words.security_password_set(),
                (words.security_change(), CHANGE),
            )
        } else {
            (words.security_password_none(), (words.security_set(), SET))
        };
        Some(CredentialState {
            name: "has_password",
            is_set,
            title: words.security_password(),
            note,
            change,
        })
    }
}

impl SignInProof for Password {
    fn is_meant(&self, fields: &Fields) -> bool {
        fields.get("way").is_empty() && fields.all("password").next().is_some()
    }

    fn part(&self, ctx: &RequestCtx, email: &str, errors: &FieldErrors) -> SignInPart {
        let words = ctx.messages().words();
        let ui = ctx.elements();
        let label = words.sign_in_password();
        let password = ctx
            .current_password("password", &label)
            .errors(errors)
            .focus_if(true);
        let forgot = words.sign_in_forgot();
        let hint = Some(("login_hint", email));
        let reset = with_query(&ctx.link("/reset"), &[], hint);
        let foot = AuthFoot {
            text: "",
            link: (&forgot, &reset),
        };
        SignInPart {
            fields: html! { (ui.password_field(&password)) },
            button: html! { (ui.button(&Button::main(&words.sign_in_button()).wide())) },
            links: html! { (ui.auth_foot(&foot)) },
        }
    }

    fn enter(&self) -> &dyn Step<()> {
        &Enter
    }
}

impl StepUpProof for Password {
    fn endpoint(&self) -> StepUpEndpoint {
        StepUpEndpoint {
            name: "password",
            path: "/step-up",
            limit: PER_CLIENT,
        }
    }

    /// The password of an unverified address may have been set by somebody else.
    fn is_available(&self, own: Option<&Credentials>) -> bool {
        own.is_some_and(|own| own.verified && own.password.is_some())
    }

    fn part(&self, ctx: &RequestCtx, page: &StepUpPage<'_>, errors: &FieldErrors) -> Markup {
        let words = ctx.messages().words();
        let ui = ctx.elements();
        let (email, label) = (words.sign_in_email(), words.sign_in_password());
        let email = ctx
            .field("email", &email)
            .kind(FieldKind::Username)
            .value(page.email)
            .fixed();
        let password = ctx
            .current_password("password", &label)
            .errors(errors)
            .focus_if(true);
        // Native, because the response may be that of any pending form.
        let form = Form {
            native: true,
            ..ctx.form(self.endpoint().path)
        };
        let form = form
            .hidden(WAITING, page.waiting)
            .shape(FormShape::Box)
            .fields(html! {
                (ctx.error_summary(errors))
                (ui.field(&email))
                (ui.password_field(&password))
            })
            .buttons(ui.button(&Button::main(&words.step_up_button()).wide()));
        html! { (ui.form(&form)) }
    }

    fn confirm(&self) -> &dyn Step<UserCtx> {
        &Confirm
    }
}
