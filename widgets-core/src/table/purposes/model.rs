//! What a challenge holds.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::context::RequestCtx;
use crate::context::problem::Problem;
use crate::crypto::{Code, Keys, SealContext};
use crate::http::return_path::ReturnPath;
use crate::stores::{Challenge, ChallengePurpose};
use crate::types::email::Email;
use crate::types::fault::Fault;
use crate::types::id::ChallengeId;

/// What a proved mailbox allows.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ProofGoal {
    /// An account for that address.
    SignUp {
        /// The hash of the password that was chosen; none for an account without one. It was
        /// checked beside the address of that form alone: an address that is corrected later takes
        /// the password along, which is kept as a hash only and cannot be checked again.
        password: Option<String>,
        /// The name others see; may be empty.
        display_name: String,
        /// The edition of the terms that was accepted.
        terms: Option<String>,
        /// Whether to stay signed in.
        keep: bool,
    },
    /// An account for that address, asked to by the host.
    Invitation {
        /// Who invites, in the host's words.
        by: Option<String>,
        /// The name the host knows them by; may be empty.
        display_name: String,
    },
    /// A session.
    SignIn {
        /// Whether to stay signed in.
        keep: bool,
    },
    /// A new password.
    Reset,
    /// A session that is fresh again.
    StepUp,
}

impl ProofGoal {
    pub(crate) const fn purpose(&self) -> ChallengePurpose {
        match self {
            Self::SignUp { .. } => ChallengePurpose::SignUp,
            Self::Invitation { .. } => ChallengePurpose::Invitation,
            Self::SignIn { .. } => ChallengePurpose::SignIn,
            Self::Reset => ChallengePurpose::Reset,
            Self::StepUp => ChallengePurpose::StepUp,
        }
    }
}

/// Which mail a challenge sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum MailPlan {
    /// The code and the link.
    Code,
    /// To somebody who wants to sign up and has an account already: that they have, and nothing
    /// that opens anything.
    Taken,
    /// Nothing, at the same cost: the address is nobody's.
    Nothing,
}

/// What a challenge holds besides what storage has to see. Sealed at rest, bound to its id.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct ChallengePayload {
    pub(crate) code: String,
    /// What the proof allows.
    #[serde(rename = "about")]
    pub(crate) goal: ProofGoal,
    pub(crate) sends: MailPlan,
    /// The address that mail goes to where it belongs to an account, which may spell it otherwise
    /// than whoever typed it. Pages show what was typed.
    #[serde(default)]
    pub(crate) to: Option<String>,
    pub(crate) return_to: Option<String>,
}

impl ChallengePayload {
    pub(crate) fn seal(&self, id: &ChallengeId, keys: &Keys) -> Result<Vec<u8>, Fault> {
        let plain = serde_json::to_vec(self).map_err(Fault::lasting)?;
        Ok(keys.seal(associated_data(id), &plain)?)
    }

    pub(crate) fn open(challenge: &Challenge, keys: &Keys) -> Result<Self, Problem> {
        let plain = keys
            .open(associated_data(&challenge.id), &challenge.sealed)
            .map_err(Problem::fault)?;
        serde_json::from_slice(&plain).map_err(Problem::fault)
    }

    /// Where the mail of the challenge goes.
    pub(crate) fn to(&self, challenge: &Challenge) -> Email {
        let stored = self.to.as_deref().and_then(|own| Email::parse(own).ok());
        let same = stored.filter(|own| own.key() == challenge.email.key());
        same.unwrap_or_else(|| challenge.email.clone())
    }

    pub(crate) fn code(&self) -> Option<Code> {
        Code::parse(&self.code)
    }

    /// Where the person goes in the end.
    pub(crate) fn return_to(&self, ctx: &RequestCtx) -> Option<ReturnPath> {
        let text = self.return_to.as_deref()?;
        ReturnPath::parse(text, ctx.app().return_origins())
    }
}

impl fmt::Debug for ChallengePayload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ChallengePayload({})", self.goal.purpose().key())
    }
}

pub(crate) fn associated_data(id: &ChallengeId) -> SealContext<'_> {
    SealContext {
        column: "accounts.challenges.sealed",
        row: id.as_str(),
    }
}

/// A challenge, with what it holds.
#[derive(Debug)]
pub(crate) struct OpenedChallenge {
    pub(crate) challenge: Challenge,
    pub(crate) payload: ChallengePayload,
}
