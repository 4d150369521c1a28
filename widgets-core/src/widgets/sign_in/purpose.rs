//! The widget's purpose for mailed codes.

use super::actions::WithMailbox;
use super::model::AskForCode;
use crate::flows::mailed_code::BeginAgain;
use crate::i18n::Messages;
use crate::stores::ChallengePurpose;
use crate::table::action::Step;
use crate::table::purposes::{MailedPurpose, ProofGoal, Proved, StartProof};

/// Opening a session.
pub(super) struct SigningIn;

impl MailedPurpose for SigningIn {
    fn key(&self) -> ChallengePurpose {
        ChallengePurpose::SignIn
    }

    fn link_title(&self, messages: &Messages) -> String {
        messages.words().codes_link_sign_in().to_owned()
    }

    fn button(&self, messages: &Messages) -> String {
        messages.words().codes_act_sign_in().to_owned()
    }

    fn begin_again(&self) -> Option<&dyn Step<StartProof>> {
        const AGAIN: BeginAgain<AskForCode> = BeginAgain(|begin| match begin.goal {
            ProofGoal::SignIn { keep } => Some(AskForCode {
                email: begin.email.clone(),
                keep,
            }),
            _ => None,
        });
        Some(&AGAIN)
    }

    fn complete(&self) -> &dyn Step<Proved> {
        &WithMailbox
    }
}
