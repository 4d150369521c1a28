//! What a proved mailbox allows, done by the room it belongs to.

use crate::flows::mailed_code;
use crate::flows::mailed_code::Begin;
use super::model::{About, Open};
use crate::context::answer::Answer;
use crate::crypto::NewPassword;
use crate::context::Visit;
use crate::types::email::Email;
use crate::http::fields::{FieldErrors, Fields};
use crate::context::problem::Problem;
use crate::widgets::{reset, sign_in, sign_up, step_up};

/// What the form asks for besides the code.
pub(super) enum Wish {
    /// Nothing.
    Nothing,
    /// A new password.
    Password(NewPassword),
}

/// Reads it.
pub(super) async fn read(visit: &Visit, open: &Open, fields: &Fields) -> Result<Wish, FieldErrors> {
    match open.held.about {
        About::Reset => {
            reset::read_password(visit, &open.challenge.email, fields).map(Wish::Password)
        }
        About::SignUp { .. } | About::Invitation { .. } | About::SignIn { .. } | About::StepUp => {
            Ok(Wish::Nothing)
        }
    }
}

/// Does it.
pub(super) async fn finish(visit: Visit, open: Open, wish: Wish) -> Result<Answer, Problem> {
    match (&open.held.about, wish) {
        (About::SignUp { .. }, _) => sign_up::complete(visit, open).await,
        (About::SignIn { .. }, _) => sign_in::with_mailbox(visit, open).await,
        (About::Reset, Wish::Password(password)) => reset::complete(visit, open, password).await,
        (About::StepUp, _) => step_up::with_mailbox(visit, open).await,
        (About::Invitation { .. } | About::Reset, _) => Err(Problem::Missing),
    }
}

/// Whether what the challenge is about may be done with another address.
pub(super) fn accepts(visit: &Visit, open: &Open, email: &Email) -> Result<(), FieldErrors> {
    match open.held.about {
        About::SignUp { .. } => sign_up::accepts(visit, email),
        _ => Ok(()),
    }
}

/// Begins it with another address, as the room it belongs to does: its hooks see that address too.
pub(super) async fn begin_again(visit: &Visit, begin: Begin) -> Result<String, Problem> {
    let email = begin.email.clone();
    match begin.about.clone() {
        About::SignUp {
            display_name,
            terms,
            keep,
            ..
        } => {
            let wish = sign_up::BeginSignUp::again(email, &display_name, terms, keep);
            visit.perform(wish, |_| flows::begin(visit, begin)).await
        }
        About::SignIn { keep } => {
            let wish = sign_in::AskForCode { email, keep };
            visit.perform(wish, |_| flows::begin(visit, begin)).await
        }
        About::Reset => {
            let wish = reset::AskForReset { email };
            visit.perform(wish, |_| flows::begin(visit, begin)).await
        }
        About::Invitation { .. } | About::StepUp => Err(Problem::Missing),
    }
}
