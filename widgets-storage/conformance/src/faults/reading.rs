//! Everything that is read, each of something that is there.

use std::time::Duration;

use widgets_core::id::AccountId;
use widgets_core::stores::{
    Finish, Holder, KeptMail, LimitKey, LimitRequest, Names, PendingForm, Quota, Slug, StoreError,
};

use super::fault_rig::FaultRig;
use crate::setup::mailboxes::{MAREN, Populated};
use crate::setup::{Checks, address, at};

const ORGANIZATION: &str = "nordlicht";

pub(crate) async fn try_all(fault_rig: &FaultRig) {
    let own = fault_rig.checks.populated(true).await;
    let slug = Slug::parse(ORGANIZATION).unwrap();
    fault_rig
        .checks
        .organization(ORGANIZATION, &own.account)
        .await;
    try_accounts(fault_rig, &own, &slug).await;
    try_challenges(fault_rig, &own).await;
    try_organizations(fault_rig, &own.account, &slug).await;
    try_the_rest(fault_rig, &own.account).await;
    try_problems(fault_rig).await;
    try_writes_that_read(fault_rig).await;
}

/// Demands an outage of each call while no query succeeds, and `true` once they do.
macro_rules! read {
    ($fault_rig:ident, $found:ident; $($call:expr;)+) => {$(
        $fault_rig.tells_an_outage(async || $call.await.map(|found| found.$found())).await;
    )+};
}

async fn try_accounts(fault_rig: &FaultRig, own: &Populated, slug: &Slug) {
    let accounts = &fault_rig.checks.stores.accounts;
    let (account, session) = (&own.account, &own.session);
    let email = address(MAREN);
    read! { fault_rig, is_some;
        accounts.admit(&session.token, None, at(3));
        accounts.admit(&session.token, Some(slug), at(3));
        accounts.find_session(account, &session.session.id, at(3));
        accounts.credentials(email.key(), None, at(3));
        accounts.credentials(email.key(), Some(&own.device), at(3));
        accounts.find_link(&own.link, at(3));
        accounts.find_account(account);
        accounts.find_account_by_email(email.key());
    }
    fault_rig
        .tells_an_outage(async || accounts.has_session(&session.session.id, at(3)).await)
        .await;
    fault_rig
        .tells_an_outage(async || {
            let others = accounts.list_sessions(account, &session.session.id, None, 9, at(3));
            others
                .await
                .map(|found| found.len() == 1 && found[0].id == own.other.session.id)
        })
        .await;
}

async fn try_challenges(fault_rig: &FaultRig, own: &Populated) {
    let accounts = &fault_rig.checks.stores.accounts;
    let begun = &own.challenge;
    let form = PendingForm {
        token: fault_rig.checks.token(),
        sealed: vec![1],
        expires_at: at(100),
    };
    accounts.add_pending_form(form.clone()).await.unwrap();
    read! { fault_rig, is_some;
        accounts.find_challenge(&begun.id, &begun.browser, at(3));
        accounts.find_challenge_by_link(&begun.link, at(3));
        accounts.find_pending_form(&form.token, at(3));
    }
    let sealed = async || accounts.sealed_challenges(None, 1).await;
    fault_rig
        .tells_an_outage(async || sealed().await.map(|rows| rows.len() == 1))
        .await;
}

async fn try_organizations(fault_rig: &FaultRig, account: &AccountId, slug: &Slug) {
    let organizations = &fault_rig.checks.stores.organizations;
    read! { fault_rig, is_some;
        organizations.find_organization(slug);
        organizations.find_membership(account, slug);
    }
}

async fn try_the_rest(fault_rig: &FaultRig, account: &AccountId) {
    let stores = &fault_rig.checks.stores;
    let change = fault_rig.checks.change(at(1));
    let saved = stores.profile.save_names(account, Names::default(), change);
    saved.await.unwrap();
    give_up_a_row(&fault_rig.checks).await;
    let mail = KeptMail {
        id: "a".to_owned(),
        at: at(1),
        sealed: vec![1],
    };
    fault_rig.mailbox.keep_mail(mail, 9).await.unwrap();
    read! { fault_rig, is_some;
        stores.profile.find_profile(account);
        fault_rig.mailbox.find_mail("a");
    }
    let outbox = &stores.outbox;
    let sealed = async || outbox.sealed_rows(None, 1).await;
    fault_rig
        .tells_an_outage(async || sealed().await.map(|rows| rows.len() == 1))
        .await;
    fault_rig
        .tells_an_outage(async || {
            outbox
                .dead_letters(None, 9)
                .await
                .map(|rows| rows.len() == 1)
        })
        .await;
    fault_rig
        .tells_an_outage(async || {
            fault_rig
                .mailbox
                .newest_mails(9)
                .await
                .map(|mails| mails.len() == 1)
        })
        .await;
}

async fn give_up_a_row(checks: &Checks) {
    let (outbox, holder) = (&checks.stores.outbox, Holder("worker".to_owned()));
    let claimed = outbox.claim(&holder, 1, at(100), at(160)).await.unwrap();
    let row = claimed[0].id.clone();
    let error = "it failed".to_owned();
    let dead = Finish::Dead { error };
    assert!(outbox.finish(&holder, &row, dead, at(101)).await.unwrap());
}

async fn try_problems(fault_rig: &FaultRig) {
    let stores = &fault_rig.checks.stores;
    read! { fault_rig, is_empty;
        stores.accounts.problems();
        stores.organizations.problems();
        stores.profile.problems();
        stores.limits.problems();
        stores.outbox.problems();
    }
}

/// A worker is not told that there is nothing to do, and nobody that a limit has room.
async fn try_writes_that_read(fault_rig: &FaultRig) {
    let stores = &fault_rig.checks.stores;
    let holder = Holder("worker".to_owned());
    let request = [LimitRequest {
        key: LimitKey::new("check", "a"),
        quota: Quota::new(1, Duration::from_secs(10)),
    }];
    stores.limits.consume(&request, at(0)).await.unwrap();
    let before = fault_rig.dump().await;
    fault_rig.failing.fail_queries();
    let claimed = stores.outbox.claim(&holder, 9, at(200), at(260)).await;
    let taken = stores.limits.consume(&request, at(0)).await;
    fault_rig.failing.fail_nowhere();
    assert!(matches!(claimed, Err(StoreError::Unavailable(_))));
    assert!(matches!(taken, Err(StoreError::Unavailable(_))));
    assert_eq!(fault_rig.dump().await, before);
}
