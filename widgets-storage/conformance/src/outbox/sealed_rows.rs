//! Checks of sealing rows of the outbox anew under another key.

use widgets_core::id::OutboxId;
use widgets_core::stores::{Finish, Sealed};

use super::{claim, dead, dead_letters, finish, post, retry};
use crate::Fixture;
use crate::setup::{Checks, assert_one, at};

pub async fn sealed_rows_are_read_in_pages_by_their_identifiers(fixture: Fixture) {
    let checks = Checks::new(fixture);
    post(&checks, &[("d", 10), ("b", 20), ("a", 30), ("c", 40)]).await;
    let expected = ["a", "b", "c", "d"].map(posted);
    assert_eq!(page(&checks, None, 9).await, expected);
    assert_eq!(page(&checks, None, 0).await, []);
    assert_eq!(page(&checks, None, 3).await, expected[..3]);
    assert_eq!(page(&checks, Some("c"), 3).await, expected[3..]);
    assert_eq!(page(&checks, Some("d"), 3).await, []);
}

pub async fn a_row_sealed_anew_stays_in_whose_hands_it_is(fixture: Fixture) {
    let checks = Checks::new(fixture);
    post(&checks, &[("a", 10)]).await;
    claim(&checks, "w", 1, at(10), at(70)).await;
    assert!(reseal(&checks, &posted("a"), b"anew").await);
    let taken = claim(&checks, "other", 1, at(20), at(90)).await;
    assert!(taken.is_empty(), "it is in other hands");
    assert!(finish(&checks, "w", "a", retry(30)).await);
    let rows = claim(&checks, "other", 1, at(30), at(90)).await;
    assert_eq!(rows[0].payload, b"anew");
    assert_eq!((rows[0].topic.as_str(), rows[0].attempts), ("check", 2));
}

pub async fn a_dead_letter_is_sealed_anew(fixture: Fixture) {
    let checks = Checks::new(fixture);
    post(&checks, &[("a", 10)]).await;
    claim(&checks, "w", 1, at(10), at(70)).await;
    assert!(finish(&checks, "w", "a", dead()).await);
    let before = dead_letters(&checks, None, 9).await;
    assert!(reseal(&checks, &posted("a"), b"anew").await);
    assert_eq!(dead_letters(&checks, None, 9).await, before, "still dead");
    let outbox = &checks.stores.outbox;
    let id = OutboxId::parse("a").unwrap();
    assert!(outbox.revive(&id, at(80)).await.unwrap());
    let rows = claim(&checks, "w", 1, at(80), at(90)).await;
    assert_eq!(rows[0].payload, b"anew");
}

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
