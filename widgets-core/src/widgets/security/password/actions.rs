//! The verbs of the subject: the forms, and what sets a password.

use super::super::{PASSWORD_REMOVED, PASSWORD_SAVED, PASSWORD_SAVED_OTHERS_ENDED};
use super::flows::{self, Outcome};
use super::model::{
    About, ChangeFields, ChangePassword, PasswordForm, ProofGoal, RefusedChange, RemoveFields,
    RemovePassword, SetFields, SetPassword,
};
use super::view;
use crate::context::{Answer, AnswerResult, Done, ErrorPage, Problem, UserCtx};
use crate::crypto::Token;
use crate::http::fields::FORM;
use crate::http::{FieldErrors, Input, ReadFields, SessionCookie, SetCookie};
use crate::table::{Action, Call};

pub(super) async fn change_form(ctx: UserCtx, _: Input) -> AnswerResult<PasswordForm> {
    form(&ctx, ProofGoal::Change).await
}

pub(super) async fn set_form(ctx: UserCtx, _: Input) -> AnswerResult<PasswordForm> {
    form(&ctx, ProofGoal::Set).await
}

async fn form(ctx: &UserCtx, goal: ProofGoal) -> AnswerResult<PasswordForm> {
    let has_password = flows::is_set(ctx).await?;
    let form = PasswordForm::of(ctx, goal, has_password, &SetFields::empty()).await?;
    Ok(Answer::page(form, |request_ctx, form| {
        view::form(request_ctx, form, &FieldErrors::default())
    }))
}

/// Changes the password.
pub(super) struct Change;

impl Action for Change {
    type Ctx = UserCtx;
    type Path = ();
    type Fields = ChangeFields;
    type Command = ChangePassword;
    type Data = Done;

    async fn parse(&self, call: &Call<Self>) -> Result<ChangePassword, Problem> {
        let ctx = &call.ctx;
        let about = About::user(ctx).await?;
        match ChangePassword::parse(ctx, &about, &call.input.fields).await {
            Ok(command) => Ok(command),
            Err(refused) => Err(all_errors(ctx, refused).await?.into()),
        }
    }

    async fn run(&self, call: &Call<Self>, command: &ChangePassword) -> AnswerResult<Done> {
        let ctx = &call.ctx;
        let token = settled(ctx, flows::change(ctx, command).await?)?;
        Ok(saved(ctx, command.end_others, token))
    }

    async fn form(&self, call: &Call<Self>) -> Result<Option<ErrorPage>, Problem> {
        form_again(&call.ctx, ProofGoal::Change, &call.input.fields.new).await
    }
}

/// Sets a first password.
pub(super) struct Set;

impl Action for Set {
    type Ctx = UserCtx;
    type Path = ();
    type Fields = SetFields;
    type Command = SetPassword;
    type Data = Done;

    async fn parse(&self, call: &Call<Self>) -> Result<SetPassword, Problem> {
        let ctx = &call.ctx;
        let about = About::user(ctx).await?;
        Ok(SetPassword::parse(ctx, &about, &call.input.fields).await?)
    }

    async fn run(&self, call: &Call<Self>, command: &SetPassword) -> AnswerResult<Done> {
        let ctx = &call.ctx;
        let token = settled(ctx, flows::set(ctx, command).await?)?;
        Ok(saved(ctx, command.end_others, token))
    }

    async fn form(&self, call: &Call<Self>) -> Result<Option<ErrorPage>, Problem> {
        form_again(&call.ctx, ProofGoal::Set, &call.input.fields).await
    }
}

pub(super) async fn ask_remove(ctx: UserCtx, _: Input) -> AnswerResult<Done> {
    let own = flows::credentials(&ctx).await?;
    if own.password.is_none() {
        let words = ctx.messages().words();
        return Err(elsewhere(false, words.security_has_none()));
    }
    Ok(Answer::page(Done {}, |ctx, _| view::ask_remove(ctx)))
}

/// Removes the password.
pub(super) struct Remove;

impl Action for Remove {
    type Ctx = UserCtx;
    type Path = ();
    type Fields = RemoveFields;
    type Command = RemovePassword;
    type Data = Done;

    async fn parse(&self, call: &Call<Self>) -> Result<RemovePassword, Problem> {
        Ok(RemovePassword::parse(&call.input.fields))
    }

    async fn run(&self, call: &Call<Self>, command: &RemovePassword) -> AnswerResult<Done> {
        let ctx = &call.ctx;
        let token = settled(ctx, flows::remove(ctx, command).await?)?;
        Ok(renewed(ctx, token).notice(PASSWORD_REMOVED))
    }
}

/// The errors of the form and, if the current password is wrong too, that one before them: whoever
/// mends one of two faults should not learn of the other only then.
async fn all_errors(ctx: &UserCtx, refused: RefusedChange) -> Result<FieldErrors, Problem> {
    let Some(current) = &refused.current else {
        return Ok(refused.errors);
    };
    if !flows::is_wrong(ctx, current).await? {
        return Ok(refused.errors);
    }
    let mut errors = current_wrong(ctx);
    errors.append(refused.errors);
    Ok(errors)
}

fn current_wrong(ctx: &UserCtx) -> FieldErrors {
    let wrong = ctx.messages().words().security_current_wrong();
    FieldErrors::one("current_password", wrong)
}

/// A refusal is an error, so that no after-hook runs.
fn settled(ctx: &UserCtx, outcome: Outcome) -> Result<Token, Problem> {
    let words = ctx.messages().words();
    match outcome {
        Outcome::Saved(token) | Outcome::Removed(token) => Ok(token),
        Outcome::LastWayIn => Err(elsewhere(true, words.security_last_way())),
        Outcome::Wrong => Err(current_wrong(ctx).into()),
        Outcome::Overtaken => Err(FieldErrors::one(FORM, words.security_overtaken()).into()),
        Outcome::HasOne => Err(elsewhere(true, words.security_has_password())),
        Outcome::HasNone => Err(elsewhere(false, words.security_has_none())),
    }
}

/// A refusal that leads to the form that applies.
fn elsewhere(has_password: bool, text: &str) -> Problem {
    let errors = FieldErrors::one(FORM, text);
    Problem::invalid(errors, move |ctx, errors| {
        view::elsewhere(ctx, has_password, errors).refused_if(errors)
    })
}

/// The overview with a notice.
fn saved(ctx: &UserCtx, end_others: bool, token: Token) -> Answer<Done> {
    renewed(ctx, token).notice(if end_others {
        PASSWORD_SAVED_OTHERS_ENDED
    } else {
        PASSWORD_SAVED
    })
}

/// The overview, and the session's new token.
fn renewed(ctx: &UserCtx, token: Token) -> Answer<Done> {
    let session = ctx.session();
    let lasts = session
        .persistent
        .then(|| session.expires_at.since(ctx.now()));
    let cookie = SessionCookie::new(ctx.app().keys(), session, token);
    let answer = Answer::done(Done {}, "/security");
    answer.cookies([SetCookie::session(&cookie, lasts)])
}

/// Shows the form again, without the passwords.
async fn form_again(
    ctx: &UserCtx,
    goal: ProofGoal,
    chosen: &SetFields,
) -> Result<Option<ErrorPage>, Problem> {
    let form = PasswordForm::of(ctx, goal, goal == ProofGoal::Change, chosen).await?;
    Ok(Some(Box::new(move |ctx, errors| {
        view::form(ctx, &form, errors)
    })))
}
