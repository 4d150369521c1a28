//! Checks of signing in.

use widgets_core::stores::{AccountStatus, CreateOutcome, Epoch, OpenOutcome, RememberDevice};

use crate::Fixture;
use crate::setup::{Checks, address, at, just_before, password};

pub async fn credentials_tell_what_an_address_stands_for(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let account = checks.account("maren@nordlicht.example").await;
    let mut bare = checks.new_account("bare@nordlicht.example");
    (bare.verified, bare.password) = (false, None);
    let created = checks
        .accounts()
        .create_account(bare, checks.change(at(0)))
        .await;
    assert_eq!(created.unwrap(), CreateOutcome::Created);
    let credentials = async |email: &str| {
        let email = address(email);
        checks
            .accounts()
            .credentials(email.key(), None, at(1))
            .await
            .unwrap()
    };
    let found = credentials("MAREN@nordlicht.example")
        .await
        .expect("it is theirs");
    assert_eq!(found.account, account);
    assert_eq!(found.email.as_str(), "maren@nordlicht.example");
    assert_eq!(found.epoch, Epoch(0));
    assert_eq!(found.status, AccountStatus::Active);
    assert!(found.verified && !found.known_device);
    assert_eq!(found.password, Some(password(1)));
    let found = credentials("bare@nordlicht.example")
        .await
        .expect("it is theirs");
    assert!(!found.verified && found.password.is_none());
    assert!(credentials("nobody@nordlicht.example").await.is_none());

    checks.switch(&account, AccountStatus::Disabled).await;
    let found = credentials("maren@nordlicht.example")
        .await
        .expect("it is theirs");
    assert_eq!(
        (found.status, found.epoch),
        (AccountStatus::Disabled, Epoch(1))
    );
}

pub async fn a_device_is_known_to_one_account_until_it_expires(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let account = checks.account("maren@nordlicht.example").await;
    checks.account("other@nordlicht.example").await;
    let (token, unknown) = (checks.token(), checks.token());
    let remember = |expires_at| Some(RememberDevice::new(token, expires_at));
    let is_known = async |email: &str, device, moment| {
        let (email, accounts) = (address(email), &checks.stores.accounts);
        let found = accounts
            .credentials(email.key(), Some(device), moment)
            .await;
        found.unwrap().expect("it is theirs").known_device
    };
    let mut open_session = checks.open_session(&account, at(0));
    open_session.device = remember(at(100));
    let opened = checks.open(open_session, at(0)).await;
    assert!(is_known("maren@nordlicht.example", &token, just_before(at(100))).await);
    assert!(!is_known("maren@nordlicht.example", &token, at(100)).await);
    assert!(!is_known("maren@nordlicht.example", &unknown, at(1)).await);
    assert!(!is_known("other@nordlicht.example", &token, at(1)).await);

    let mut renewal = checks.renewal(&opened, at(50));
    renewal.device = remember(at(200));
    let renewed = checks
        .accounts()
        .renew_session(renewal, checks.change(at(50)))
        .await;
    assert_eq!(renewed.unwrap(), OpenOutcome::Opened);
    assert!(is_known("maren@nordlicht.example", &token, at(150)).await);
    let mut open_session = checks.open_session(&account, at(60));
    open_session.device = remember(at(300));
    checks.open(open_session, at(60)).await;
    assert!(is_known("maren@nordlicht.example", &token, at(250)).await);
}

pub async fn looking_at_a_link_does_not_spend_it(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let account = checks.account("maren@nordlicht.example").await;
    let link = checks.link(&account, at(100)).await;
    for moment in [at(0), at(1), just_before(at(100))] {
        let found = checks.accounts().find_link(&link, moment).await.unwrap();
        let found = found.expect("it still works");
        assert_eq!(found.account, account);
        assert_eq!((found.epoch, found.expires_at), (Epoch(0), at(100)));
    }
    let expired = checks.accounts().find_link(&link, at(100)).await.unwrap();
    assert!(expired.is_none());
    let unknown = checks
        .accounts()
        .find_link(&checks.token(), at(1))
        .await
        .unwrap();
    assert!(unknown.is_none());
}

pub async fn attack_037_a_hash_is_replaced_only_while_it_is_the_same(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let account = checks.account("maren@nordlicht.example").await;
    checks.account("other@nordlicht.example").await;
    let found = async |email: &str| {
        let email = address(email);
        let found = checks
            .accounts()
            .credentials(email.key(), None, at(1))
            .await;
        let found = found.unwrap().expect("it is theirs");
        (found.password, found.epoch)
    };
    let replace = async |account, old, new| {
        checks
            .is_refused(at(1), async |_| {
                let (old, new) = (password(old), password(new));
                checks
                    .accounts()
                    .replace_password_hash(account, &old, &new)
                    .await
                    .unwrap()
            })
            .await
    };
    assert!(replace(&account, 1, 2).await);
    assert_eq!(
        found("maren@nordlicht.example").await,
        (Some(password(2)), Epoch(0))
    );
    assert!(!replace(&account, 1, 3).await);
    assert_eq!(
        found("maren@nordlicht.example").await,
        (Some(password(2)), Epoch(0))
    );
    assert!(!replace(&checks.account_id(), 1, 3).await);
    assert_eq!(
        found("other@nordlicht.example").await,
        (Some(password(1)), Epoch(0))
    );
}
