//! The widget's purpose for mailed codes.

use super::actions::WithMailbox;
use crate::i18n::Messages;
use crate::stores::ChallengePurpose;
use crate::table::action::Step;
use crate::table::purposes::{MailedPurpose, Proved};

/// Renewing a session.
pub(super) struct SteppingUp;

impl MailedPurpose for SteppingUp {
    fn key(&self) -> ChallengePurpose {
        ChallengePurpose::StepUp
    }

    fn link_title(&self, messages: &Messages) -> String {
        messages.words().codes_link_step_up().to_owned()
    }

    fn button(&self, messages: &Messages) -> String {
        messages.words().codes_act_step_up().to_owned()
    }

    fn leads_anywhere(&self) -> bool {
        true
    }

    fn complete(&self) -> &dyn Step<Proved> {
        &WithMailbox
    }
}
