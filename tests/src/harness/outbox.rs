//! Letters put into the outbox by hand, for scenarios about mail that no widget is needed for.

use crate::prelude::*;
use widgets_core::clock::Timestamp;
use widgets_core::crypto::SealContext;
use widgets_core::id::{OutboxId, RequestId};
use widgets_core::stores::{Actor, Change, NewAccount, OutboxRow, Stamp, Stores};

/// The code in every letter posted here.
pub const CODE: &str = "40291386";

impl TestHost {
    /// A letter with [`CODE`], to be sent within ten minutes.
    pub async fn post(&self, address: &str) -> OutboxId {
        let now = self.clock.now();
        let letter = letter(address, "en", &json!({ "sign_in": code(now) }));
        post(self.widgets.stores(), now, &letter).await
    }

    /// A row that sends nothing.
    pub async fn post_nothing(&self) -> OutboxId {
        post(self.widgets.stores(), self.clock.now(), &Value::Null).await
    }
}

/// One letter of every kind.
pub fn every_kind(now: Timestamp) -> Vec<Value> {
    let day = now.plus(Duration::from_secs(24 * 60 * 60)).as_micros();
    let step_up = json!({ "link": null, "code": CODE, "decline": "/codes/decline/N0T-ME",
        "expires_at": code(now)["expires_at"] });
    vec![
        json!({ "sign_up": code(now) }),
        json!({ "sign_up_taken": { "sign_in": "/sign-in", "reset": "/reset" } }),
        json!({ "sign_in": code(now) }),
        json!({ "reset": code(now) }),
        json!({ "step_up": step_up }),
        json!({ "password_set": { "at": now.as_micros(), "reset": "/reset" } }),
        json!({ "password_changed": { "at": now.as_micros(), "reset": "/reset" } }),
        json!({ "authenticator_added": factor_change(now) }),
        json!({ "authenticator_removed": factor_change(now) }),
        json!({ "passkey_added": factor_change(now) }),
        json!({ "passkey_removed": factor_change(now) }),
        json!({ "recovery_codes_made": factor_change(now) }),
        json!({ "recovery_code_used": factor_change(now) }),
        json!({ "invitation": { "link": "/sign-up/invited/T0KEN-OF-FORTY-THREE-LETTERS-AS-THEY-ALL-ARE",
            "expires_at": day, "by": "Maren Okafor" } }),
    ]
}

fn factor_change(now: Timestamp) -> Value {
    json!({ "at": now.as_micros(), "name": "Pixel 9", "left": 7, "reset": "/reset" })
}

fn code(now: Timestamp) -> Value {
    json!({
        "code": CODE,
        "link": "/sign-in/code/T0KEN-OF-FORTY-THREE-LETTERS-AS-THEY-ALL-ARE",
        "decline": "/codes/decline/N0T-ME",
        "expires_at": now.plus(Duration::from_secs(600)).as_micros(),
    })
}

/// A letter as the outbox keeps it.
pub fn letter(address: &str, language: &str, says: &Value) -> Value {
    let email = Email::parse(address).unwrap();
    json!({
        "to": email.as_str(),
        "key": email.key().as_str(),
        "language": language,
        "zone": "Europe/Berlin",
        "says": says,
    })
}

/// Seals a letter with the development keys. It goes with the write that creates an account.
pub async fn post(stores: &Stores, at: Timestamp, letter: &Value) -> OutboxId {
    let id = OutboxId::mint(at).unwrap();
    let place = SealContext::new("outbox.payload", id.as_str());
    let plain = letter.to_string();
    let row = OutboxRow::new(
        id.clone(),
        "mail",
        Keys::development().seal(place, plain.as_bytes()).unwrap(),
        at,
    );
    let account = AccountId::mint(at).unwrap();
    let stamp = Stamp::new(Actor::Visitor, at, RequestId::mint(at).unwrap());
    let change = Change::new(stamp).outbox(vec![row]);
    let email = Email::parse(&format!("{account}@posted.example")).unwrap();
    let new = NewAccount::new(account, email);
    stores.accounts.create_account(new, change).await.unwrap();
    id
}
