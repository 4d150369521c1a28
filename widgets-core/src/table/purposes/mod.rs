//! What mailed codes and links are for. Each widget that wants a mailbox proved registers its purposes;
//! the widget that takes the code asks the table for the one a challenge names, and knows none itself.

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

/// A mailbox to be proved.
pub(crate) struct StartProof {
    /// What the proof allows.
    pub(crate) goal: ProofGoal,
    /// The mailbox.
    pub(crate) email: Email,
    /// Where the person goes in the end.
    pub(crate) return_to: Option<ReturnPath>,
    /// The challenge whose address was corrected.
    pub(crate) replaces: Option<ChallengeId>,
}

/// What the form asks for besides the code.
pub(crate) enum Wish {
    /// Nothing.
    Nothing,
    /// A new password.
    Password(NewPassword),
}

/// One purpose of mailed codes, as the widget it belongs to knows it.
#[async_trait]
pub(crate) trait MailedPurpose: Send + Sync {
    /// By what a challenge names it.
    fn key(&self) -> ChallengePurpose;

    /// The heading of the page behind a link.
    fn link_title(&self, messages: &Messages) -> String;

    /// What the button does that gives the code or the link back.
    fn button(&self, messages: &Messages) -> String;

    /// Whether the address may be corrected: not where it is an account's own.
    fn is_correctable(&self) -> bool {
        true
    }

    /// Whether giving the code back may lead to any page, so that the browser must follow by itself.
    fn leads_anywhere(&self) -> bool {
        false
    }

    /// Whether the link alone is the proof, in any browser. [`Self::link`] and [`Self::accept`] answer
    /// it then.
    fn link_is_proof(&self) -> bool {
        false
    }

    /// What the form shows besides the code.
    fn further(&self, ctx: &RequestCtx, email: &str, errors: &FieldErrors) -> Markup {
        let _ = (ctx, email, errors);
        Markup::default()
    }

    /// Reads that, before a try is spent.
    fn read(
        &self,
        ctx: &RequestCtx,
        open: &OpenedChallenge,
        fields: &Fields,
    ) -> Result<Wish, FieldErrors> {
        let _ = (ctx, open, fields);
        Ok(Wish::Nothing)
    }

    /// Whether it may be done with another address.
    fn accepts(&self, ctx: &RequestCtx, email: &Email) -> Result<(), FieldErrors> {
        let _ = (ctx, email);
        Ok(())
    }

    /// Begins it with another address, between the hooks of the widget: they see that address too.
    async fn begin_again(&self, ctx: &RequestCtx, begin: StartProof) -> Result<String, Problem> {
        let _ = (ctx, begin);
        Err(Problem::Missing)
    }

    /// Does what the proof allows.
    async fn complete(
        &self,
        ctx: RequestCtx,
        open: OpenedChallenge,
        wish: Wish,
    ) -> Result<Answer, Problem>;

    /// The page behind a link that is the proof by itself; `path` is the link's own.
    async fn link(
        &self,
        ctx: &RequestCtx,
        open: &OpenedChallenge,
        path: &str,
    ) -> Result<Answer, Problem> {
        let _ = (ctx, open, path);
        Err(Problem::Missing)
    }

    /// Does what a link that is the proof by itself allows.
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
