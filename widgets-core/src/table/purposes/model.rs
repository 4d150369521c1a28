//! Content of challenges.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::MailedPurpose;
use crate::context::{Problem, RequestCtx};
use crate::crypto::{Code, Keys, SealContext};
use crate::http::ReturnPath;
use crate::stores::Challenge;
use crate::types::{ChallengeId, Email, Fault, Tagged};

/// What proving control of a mailbox allows: the key of a purpose, and data of its widget.
pub(crate) type ProofGoal = Tagged;

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
    /// Codes that were sent before this one, and open nothing any more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) earlier: Vec<String>,
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
        let payload: Self = serde_json::from_slice(&plain).map_err(Problem::fault)?;
        // The purpose beside the sealed content is not authenticated.
        if payload.goal.kind() != challenge.purpose.as_str() {
            return Err(Problem::fault("a challenge was sealed for another purpose"));
        }
        Ok(payload)
    }

    /// The address to send mail to.
    pub(crate) fn to(&self, challenge: &Challenge) -> Email {
        let stored = self.to.as_deref().and_then(|own| Email::parse(own).ok());
        let same = stored.filter(|own| own.key() == challenge.email.key());
        same.unwrap_or_else(|| challenge.email.clone())
    }

    /// The same with a new code.
    pub(crate) fn with_code(&self, code: &Code) -> Self {
        let mut payload = self.clone();
        payload.earlier.push(payload.code);
        payload.code = code.reveal().to_owned();
        payload
    }

    /// Whether it is a code that was sent before the newest one.
    pub(crate) fn sent_earlier(&self, typed: &Code) -> bool {
        let mut earlier = self.earlier.iter().filter_map(|own| Code::parse(own));
        earlier.any(|own| own.matches(typed)) && !self.code().is_some_and(|own| own.matches(typed))
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
        write!(f, "ChallengePayload({})", self.goal.kind())
    }
}

pub(crate) fn associated_data(id: &ChallengeId) -> SealContext<'_> {
    SealContext {
        column: "accounts.challenges.sealed",
        row: id.as_str(),
    }
}

/// A challenge with its opened content.
#[derive(Debug, Clone)]
pub(crate) struct OpenedChallenge {
    pub(crate) challenge: Challenge,
    pub(crate) payload: ChallengePayload,
    pub(crate) purpose: &'static MailedPurpose,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::TokenHash;
    use crate::stores::ChallengePurpose;
    use crate::types::clock::Timestamp;

    const EARLY: Timestamp = Timestamp::from_micros(0);

    /// A challenge of that purpose that holds a payload as older versions wrote it.
    fn sealed(purpose: ChallengePurpose, about: &str) -> Challenge {
        let id = ChallengeId::parse("cha_1").unwrap();
        let plain = format!(
            r#"{{"code":"12345678","about":{about},"sends":"code","to":null,"return_to":"/desk"}}"#
        );
        let keys = Keys::development();
        let sealed = keys.seal(associated_data(&id), plain.as_bytes()).unwrap();
        let email = Email::parse("maren@nordlicht.example").unwrap();
        let browser = TokenHash::from_bytes([0; 32]);
        Challenge::new(id, purpose, email, browser, sealed, EARLY, EARLY)
    }

    #[test]
    fn challenges_of_older_versions_still_open_and_are_written_the_same() {
        for (purpose, about) in [
            (
                ChallengePurpose::SIGN_UP,
                r#"{"sign_up":{"display_name":"Maren","keep":true,"password":null,"terms":"1"}}"#,
            ),
            (
                ChallengePurpose::INVITATION,
                r#"{"invitation":{"by":"Ada","display_name":""}}"#,
            ),
            (ChallengePurpose::SIGN_IN, r#"{"sign_in":{"keep":true}}"#),
            (ChallengePurpose::RESET, r#""reset""#),
            (ChallengePurpose::STEP_UP, r#""step_up""#),
        ] {
            let challenge = sealed(purpose, about);
            let payload = ChallengePayload::open(&challenge, &Keys::development()).unwrap();
            assert_eq!(payload.code().unwrap().reveal(), "12345678");
            assert_eq!(payload.sends, MailPlan::Code);
            assert_eq!(serde_json::to_string(&payload.goal).unwrap(), about);
        }
    }

    #[test]
    fn a_challenge_whose_stored_purpose_was_changed_does_not_open() {
        let challenge = sealed(ChallengePurpose::SIGN_IN, r#""reset""#);
        assert!(ChallengePayload::open(&challenge, &Keys::development()).is_err());
    }
}
