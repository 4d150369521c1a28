//! What a challenge holds, and what the room shows and takes.

use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::types::clock::Timestamp;
use crate::crypto::{Code, Keys, SealContext, Token};
use crate::context::Visit;
use crate::types::email::Email;
use crate::types::id::ChallengeId;
use crate::context::problem::Problem;
use crate::types::fault::Fault;
use crate::http::request::Input;
use crate::http::return_path::ReturnPath;
use crate::stores::{Challenge, ChallengePurpose};

/// Codes that may be tried before a new one is needed. With five mails at most, that is 25 guesses
/// at eight digits.
pub(super) const TRIES: u32 = 5;
/// Mails of one challenge, the first included.
pub(super) const MOST_SENDS: u32 = 5;
/// How long a code works (OWASP ASVS 5.0, 6.5.5: at most 10 minutes).
pub(super) const CODE_LASTS: Duration = Duration::from_secs(10 * 60);
/// How long the person may take in all, codes sent again included.
pub(super) const CHALLENGE_LASTS: Duration = Duration::from_secs(60 * 60);
/// The pause before the code can be sent again; it doubles with every mail.
const PAUSE: Duration = Duration::from_secs(30);

/// Asking for the code again. Hooks see for what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResendCode {
    /// What the code is for.
    pub purpose: ChallengePurpose,
}

/// Saying that one did not ask for a code. Hooks see that, not the link.
#[derive(Debug)]
pub struct RevokeCode {
    pub(super) token: Token,
}

/// What a proved mailbox allows.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum About {
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

impl About {
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
pub(super) enum Sends {
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
pub(crate) struct Held {
    pub(super) code: String,
    /// What the proof allows.
    pub(crate) about: About,
    pub(super) sends: Sends,
    /// The address that mail goes to where it belongs to an account, which may spell it otherwise
    /// than whoever typed it. Pages show what was typed.
    #[serde(default)]
    pub(super) to: Option<String>,
    pub(super) return_to: Option<String>,
}

impl Held {
    pub(super) fn seal(&self, id: &ChallengeId, keys: &Keys) -> Result<Vec<u8>, Fault> {
        let plain = serde_json::to_vec(self).map_err(Fault::lasting)?;
        Ok(keys.seal(place(id), &plain)?)
    }

    pub(super) fn open(challenge: &Challenge, keys: &Keys) -> Result<Self, Problem> {
        let plain = keys
            .open(place(&challenge.id), &challenge.sealed)
            .map_err(Problem::fault)?;
        serde_json::from_slice(&plain).map_err(Problem::fault)
    }

    /// Where the mail of the challenge goes.
    pub(crate) fn to(&self, challenge: &Challenge) -> Email {
        let stored = self.to.as_deref().and_then(|own| Email::parse(own).ok());
        let same = stored.filter(|own| own.key() == challenge.email.key());
        same.unwrap_or_else(|| challenge.email.clone())
    }

    pub(super) fn code(&self) -> Option<Code> {
        Code::parse(&self.code)
    }

    /// Where the person goes in the end.
    pub(crate) fn return_to(&self, visit: &Visit) -> Option<ReturnPath> {
        let text = self.return_to.as_deref()?;
        ReturnPath::parse(text, visit.widgets().return_origins())
    }
}

impl fmt::Debug for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Held({})", self.about.purpose().key())
    }
}

pub(crate) fn place(id: &ChallengeId) -> SealContext<'_> {
    SealContext {
        column: "accounts.challenges.sealed",
        row: id.as_str(),
    }
}

/// A challenge, with what it holds.
#[derive(Debug)]
pub(crate) struct Open {
    pub(crate) challenge: Challenge,
    pub(crate) held: Held,
}

/// When a code can be sent again; none once that was done often enough.
pub(super) fn resend_at(challenge: &Challenge) -> Option<Timestamp> {
    let doublings = challenge.sends.saturating_sub(1).min(10);
    (challenge.sends < MOST_SENDS).then(|| challenge.sent_at.plus(PAUSE * 2_u32.pow(doublings)))
}

/// Mails sent before this moment are long enough ago to send another.
pub(super) fn sent_before(challenge: &Challenge, now: Timestamp) -> Timestamp {
    let doublings = challenge.sends.saturating_sub(1).min(10);
    now.minus(PAUSE * 2_u32.pow(doublings))
}

/// What the page of a challenge shows.
#[derive(Debug, Clone, Serialize)]
pub(super) struct CodeForm {
    pub(super) challenge: ChallengeId,
    pub(super) purpose: ChallengePurpose,
    pub(super) email: String,
    /// When the code stops working.
    pub(super) code_expires_at: Timestamp,
    /// When it can be sent again; none when it cannot.
    pub(super) resend_at: Option<Timestamp>,
}

impl CodeForm {
    pub(super) fn of(open: &Open) -> Self {
        Self {
            challenge: open.challenge.id.clone(),
            purpose: open.challenge.purpose,
            email: open.challenge.email.as_str().to_owned(),
            code_expires_at: open.challenge.code_expires_at,
            resend_at: resend_at(&open.challenge),
        }
    }
}

/// What the page behind a link shows.
#[derive(Debug, Serialize)]
#[serde(tag = "link", rename_all = "snake_case")]
pub(super) enum LinkPage {
    /// It was asked for in this browser, which goes on with it.
    Here { purpose: ChallengePurpose },
    /// It was asked for in another browser, where the code is to be typed.
    Elsewhere {
        purpose: ChallengePurpose,
        /// None when it has expired.
        code: Option<String>,
    },
    /// It does not work.
    Spent,
}

/// Reads the challenge the path names. What cannot be an id is none.
pub(super) fn read_challenge(input: &Input) -> Result<ChallengeId, Problem> {
    ChallengeId::parse(input.param("challenge")).map_err(|_| Problem::Missing)
}

/// Reads the token in the path. What cannot be one is no link.
pub(super) fn read_token(input: &Input) -> Result<Token, Problem> {
    Token::parse(input.param("token")).ok_or(Problem::Missing)
}
