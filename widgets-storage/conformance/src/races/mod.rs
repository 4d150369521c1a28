//! Checks of what happens when many do the same to one account at once.

pub mod owners;

use widgets_core::id::SessionId;
use widgets_core::stores::{AccountStatus, OpenSession, Redeem};

use crate::Fixture;
use crate::bench::{Bench, CROWD, address, assert_one, at};

pub async fn attack_156_one_of_a_crowd_redeems_a_link(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let account = bench.account("maren@nordlicht.example").await;
    let link = bench.link(&account, at(100)).await;
    let answers = bench.crowd(|bench, _| {
        let opening = OpenSession {
            redeem: Some(Redeem::Link(link)),
            ..bench.opening(&account, at(10))
        };
        let change = bench.change(at(10));
        async move {
            bench
                .accounts()
                .open_session(opening, change)
                .await
                .unwrap()
        }
    });
    assert_one(&answers.await, "Opened");
    assert_eq!(live_sessions(&bench, "maren@nordlicht.example").await, 1);
}

pub async fn attack_156_one_of_a_crowd_renews_a_session(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let account = bench.account("maren@nordlicht.example").await;
    let held = bench.session(&account, at(5)).await;
    let answers = bench.crowd(|bench, _| {
        let (renewal, change) = (bench.renewal(&held, at(10)), bench.change(at(10)));
        async move {
            bench
                .accounts()
                .renew_session(renewal, change)
                .await
                .unwrap()
        }
    });
    assert_one(&answers.await, "Opened");
    assert!(!bench.is_admitted(&held.token, at(10)).await);
}

pub async fn attack_156_one_of_a_crowd_gets_an_address(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let answers = bench.crowd(|bench, _| {
        let account = bench.new_account("maren@nordlicht.example");
        let change = bench.change(at(10));
        async move {
            bench
                .accounts()
                .create_account(account, change)
                .await
                .unwrap()
        }
    });
    assert_one(&answers.await, "Created");
}

pub async fn attack_156_one_of_a_crowd_ends_a_session(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let account = bench.account("maren@nordlicht.example").await;
    let held = bench.session(&account, at(5)).await.session.id;
    let answers = bench.crowd(|bench, _| {
        let (account, held, change) = (account.clone(), held.clone(), bench.change(at(10)));
        async move {
            bench
                .accounts()
                .end_session(&account, &held, change)
                .await
                .unwrap()
        }
    });
    assert_one(&answers.await, "Ended");
}

pub async fn attack_006_no_session_outlives_a_race_with_disabling(fixture: Fixture) {
    let bench = Bench::new(fixture);
    for round in 0..5 {
        let email = format!("round-{round}@nordlicht.example");
        let account = bench.account(&email).await;
        bench
            .crowd(|bench, number| {
                let (opening, account) = (bench.opening(&account, at(10)), account.clone());
                let change = bench.change(at(10));
                async move {
                    let (accounts, off) = (&bench.stores.accounts, AccountStatus::Disabled);
                    if number == CROWD / 2 {
                        accounts
                            .set_account_status(&account, off, change)
                            .await
                            .unwrap();
                    } else {
                        accounts.open_session(opening, change).await.unwrap();
                    }
                }
            })
            .await;
        bench.switch(&account, AccountStatus::Active).await;
        assert_eq!(live_sessions(&bench, &email).await, 0);
    }
}

pub async fn touching_in_a_crowd_keeps_the_latest_marks(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let account = bench.account("maren@nordlicht.example").await;
    let held = bench.session(&account, at(0)).await.session;
    let last = i64::try_from(CROWD).unwrap() - 1;
    bench
        .crowd(|bench, number| {
            let (id, moment) = (held.id.clone(), i64::try_from(number).unwrap());
            async move {
                let (seen_at, idle_until) = (at(moment), at(4_000 + moment));
                bench
                    .accounts()
                    .touch_session(&id, seen_at, idle_until)
                    .await
                    .unwrap();
            }
        })
        .await;
    let found = bench
        .accounts()
        .find_session(&account, &held.id, at(10))
        .await
        .unwrap();
    let found = found.expect("the session is live");
    assert_eq!(
        (found.seen_at, found.idle_until),
        (at(last), at(4_000 + last))
    );
}

async fn live_sessions(bench: &Bench, email: &str) -> usize {
    let email = address(email);
    let account = bench
        .accounts()
        .find_account_by_email(email.key())
        .await
        .unwrap();
    let account = account.expect("it is there").id;
    let none = SessionId::parse("none").unwrap();
    let list = bench
        .accounts()
        .list_sessions(&account, &none, None, 100, at(11))
        .await;
    list.unwrap().len()
}
