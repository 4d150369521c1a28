//! Content of challenges.

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

/// What proving control of a mailbox allows.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ProofGoal {
    /// Creating an account for the address.
    SignUp {
        /// Hash of the chosen password; `None` for an account without one. Checked against the
        /// address first typed. A corrected address keeps the password, which exists only as a hash
        /// and cannot be checked again.
        password: Option<String>,
        /// Display name; may be empty.
        display_name: String,
        /// Accepted edition of the terms.
        terms: Option<String>,
        keep: bool,
    },
    /// Creating an account for the address, on invitation by the host.
    Invitation {
        /// Name of the inviter, as given by the host.
        by: Option<String>,
        /// Initial display name; may be empty.
        display_name: String,
    },
    /// Opening a session.
    SignIn { keep: bool },
    /// Setting a new password.
    Reset,
    /// Completing a step-up.
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
    /// Tells the owner of an existing account that somebody tried to sign up with its address.
    /// Contains nothing that grants access.
    Taken,
    /// None, at the same cost: the address has no account (against account enumeration).
    Nothing,
}

/// Content of a challenge that storage need not read. Sealed at rest and bound to the challenge's
/// id.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct ChallengePayload {
    pub(crate) code: String,
    /// What completing it allows.
    #[serde(rename = "about")]
    pub(crate) goal: ProofGoal,
    pub(crate) sends: MailPlan,
    /// The account's spelling of the address, to which mail is sent. Pages show what was typed,
    /// which may be spelled differently.
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

    /// The address to send mail to.
    pub(crate) fn to(&self, challenge: &Challenge) -> Email {
        let stored = self.to.as_deref().and_then(|own| Email::parse(own).ok());
        let same = stored.filter(|own| own.key() == challenge.email.key());
        same.unwrap_or_else(|| challenge.email.clone())
    }

    pub(crate) fn code(&self) -> Option<Code> {
        Code::parse(&self.code)
    }

    /// Where to go after completion.
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

/// A challenge with its opened content.
#[derive(Debug)]
pub(crate) struct OpenedChallenge {
    pub(crate) challenge: Challenge,
    pub(crate) payload: ChallengePayload,
}
