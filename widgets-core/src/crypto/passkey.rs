//! Passkeys (Web Authentication, Level 3): what an authenticator is asked, and whether its answer is right.
//!
//! Every ceremony asks for a discoverable credential and demands that the authenticator verified the user.
//! Attestation is not asked for: any kind of authenticator will do.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use url::Url;
use webauthn_rs::prelude::{
    Credential, DiscoverableAuthentication, DiscoverableKey, Passkey, PasskeyRegistration,
    PublicKeyCredential, RegisterPublicKeyCredential, Uuid, WebauthnError,
};
use webauthn_rs::{Webauthn, WebauthnBuilder};

use crate::types::Fault;

/// How many bytes the answer of an authenticator has at most.
const LONGEST: usize = 16 * 1024;
/// How many bytes an identifier of a credential has at least and at most (Level 3, section 4).
const CREDENTIAL_ID: std::ops::RangeInclusive<usize> = 16..=1023;

/// The site for which passkeys are made (relying party): a domain, and the origins that may use them.
#[derive(Clone, derive_more::Debug)]
#[debug("RelyingParty({id})")]
pub(crate) struct RelyingParty {
    id: String,
    webauthn: Webauthn,
}

/// A ceremony that begins: what the browser is given, and what verifies the answer to it.
pub(crate) struct Asked {
    /// The options, for `PublicKeyCredential.parse…OptionsFromJSON`.
    pub(crate) options: Value,
    /// To be kept sealed.
    pub(crate) state: Vec<u8>,
}

/// Whom a passkey is added for.
pub(crate) struct Owner<'a> {
    /// What authenticators call the account.
    pub(crate) handle: UserHandle,
    /// What they show.
    pub(crate) name: &'a str,
    /// The passkeys that it has: an authenticator with one of them makes no other.
    pub(crate) has: Vec<Vec<u8>>,
}

/// The name of an account that authenticators keep. It tells nothing of the person.
pub(crate) type UserHandle = [u8; 16];

/// The handle of that account, which is always the same.
pub(crate) fn user_handle(account: &str) -> UserHandle {
    let digest = Sha256::digest(format!("passkey user\0{account}"));
    let mut handle = [0; 16];
    handle.copy_from_slice(&digest[..16]);
    handle
}

/// A passkey that was made.
pub(crate) struct MadePasskey {
    pub(crate) credential_id: Vec<u8>,
    /// What verifies its answers, as JSON. Its count is that of the beginning.
    pub(crate) credential: Vec<u8>,
    /// The kind of authenticator, as a UUID; empty if it did not say.
    pub(crate) aaguid: String,
    pub(crate) counter: u32,
    pub(crate) backup_eligible: bool,
    pub(crate) backed_up: bool,
}

/// What an authenticator answered, parsed but not verified.
pub(crate) struct GivenPasskey(PublicKeyCredential);

/// A passkey that was used, by somebody whom its authenticator verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PasskeyUse {
    pub(crate) counter: u32,
    pub(crate) backed_up: bool,
}

/// Why the answer of an authenticator is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PasskeyFlaw {
    /// It is malformed, answers something else, or its signature is wrong.
    Wrong,
    /// It was given to another site.
    OtherSite,
    /// The authenticator did not verify the user.
    NotVerified,
    /// Its count is not higher than the last one: there may be a copy of the authenticator.
    Copied,
}

impl From<WebauthnError> for PasskeyFlaw {
    fn from(error: WebauthnError) -> Self {
        match error {
            WebauthnError::InvalidRPOrigin
            | WebauthnError::InvalidRPIDHash
            | WebauthnError::CredentialCrossOrigin => Self::OtherSite,
            WebauthnError::UserNotVerified | WebauthnError::UserNotPresent => Self::NotVerified,
            WebauthnError::CredentialPossibleCompromise => Self::Copied,
            _ => Self::Wrong,
        }
    }
}

impl RelyingParty {
    /// The site with that domain, one of whose origins is the first. `None` if the domain is not that of the
    /// first origin or above it, as for an IP address, for which there are no passkeys.
    pub(crate) fn new(id: &str, name: &str, origins: &[Url]) -> Option<Self> {
        let (first, others) = origins.split_first()?;
        let builder = WebauthnBuilder::new(id, first).ok()?.rp_name(name);
        let builder = others
            .iter()
            .fold(builder, WebauthnBuilder::append_allowed_origin);
        Some(Self {
            id: id.to_owned(),
            webauthn: builder.build().ok()?,
        })
    }

    /// The domain.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// Asks an authenticator to make a passkey.
    pub(crate) fn ask_to_make(&self, owner: &Owner<'_>) -> Result<Asked, Fault> {
        let (user, has) = (Uuid::from_bytes(owner.handle), owner.has.clone());
        let webauthn = &self.webauthn;
        let begun = webauthn.start_passkey_registration(user, owner.name, owner.name, Some(has));
        let (options, state) = begun.map_err(Fault::lasting)?;
        let mut asked = asked(&options, &state)?;
        // What has no user name typed must be found by the authenticator.
        let selection = &mut asked.options["authenticatorSelection"];
        selection["residentKey"] = json!("required");
        selection["requireResidentKey"] = json!(true);
        Ok(asked)
    }

    /// The passkey that an authenticator made.
    pub(crate) fn made(&self, state: &[u8], answer: &str) -> Result<MadePasskey, PasskeyFlaw> {
        let state: PasskeyRegistration = read(state)?;
        let answer: RegisterPublicKeyCredential = read_answer(answer)?;
        same_origin(&answer.response.client_data_json)?;
        let made = self.webauthn.finish_passkey_registration(&answer, &state)?;
        let aaguid = aaguid(&answer.response.attestation_object);
        let made = Credential::from(made);
        if !CREDENTIAL_ID.contains(&made.cred_id.len()) {
            return Err(PasskeyFlaw::Wrong);
        }
        let (counter, credential_id) = (made.counter, made.cred_id.clone());
        let (backup_eligible, backed_up) = (made.backup_eligible, made.backup_state);
        Ok(MadePasskey {
            credential_id,
            credential: serde_json::to_vec(&Passkey::from(made)).map_err(|_| PasskeyFlaw::Wrong)?,
            aaguid: aaguid.unwrap_or_default(),
            counter,
            backup_eligible,
            backed_up,
        })
    }

    /// Asks for a passkey: one of `allowed`, or any that an authenticator has for this site if there are none.
    pub(crate) fn ask_for_one(&self, allowed: &[&[u8]]) -> Result<Asked, Fault> {
        let begun = self.webauthn.start_discoverable_authentication();
        let (options, state) = begun.map_err(Fault::lasting)?;
        let mut asked = asked(&options, &state)?;
        let allowed = allowed.iter().map(|id| {
            let id = URL_SAFE_NO_PAD.encode(id);
            json!({ "type": "public-key", "id": id })
        });
        asked.options["allowCredentials"] = allowed.collect();
        Ok(asked)
    }

    /// Verifies an answer by what is stored of the passkey.
    pub(crate) fn used(
        &self,
        state: &[u8],
        given: &GivenPasskey,
        credential: &[u8],
        counter: u32,
    ) -> Result<PasskeyUse, PasskeyFlaw> {
        let state: DiscoverableAuthentication = read(state)?;
        same_origin(&given.0.response.client_data_json)?;
        let stored: Passkey = read(credential)?;
        let mut stored = Credential::from(stored);
        stored.counter = counter;
        let stored = DiscoverableKey::from(Passkey::from(stored));
        let webauthn = &self.webauthn;
        let used = webauthn.finish_discoverable_authentication_v2(&given.0, state, &stored)?;
        if !used.user_verified() {
            return Err(PasskeyFlaw::NotVerified);
        }
        Ok(PasskeyUse {
            counter: used.counter(),
            backed_up: used.backup_state(),
        })
    }
}

impl GivenPasskey {
    /// Parses the answer of an authenticator, as `toJSON` of the browser gives it.
    pub(crate) fn parse(answer: &str) -> Option<Self> {
        read_answer(answer).ok().map(Self)
    }

    pub(crate) fn credential_id(&self) -> &[u8] {
        &self.0.raw_id
    }

    /// What the authenticator calls the account; `None` if it did not say.
    pub(crate) fn user_handle(&self) -> Option<&[u8]> {
        self.0.response.user_handle.as_deref()
    }
}

fn asked(options: &impl serde::Serialize, state: &impl serde::Serialize) -> Result<Asked, Fault> {
    let mut options = serde_json::to_value(options).map_err(Fault::lasting)?;
    Ok(Asked {
        options: options["publicKey"].take(),
        state: serde_json::to_vec(state).map_err(Fault::lasting)?,
    })
}

fn read<T: serde::de::DeserializeOwned>(stored: &[u8]) -> Result<T, PasskeyFlaw> {
    serde_json::from_slice(stored).map_err(|_| PasskeyFlaw::Wrong)
}

fn read_answer<T: serde::de::DeserializeOwned>(answer: &str) -> Result<T, PasskeyFlaw> {
    if answer.len() > LONGEST {
        return Err(PasskeyFlaw::Wrong);
    }
    read(answer.as_bytes())
}

/// Refuses an answer given in a frame of another origin: nothing here is shown in one (Level 3,
/// sections 7.1 and 7.2).
fn same_origin(client_data: &[u8]) -> Result<(), PasskeyFlaw> {
    let client_data: Value = read(client_data)?;
    let crossed = client_data["crossOrigin"].as_bool().unwrap_or(false);
    if crossed || !client_data["topOrigin"].is_null() {
        return Err(PasskeyFlaw::OtherSite);
    }
    Ok(())
}

/// The AAGUID in an attestation object whose data were verified: 16 bytes after the hash of the domain, the
/// flags and the count (Level 3, section 6.5.1). It only chooses the name that is shown, since
/// nothing attests it.
fn aaguid(attestation_object: &[u8]) -> Option<String> {
    // A text of eight bytes in CBOR: 0x68, which is `h`, and the text.
    const KEY: &[u8] = b"hauthData";
    let at = attestation_object
        .windows(KEY.len())
        .position(|own| own == KEY)?;
    let rest = attestation_object.get(at + KEY.len()..)?;
    // The head of a byte string in CBOR: its length in one or two bytes.
    let data = match rest.first()? {
        0x58 => rest.get(2..)?,
        0x59 => rest.get(3..)?,
        _ => return None,
    };
    let bytes: [u8; 16] = data.get(37..53)?.try_into().ok()?;
    (bytes != [0; 16]).then(|| Uuid::from_bytes(bytes).hyphenated().to_string())
}

#[cfg(test)]
mod vectors;
