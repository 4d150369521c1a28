//! The verbs of the room: read, perform, choose the page.

use serde_json::json;

use super::flows::{self, Completion, Rest};
use super::model::{self, BeginSignUp, CompleteSignUp, FormState};
use super::{DONE, view};
use crate::context::Visit;
use crate::context::answer::{Answer, Next};
use crate::context::problem::{Problem, Refusal};
use crate::crypto::PasswordHash;
use crate::http::fields::{FORM, FieldErrors};
use crate::http::request::Input;
use crate::stores::Method;
use crate::table::purposes::{About, Open, begun, over};
use crate::types::name::Name;

/// The form. Whoever is signed in already goes on.
pub(super) async fn form(visit: Visit, input: Input) -> Result<Answer, Problem> {
    let fields = input.query();
    if visit.user().is_some() {
        let next = visit.return_path(fields);
        let next = next.map_or_else(|| Next::from("/"), Next::Return);
        return Ok(Answer::done(json!({ "signed_in": true }), next));
    }
    if !visit.app().sign_up().has_form() {
        return Ok(Answer::page(json!({ "open": false }), |visit, _| {
            view::closed(visit)
        }));
    }
    let state = FormState::read(&visit, fields);
    Ok(Answer::page(state, |visit, state| {
        view::form(visit, state, &FieldErrors::default())
    }))
}

pub(super) async fn begin(visit: Visit, input: Input) -> Result<Answer, Problem> {
    if !visit.app().sign_up().has_form() {
        return Err(Refusal::SignUpClosed.into());
    }
    let fields = input.body();
    let refused = |errors| {
        let state = FormState::read(&visit, fields);
        Problem::invalid(errors, move |visit, errors| {
            view::form(visit, &state, errors)
        })
    };
    let (wish, password) = BeginSignUp::parse(&visit, fields).map_err(refused)?;
    visit.check_captcha(fields).await.map_err(refused)?;
    let outcome = visit
        .perform(wish, |input| {
            flows::begin(visit.clone(), input, password, visit.return_path(fields))
        })
        .await;
    match outcome {
        Ok(path) => Ok(begun(&visit, path)),
        Err(problem) => Err(problem.in_form(refused)),
    }
}

/// What follows once the mailbox is proved.
pub(crate) async fn complete(visit: Visit, open: Open) -> Result<Answer, Problem> {
    let About::SignUp {
        password,
        display_name,
        terms,
        keep,
    } = &open.held.about
    else {
        return Err(Problem::fault(
            "a challenge for something else signs nobody up",
        ));
    };
    model::accepts(&visit, &open.challenge.email)?;
    let wish = CompleteSignUp {
        email: open.challenge.email.clone(),
        display_name: Name::lossy(display_name),
        terms: terms.clone(),
        invited: false,
    };
    let rest = Rest {
        challenge: open.challenge.id.clone(),
        password: password.as_deref().and_then(PasswordHash::parse),
        keep: *keep,
    };
    finish(&visit, &open, wish, rest).await
}

/// Creates the account and says what came of it.
pub(super) async fn finish(
    visit: &Visit,
    open: &Open,
    wish: CompleteSignUp,
    rest: Rest,
) -> Result<Answer, Problem> {
    let completion = visit
        .perform(wish, |input| async {
            match flows::complete(visit.clone(), input, rest).await? {
                Completion::Done(signed_in) => Ok(signed_in),
                // A refusal is an error here, so that no after-hook hears of it.
                Completion::Taken => Err(taken(visit, open)),
                Completion::Refused => Err(over(visit)),
            }
        })
        .await;
    visit.observe_sign_in(Method::Email, &completion);
    let mut signed_in = completion?;
    let cookies = std::mem::take(&mut signed_in.cookies);
    let next = open.held.return_to(visit);
    let next = next.map_or_else(|| Next::from("/"), Next::Return);
    Ok(Answer::done(signed_in, next).notice(DONE).cookies(cookies))
}

/// Whoever proved the mailbox may know that it has an account by now.
fn taken(visit: &Visit, open: &Open) -> Problem {
    let text = visit.messages().words().sign_up_taken_text();
    let email = open.challenge.email.as_str().to_owned();
    Problem::invalid(FieldErrors::one(FORM, text), move |visit, _| {
        view::taken(visit, &email)
    })
}
