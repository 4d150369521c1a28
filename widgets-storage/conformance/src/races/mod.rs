//! Checks of what happens when many do the same to one account at once.

pub mod owners;

use widgets_core::id::SessionId;
use widgets_core::stores::{AccountStatus, Redeem};

use crate::Fixture;
use crate::setup::{CROWD, Checks, address, assert_one, at};

pub async fn attack_156_one_of_a_crowd_redeems_a_link(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let account = checks.account("maren@nordlicht.example").await;
    let link = checks.link(&account, at(100)).await;
    let answers = checks.crowd(|checks, _| {
        let open_session = checks
            .open_session(&account, at(10))
            .redeem(Some(Redeem::Link(link)));
        let change = checks.change(at(10));
        async move {
            checks
                .accounts()
                .open_session(open_session, change)
                .await
                .unwrap()
        }
    });
    assert_one(&answers.await, "Opened");
    assert_eq!(live_sessions(&checks, "maren@nordlicht.example").await, 1);
}

pub async fn attack_156_one_of_a_crowd_renews_a_session(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let account = checks.account("maren@nordlicht.example").await;
    let held = checks.session(&account, at(5)).await;
    let answers = checks.crowd(|checks, _| {
        let (renewal, change) = (checks.renewal(&held, at(10)), checks.change(at(10)));
        async move {
            checks
                .accounts()
                .renew_session(renewal, change)
                .await
                .unwrap()
        }
    });
    assert_one(&answers.await, "Opened");
    assert!(!checks.is_admitted(&held.token, at(10)).await);
}

pub async fn attack_156_one_of_a_crowd_gets_an_address(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let answers = checks.crowd(|checks, _| {
        let account = checks.new_account("maren@nordlicht.example");
        let change = checks.change(at(10));
        async move {
            checks
                .accounts()
                .create_account(account, change)
                .await
                .unwrap()
        }
    });
    assert_one(&answers.await, "Created");
}

pub async fn attack_156_one_of_a_crowd_ends_a_session(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let account = checks.account("maren@nordlicht.example").await;
    let held = checks.session(&account, at(5)).await.session.id;
    let answers = checks.crowd(|checks, _| {
        let (account, held, change) = (account.clone(), held.clone(), checks.change(at(10)));
        async move {
            checks
                .accounts()
                .end_session(&account, &held, change)
                .await
                .unwrap()
        }
    });
    assert_one(&answers.await, "Ended");
}

pub async fn attack_006_no_session_outlives_a_race_with_disabling(fixture: Fixture) {
    let checks = Checks::new(fixture);
    for round in 0..5 {
        let email = format!("round-{round}@nordlicht.example");
        let account = checks.account(&email).await;
        checks
            .crowd(|checks, number| {
                let (open_session, account) =
                    (checks.open_session(&account, at(10)), account.clone());
                let change = checks.change(at(10));
                async move {
                    let (accounts, off) = (&checks.stores.accounts, AccountStatus::Disabled);
                    if number == CROWD / 2 {
                        accounts
                            .set_account_status(&account, off, change)
                            .await
                            .unwrap();
                    } else {
                        accounts.open_session(open_session, change).await.unwrap();
                    }
                }
            })
            .await;
        checks.switch(&account, AccountStatus::Active).await;
        assert_eq!(live_sessions(&checks, &email).await, 0);
    }
}

pub async fn touching_in_a_crowd_keeps_the_latest_marks(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let account = checks.account("maren@nordlicht.example").await;
    let held = checks.session(&account, at(0)).await.session;
    let last = i64::try_from(CROWD).unwrap() - 1;
    checks
        .crowd(|checks, number| {
            let (id, moment) = (held.id.clone(), i64::try_from(number).unwrap());
            async move {
                let (last_used_at, idle_until) = (at(moment), at(4_000 + moment));
                checks
                    .accounts()
                    .touch_session(&id, last_used_at, idle_until)
                    .await
                    .unwrap();
            }
        })
        .await;
    let found = checks
        .accounts()
        .find_session(&account, &held.id, at(10))
        .await
        .unwrap();
    let found = found.expect("the session is live");
    assert_eq!(
        (found.last_used_at, found.idle_until),
        (at(last), at(4_000 + last))
    );
}

async fn live_sessions(checks: &Checks, email: &str) -> usize {
    let email = address(email);
    let account = checks
        .accounts()
        .find_account_by_email(email.key())
        .await
        .unwrap();
    let account = account.expect("it is there").id;
    let none = SessionId::parse("none").unwrap();
    let list = checks
        .accounts()
        .list_sessions(&account, &none, None, 100, at(11))
        .await;
    list.unwrap().len()
}
