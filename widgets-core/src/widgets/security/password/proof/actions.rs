//! Signs in, and steps up, by a password.

use super::super::CHANGE;
use super::model::{ConfirmFields, ConfirmPassword, EmailAndPassword, EnterFields};
use crate::context::{AnswerResult, NewEvent, Problem, RequestCtx, UserCtx, events};
use crate::crypto::{NewPassword, PasswordContext};
use crate::flows::open_session::{Entered, EnteredData, SignedIn, Task, next, open};
use crate::flows::prove_password::prove;
use crate::flows::step_up;
use crate::http::FieldErrors;
use crate::http::fields::FORM;
use crate::stores::{Actor, SignInMethod};
use crate::table::{Action, Call};
use crate::widgets::security::PASSWORD_OUTDATED;

/// Signs in with a password.
pub(super) struct Enter;

impl Action for Enter {
    type Ctx = RequestCtx;
    type Path = ();
    type Fields = EnterFields;
    type Command = EmailAndPassword;
    type Data = EnteredData;

    async fn parse(&self, call: &Call<Self>) -> Result<EmailAndPassword, Problem> {
        Ok(EmailAndPassword::parse(&call.ctx, &call.input.fields)?)
    }

    async fn run(
        &self,
        call: &Call<Self>,
        command: &EmailAndPassword,
    ) -> AnswerResult<EnteredData> {
        let ctx = &call.ctx;
        let next = next(ctx, &call.input.fields.return_to);
        if let Some(proof) = prove(ctx, command.email.key(), &command.password).await?
            && let Some(entered) = open(ctx, proof, command.keep, next).await?
        {
            return Ok(match entered {
                Entered::SignedIn(signed_in, _) if is_outdated(ctx, command) => {
                    record_outdated(ctx, &signed_in).await;
                    let asked = signed_in.asked(Task::NewPassword, CHANGE);
                    asked.notice(PASSWORD_OUTDATED).one_of()
                }
                entered => entered.answer(),
            });
        }
        let wrong = ctx.messages().words().sign_in_wrong();
        Err(FieldErrors::one(FORM, wrong).into())
    }

    fn observe(&self, ctx: &RequestCtx, outcome: Result<(), &Problem>) {
        // A success is observed where the session is opened.
        if outcome.is_err() {
            ctx.observe_sign_in(SignInMethod::PASSWORD, outcome);
        }
    }
}

/// Whether whoever signs in with this password is to choose a new one. Of what it must not consist of,
/// only the address is known here.
fn is_outdated(ctx: &RequestCtx, command: &EmailAndPassword) -> bool {
    let policy = ctx.app().password_policy();
    let context = PasswordContext::new(ctx.app().name()).email(&command.email);
    policy.ask_to_replace && NewPassword::check(policy, &context, &command.password).is_err()
}

/// A failure is only logged: without this answer the browser would not be signed in.
async fn record_outdated(ctx: &RequestCtx, signed_in: &SignedIn) {
    let account = &signed_in.account;
    let outdated = NewEvent::new(events::PASSWORD_OUTDATED)
        .account(account)
        .detail("session", &signed_in.session);
    let recording = async {
        let change = ctx.change_by(Actor::Account(account.clone()), outdated)?;
        Ok::<_, Problem>(ctx.stores().accounts.record(change).await?)
    };
    if let Err(problem) = recording.await {
        tracing::warn!(request = %ctx.request_id(), ?problem, "an outdated password was not recorded");
    }
}

/// Confirms with the account's password, with the same limits and cost as a sign-in.
pub(super) struct Confirm;

impl Action for Confirm {
    type Ctx = RequestCtx;
    type Path = UserCtx;
    type Fields = ConfirmFields;
    type Command = ConfirmPassword;
    type Data = SignedIn;

    async fn parse(&self, call: &Call<Self>) -> Result<ConfirmPassword, Problem> {
        Ok(ConfirmPassword::parse(&call.ctx, &call.input.fields)?)
    }

    async fn run(&self, call: &Call<Self>, command: &ConfirmPassword) -> AnswerResult<SignedIn> {
        let (ctx, user) = (&call.ctx, &call.input.path);
        let Some(proof) = prove(ctx, user.mailbox()?.key(), &command.password).await? else {
            let wrong = ctx.messages().words().step_up_wrong();
            return Err(FieldErrors::one("password", wrong).into());
        };
        let signed_in = step_up::renew(user, proof).await?;
        let fields = &call.input.fields;
        let next = next(ctx, &fields.return_to);
        Ok(step_up::renewed(signed_in, next, Some(&fields.waiting)))
    }
}
