//! The widget's purpose for mailed codes.

use async_trait::async_trait;

use super::actions;
use crate::context::RequestCtx;
use crate::context::answer::Answer;
use crate::context::problem::Problem;
use crate::i18n::Messages;
use crate::stores::ChallengePurpose;
use crate::table::purposes::{MailedPurpose, OpenedChallenge, Wish};

/// Renewing a session.
pub(super) struct SteppingUp;

#[async_trait]
impl MailedPurpose for SteppingUp {
    fn key(&self) -> ChallengePurpose {
        ChallengePurpose::StepUp
    }

    fn link_title(&self, messages: &Messages) -> String {
        messages.words().codes_link_step_up()
    }

    fn button(&self, messages: &Messages) -> String {
        messages.words().codes_act_step_up()
    }

    fn is_correctable(&self) -> bool {
        false
    }

    fn leads_anywhere(&self) -> bool {
        true
    }

    async fn complete(
        &self,
        ctx: RequestCtx,
        open: OpenedChallenge,
        _: Wish,
    ) -> Result<Answer, Problem> {
        actions::with_mailbox(ctx, open).await
    }
}
