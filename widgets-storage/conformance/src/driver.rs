//! Checks of a driver: what the tables hold.

use widgets_core::crypto::Token;
use widgets_core::stores::{ChallengePurpose, Finish, Holder, PendingForm, Redeem};
use widgets_storage::Value;

use crate::faults::fault_rig::FaultRig;
use crate::fixture::DriverFixture;
use crate::setup::at;

pub async fn attack_002_no_table_holds_a_token(fixture: DriverFixture) {
    let fault_rig = FaultRig::new(fixture).await;
    let checks = &fault_rig.checks;
    let account = checks.account("maren@nordlicht.example").await;
    let tokens: [Token; 7] = std::array::from_fn(|_| Token::mint().unwrap());
    let [session, link, device, unspent, browser, mailed, form] = &tokens;
    let accounts = &checks.stores.accounts;
    for token in [link, unspent] {
        let mut new = checks.new_link(&account, at(100));
        new.token = token.hash();
        accounts
            .issue_link(new, checks.change(at(1)))
            .await
            .unwrap();
    }
    let mut open_session = checks.open_session(&account, at(2));
    open_session.session.token = session.hash();
    open_session.redeem = Some(Redeem::Link(link.hash()));
    open_session.device = Some(checks.device(device.hash(), at(1_000)));
    checks.open(open_session, at(2)).await;
    assert!(checks.is_admitted(&session.hash(), at(2)).await);
    let mut challenge = checks.new_challenge(ChallengePurpose::SIGN_IN, Some(&account));
    (challenge.browser, challenge.link) = (browser.hash(), mailed.hash());
    checks.begin(challenge).await;
    let form = PendingForm::new(form.hash(), vec![1], at(100));
    accounts.add_pending_form(form).await.unwrap();

    let dump = fault_rig.dump().await;
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
            assert!(!checks.is_admitted(&token.hash(), at(2)).await);
        }
    }
    assert_eq!(
        stored, 7,
        "the session's, the device's two, the unspent link's, the challenge's two, the form's hash"
    );
}

pub async fn a_payload_is_wiped_when_done(fixture: DriverFixture) {
    let fault_rig = FaultRig::new(fixture).await;
    let checks = &fault_rig.checks;
    let secret = b"sealed, but still not to be kept".to_vec();
    let mut change = checks.change(at(0));
    change.outbox[0].payload.clone_from(&secret);
    let row = change.outbox[0].id.clone();
    let new = checks.new_account("maren@nordlicht.example");
    checks.accounts().create_account(new, change).await.unwrap();
    let is_stored = async || {
        let dump = fault_rig.dump().await;
        let mut values = dump.values().flatten().flatten();
        values.any(|value| *value == Value::Bytes(secret.clone()))
    };
    let holder = Holder("worker".to_owned());
    let outbox = &checks.stores.outbox;
    let claimed = outbox
        .claim(&holder, "check", 9, at(1), at(61))
        .await
        .unwrap();
    assert_eq!(claimed.len(), 1);
    assert!(is_stored().await);
    let finished = outbox.finish(&holder, &row, Finish::Done, at(60)).await;
    assert!(finished.unwrap());
    assert!(!is_stored().await);
}
