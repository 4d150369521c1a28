//! The verbs of the subject: the forms, and what adds, renames and removes an authenticator.

use super::super::{AUTHENTICATOR_ADDED, AUTHENTICATOR_REMOVED, AUTHENTICATOR_RENAMED, recovery};
use super::flows::{self, Added};
use super::model::{
    AddAuthenticator, AddFields, NameFields, RemoveAuthenticator, RemoveFields,
    RenameAuthenticator, SetupForm, Shown,
};
use super::view;
use crate::context::{Answer, AnswerResult, Done, ErrorPage, Next, Problem, UserCtx};
use crate::flows::second_factor;
use crate::http::cookies::SetCookie;
use crate::http::fields::FORM;
use crate::http::{FieldErrors, Input, ReadFields};
use crate::stores::SignInMethod;
use crate::table::{Action, Call};
use crate::types::AuthenticatorId;

pub(super) async fn add_form(ctx: UserCtx, _: Input) -> AnswerResult<SetupForm> {
    addable(&ctx)?;
    let form = SetupForm::of(&ctx, &AddFields::empty())?;
    let cookie = form.cookie.clone();
    let answer = Answer::page(form, |request_ctx, form| {
        view::add(request_ctx, form, &FieldErrors::default())
    });
    Ok(answer.cookies([cookie]))
}

/// One that would not count is not added.
fn addable(ctx: &UserCtx) -> Result<(), Problem> {
    let policy = ctx.app().sign_in_policy();
    let counts = policy.counts(&SignInMethod::AUTHENTICATOR);
    counts.then_some(()).ok_or(Problem::Missing)
}

/// Adds an authenticator.
pub(super) struct Add;

impl Action for Add {
    type Ctx = UserCtx;
    type Path = ();
    type Fields = AddFields;
    type Command = AddAuthenticator;
    type Data = Done;

    async fn parse(&self, call: &Call<Self>) -> Result<AddAuthenticator, Problem> {
        addable(&call.ctx)?;
        Ok(AddAuthenticator::parse(&call.ctx, &call.input.fields)?)
    }

    async fn run(&self, call: &Call<Self>, command: &AddAuthenticator) -> AnswerResult<Done> {
        let ctx = &call.ctx;
        let words = ctx.messages().words();
        let (field, wrong) = match flows::add(ctx, command).await? {
            Added::Done => return added(ctx).await,
            Added::Over => ("code", words.authenticators_setup_over()),
            Added::Wrong => ("code", words.authenticators_wrong()),
            Added::TooMany => (FORM, words.authenticators_too_many()),
            Added::Unverified => (FORM, words.authenticators_unverified()),
            Added::Overtaken => (FORM, words.security_overtaken()),
        };
        Err(FieldErrors::one(field, wrong).into())
    }

    async fn form(&self, call: &Call<Self>) -> Result<Option<ErrorPage>, Problem> {
        let form = SetupForm::of(&call.ctx, &call.input.fields)?;
        Ok(Some(Box::new(move |ctx, errors| {
            view::add(ctx, &form, errors)
        })))
    }
}

/// Whoever has no recovery codes is offered some.
async fn added(ctx: &UserCtx) -> AnswerResult<Done> {
    let factors = second_factor::of_account(ctx, ctx.account_id()).await?;
    let next = if factors.recovery_codes.is_empty() {
        Next::Step(recovery::MAKE.to_owned())
    } else {
        Next::from("/security")
    };
    let answer = Answer::done(Done {}, next).notice(AUTHENTICATOR_ADDED);
    Ok(answer.cookies([SetCookie::no_setup()]))
}

pub(super) async fn name_form(ctx: UserCtx, input: Input<AuthenticatorId>) -> AnswerResult<Shown> {
    let own = flows::find(&ctx, &input.path).await?;
    Ok(Answer::page(own, |request_ctx, own| {
        view::name(
            request_ctx,
            &own.id,
            own.name.as_str(),
            &FieldErrors::default(),
        )
    }))
}

/// Renames an authenticator.
pub(super) struct Rename;

impl Action for Rename {
    type Ctx = UserCtx;
    type Path = AuthenticatorId;
    type Fields = NameFields;
    type Command = RenameAuthenticator;
    type Data = Done;

    async fn parse(&self, call: &Call<Self>) -> Result<RenameAuthenticator, Problem> {
        RenameAuthenticator::parse(&call.ctx, &call.input.path, &call.input.fields)
    }

    async fn run(&self, call: &Call<Self>, command: &RenameAuthenticator) -> AnswerResult<Done> {
        flows::rename(&call.ctx, command).await?;
        Ok(Answer::done(Done {}, "/security").notice(AUTHENTICATOR_RENAMED))
    }

    async fn form(&self, call: &Call<Self>) -> Result<Option<ErrorPage>, Problem> {
        let (id, name) = (call.input.path.clone(), call.input.fields.name.cut(200));
        Ok(Some(Box::new(move |ctx, errors| {
            view::name(ctx, &id, &name, errors)
        })))
    }
}

pub(super) async fn ask_remove(ctx: UserCtx, input: Input<AuthenticatorId>) -> AnswerResult<Shown> {
    let own = flows::find(&ctx, &input.path).await?;
    Ok(Answer::page(own, view::ask_remove))
}

/// Removes an authenticator.
pub(super) struct Remove;

impl Action for Remove {
    type Ctx = UserCtx;
    type Path = AuthenticatorId;
    type Fields = RemoveFields;
    type Command = RemoveAuthenticator;
    type Data = Done;

    async fn parse(&self, call: &Call<Self>) -> Result<RemoveAuthenticator, Problem> {
        Ok(RemoveAuthenticator {
            authenticator: call.input.path.clone(),
            end_others: call.input.fields.end_others.unwrap_or(true),
        })
    }

    async fn run(&self, call: &Call<Self>, command: &RemoveAuthenticator) -> AnswerResult<Done> {
        flows::remove(&call.ctx, command).await?;
        Ok(Answer::done(Done {}, "/security").notice(AUTHENTICATOR_REMOVED))
    }
}
