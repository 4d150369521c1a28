//! The authenticator app as a proof of identity, for the second step of a sign-in and for step-up.

use std::time::Duration;

use maud::Markup;

use super::super::second_step;
use super::super::typed_code::{self, CODE, Confirm, Second, TypedCode, Verdict, commands};
use super::{flows, model};
use crate::context::RequestCtx;
use crate::crypto::AuthenticatorCode;
use crate::http::FieldErrors;
use crate::stores::{Account, Quota, SecondFactors, SignInMethod};
use crate::table::proofs::{IdentityProof, StepUpProof};
use crate::table::second::SecondProof;
use crate::ui::{CodeInput, Ids};

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
        part: typed_code::step_up::<App>,
        confirm: &Confirm::<App>::ACTION,
    }),
    second: Some(SecondProof {
        name: "authenticator",
        path: "/sign-in/second/authenticator",
        limit: PER_CLIENT,
        is_demanded: true,
        has: |factors| !factors.authenticators.is_empty(),
        last_used_at: |factors| {
            let used = factors.authenticators.iter();
            used.filter_map(|own| own.last_used_at).max()
        },
        label: |messages| messages.words().authenticators_way().to_owned(),
        part: typed_code::second::<App>,
        confirm: &Second::<App>::ACTION,
    }),
    credential: None,
    section: Some(second_step::section),
};

commands! {
    AuthenticatorCode;
    /// Completes a sign-in by an authenticator app. Hooks do not see the code.
    SecondAuthenticator,
    /// Steps up by an authenticator app. Hooks do not see the code.
    ConfirmAuthenticator,
}

/// An authenticator app.
struct App;

impl TypedCode for App {
    type Code = AuthenticatorCode;
    type Second = SecondAuthenticator;
    type Confirm = ConfirmAuthenticator;

    const METHOD: &SignInMethod = &SignInMethod::AUTHENTICATOR;

    fn read(ctx: &RequestCtx, typed: &str) -> Result<AuthenticatorCode, String> {
        model::read_code(ctx, typed)
    }

    fn check(
        ctx: &RequestCtx,
        _: &Account,
        factors: &SecondFactors,
        code: &AuthenticatorCode,
    ) -> Verdict {
        flows::check(ctx, factors, code)
    }

    fn wrong(ctx: &RequestCtx) -> &str {
        ctx.messages().words().authenticators_wrong()
    }

    fn used(ctx: &RequestCtx) -> &str {
        ctx.messages().words().second_code_used()
    }

    fn field(ctx: &RequestCtx, ids: Ids<'_>, errors: &FieldErrors, focus: bool) -> Markup {
        let words = ctx.messages().words();
        let input = ctx
            .code_input(CODE, words.authenticators_code(), AuthenticatorCode::DIGITS)
            .hint(words.authenticators_code_hint())
            .errors(errors)
            .focus_if(focus);
        let input = CodeInput { ids, ..input };
        ctx.elements().code_input(&input).into()
    }
}
