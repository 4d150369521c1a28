//! Actions: parse input, run the flow, choose the response.

use serde_json::json;

use super::super::{PASSWORD_SAVED, PASSWORD_SAVED_OTHERS_ENDED};
use super::flows::{self, Outcome};
use super::model::{ChangePassword, PasswordForm, ProofGoal, SetPassword};
use super::view;
use crate::context::UserCtx;
use crate::context::answer::Answer;
use crate::context::problem::Problem;
use crate::crypto::Token;
use crate::http::cookies::{SessionCookie, SetCookie};
use crate::http::fields::{FORM, FieldErrors, Fields};
use crate::http::request::Input;

pub(super) async fn change_form(ctx: UserCtx, _: Input) -> Result<Answer, Problem> {
    form(&ctx, ProofGoal::Change).await
}

pub(super) async fn set_form(ctx: UserCtx, _: Input) -> Result<Answer, Problem> {
    form(&ctx, ProofGoal::Set).await
}

async fn form(ctx: &UserCtx, goal: ProofGoal) -> Result<Answer, Problem> {
    let has_password = flows::is_set(ctx).await?;
    let form = PasswordForm::of(ctx, goal, has_password, &Fields::default());
    Ok(Answer::page(form, |request_ctx, form| {
        view::form(request_ctx, form, &FieldErrors::default())
    }))
}

pub(super) async fn change(ctx: UserCtx, input: Input) -> Result<Answer, Problem> {
    let fields = input.body();
    let profile = ctx.profile_if_any().await;
    let (wish, typed) = ChangePassword::parse(&ctx, &profile, fields)
        .map_err(|errors| refused(&ctx, ProofGoal::Change, fields, errors))?;
    let outcome = ctx
        .perform(wish, |input| async {
            let outcome = flows::change(ctx.clone(), input, typed).await?;
            settled(&ctx, outcome)
        })
        .await;
    saved(&ctx, ProofGoal::Change, fields, wish.end_others, outcome)
}

pub(super) async fn set(ctx: UserCtx, input: Input) -> Result<Answer, Problem> {
    let fields = input.body();
    let profile = ctx.profile_if_any().await;
    let (wish, new) = SetPassword::parse(&ctx, &profile, fields)
        .map_err(|errors| refused(&ctx, ProofGoal::Set, fields, errors))?;
    let outcome = ctx
        .perform(wish, |input| async {
            let outcome = flows::set(ctx.clone(), input, new).await?;
            settled(&ctx, outcome)
        })
        .await;
    saved(&ctx, ProofGoal::Set, fields, wish.end_others, outcome)
}

/// Turns a refusal into an error, so that no after-hook runs.
fn settled(ctx: &UserCtx, outcome: Outcome) -> Result<Token, Problem> {
    let words = ctx.messages().words();
    let elsewhere = |has_password, text: String| {
        let errors = FieldErrors::one(FORM, text);
        Problem::invalid(errors, move |request_ctx, errors| {
            view::elsewhere(request_ctx, has_password).refused_if(errors)
        })
    };
    match outcome {
        Outcome::Saved(token) => Ok(token),
        Outcome::Wrong => {
            let wrong = words.security_current_wrong();
            Err(FieldErrors::one("current_password", wrong).into())
        }
        Outcome::Overtaken => Err(FieldErrors::one(FORM, words.security_overtaken()).into()),
        Outcome::HasOne => Err(elsewhere(true, words.security_has_password())),
        Outcome::HasNone => Err(elsewhere(false, words.security_has_none())),
    }
}

/// The response to an attempt to save: the overview with a notice, or the form again.
fn saved(
    ctx: &UserCtx,
    goal: ProofGoal,
    fields: &Fields,
    end_others: bool,
    outcome: Result<Token, Problem>,
) -> Result<Answer, Problem> {
    match outcome {
        Ok(token) => {
            let session = ctx.session();
            let lasts = session
                .persistent
                .then(|| session.expires_at.since(ctx.now()));
            let cookie = SessionCookie::new(ctx.app().keys(), session, token);
            let notice = if end_others {
                PASSWORD_SAVED_OTHERS_ENDED
            } else {
                PASSWORD_SAVED
            };
            Ok(Answer::done(json!({}), "/security")
                .notice(notice)
                .cookies([SetCookie::session(&cookie, lasts)]))
        }
        Err(problem) => Err(problem.in_form(|errors| refused(ctx, goal, fields, errors))),
    }
}

/// Shows the form again, without the passwords.
fn refused(ctx: &UserCtx, goal: ProofGoal, fields: &Fields, errors: FieldErrors) -> Problem {
    let form = PasswordForm::of(ctx, goal, goal == ProofGoal::Change, fields);
    Problem::invalid(errors, move |request_ctx, errors| {
        view::form(request_ctx, &form, errors)
    })
}
