//! Letters put into the outbox by hand, for scenarios about mail that no room is needed for.

use std::time::Duration;

use serde_json::{Value, json};
use widgets_core::Keys;
use widgets_core::clock::Clock as _;
use widgets_core::crypto::{PasswordHash, SealContext};
use widgets_core::email::Email;
use widgets_core::id::{AccountId, OutboxId, RequestId};
use widgets_core::stores::{Actor, Change, NewAccount, OutboxRow, Stamp};

use crate::house::House;

/// The code in every letter posted here.
pub const CODE: &str = "402913";

impl House {
    /// A letter with [`CODE`], to be sent within ten minutes. It goes with the write that creates
    /// an account.
    pub async fn post(&self, address: &str) -> OutboxId {
        let expires_at = self.clock.now().plus(Duration::from_secs(600)).as_micros();
        let says = json!({ "sign_in": {
            "code": CODE,
            "link": "/sign-in/code/T0KEN",
            "decline": "/codes/decline/N0T-ME",
            "expires_at": expires_at,
        }});
        self.post_row(&letter(address, &says)).await
    }

    /// A row that sends nothing.
    pub async fn post_nothing(&self) -> OutboxId {
        self.post_row(&Value::Null).await
    }

    async fn post_row(&self, letter: &Value) -> OutboxId {
        let at = self.clock.now();
        let id = OutboxId::mint(at).unwrap();
        let place = SealContext {
            column: "outbox.payload",
            row: id.as_str(),
        };
        let row = OutboxRow {
            id: id.clone(),
            topic: "mail",
            payload: Keys::development()
                .seal(place, letter.to_string().as_bytes())
                .unwrap(),
            due_at: at,
        };
        let account = AccountId::mint(at).unwrap();
        let change = Change {
            stamp: Stamp {
                actor: Actor::Visitor,
                at,
                request: RequestId::mint(at).unwrap(),
                address: None,
            },
            events: Vec::new(),
            outbox: vec![row],
        };
        let new = NewAccount {
            email: Email::parse(&format!("{account}@posted.example")).unwrap(),
            id: account,
            verified: false,
            password: None::<PasswordHash>,
            terms: None,
        };
        let accounts = &self.widgets.stores().accounts;
        accounts.create_account(new, change).await.unwrap();
        id
    }
}

fn letter(address: &str, says: &Value) -> Value {
    let email = Email::parse(address).unwrap();
    json!({
        "to": email.as_str(),
        "key": email.key().as_str(),
        "language": "en",
        "zone": "UTC",
        "says": says,
    })
}
