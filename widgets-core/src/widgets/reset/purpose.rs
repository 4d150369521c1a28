//! The widget's purpose for mailed codes.

use async_trait::async_trait;
use maud::Markup;

use super::model::{AskForReset, read_password};
use super::{actions, view};
use crate::context::RequestCtx;
use crate::context::answer::Answer;
use crate::context::problem::Problem;
use crate::flows::mailed_code;
use crate::http::fields::{FieldErrors, Fields};
use crate::i18n::Messages;
use crate::stores::ChallengePurpose;
use crate::table::purposes::{MailedPurpose, OpenedChallenge, StartProof, Wish};

/// Replacing a forgotten password.
pub(super) struct Resetting;

#[async_trait]
impl MailedPurpose for Resetting {
    fn key(&self) -> ChallengePurpose {
        ChallengePurpose::Reset
    }

    fn link_title(&self, messages: &Messages) -> String {
        messages.words().codes_link_reset()
    }

    fn button(&self, messages: &Messages) -> String {
        messages.words().codes_act_reset()
    }

    fn further(&self, ctx: &RequestCtx, email: &str, errors: &FieldErrors) -> Markup {
        view::password_field(ctx, email, errors)
    }

    fn read(
        &self,
        ctx: &RequestCtx,
        open: &OpenedChallenge,
        fields: &Fields,
    ) -> Result<Wish, FieldErrors> {
        read_password(ctx, &open.challenge.email, fields).map(Wish::Password)
    }

    async fn begin_again(&self, ctx: &RequestCtx, begin: StartProof) -> Result<String, Problem> {
        let email = begin.email.clone();
        ctx.perform(AskForReset { email }, |_| mailed_code::begin(ctx, begin))
            .await
    }

    async fn complete(
        &self,
        ctx: RequestCtx,
        open: OpenedChallenge,
        wish: Wish,
    ) -> Result<Answer, Problem> {
        match wish {
            Wish::Password(password) => actions::complete(ctx, open, password).await,
            Wish::Nothing => Err(Problem::Missing),
        }
    }
}
