//! The verbs of the room: read, perform, choose the page.

use serde_json::json;

use super::model::{AskForReset, FormState, ResetPassword};
use super::{DONE, flows, view};
use crate::context::Visit;
use crate::context::answer::{Answer, Next};
use crate::context::problem::Problem;
use crate::crypto::NewPassword;
use crate::flows::mailed_code;
use crate::http::cookies::SetCookie;
use crate::http::fields::FieldErrors;
use crate::http::query::{RETURN_TO, with_query};
use crate::http::request::Input;
use crate::stores::PasswordSetting;
use crate::table::purposes::{About, Begin, Open, begun, over};

pub(super) async fn form(visit: Visit, input: Input) -> Result<Answer, Problem> {
    let state = FormState::read(&visit, input.query());
    Ok(Answer::page(state, |visit, state| {
        view::form(visit, state, &FieldErrors::default())
    }))
}

pub(super) async fn ask(visit: Visit, input: Input) -> Result<Answer, Problem> {
    let fields = input.body();
    let refused = |errors| {
        let state = FormState::read(&visit, fields);
        Problem::invalid(errors, move |visit, errors| {
            view::form(visit, &state, errors)
        })
    };
    let wish = AskForReset::parse(&visit, fields).map_err(refused)?;
    visit.check_captcha(fields).await.map_err(refused)?;
    let return_to = visit.return_path(fields);
    let outcome = visit
        .perform(wish, |input| {
            let visit = visit.clone();
            let begin = Begin {
                about: About::Reset,
                email: input.email.clone(),
                return_to,
                replaces: None,
            };
            async move { mailed_code::begin(&visit, begin).await }
        })
        .await;
    match outcome {
        Ok(path) => Ok(begun(&visit, path)),
        Err(problem) => Err(problem.in_form(refused)),
    }
}

/// What follows once the mailbox is proved.
pub(crate) async fn complete(
    visit: Visit,
    open: Open,
    password: NewPassword,
) -> Result<Answer, Problem> {
    let Some((account, epoch)) = open.challenge.account.clone() else {
        return Err(over(&visit));
    };
    let wish = ResetPassword { account };
    let to = open.held.to(&open.challenge);
    let challenge = open.challenge.id.clone();
    let outcome = visit
        .perform(wish, |input| {
            flows::reset(visit.clone(), input, (challenge, epoch, to), password)
        })
        .await?;
    match outcome {
        PasswordSetting::Set => {
            let back = open.held.return_to(&visit);
            let back = back.as_ref().map(|page| (RETURN_TO, page.as_str()));
            let next = Next::Own(with_query("/sign-in", &[], back));
            // Whoever is signed in here was signed out by it.
            Ok(Answer::done(json!({}), next)
                .notice(DONE)
                .cookies([SetCookie::no_session()]))
        }
        PasswordSetting::Refused => Err(over(&visit)),
    }
}
