//! Invitations: challenges begun by the host's back end and completed by anyone with the link.

use crate::context::problem::Problem;
use crate::crypto::{Keys, Token, TokenHash};
use crate::outbox::mail_request::MailKind;
use crate::stores::{Challenge, ChallengePurpose, NewChallenge, ResendChallenge};
use crate::table::purposes::{ChallengePayload, MailPlan, ProofGoal};
use crate::types::clock::Timestamp;
use crate::types::email::Email;
use crate::types::fault::Fault;
use crate::types::id::ChallengeId;

/// An invitation. Its link stays the same however often it is sent.
pub(crate) struct Invitation {
    id: ChallengeId,
    link: Token,
    payload: ChallengePayload,
    expires_at: Timestamp,
}

impl Invitation {
    /// Stands for the browser that began the challenge. No token has this hash, so no browser can
    /// find an invitation by its id.
    pub(crate) const BACK_END: TokenHash = TokenHash::from_bytes([0; 32]);

    /// A new invitation, with the names given by the host.
    pub(crate) fn new(
        by: Option<String>,
        display_name: String,
        now: Timestamp,
        expires_at: Timestamp,
    ) -> Result<Self, Fault> {
        let link = Token::mint()?;
        let payload = ChallengePayload {
            // There is no code; the link alone opens it.
            code: link.reveal().to_owned(),
            goal: ProofGoal::Invitation { by, display_name },
            sends: MailPlan::Code,
            to: None,
            return_to: None,
        };
        Ok(Self {
            id: ChallengeId::mint(now)?,
            link,
            payload,
            expires_at,
        })
    }

    /// Reads an invitation; `None` if the challenge has another purpose.
    pub(crate) fn read(challenge: &Challenge, keys: &Keys) -> Result<Option<Self>, Problem> {
        if challenge.purpose != ChallengePurpose::Invitation {
            return Ok(None);
        }
        let payload = ChallengePayload::open(challenge, keys)?;
        let link = Token::parse(&payload.code);
        Ok(link.map(|link| Self {
            id: challenge.id.clone(),
            link,
            payload,
            expires_at: challenge.expires_at,
        }))
    }

    pub(crate) const fn id(&self) -> &ChallengeId {
        &self.id
    }

    pub(crate) fn link(&self) -> TokenHash {
        self.link.hash()
    }

    /// The content of its mail.
    pub(crate) fn kind(&self) -> MailKind {
        let by = match &self.payload.goal {
            ProofGoal::Invitation { by, .. } => by.clone(),
            _ => None,
        };
        MailKind::Invitation {
            link: format!("/link/{}", self.link.reveal()),
            expires_at: self.expires_at.as_micros(),
            by,
        }
    }

    /// The challenge to store.
    pub(crate) fn keep(&self, email: Email, keys: &Keys) -> Result<NewChallenge, Fault> {
        Ok(NewChallenge {
            id: self.id.clone(),
            purpose: ChallengePurpose::Invitation,
            account: None,
            email,
            browser: Self::BACK_END,
            link: self.link.hash(),
            sealed: self.payload.seal(&self.id, keys)?,
            tries: 0,
            code_expires_at: self.expires_at,
            expires_at: self.expires_at,
            replaces: None,
        })
    }

    /// The update that sends it again.
    pub(crate) fn keep_again(&self, now: Timestamp, keys: &Keys) -> Result<ResendChallenge, Fault> {
        Ok(ResendChallenge {
            id: self.id.clone(),
            browser: Self::BACK_END,
            link: self.link.hash(),
            sealed: self.payload.seal(&self.id, keys)?,
            tries: 0,
            code_expires_at: self.expires_at,
            sent_before: now,
            most_sends: u32::MAX,
        })
    }
}
