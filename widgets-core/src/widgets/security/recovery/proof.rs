//! The recovery code as a proof of identity, for the second step of a sign-in and for step-up.

use std::time::Duration;

use maud::Markup;

use super::super::typed_code::{self, CODE, Confirm, Second, TypedCode, Verdict, commands};
use super::flows;
use crate::context::{Problem, RequestCtx};
use crate::crypto::RecoveryCode;
use crate::http::FieldErrors;
use crate::stores::{Account, Change, Quota, SecondFactors, SignInMethod};
use crate::table::proofs::{IdentityProof, StepUpProof};
use crate::table::second::SecondProof;
use crate::ui::{Field, FieldKind, Ids};

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
        part: typed_code::step_up::<Recovery>,
        confirm: &Confirm::<Recovery>::ACTION,
    }),
    second: Some(SecondProof {
        name: "recovery_code",
        path: "/sign-in/second/recovery-code",
        limit: PER_CLIENT,
        is_demanded: true,
        has: |factors| !factors.recovery_codes.is_empty(),
        // Whoever used one needs not have the next at hand.
        last_used_at: |_| None,
        label: |messages| messages.words().recovery_way().to_owned(),
        part: typed_code::second::<Recovery>,
        confirm: &Second::<Recovery>::ACTION,
    }),
    credential: None,
    // It stands in the card of the second step.
    section: None,
};

commands! {
    RecoveryCode;
    /// Completes a sign-in by a recovery code. Hooks do not see the code.
    SecondRecoveryCode,
    /// Steps up by a recovery code. Hooks do not see the code.
    ConfirmRecoveryCode,
}

/// A recovery code.
struct Recovery;

impl TypedCode for Recovery {
    type Code = RecoveryCode;
    type Second = SecondRecoveryCode;
    type Confirm = ConfirmRecoveryCode;

    const METHOD: &SignInMethod = &SignInMethod::RECOVERY_CODE;

    fn read(ctx: &RequestCtx, typed: &str) -> Result<RecoveryCode, String> {
        let words = ctx.messages().words();
        if typed.trim().is_empty() {
            return Err(words.second_code_empty().to_owned());
        }
        RecoveryCode::parse(typed).ok_or_else(|| words.recovery_malformed().to_owned())
    }

    fn check(
        ctx: &RequestCtx,
        account: &Account,
        factors: &SecondFactors,
        code: &RecoveryCode,
    ) -> Verdict {
        flows::check(ctx, &account.id, factors, code)
    }

    async fn spent(
        ctx: &RequestCtx,
        account: &Account,
        factors: &SecondFactors,
    ) -> Result<Option<Change>, Problem> {
        Ok(Some(flows::used(ctx, account, factors).await?))
    }

    fn wrong(ctx: &RequestCtx) -> &str {
        ctx.messages().words().recovery_wrong()
    }

    // One that was used is kept nowhere, so nothing tells it from a wrong one.
    fn used(ctx: &RequestCtx) -> &str {
        Self::wrong(ctx)
    }

    fn field(ctx: &RequestCtx, ids: Ids<'_>, errors: &FieldErrors, focus: bool) -> Markup {
        let words = ctx.messages().words();
        let field = ctx
            .field(CODE, words.recovery_code())
            .kind(FieldKind::Code)
            .hint(words.recovery_code_hint())
            .errors(errors)
            .focus_if(focus);
        let field = Field { ids, ..field };
        ctx.elements().field(&field).into()
    }
}
