//! Checks of a driver: what the tables hold.

use widgets_core::crypto::Token;
use widgets_core::stores::{
    ChallengePurpose, Epoch, Finish, Holder, KeptForm, Redeem, RememberDevice,
};
use widgets_storage::Value;

use crate::bench::{address, at, password};
use crate::faults::rig::Rig;
use crate::fixture::DriverFixture;

pub async fn attack_002_no_table_holds_a_token(fixture: DriverFixture) {
    let rig = Rig::new(fixture).await;
    let bench = &rig.bench;
    let account = bench.account("maren@nordlicht.example").await;
    let tokens: [Token; 7] = std::array::from_fn(|_| Token::mint().unwrap());
    let [session, link, device, unspent, browser, mailed, form] = &tokens;
    let accounts = &bench.stores.accounts;
    for token in [link, unspent] {
        let mut new = bench.new_link(&account, at(100));
        new.token = token.hash();
        accounts.issue_link(new, bench.change(at(1))).await.unwrap();
    }
    let mut opening = bench.opening(&account, at(2));
    opening.session.token = session.hash();
    opening.redeem = Some(Redeem::Link(link.hash()));
    opening.device = Some(RememberDevice {
        token: device.hash(),
        expires_at: at(1_000),
    });
    bench.open(opening, at(2)).await;
    assert!(bench.is_admitted(&session.hash(), at(2)).await);
    let mut challenge = bench.new_challenge(ChallengePurpose::SignIn, Some(&account));
    (challenge.browser, challenge.link) = (browser.hash(), mailed.hash());
    bench.begin(challenge).await;
    let form = KeptForm {
        token: form.hash(),
        sealed: vec![1],
        expires_at: at(100),
    };
    accounts.keep_form(form).await.unwrap();

    let dump = rig.dump().await;
    let mut stored = 0;
    for value in dump.values().flatten().flatten() {
        let bytes: &[u8] = match value {
            Value::Text(text) => text.as_bytes(),
            Value::Bytes(bytes) => bytes,
            Value::Int(_) | Value::Null => continue,
        };
        for token in &tokens {
            let secret = token.reveal().as_bytes();
            assert!(!bytes.windows(secret.len()).any(|window| window == secret));
            stored += usize::from(bytes == token.hash().as_bytes());
        }
        // What a dump shows, presented as a token, opens nothing.
        if let Some(token) = std::str::from_utf8(bytes).ok().and_then(Token::parse) {
            assert!(!bench.is_admitted(&token.hash(), at(2)).await);
        }
    }
    assert_eq!(
        stored, 6,
        "the session's, the device's, the unspent link's, the challenge's two, and the form's hash"
    );
    assert!(password(1).as_str().starts_with("$argon2id$"));
    let email = address("maren@nordlicht.example");
    let found = accounts
        .credentials(email.key(), None, at(3))
        .await
        .unwrap();
    assert_eq!(found.expect("it is theirs").epoch, Epoch(0));
}

pub async fn a_payload_is_wiped_when_done(fixture: DriverFixture) {
    let rig = Rig::new(fixture).await;
    let bench = &rig.bench;
    let secret = b"sealed, but still not to be kept".to_vec();
    let mut change = bench.change(at(0));
    change.outbox[0].payload.clone_from(&secret);
    let row = change.outbox[0].id.clone();
    let new = bench.new_account("maren@nordlicht.example");
    bench.accounts().create_account(new, change).await.unwrap();
    let is_stored = async || {
        let dump = rig.dump().await;
        let mut values = dump.values().flatten().flatten();
        values.any(|value| *value == Value::Bytes(secret.clone()))
    };
    let holder = Holder("worker".to_owned());
    let claimed = bench
        .stores
        .outbox
        .claim(&holder, 9, at(1), at(61))
        .await
        .unwrap();
    assert_eq!(claimed.len(), 1);
    assert!(is_stored().await);
    assert!(
        bench
            .stores
            .outbox
            .finish(&holder, &row, Finish::Done, at(60))
            .await
            .unwrap()
    );
    assert!(!is_stored().await);
}
