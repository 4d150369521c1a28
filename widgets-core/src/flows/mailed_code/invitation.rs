//! Invitations: challenges begun by the host's back end and completed by anyone with the link.

use serde::{Deserialize, Serialize};

use crate::context::app_state::AppState;
use crate::context::problem::Problem;
use crate::crypto::{Keys, Token, TokenHash};
use crate::i18n::Messages;
use crate::outbox::mail_request::MailRequest;
use crate::stores::{Challenge, ChallengePurpose, NewChallenge, ResendChallenge};
use crate::table::Table;
use crate::table::mails::MailedInvitation;
use crate::table::purposes::{Audience, ChallengePayload, MailPlan, ProofGoal};
use crate::types::clock::Timestamp;
use crate::types::email::Email;
use crate::types::fault::Fault;
use crate::types::id::ChallengeId;

/// What accepting an invitation allows.
#[derive(Serialize, Deserialize)]
pub(crate) struct InvitationGoal {
    /// Name of the inviter, as given by the host.
    pub(crate) by: Option<String>,
    /// Initial display name; may be empty.
    pub(crate) display_name: String,
}

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

    /// A new invitation.
    pub(crate) fn new(
        goal: &InvitationGoal,
        now: Timestamp,
        expires_at: Timestamp,
    ) -> Result<Self, Fault> {
        let link = Token::mint()?;
        let payload = ChallengePayload {
            earlier: Vec::new(),
            // There is no code; the link alone opens it.
            code: link.reveal().to_owned(),
            goal: ProofGoal::new(&ChallengePurpose::INVITATION, goal)?,
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
        if challenge.purpose != ChallengePurpose::INVITATION {
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

    /// Its mail.
    pub(crate) fn mail(
        &self,
        app: &AppState,
        to: &Email,
        messages: &Messages,
    ) -> Result<MailRequest, Problem> {
        let purpose = Table::of(app).purpose(ChallengePurpose::INVITATION.as_str());
        let Some(Audience::Invited { mail, .. }) = purpose.map(|own| own.audience) else {
            return Err(Problem::fault("no widget takes invitations"));
        };
        let goal: InvitationGoal = self.payload.goal.read()?;
        let values = MailedInvitation {
            link: format!("/link/{}", self.link.reveal()),
            expires_at: self.expires_at.as_micros(),
            by: goal.by,
        };
        Ok(MailRequest::new(to, messages, mail, &values)?)
    }

    /// The challenge to store.
    pub(crate) fn keep(&self, email: Email, keys: &Keys) -> Result<NewChallenge, Fault> {
        Ok(NewChallenge {
            id: self.id.clone(),
            purpose: ChallengePurpose::INVITATION,
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
