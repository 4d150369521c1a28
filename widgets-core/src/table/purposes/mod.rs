//! Purposes of mailed codes and links. Widgets that need a verified mailbox register them; the
//! widget that takes codes looks them up by the challenge and has none of its own.
//!
//! A purpose is one implementation of [`MailedPurpose`] in the widget that needs it: its key, whose
//! mailbox it proves, its mails, further fields, and what completes it.

mod answers;
mod audience;
mod model;

use maud::Markup;

pub(crate) use self::answers::{begun, over, over_page};
pub(crate) use self::audience::Audience;
pub(crate) use self::model::{
    ChallengePayload, MailPlan, OpenedChallenge, ProofGoal, associated_data,
};
use crate::context::RequestCtx;
use crate::context::answer::Next;
use crate::http::fields::{FieldErrors, Fields};
use crate::http::return_path::ReturnPath;
use crate::i18n::Messages;
use crate::stores::ChallengePurpose;
use crate::table::action::{CommandType, Step};
use crate::types::email::Email;
use crate::types::id::ChallengeId;

/// A challenge to begin.
#[derive(Clone)]
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

/// A mailbox that was proved, by a code that was right or a link that is the proof by itself.
pub(crate) struct Proved {
    pub(crate) open: OpenedChallenge,
    /// The path of the link, where that was the proof.
    pub(crate) link: Option<String>,
}

impl Proved {
    /// Where to go after completion.
    pub(crate) fn next(&self, ctx: &RequestCtx) -> Next {
        let page = self.open.payload.return_to(ctx);
        page.map_or_else(|| Next::from("/"), Next::Return)
    }
}

/// A purpose of mailed codes, implemented by the widget that registers it.
pub(crate) trait MailedPurpose: Send + Sync {
    /// The purpose as named by challenges.
    fn key(&self) -> ChallengePurpose;

    /// Whose mailbox it proves, and by which mail.
    fn audience(&self) -> Audience;

    /// Title of the page behind a link.
    fn link_title(&self, messages: &Messages) -> String;

    /// Label of the button that submits the code or link.
    fn button(&self, messages: &Messages) -> String;

    /// Whether completion may redirect anywhere, so that the form must be submitted without script.
    fn leads_anywhere(&self) -> bool {
        false
    }

    /// Whether completing it signs in, so that a wrong code counts as a failed sign-in in metrics.
    fn signs_in(&self) -> bool {
        false
    }

    /// Further fields of the code form.
    fn further(&self, ctx: &RequestCtx, email: &str, errors: &FieldErrors) -> Markup {
        let _ = (ctx, email, errors);
        Markup::default()
    }

    /// Whether what the form asks for besides the code is valid: told before a try is spent.
    fn check(
        &self,
        ctx: &RequestCtx,
        open: &OpenedChallenge,
        fields: &Fields,
    ) -> Result<(), FieldErrors> {
        let _ = (ctx, open, fields);
        Ok(())
    }

    /// Whether it may continue with another address.
    fn accepts(&self, ctx: &RequestCtx, email: &Email) -> Result<(), FieldErrors> {
        let _ = (ctx, email);
        Ok(())
    }

    /// What begins it with another address, where that may be corrected.
    fn begin_again(&self) -> Option<&dyn Step<StartProof>> {
        None
    }

    /// What completing it allows.
    fn complete(&self) -> &dyn Step<Proved>;

    /// The commands of both.
    fn commands(&self) -> Vec<CommandType> {
        let again = self.begin_again().map(Step::commands);
        let mut commands = again.unwrap_or_default();
        commands.extend(self.complete().commands());
        commands
    }
}
