//! The test vectors of Web Authentication, Level 3: what becomes of each under the policy of this product,
//! which demands that the user was verified, allows no frame of another origin, and offers ES256, ES384 and
//! RS256.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use url::Url;

use super::{GivenPasskey, Owner, PasskeyFlaw, RelyingParty};

/// What an answer comes to.
type Verdict = Result<(), PasskeyFlaw>;

const RIGHT: Verdict = Ok(());
const WRONG: Verdict = Err(PasskeyFlaw::Wrong);
const OTHER_SITE: Verdict = Err(PasskeyFlaw::OtherSite);
const NOT_VERIFIED: Verdict = Err(PasskeyFlaw::NotVerified);

/// Of each set the verdicts on its registration and, of those that register, on its authentication.
const VERDICTS: [(&str, Verdict, Option<Verdict>); 15] = [
    // An attestation that was not asked for, and that the library cannot verify.
    ("android-key-es256", WRONG, None),
    ("apple-es256", NOT_VERIFIED, None),
    ("fido-u2f-es256", NOT_VERIFIED, None),
    ("none-es256", NOT_VERIFIED, None),
    ("none-es256-crossOrigin", OTHER_SITE, None),
    ("none-es256-long-credential-id", NOT_VERIFIED, None),
    ("none-es256-topOrigin", OTHER_SITE, None),
    ("packed-ed448", NOT_VERIFIED, None),
    ("packed-eddsa", NOT_VERIFIED, None),
    ("packed-es256", RIGHT, Some(RIGHT)),
    ("packed-es384", NOT_VERIFIED, None),
    // No algorithm that was offered.
    ("packed-es512", WRONG, None),
    // A key of 3,488 bits. The library takes RSA keys of 2,048 bits, which is what TPMs make.
    ("packed-rs256", WRONG, None),
    ("packed-self-es256", RIGHT, Some(NOT_VERIFIED)),
    // As for the first.
    ("tpm-es256", WRONG, None),
];

fn site() -> RelyingParty {
    let origin = Url::parse("https://example.org").unwrap();
    RelyingParty::new("example.org", "Coffee Desk", &[origin]).unwrap()
}

/// A value of a set, in base64url.
fn value(set: &Value, name: &str, at: usize) -> String {
    let hex = set[name][at].as_str().unwrap();
    let bytes = hex.as_bytes().chunks(2).map(|two| {
        let two = std::str::from_utf8(two).unwrap();
        u8::from_str_radix(two, 16).unwrap()
    });
    URL_SAFE_NO_PAD.encode(bytes.collect::<Vec<_>>())
}

/// The state of a ceremony that asked for that.
fn with_challenge(state: &[u8], challenge: &str) -> Vec<u8> {
    let mut state: Value = serde_json::from_slice(state).unwrap();
    let inner = state.as_object_mut().unwrap().values_mut().next().unwrap();
    assert!(inner["challenge"].is_string(), "{inner}");
    inner["challenge"] = json!(challenge);
    serde_json::to_vec(&state).unwrap()
}

fn register(set: &Value) -> Result<super::MadePasskey, PasskeyFlaw> {
    let owner = Owner {
        handle: [7; 16],
        name: "maren@nordlicht.example",
        has: Vec::new(),
    };
    let asked = site().ask_to_make(&owner).unwrap();
    let state = with_challenge(&asked.state, &value(set, "challenge", 0));
    let id = value(set, "credential_id", 0);
    let answer = json!({
        "id": id, "rawId": id, "type": "public-key", "clientExtensionResults": {},
        "response": {
            "attestationObject": value(set, "attestationObject", 0),
            "clientDataJSON": value(set, "clientDataJSON", 0),
        },
    });
    site().made(&state, &answer.to_string())
}

fn authenticate(set: &Value, made: &super::MadePasskey) -> Verdict {
    let asked = site().ask_for_one(&[]).unwrap();
    let state = with_challenge(&asked.state, &value(set, "challenge", 1));
    let id = value(set, "credential_id", 0);
    let answer = json!({
        "id": id, "rawId": id, "type": "public-key", "clientExtensionResults": {},
        "response": {
            "authenticatorData": value(set, "authenticatorData", 0),
            "clientDataJSON": value(set, "clientDataJSON", 1),
            "signature": value(set, "signature", 0),
            "userHandle": null,
        },
    });
    let given = GivenPasskey::parse(&answer.to_string()).unwrap();
    let used = site().used(&state, &given, &made.credential, made.counter);
    used.map(drop)
}

#[test]
fn attack_062_the_vectors_of_level_3_come_to_these_verdicts() {
    let vectors: Value = serde_json::from_str(include_str!("vectors.json")).unwrap();
    let mut sets: Vec<_> = vectors["sets"].as_object().unwrap().iter().collect();
    sets.sort_by_key(|(name, _)| *name);
    let verdicts: Vec<_> = sets
        .into_iter()
        .map(|(name, set)| match register(set) {
            Ok(made) => (name.as_str(), RIGHT, Some(authenticate(set, &made))),
            Err(flaw) => (name.as_str(), Err(flaw), None),
        })
        .collect();
    assert_eq!(verdicts, VERDICTS);
}
