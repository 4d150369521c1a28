//! The verbs of the widget: pages, and what saves a profile.

use super::model::{
    ChangeNames, ChangePreferences, NamesFields, NamesForm, PreferencesFields, PreferencesForm,
    Shown,
};
use super::{NAMES_SAVED, PREFERENCES_SAVED, flows, view};
use crate::context::{Answer, AnswerResult, Done, ErrorPage, Problem, RequestCtx, UserCtx};
use crate::http::fields::FORM;
use crate::http::{FieldErrors, Input, ReadFields, SetCookie};
use crate::stores::SaveOutcome;
use crate::table::{Action, Call};

pub(super) async fn show(ctx: UserCtx, _: Input) -> AnswerResult<Shown> {
    Ok(Answer::page(
        Shown::of(&ctx, &*ctx.profile().await?).await,
        view::show,
    ))
}

pub(super) async fn names_form(ctx: UserCtx, _: Input) -> AnswerResult<NamesForm> {
    let form = match ctx.pending_form("names").await {
        Some(typed) => NamesForm::typed(&NamesFields::read(&typed)),
        None => NamesForm::of(&ctx.profile().await?.names),
    };
    Ok(Answer::page(form, |request_ctx, form| {
        view::names(request_ctx, form, &FieldErrors::default())
    }))
}

/// Saves names.
pub(super) struct SaveNames;

impl Action for SaveNames {
    type Ctx = UserCtx;
    type Path = ();
    type Fields = NamesFields;
    type Command = ChangeNames;
    type Data = Done;

    async fn parse(&self, call: &Call<Self>) -> Result<ChangeNames, Problem> {
        Ok(ChangeNames::parse(&call.ctx, &call.input.fields)?)
    }

    async fn run(&self, call: &Call<Self>, command: &ChangeNames) -> AnswerResult<Done> {
        let ctx = &call.ctx;
        saved(ctx, flows::change_names(ctx, command).await?)?;
        Ok(Answer::done(Done {}, "/profile").notice(NAMES_SAVED))
    }

    async fn form(&self, call: &Call<Self>) -> Result<Option<ErrorPage>, Problem> {
        let form = NamesForm::typed(&call.input.fields);
        Ok(Some(Box::new(move |ctx, errors| {
            view::names(ctx, &form, errors)
        })))
    }
}

pub(super) async fn preferences_form(ctx: UserCtx, _: Input) -> AnswerResult<PreferencesForm> {
    let form = match ctx.pending_form("preferences").await {
        Some(typed) => PreferencesForm::typed(&ctx, &PreferencesFields::read(&typed)),
        None => PreferencesForm::of(&ctx, &ctx.profile().await?.preferences),
    };
    Ok(Answer::page(form, |request_ctx, form| {
        view::preferences(request_ctx, form, &FieldErrors::default())
    }))
}

/// Saves language and time zone.
pub(super) struct SavePreferences;

impl Action for SavePreferences {
    type Ctx = UserCtx;
    type Path = ();
    type Fields = PreferencesFields;
    type Command = ChangePreferences;
    type Data = Done;

    async fn parse(&self, call: &Call<Self>) -> Result<ChangePreferences, Problem> {
        Ok(ChangePreferences::parse(&call.ctx, &call.input.fields)?)
    }

    async fn run(&self, call: &Call<Self>, command: &ChangePreferences) -> AnswerResult<Done> {
        let ctx = &call.ctx;
        saved(ctx, flows::change_preferences(ctx, command).await?)?;
        // The same browser goes on in the same language when it is signed out.
        let cookie = SetCookie::locale(command.preferences.language.as_ref());
        let answer = Answer::done(Done {}, "/profile").notice(PREFERENCES_SAVED);
        Ok(answer.cookies([cookie]))
    }

    async fn form(&self, call: &Call<Self>) -> Result<Option<ErrorPage>, Problem> {
        let ctx = &call.ctx;
        let form = PreferencesForm::typed(ctx, &call.input.fields);
        Ok(Some(Box::new(move |ctx, errors| {
            view::preferences(ctx, &form, errors)
        })))
    }
}

/// A profile that another system manages refuses to be saved here.
fn saved(ctx: &RequestCtx, outcome: SaveOutcome) -> Result<(), Problem> {
    match outcome {
        SaveOutcome::Saved => Ok(()),
        SaveOutcome::ManagedElsewhere => {
            let elsewhere = ctx.messages().words().profile_elsewhere();
            Err(FieldErrors::one(FORM, elsewhere).into())
        }
    }
}
