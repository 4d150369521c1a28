//! What a challenge holds, and what the widget shows and takes.

use serde::Serialize;

use crate::context::problem::Problem;
use crate::crypto::Token;
use crate::flows::mailed_code::resend_at;
use crate::http::request::Input;
use crate::stores::ChallengePurpose;
use crate::table::purposes::OpenedChallenge;
use crate::types::clock::Timestamp;
use crate::types::id::ChallengeId;

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
    pub(super) fn of(open: &OpenedChallenge) -> Self {
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
