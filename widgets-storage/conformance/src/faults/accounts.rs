//! Writes to accounts and their sessions.

use widgets_core::stores::{AccountStatus, OpenSession, Redeem, RememberDevice};

use super::rig::Rig;
use crate::bench::{at, password};

pub(crate) async fn try_all(rig: &Rig) {
    let bench = &rig.bench;
    let accounts = &bench.stores.accounts;
    let account = bench.account("first@nordlicht.example").await;
    let device = RememberDevice {
        token: bench.token(),
        expires_at: at(9_000),
    };

    let new = bench.new_account("third@nordlicht.example");
    rig.all_or_nothing(2, async |change| {
        let new = new.clone();
        accounts.create_account(new, change).await.map(drop)
    })
    .await;
    let link = bench.new_link(&account, at(100));
    rig.all_or_nothing(3, async |change| {
        let link = link.clone();
        accounts.issue_link(link, change).await.map(drop)
    })
    .await;
    let link = bench.link(&account, at(100)).await;
    let before = bench.session(&account, at(5)).await;
    let held = bench.opening(&account, at(10));
    rig.all_or_nothing(7, async |change| {
        let opening = OpenSession {
            redeem: Some(Redeem::Link(link)),
            replaces: Some(before.session.id.clone()),
            device: Some(device.clone()),
            ..held.clone()
        };
        accounts.open_session(opening, change).await.map(drop)
    })
    .await;
    let held = held.session;
    rig.all_or_nothing(1, async |_| {
        accounts
            .touch_session(&held.session.id, at(99), at(9_000))
            .await
    })
    .await;
    let mut renewal = bench.renewal(&held, at(20));
    renewal.device = Some(device.clone());
    rig.all_or_nothing(4, async |change| {
        let renewal = renewal.clone();
        accounts.renew_session(renewal, change).await.map(drop)
    })
    .await;
    rig.all_or_nothing(2, async |change| {
        accounts
            .end_session(&account, &held.session.id, change)
            .await
            .map(drop)
    })
    .await;
    bench.session(&account, at(30)).await;
    rig.all_or_nothing(3, async |change| {
        accounts
            .end_sessions(&account, None, change)
            .await
            .map(drop)
    })
    .await;
    bench.session(&account, at(30)).await;
    rig.all_or_nothing(4, async |change| {
        accounts
            .set_account_status(&account, AccountStatus::Disabled, change)
            .await
            .map(drop)
    })
    .await;
    rig.all_or_nothing(2, async |change| {
        accounts
            .set_account_status(&account, AccountStatus::Active, change)
            .await
            .map(drop)
    })
    .await;

    rig.all_or_nothing(1, async |_| {
        let (old, new) = (password(1), password(2));
        accounts
            .replace_password_hash(&account, &old, &new)
            .await
            .map(drop)
    })
    .await;
}
