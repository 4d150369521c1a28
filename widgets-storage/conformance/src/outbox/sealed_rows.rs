//! Checks of sealing rows of the outbox anew under another key.

use widgets_core::id::OutboxId;
use widgets_core::stores::{Finish, Sealed};

use super::{claim, finish, post};
use crate::Fixture;
use crate::setup::{Checks, assert_one, at};

pub async fn attack_164_a_row_that_is_done_holds_nothing_again(fixture: Fixture) {
    let checks = Checks::new(fixture);
    post(&checks, &[("a", 10), ("b", 100)]).await;
    let read = page(&checks, None, 9).await;
    claim(&checks, "w", 1, at(10), at(70)).await;
    assert!(finish(&checks, "w", "a", Finish::Done).await);
    assert!(!reseal(&checks, &read[0], b"anew").await);
    let mut wiped = posted("a");
    wiped.sealed.clear();
    assert!(!reseal(&checks, &wiped, b"anew").await, "it is done");
    assert_eq!(page(&checks, None, 9).await, [posted("b")]);
    let rows = claim(&checks, "w", 9, at(9_000), at(9_001)).await;
    assert_eq!(rows.len(), 1, "what is done came back");
}

pub async fn attack_164_one_of_a_crowd_seals_a_row_anew(fixture: Fixture) {
    let checks = Checks::new(fixture);
    post(&checks, &[("a", 10), ("b", 10)]).await;
    let answers = checks
        .crowd(|checks, number| async move {
            let new = format!("anew by {number}");
            reseal(&checks, &posted("a"), new.as_bytes()).await
        })
        .await;
    assert_one(&answers, "true");
    assert_eq!(page(&checks, Some("a"), 9).await, [posted("b")]);
}

/// A row as it was posted.
fn posted(name: &str) -> Sealed<OutboxId> {
    Sealed::new(
        OutboxId::parse(name).unwrap(),
        format!("what {name} is").into_bytes(),
    )
}

async fn page(checks: &Checks, after: Option<&str>, limit: u32) -> Vec<Sealed<OutboxId>> {
    let after = after.map(|name| OutboxId::parse(name).unwrap());
    let outbox = &checks.stores.outbox;
    outbox.sealed_rows(after.as_ref(), limit).await.unwrap()
}

async fn reseal(checks: &Checks, old: &Sealed<OutboxId>, new: &[u8]) -> bool {
    let outbox = &checks.stores.outbox;
    outbox.reseal_row(old, new.to_vec()).await.unwrap()
}
