//! Actions: parse input, run the flow, choose the response.

use serde_json::json;

use super::model::{ChangeNames, ChangePreferences, NamesForm, PreferencesForm, Shown};
use super::{NAMES_SAVED, PREFERENCES_SAVED, flows, view};
use crate::context::answer::Answer;
use crate::context::notice::NoticeKind;
use crate::context::problem::Problem;
use crate::context::{RequestCtx, UserCtx};
use crate::http::cookies::SetCookie;
use crate::http::fields::{FORM, FieldErrors};
use crate::http::request::Input;
use crate::stores::SaveOutcome;

pub(super) async fn show(ctx: UserCtx, _: Input) -> Result<Answer, Problem> {
    Ok(Answer::page(
        Shown::of(&ctx, &*ctx.profile().await?),
        view::show,
    ))
}

pub(super) async fn names_form(ctx: UserCtx, _: Input) -> Result<Answer, Problem> {
    let form = match ctx.pending_form("names").await {
        Some(typed) => NamesForm::typed(&typed),
        None => NamesForm::of(&ctx.profile().await?.names),
    };
    Ok(Answer::page(form, |request_ctx, form| {
        view::names(request_ctx, form, &FieldErrors::default())
    }))
}

pub(super) async fn names(ctx: UserCtx, input: Input) -> Result<Answer, Problem> {
    let fields = input.body();
    let refused = |errors| {
        let form = NamesForm::typed(fields);
        Problem::invalid(errors, move |request_ctx, errors| {
            view::names(request_ctx, &form, errors)
        })
    };
    let wish = ChangeNames::parse(&ctx, fields).map_err(refused)?;
    let outcome = ctx
        .perform(wish, |input| flows::change_names(ctx.clone(), input))
        .await;
    saved(&ctx, outcome, NAMES_SAVED, refused)
}

pub(super) async fn preferences_form(ctx: UserCtx, _: Input) -> Result<Answer, Problem> {
    let form = match ctx.pending_form("preferences").await {
        Some(typed) => PreferencesForm::typed(&ctx, &typed),
        None => PreferencesForm::of(&ctx, &ctx.profile().await?.preferences),
    };
    Ok(Answer::page(form, |request_ctx, form| {
        view::preferences(request_ctx, form, &FieldErrors::default())
    }))
}

pub(super) async fn preferences(ctx: UserCtx, input: Input) -> Result<Answer, Problem> {
    let fields = input.body();
    let refused = |errors| {
        let form = PreferencesForm::typed(&ctx, fields);
        Problem::invalid(errors, move |request_ctx, errors| {
            view::preferences(request_ctx, &form, errors)
        })
    };
    let wish = ChangePreferences::parse(&ctx, fields).map_err(refused)?;
    // After signing out, this browser keeps the language.
    let cookie = SetCookie::locale(wish.preferences.language.as_ref());
    let outcome = ctx
        .perform(wish, |input| flows::change_preferences(ctx.clone(), input))
        .await;
    let answer = saved(&ctx, outcome, PREFERENCES_SAVED, refused)?;
    Ok(answer.cookies([cookie]))
}

/// The response to an attempt to save: the profile with a notice, or the form again.
fn saved(
    ctx: &RequestCtx,
    outcome: Result<SaveOutcome, Problem>,
    notice: NoticeKind,
    refused: impl FnOnce(FieldErrors) -> Problem,
) -> Result<Answer, Problem> {
    match outcome {
        Ok(SaveOutcome::Saved) => Ok(Answer::done(json!({}), "/profile").notice(notice)),
        Ok(SaveOutcome::ManagedElsewhere) => {
            let elsewhere = ctx.messages().words().profile_elsewhere();
            Err(refused(FieldErrors::one(FORM, elsewhere)))
        }
        Err(problem) => Err(problem.in_form(refused)),
    }
}
