//! Accepting an invitation. The link proves control of the mailbox, in any browser.

use super::actions::{complete, completed};
use super::model::{
    ChosenPassword, CompleteSignUp, DetailFields, Details, Invitation, check_address,
};
use super::view;
use crate::context::RequestCtx;
use crate::context::answer::{Answer, AnswerResult, AnyAnswer};
use crate::context::problem::{ErrorPage, Problem, Refusal};
use crate::flows::open_session::SignedIn;
use crate::http::fields::FieldErrors;
use crate::http::typed_fields::ReadFields as _;
use crate::stores::SignInMethod;
use crate::table::purposes::{OpenedChallenge, Proved};
use crate::table::{Action, Call};

/// The page behind an invitation link; `path` is the link's path.
pub(crate) fn invitation(
    ctx: &RequestCtx,
    open: &OpenedChallenge,
    path: &str,
) -> Result<AnyAnswer, Problem> {
    if !ctx.app().sign_up().takes_invited() {
        return Err(Refusal::SignUpClosed.into());
    }
    let shown = Invitation::of(ctx, open, &DetailFields::empty(), path)?;
    let answer = Answer::page(shown, |ctx, shown| {
        view::invitation(ctx, shown, &FieldErrors::default())
    });
    Ok(answer.any())
}

/// Creates the account of somebody who accepts one.
pub(super) struct Accept;

impl Action for Accept {
    type Ctx = RequestCtx;
    type Path = Proved;
    type Fields = DetailFields;
    type Command = CompleteSignUp;
    type Data = SignedIn;

    async fn parse(&self, call: &Call<Self>) -> Result<CompleteSignUp, Problem> {
        let ctx = &call.ctx;
        // An invitation is accepted by its link alone, never by a code.
        if call.input.path.link.is_none() {
            return Err(Problem::Missing);
        }
        if !ctx.app().sign_up().takes_invited() {
            return Err(Refusal::SignUpClosed.into());
        }
        let email = &call.input.path.open.challenge.email;
        check_address(ctx, email, false).map_err(|message| FieldErrors::one("email", message))?;
        let details = Details::parse(ctx, &call.input.fields, Some(email)).await?;
        Ok(CompleteSignUp {
            email: email.clone(),
            display_name: details.display_name,
            terms: details.terms,
            invited: true,
            password: details
                .password
                .map_or(ChosenPassword::None, ChosenPassword::New),
            keep: details.keep,
        })
    }

    async fn run(&self, call: &Call<Self>, command: &CompleteSignUp) -> AnswerResult<SignedIn> {
        let ctx = &call.ctx;
        let signed_in = complete(ctx, &call.input.path.open, command).await?;
        Ok(completed(ctx, &call.input.path, signed_in))
    }

    async fn form(&self, call: &Call<Self>) -> Result<Option<ErrorPage>, Problem> {
        let ctx = &call.ctx;
        let Proved { open, link } = &call.input.path;
        let path = link.as_deref().unwrap_or_default();
        let shown = Invitation::of(ctx, open, &call.input.fields, path)?;
        Ok(Some(Box::new(move |ctx, errors| {
            view::invitation(ctx, &shown, errors)
        })))
    }

    fn observe(&self, ctx: &RequestCtx, outcome: Result<(), &Problem>) {
        ctx.observe_sign_in(SignInMethod::EMAIL, outcome);
    }
}
