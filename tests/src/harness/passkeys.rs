//! An authenticator in software, which answers as the browser would pass it on, and lies if it is told to.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use sha2::{Digest as _, Sha256};

use crate::prelude::*;

/// Path that adds a passkey.
pub const ADD: &str = "/account/security/passkeys/add";
/// Path that gives what is asked of an authenticator that makes one.
pub const PREPARE: &str = "/account/security/passkeys/prepare";
/// Path that gives what is asked of one at sign-in.
pub const ASK: &str = "/account/passkeys/ask";
/// Path that gives what is asked of one at step-up.
pub const ASK_STEP_UP: &str = "/account/step-up/passkey/ask";

/// The user was present.
pub const PRESENT: u8 = 0x01;
/// The user was verified.
pub const VERIFIED: u8 = 0x04;
/// The passkey can be copied to other devices.
pub const ELIGIBLE: u8 = 0x08;
/// It was.
pub const BACKED_UP: u8 = 0x10;
/// The data have a new key.
const KEY: u8 = 0x40;

/// An authenticator with one passkey.
#[derive(Debug, Clone)]
pub struct Authenticator {
    key: SigningKey,
    /// What it calls the passkey.
    pub id: Vec<u8>,
    /// What it calls the account, once it has made the passkey.
    pub handle: Option<Vec<u8>>,
    /// Its kind.
    pub aaguid: [u8; 16],
    /// What it says of the user and of the passkey.
    pub flags: u8,
    /// How often it was used; it counts once it is above 0.
    pub counter: u32,
    /// Where the browser says that it asked.
    pub origin: String,
    /// The domain for which it answers.
    pub domain: String,
    /// Whether the browser says that it asked in a frame of another site.
    pub crossed: bool,
    /// What it says that it does, instead of what it is asked.
    pub kind: Option<&'static str>,
}

impl Authenticator {
    /// One on a single device, which keeps no count. Different numbers have different keys.
    pub fn new(origin: &str, number: u8) -> Self {
        Self {
            key: SigningKey::from_slice(&[number; 32]).unwrap(),
            id: vec![number; 32],
            handle: None,
            aaguid: [0; 16],
            flags: PRESENT | VERIFIED,
            counter: 0,
            origin: origin.to_owned(),
            domain: "localhost".to_owned(),
            crossed: false,
            kind: None,
        }
    }

    /// Makes the passkey.
    pub fn make(&mut self, options: &Value) -> Value {
        let handle = options["user"]["id"].as_str().unwrap();
        self.handle = Some(URL_SAFE_NO_PAD.decode(handle).unwrap());
        let client_data = self.client_data("webauthn.create", options);
        let mut data = self.data(KEY);
        data.extend(self.aaguid);
        data.extend(u16::try_from(self.id.len()).unwrap().to_be_bytes());
        data.extend(&self.id);
        data.extend(self.public_key());
        let mut object = b"\xa3cfmtdnonegattStmt\xa0hauthData\x58".to_vec();
        object.push(u8::try_from(data.len()).unwrap());
        object.extend(data);
        json!({
            "id": encoded(&self.id),
            "rawId": encoded(&self.id),
            "type": "public-key",
            "clientExtensionResults": {},
            "response": {
                "attestationObject": encoded(&object),
                "clientDataJSON": encoded(&client_data),
                "transports": ["internal"],
            },
        })
    }

    /// Uses the passkey.
    pub fn answer(&mut self, options: &Value) -> Value {
        if self.counter > 0 {
            self.counter += 1;
        }
        let client_data = self.client_data("webauthn.get", options);
        let data = self.data(0);
        let signed = [&data[..], &Sha256::digest(&client_data)].concat();
        let signature: Signature = self.key.sign(&signed);
        json!({
            "id": encoded(&self.id),
            "rawId": encoded(&self.id),
            "type": "public-key",
            "clientExtensionResults": {},
            "response": {
                "authenticatorData": encoded(&data),
                "clientDataJSON": encoded(&client_data),
                "signature": encoded(signature.to_der().as_bytes()),
                "userHandle": self.handle.as_deref().map(encoded),
            },
        })
    }

    fn client_data(&self, kind: &str, options: &Value) -> Vec<u8> {
        let client_data = json!({
            "type": self.kind.unwrap_or(kind),
            "challenge": options["challenge"],
            "origin": self.origin,
            "crossOrigin": self.crossed,
        });
        client_data.to_string().into_bytes()
    }

    fn data(&self, more: u8) -> Vec<u8> {
        let mut data = Sha256::digest(self.domain.as_bytes()).to_vec();
        data.push(self.flags | more);
        data.extend(self.counter.to_be_bytes());
        data
    }

    /// The key in COSE, for ES256 (RFC 9053).
    fn public_key(&self) -> Vec<u8> {
        let point = self.key.verifying_key().to_sec1_point(false);
        let point = point.as_bytes();
        let (x, y) = (&point[1..33], &point[33..]);
        [
            &b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20"[..],
            x,
            b"\x22\x58\x20",
            y,
        ]
        .concat()
    }
}

fn encoded(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// What a page's script sends: the ceremony and the answer to it.
pub fn sent(begun: &Value, credential: &Value) -> [(&'static str, String); 2] {
    let ceremony = begun["ceremony"].as_str().unwrap().to_owned();
    [
        ("ceremony", ceremony),
        ("credential", credential.to_string()),
    ]
}

impl Browser {
    /// What an authenticator is asked, at that path.
    pub async fn asked(&mut self, path: &str, body: Value) -> Value {
        let begun = self.post_json(path, &body).await;
        begun.assert_status(200);
        begun.json()
    }

    /// Sends the form that adds a passkey, with that answer.
    pub async fn send_new_passkey(&mut self, begun: &Value, credential: &Value) -> Reply {
        let page = self.get(ADD).await;
        let [ceremony, credential] = sent(begun, credential);
        let fields = [
            (ceremony.0, ceremony.1.as_str()),
            (credential.0, credential.1.as_str()),
            ("name", ""),
            ("end_others", "true"),
        ];
        self.submit(&page, ADD, &fields).await
    }

    /// Adds the passkey of that authenticator.
    pub async fn add_passkey(&mut self, own: &mut Authenticator) -> Reply {
        let begun = self.asked(PREPARE, json!({})).await;
        let made = own.make(&begun["options"]);
        self.send_new_passkey(&begun, &made).await
    }

    /// Sends the form that signs in, with that answer.
    pub async fn send_passkey(&mut self, begun: &Value, credential: &Value) -> Reply {
        let [ceremony, credential] = sent(begun, credential);
        let fields = [
            ("way", "passkey"),
            (ceremony.0, ceremony.1.as_str()),
            (credential.0, credential.1.as_str()),
        ];
        self.post_with_token("/account/sign-in", &fields).await
    }

    /// Signs in by the passkey of that authenticator.
    pub async fn sign_in_by_passkey(&mut self, own: &mut Authenticator) -> Reply {
        let begun = self.asked(ASK, json!({ "purpose": "sign_in" })).await;
        let answer = own.answer(&begun["options"]);
        self.send_passkey(&begun, &answer).await
    }
}
