//! Reads that fail: each is told as an outage, and never as something that is not there.

use std::time::Duration;

use widgets_core::stores::{
    Holder, LimitKey, LimitRequest, PageRequest, Quota, Slug, StoreError, StoreResult,
};
use widgets_storage::{Plan, args};

use super::fault_rig::FaultRig;
use crate::setup::at;

const SPOIL: &str = "UPDATE wg_accounts SET status = 'of another version' WHERE id = $1";

/// Every way to read: one row, several, several that are one thing, what a host reads, what is asked
/// before the start; and the two writes that read, for a worker must not be told that there is
/// nothing to do, and nobody that a limit has room.
pub(crate) async fn try_all(rig: &FaultRig) {
    let (checks, stores) = (&rig.checks, &rig.checks.stores);
    let account = checks.account("maren@nordlicht.example").await;
    let session = checks.session(&account, at(1)).await;
    let other = checks.session_id();
    let slug = Slug::parse("nordlicht");
    checks.organization("nordlicht", &account).await;
    let holder = Holder("worker".to_owned());
    let request = [LimitRequest::new(
        LimitKey::new("check", "a"),
        Quota::new(1, Duration::from_secs(10)),
    )];
    stores.limits.consume(&request, Some(at(0))).await.unwrap();
    let accounts = &stores.accounts;
    let token = &session.token;
    let before = rig.dump().await;
    rig.failing.fail_queries();
    is_an_outage(accounts.find_account(&account).await);
    is_an_outage(
        accounts
            .list_sessions(&account, &other, &PageRequest::new(None, 9), at(3))
            .await,
    );
    is_an_outage(accounts.admit(token, None, at(3)).await);
    is_an_outage(accounts.admit(token, slug.as_ref(), at(3)).await);
    is_an_outage(rig.stores.read("SELECT id FROM wg_accounts", &[]).await);
    is_an_outage(rig.stores.problems().await);
    is_an_outage(
        stores
            .outbox
            .claim(&holder, "check", 9, at(200), at(260))
            .await,
    );
    is_an_outage(stores.limits.consume(&request, Some(at(0))).await);
    rig.failing.fail_nowhere();
    assert_eq!(rig.dump().await, before);
    assert!(accounts.find_account(&account).await.unwrap().is_some());

    // A row that another version wrote is there, though nobody can read it.
    let plan = Plan::new().one(SPOIL, args![&account]);
    rig.stores.write(plan, ()).await.unwrap();
    is_an_outage(accounts.find_account(&account).await);
    is_an_outage(rig.stores.read("DELETE FROM wg_accounts", &[]).await);
}

fn is_an_outage<T>(outcome: StoreResult<T>) {
    assert!(matches!(outcome, Err(StoreError::Unavailable(_))));
}
