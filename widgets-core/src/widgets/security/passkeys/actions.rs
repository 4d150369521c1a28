//! The verbs of the subject: asking authenticators, the forms, and what adds, renames and removes a passkey.

use super::super::{PASSKEY_ADDED, PASSKEY_REMOVED, PASSKEY_RENAMED};
use super::flows::{self, Added};
use super::model::{
    AddFields, AddForm, AddPasskey, AskFields, AskForPasskey, AskForStepUpPasskey, NameFields,
    PreparePasskey, RemoveFields, RemovePasskey, RenamePasskey, Shown,
};
use super::proof::refusal;
use super::{ADD, view};
use crate::context::{Answer, AnswerResult, Done, ErrorPage, Next, Problem, RequestCtx, UserCtx};
use crate::flows::passkeys::{self, Asker, CeremonyBegun};
use crate::flows::{second_factor, step_up};
use crate::http::fields::FORM;
use crate::http::{FieldErrors, Input, ReadFields};
use crate::stores::RemovePasskeyOutcome;
use crate::table::second::over;
use crate::table::{Action, Call};
use crate::types::PasskeyId;

/// Asks for a passkey.
pub(super) struct Ask;

impl Action for Ask {
    type Ctx = RequestCtx;
    type Path = ();
    type Fields = AskFields;
    type Command = AskForPasskey;
    type Data = CeremonyBegun;

    async fn parse(&self, call: &Call<Self>) -> Result<AskForPasskey, Problem> {
        AskForPasskey::parse(&call.ctx, &call.input.fields)
    }

    async fn run(&self, call: &Call<Self>, command: &AskForPasskey) -> AnswerResult<CeremonyBegun> {
        let ctx = &call.ctx;
        let (begun, page) = match command {
            AskForPasskey::SignIn => (passkeys::ask(ctx, &Asker::SigningIn).await?, "/sign-in"),
            AskForPasskey::Second => {
                let step = second_factor::waiting(ctx).await?;
                let step = step.ok_or_else(|| over(ctx))?;
                let begun = passkeys::ask(ctx, &Asker::Second(&step)).await?;
                (begun, second_factor::PATH)
            }
        };
        // Without script, the page is where it was.
        Ok(Answer::done(begun, Next::Step(page.to_owned())))
    }
}

/// Asks for a passkey of somebody who is signed in.
pub(super) struct AskStepUp;

impl Action for AskStepUp {
    type Ctx = UserCtx;
    type Path = ();
    type Fields = ();
    type Command = AskForStepUpPasskey;
    type Data = CeremonyBegun;

    async fn parse(&self, _: &Call<Self>) -> Result<AskForStepUpPasskey, Problem> {
        Ok(AskForStepUpPasskey)
    }

    async fn run(&self, call: &Call<Self>, _: &AskForStepUpPasskey) -> AnswerResult<CeremonyBegun> {
        let ctx = &call.ctx;
        let begun = passkeys::ask(ctx, &Asker::SteppingUp(ctx)).await?;
        Ok(Answer::done(begun, Next::Step(step_up::PATH.to_owned())))
    }
}

/// Begins to add one.
pub(super) struct Prepare;

impl Action for Prepare {
    type Ctx = UserCtx;
    type Path = ();
    type Fields = ();
    type Command = PreparePasskey;
    type Data = CeremonyBegun;

    async fn parse(&self, _: &Call<Self>) -> Result<PreparePasskey, Problem> {
        Ok(PreparePasskey)
    }

    async fn run(&self, call: &Call<Self>, _: &PreparePasskey) -> AnswerResult<CeremonyBegun> {
        let begun = flows::prepare(&call.ctx).await?;
        Ok(Answer::done(begun, ADD))
    }
}

pub(super) async fn add_form(_: UserCtx, _: Input) -> AnswerResult<AddForm> {
    let form = AddForm::of(&AddFields::empty());
    Ok(Answer::page(form, |request_ctx, form| {
        view::add(request_ctx, form, &FieldErrors::default())
    }))
}

/// Adds a passkey.
pub(super) struct Add;

impl Action for Add {
    type Ctx = UserCtx;
    type Path = ();
    type Fields = AddFields;
    type Command = AddPasskey;
    type Data = Done;

    async fn parse(&self, call: &Call<Self>) -> Result<AddPasskey, Problem> {
        Ok(AddPasskey::parse(&call.ctx, &call.input.fields)?)
    }

    async fn run(&self, call: &Call<Self>, command: &AddPasskey) -> AnswerResult<Done> {
        let ctx = &call.ctx;
        let words = ctx.messages().words();
        let wrong = match flows::add(ctx, command).await? {
            Added::Done => {
                return Ok(Answer::done(Done {}, "/security").notice(PASSKEY_ADDED));
            }
            Added::Over => words.passkeys_over(),
            Added::Wrong(flaw) => refusal(ctx, flaw),
            Added::TooMany => words.passkeys_too_many(),
            Added::Taken => words.passkeys_taken(),
            Added::Unverified => words.passkeys_unverified(),
            Added::Overtaken => words.security_overtaken(),
        };
        Err(FieldErrors::one(FORM, wrong).into())
    }

    async fn form(&self, call: &Call<Self>) -> Result<Option<ErrorPage>, Problem> {
        let form = AddForm::of(&call.input.fields);
        Ok(Some(Box::new(move |ctx, errors| {
            view::add(ctx, &form, errors)
        })))
    }
}

pub(super) async fn name_form(ctx: UserCtx, input: Input<PasskeyId>) -> AnswerResult<Shown> {
    let own = flows::find(&ctx, &input.path).await?;
    Ok(Answer::page(own, |request_ctx, own| {
        let none = FieldErrors::default();
        view::name(request_ctx, &own.id, own.name.as_str(), &none)
    }))
}

/// Renames a passkey.
pub(super) struct Rename;

impl Action for Rename {
    type Ctx = UserCtx;
    type Path = PasskeyId;
    type Fields = NameFields;
    type Command = RenamePasskey;
    type Data = Done;

    async fn parse(&self, call: &Call<Self>) -> Result<RenamePasskey, Problem> {
        RenamePasskey::parse(&call.ctx, &call.input.path, &call.input.fields)
    }

    async fn run(&self, call: &Call<Self>, command: &RenamePasskey) -> AnswerResult<Done> {
        flows::rename(&call.ctx, command).await?;
        Ok(Answer::done(Done {}, "/security").notice(PASSKEY_RENAMED))
    }

    async fn form(&self, call: &Call<Self>) -> Result<Option<ErrorPage>, Problem> {
        let (id, name) = (call.input.path.clone(), call.input.fields.name.cut(200));
        Ok(Some(Box::new(move |ctx, errors| {
            view::name(ctx, &id, &name, errors)
        })))
    }
}

pub(super) async fn ask_remove(ctx: UserCtx, input: Input<PasskeyId>) -> AnswerResult<Shown> {
    let own = flows::find(&ctx, &input.path).await?;
    Ok(Answer::page(own, view::ask_remove))
}

/// Removes a passkey.
pub(super) struct Remove;

impl Action for Remove {
    type Ctx = UserCtx;
    type Path = PasskeyId;
    type Fields = RemoveFields;
    type Command = RemovePasskey;
    type Data = Done;

    async fn parse(&self, call: &Call<Self>) -> Result<RemovePasskey, Problem> {
        Ok(RemovePasskey {
            passkey: call.input.path.clone(),
            end_others: call.input.fields.end_others.unwrap_or(true),
        })
    }

    async fn run(&self, call: &Call<Self>, command: &RemovePasskey) -> AnswerResult<Done> {
        let ctx = &call.ctx;
        match flows::remove(ctx, command).await? {
            RemovePasskeyOutcome::Removed => {
                Ok(Answer::done(Done {}, "/security").notice(PASSKEY_REMOVED))
            }
            RemovePasskeyOutcome::LastWayIn => {
                let last = ctx.messages().words().passkeys_last_way_in();
                Err(FieldErrors::one(FORM, last).into())
            }
            RemovePasskeyOutcome::Missing => Err(Problem::Missing),
        }
    }
}
