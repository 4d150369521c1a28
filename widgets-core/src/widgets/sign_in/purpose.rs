//! The widget's purpose for mailed codes.

use async_trait::async_trait;

use super::actions;
use super::model::AskForCode;
use crate::context::RequestCtx;
use crate::context::answer::Answer;
use crate::context::problem::Problem;
use crate::flows::mailed_code;
use crate::i18n::Messages;
use crate::stores::ChallengePurpose;
use crate::table::purposes::{MailedPurpose, OpenedChallenge, ProofGoal, StartProof, Wish};

/// Opening a session.
pub(super) struct SigningIn;

#[async_trait]
impl MailedPurpose for SigningIn {
    fn key(&self) -> ChallengePurpose {
        ChallengePurpose::SignIn
    }

    fn link_title(&self, messages: &Messages) -> String {
        messages.words().codes_link_sign_in()
    }

    fn button(&self, messages: &Messages) -> String {
        messages.words().codes_act_sign_in()
    }

    async fn begin_again(&self, ctx: &RequestCtx, begin: StartProof) -> Result<String, Problem> {
        let ProofGoal::SignIn { keep } = begin.goal else {
            return Err(Problem::Missing);
        };
        let email = begin.email.clone();
        ctx.perform(AskForCode { email, keep }, |_| {
            mailed_code::begin(ctx, begin)
        })
        .await
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
