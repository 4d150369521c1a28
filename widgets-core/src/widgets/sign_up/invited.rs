//! Accepting an invitation. The link proves control of the mailbox, in any browser.

use serde::Serialize;

use super::actions::finish;
use super::flows::{self, Rest};
use super::model::{CompleteSignUp, Details, FormState, check_address};
use super::view;
use crate::context::RequestCtx;
use crate::context::answer::Answer;
use crate::context::problem::{Problem, Refusal};
use crate::http::fields::{FieldErrors, Fields};
use crate::table::purposes::{OpenedChallenge, ProofGoal};

/// Data of the invitation page.
#[derive(Debug, Serialize)]
pub(super) struct Invitation {
    /// Name of the inviter, as given by the host.
    pub(super) by: Option<String>,
    #[serde(flatten)]
    pub(super) form: FormState,
    #[serde(skip)]
    pub(super) path: String,
}

impl Invitation {
    fn of(ctx: &RequestCtx, open: &OpenedChallenge, fields: &Fields, path: &str) -> Self {
        let mut form = FormState::read(ctx, fields);
        form.email = open.challenge.email.as_str().to_owned();
        form.domains = None;
        form.captcha = false;
        let by = match &open.payload.goal {
            ProofGoal::Invitation { by, display_name } => {
                if fields.all("display_name").next().is_none() {
                    form.display_name.clone_from(display_name);
                }
                by.clone()
            }
            _ => None,
        };
        Self {
            by,
            form,
            path: path.to_owned(),
        }
    }
}

/// The page behind an invitation link; `path` is the link's path.
pub(crate) fn invitation(
    ctx: &RequestCtx,
    open: &OpenedChallenge,
    path: &str,
) -> Result<Answer, Problem> {
    if !ctx.app().sign_up().takes_invited() {
        return Err(Refusal::SignUpClosed.into());
    }
    let shown = Invitation::of(ctx, open, &Fields::default(), path);
    Ok(Answer::page(shown, |ctx, shown| {
        view::invitation(ctx, shown, &FieldErrors::default())
    }))
}

/// Creates the account of an invited user.
pub(crate) async fn accept(
    ctx: RequestCtx,
    open: OpenedChallenge,
    path: &str,
    fields: &Fields,
) -> Result<Answer, Problem> {
    if !ctx.app().sign_up().takes_invited() {
        return Err(Refusal::SignUpClosed.into());
    }
    let refused = |errors| {
        let shown = Invitation::of(&ctx, &open, fields, path);
        Problem::invalid(errors, move |ctx, errors| {
            view::invitation(ctx, &shown, errors)
        })
    };
    let email = &open.challenge.email;
    check_address(&ctx, email, false)
        .map_err(|message| refused(FieldErrors::one("email", message)))?;
    let (details, password) = Details::parse(&ctx, fields, Some(email)).map_err(refused)?;
    let password = flows::hash(&ctx, password).await?;
    let wish = CompleteSignUp {
        email: email.clone(),
        display_name: details.display_name,
        terms: details.terms,
        invited: true,
    };
    let rest = Rest {
        challenge: open.challenge.id.clone(),
        password,
        keep: details.keep,
    };
    let finished = finish(&ctx, &open, wish, rest).await;
    finished.map_err(|problem| problem.in_form(refused))
}
