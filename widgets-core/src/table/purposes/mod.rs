//! Purposes of mailed codes and links. Widgets that need a verified mailbox register them; the
//! widget that takes codes looks them up by the challenge and has none of its own.

mod answers;
mod model;

use async_trait::async_trait;
use maud::Markup;

pub(crate) use self::answers::{begun, over, over_page};
pub(crate) use self::model::{
    ChallengePayload, MailPlan, OpenedChallenge, ProofGoal, associated_data,
};
use crate::context::RequestCtx;
use crate::context::answer::Answer;
use crate::context::problem::Problem;
use crate::crypto::NewPassword;
use crate::http::fields::{FieldErrors, Fields};
use crate::http::return_path::ReturnPath;
use crate::i18n::Messages;
use crate::stores::ChallengePurpose;
use crate::types::email::Email;
use crate::types::id::ChallengeId;

/// A challenge to begin.
pub(crate) struct StartProof {
    /// What completing it allows.
    pub(crate) goal: ProofGoal,
    /// The address to mail.
    pub(crate) email: Email,
    /// Where to go after completion.
    pub(crate) return_to: Option<ReturnPath>,
    /// The challenge it replaces after its address was corrected.
    pub(crate) replaces: Option<ChallengeId>,
}

/// Further input of the code form, validated.
pub(crate) enum Wish {
    /// Nothing.
    Nothing,
    /// A new password.
    Password(NewPassword),
}

/// A purpose of mailed codes, implemented by the widget that registers it.
#[async_trait]
pub(crate) trait MailedPurpose: Send + Sync {
    /// The purpose as named by challenges.
    fn key(&self) -> ChallengePurpose;

    /// Title of the page behind a link.
    fn link_title(&self, messages: &Messages) -> String;

    /// Label of the button that submits the code or link.
    fn button(&self, messages: &Messages) -> String;

    /// Whether the address can be corrected. Not if it is an account's own.
    fn is_correctable(&self) -> bool {
        true
    }

    /// Whether completion may redirect anywhere, so that the form must be submitted without script.
    fn leads_anywhere(&self) -> bool {
        false
    }

    /// Whether the link alone suffices, in any browser. [`Self::link`] and [`Self::accept`] then
    /// handle it.
    fn link_is_proof(&self) -> bool {
        false
    }

    /// Further fields of the code form.
    fn further(&self, ctx: &RequestCtx, email: &str, errors: &FieldErrors) -> Markup {
        let _ = (ctx, email, errors);
        Markup::default()
    }

    /// Parses the further fields, before an attempt is counted.
    fn read(
        &self,
        ctx: &RequestCtx,
        open: &OpenedChallenge,
        fields: &Fields,
    ) -> Result<Wish, FieldErrors> {
        let _ = (ctx, open, fields);
        Ok(Wish::Nothing)
    }

    /// Whether it may continue with another address.
    fn accepts(&self, ctx: &RequestCtx, email: &Email) -> Result<(), FieldErrors> {
        let _ = (ctx, email);
        Ok(())
    }

    /// Begins it again with another address, between the hooks of the widget's own action, so that
    /// they see the new address.
    async fn begin_again(&self, ctx: &RequestCtx, begin: StartProof) -> Result<String, Problem> {
        let _ = (ctx, begin);
        Err(Problem::Missing)
    }

    /// Performs what the proof allows.
    async fn complete(
        &self,
        ctx: RequestCtx,
        open: OpenedChallenge,
        wish: Wish,
    ) -> Result<Answer, Problem>;

    /// Renders the page behind a link that suffices as proof; `path` is the link's path.
    async fn link(
        &self,
        ctx: &RequestCtx,
        open: &OpenedChallenge,
        path: &str,
    ) -> Result<Answer, Problem> {
        let _ = (ctx, open, path);
        Err(Problem::Missing)
    }

    /// Performs what a link that suffices as proof allows.
    async fn accept(
        &self,
        ctx: RequestCtx,
        open: OpenedChallenge,
        path: &str,
        fields: &Fields,
    ) -> Result<Answer, Problem> {
        let _ = (ctx, open, path, fields);
        Err(Problem::Missing)
    }
}
