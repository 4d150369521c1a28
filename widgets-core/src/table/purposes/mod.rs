//! Purposes of mailed codes and links. Widgets that need a verified mailbox register them; the
//! widget that takes codes looks them up by the challenge and has none of its own.
//!
//! A purpose is a [`MailedPurpose`] in the widget that needs it: its key, whose mailbox it proves, its
//! mails, further fields, and what completes it.

mod answers;
mod audience;
mod model;

use futures_util::future::BoxFuture;
use maud::Markup;
use serde::{Serialize, Serializer};

pub(crate) use self::answers::{CodeSent, over, over_page};
pub(crate) use self::audience::Audience;
pub(crate) use self::model::{
    ChallengePayload, MailPlan, OpenedChallenge, ProofGoal, associated_data,
};
use crate::context::{Next, RequestCtx};
use crate::http::{FieldErrors, Fields, ReturnPath};
use crate::i18n::Messages;
use crate::stores::ChallengePurpose;
use crate::table::action::{CommandType, Step};
use crate::types::{ChallengeId, Email};

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

/// A purpose of mailed codes, a static of the widget that registers it.
#[derive(derive_more::Debug)]
#[debug("MailedPurpose({key})")]
pub(crate) struct MailedPurpose {
    /// The purpose as named by challenges.
    pub(crate) key: ChallengePurpose,
    /// Whose mailbox it proves, and by which mail.
    pub(crate) audience: Audience,
    /// Title of the page behind a link.
    pub(crate) link_title: fn(&Messages) -> String,
    /// Label of the button that submits the code or link.
    pub(crate) button: fn(&Messages) -> String,
    /// Whether completion may redirect anywhere, so that the form must be submitted without script.
    pub(crate) leads_anywhere: bool,
    /// Whether completing it signs in, so that a wrong code counts as a failed sign-in in metrics.
    pub(crate) signs_in: bool,
    /// Further fields of the form, if there are any.
    pub(crate) further: Option<Further>,
    /// How it begins with another address, if the address may be corrected.
    pub(crate) again: Option<Again>,
    /// What completing it allows.
    pub(crate) complete: &'static dyn Step<Proved>,
}

/// Further fields of the form that takes a code.
pub(crate) struct Further {
    /// Shows them, for that address.
    pub(crate) show: fn(&RequestCtx, &str, &FieldErrors) -> Markup,
    /// Whether they are valid: told before a try is spent.
    pub(crate) check: for<'a> fn(&'a RequestCtx, &'a OpenedChallenge, &'a Fields) -> Checking<'a>,
}

/// Whether further fields are valid, once that is known.
pub(crate) type Checking<'a> = BoxFuture<'a, Result<(), FieldErrors>>;

/// How a purpose begins with another address.
pub(crate) struct Again {
    /// Whether it may continue with that address.
    pub(crate) accepts: fn(&RequestCtx, &Email) -> Result<(), FieldErrors>,
    pub(crate) begin: &'static dyn Step<StartProof>,
}

impl MailedPurpose {
    /// The commands that it runs.
    pub(crate) fn commands(&self) -> Vec<CommandType> {
        let again = self.again.as_ref().map(|own| own.begin.commands());
        let mut commands = again.unwrap_or_default();
        commands.extend(self.complete.commands());
        commands
    }
}

/// JSON clients see its key.
impl Serialize for MailedPurpose {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.key.serialize(serializer)
    }
}
