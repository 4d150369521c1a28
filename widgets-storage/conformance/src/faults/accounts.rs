//! Writes to accounts and their sessions.

use widgets_core::stores::{AccountStatus, OpenSession, Redeem, RememberDevice};

use super::fault_rig::FaultRig;
use crate::setup::{at, password};

pub(crate) async fn try_all(fault_rig: &FaultRig) {
    let checks = &fault_rig.checks;
    let accounts = &checks.stores.accounts;
    let account = checks.account("first@nordlicht.example").await;
    let device = RememberDevice {
        token: checks.token(),
        expires_at: at(9_000),
    };

    let new = checks.new_account("third@nordlicht.example");
    fault_rig
        .all_or_nothing(2, async |change| {
            let new = new.clone();
            accounts.create_account(new, change).await.map(drop)
        })
        .await;
    let link = checks.new_link(&account, at(100));
    fault_rig
        .all_or_nothing(3, async |change| {
            let link = link.clone();
            accounts.issue_link(link, change).await.map(drop)
        })
        .await;
    let link = checks.link(&account, at(100)).await;
    let before = checks.session(&account, at(5)).await;
    let held = checks.open_session(&account, at(10));
    fault_rig
        .all_or_nothing(7, async |change| {
            let open_session = OpenSession {
                redeem: Some(Redeem::Link(link)),
                replaces: Some(before.session.id.clone()),
                device: Some(device.clone()),
                ..held.clone()
            };
            accounts.open_session(open_session, change).await.map(drop)
        })
        .await;
    let held = held.session;
    fault_rig
        .all_or_nothing(1, async |_| {
            accounts
                .touch_session(&held.session.id, at(99), at(9_000))
                .await
        })
        .await;
    let mut renewal = checks.renewal(&held, at(20));
    renewal.device = Some(device.clone());
    fault_rig
        .all_or_nothing(4, async |change| {
            let renewal = renewal.clone();
            accounts.renew_session(renewal, change).await.map(drop)
        })
        .await;
    fault_rig
        .all_or_nothing(2, async |change| {
            accounts
                .end_session(&account, &held.session.id, change)
                .await
                .map(drop)
        })
        .await;
    checks.session(&account, at(30)).await;
    fault_rig
        .all_or_nothing(3, async |change| {
            accounts
                .end_sessions(&account, None, change)
                .await
                .map(drop)
        })
        .await;
    checks.session(&account, at(30)).await;
    fault_rig
        .all_or_nothing(4, async |change| {
            accounts
                .set_account_status(&account, AccountStatus::Disabled, change)
                .await
                .map(drop)
        })
        .await;
    fault_rig
        .all_or_nothing(2, async |change| {
            accounts
                .set_account_status(&account, AccountStatus::Active, change)
                .await
                .map(drop)
        })
        .await;

    fault_rig
        .all_or_nothing(1, async |_| {
            let (old, new) = (password(1), password(2));
            accounts
                .replace_password_hash(&account, &old, &new)
                .await
                .map(drop)
        })
        .await;
}
