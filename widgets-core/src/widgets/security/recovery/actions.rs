//! The verbs of the subject: making codes, and the pages that show them.

use serde_json::Value;

use super::model::{Left, MadeCodes, MakeRecoveryCodes};
use super::{SHOW, flows, kept, view};
use crate::context::{Answer, AnswerResult, Done, Next, Problem, UserCtx};
use crate::flows::second_factor;
use crate::http::fields::FORM;
use crate::http::{FieldErrors, Input};
use crate::one_of;

one_of! {
    /// The codes, or that there are none to show any more.
    pub(super) enum ShowAnswer { MadeCodes, Done }
}

pub(super) async fn ask_make(ctx: UserCtx, _: Input) -> AnswerResult<Left> {
    let factors = second_factor::of_account(&ctx, ctx.account_id()).await?;
    let left = factors.recovery_codes.len();
    Ok(Answer::page(Left { left }, view::ask_make))
}

/// Makes codes.
pub(super) async fn make(ctx: UserCtx, _: MakeRecoveryCodes) -> AnswerResult<Done> {
    if !flows::make(&ctx).await? {
        let none = ctx.messages().words().recovery_needs_factor();
        return Err(FieldErrors::one(FORM, none).into());
    }
    Ok(Answer::done(Done {}, Next::Step(SHOW.to_owned())))
}

/// Shows the codes that were just made. Leads to the overview where there are none.
pub(super) async fn show(ctx: UserCtx, _: Input) -> AnswerResult<ShowAnswer> {
    Ok(match kept::find(&ctx).await? {
        Some(codes) => Answer::page(MadeCodes { codes }, view::show).one_of(),
        None => Answer::done(Done {}, "/security").one_of(),
    })
}

/// The same as a text file.
pub(super) async fn file(ctx: UserCtx, _: Input) -> AnswerResult<Value> {
    let codes = kept::find(&ctx).await?.ok_or(Problem::Missing)?;
    Ok(Answer::download(
        "recovery-codes.txt",
        view::file(&ctx, &codes).into(),
    ))
}
