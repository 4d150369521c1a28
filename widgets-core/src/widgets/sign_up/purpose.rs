//! The widget's purposes for mailed codes: sign-up and invitation.

use async_trait::async_trait;

use super::model::{self, BeginSignUp};
use super::{actions, invited};
use crate::context::RequestCtx;
use crate::context::answer::Answer;
use crate::context::problem::Problem;
use crate::flows::mailed_code;
use crate::http::fields::{FieldErrors, Fields};
use crate::i18n::Messages;
use crate::stores::ChallengePurpose;
use crate::table::purposes::{MailedPurpose, OpenedChallenge, ProofGoal, StartProof, Wish};
use crate::types::email::Email;

/// Creating an account for the address.
pub(super) struct SigningUp;

#[async_trait]
impl MailedPurpose for SigningUp {
    fn key(&self) -> ChallengePurpose {
        ChallengePurpose::SignUp
    }

    fn link_title(&self, messages: &Messages) -> String {
        messages.words().codes_link_sign_up()
    }

    fn button(&self, messages: &Messages) -> String {
        messages.words().codes_act_sign_up()
    }

    fn accepts(&self, ctx: &RequestCtx, email: &Email) -> Result<(), FieldErrors> {
        model::accepts(ctx, email)
    }

    async fn begin_again(&self, ctx: &RequestCtx, begin: StartProof) -> Result<String, Problem> {
        let ProofGoal::SignUp {
            display_name,
            terms,
            keep,
            ..
        } = begin.goal.clone()
        else {
            return Err(Problem::Missing);
        };
        let wish = BeginSignUp::again(begin.email.clone(), &display_name, terms, keep);
        ctx.perform(wish, |_| mailed_code::begin(ctx, begin)).await
    }

    async fn complete(
        &self,
        ctx: RequestCtx,
        open: OpenedChallenge,
        _: Wish,
    ) -> Result<Answer, Problem> {
        actions::complete(ctx, open).await
    }
}

/// Creating an account on invitation. The link alone is the proof.
pub(super) struct Invited;

#[async_trait]
impl MailedPurpose for Invited {
    fn key(&self) -> ChallengePurpose {
        ChallengePurpose::Invitation
    }

    fn link_title(&self, messages: &Messages) -> String {
        messages.words().codes_link_sign_up()
    }

    fn button(&self, messages: &Messages) -> String {
        messages.words().codes_act_sign_up()
    }

    fn link_is_proof(&self) -> bool {
        true
    }

    async fn complete(
        &self,
        _: RequestCtx,
        _: OpenedChallenge,
        _: Wish,
    ) -> Result<Answer, Problem> {
        Err(Problem::Missing)
    }

    async fn link(
        &self,
        ctx: &RequestCtx,
        open: &OpenedChallenge,
        path: &str,
    ) -> Result<Answer, Problem> {
        invited::invitation(ctx, open, path)
    }

    async fn accept(
        &self,
        ctx: RequestCtx,
        open: OpenedChallenge,
        path: &str,
        fields: &Fields,
    ) -> Result<Answer, Problem> {
        invited::accept(ctx, open, path, fields).await
    }
}
