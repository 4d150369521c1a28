//! The widget's purposes for mailed codes: sign-up and invitation.

use super::actions::Complete;
use super::invited;
use super::model::{self, BeginSignUp};
use crate::context::RequestCtx;
use crate::context::answer::Answer;
use crate::context::problem::Problem;
use crate::flows::mailed_code::BeginAgain;
use crate::http::fields::FieldErrors;
use crate::i18n::Messages;
use crate::stores::ChallengePurpose;
use crate::table::action::Step;
use crate::table::purposes::{MailedPurpose, OpenedChallenge, ProofGoal, Proved, StartProof};
use crate::types::email::Email;

/// Creating an account for the address.
pub(super) struct SigningUp;

impl MailedPurpose for SigningUp {
    fn key(&self) -> ChallengePurpose {
        ChallengePurpose::SignUp
    }

    fn link_title(&self, messages: &Messages) -> String {
        messages.words().codes_link_sign_up().to_owned()
    }

    fn button(&self, messages: &Messages) -> String {
        messages.words().codes_act_sign_up().to_owned()
    }

    fn accepts(&self, ctx: &RequestCtx, email: &Email) -> Result<(), FieldErrors> {
        model::accepts(ctx, email)
    }

    fn begin_again(&self) -> Option<&dyn Step<StartProof>> {
        const AGAIN: BeginAgain<BeginSignUp> = BeginAgain(|begin| match &begin.goal {
            ProofGoal::SignUp {
                display_name,
                terms,
                keep,
                ..
            } => Some(BeginSignUp::again(
                begin.email.clone(),
                display_name,
                terms.clone(),
                *keep,
            )),
            _ => None,
        });
        Some(&AGAIN)
    }

    fn complete(&self) -> &dyn Step<Proved> {
        &Complete
    }
}

/// Creating an account on invitation. The link alone is the proof.
pub(super) struct Invited;

impl MailedPurpose for Invited {
    fn key(&self) -> ChallengePurpose {
        ChallengePurpose::Invitation
    }

    fn link_title(&self, messages: &Messages) -> String {
        messages.words().codes_link_sign_up().to_owned()
    }

    fn button(&self, messages: &Messages) -> String {
        messages.words().codes_act_sign_up().to_owned()
    }

    fn link_is_proof(&self) -> bool {
        true
    }

    fn complete(&self) -> &dyn Step<Proved> {
        &invited::Accept
    }

    fn link(
        &self,
        ctx: &RequestCtx,
        open: &OpenedChallenge,
        path: &str,
    ) -> Result<Answer, Problem> {
        invited::invitation(ctx, open, path)
    }
}
