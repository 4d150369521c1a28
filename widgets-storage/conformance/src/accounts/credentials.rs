//! Checks of signing in.

use widgets_core::stores::Epoch;

use crate::Fixture;
use crate::setup::{Checks, address, at, password};

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
