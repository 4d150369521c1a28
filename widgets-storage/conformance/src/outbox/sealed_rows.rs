//! Checks of sealing rows of the outbox anew under another key.

use widgets_core::id::OutboxId;
use widgets_core::stores::{Finish, Sealed};

use super::{claim, dead, dead_letters, finish, post, retry};
use crate::Fixture;
use crate::bench::{Bench, assert_one, at};

pub async fn sealed_rows_are_read_in_pages_by_their_identifiers(fixture: Fixture) {
    let bench = Bench::new(fixture);
    post(&bench, &[("d", 10), ("b", 20), ("a", 30), ("c", 40)]).await;
    let expected = ["a", "b", "c", "d"].map(posted);
    assert_eq!(page(&bench, None, 9).await, expected);
    assert_eq!(page(&bench, None, 0).await, []);
    assert_eq!(page(&bench, None, 3).await, expected[..3]);
    assert_eq!(page(&bench, Some("c"), 3).await, expected[3..]);
    assert_eq!(page(&bench, Some("d"), 3).await, []);
}

pub async fn a_row_sealed_anew_stays_in_whose_hands_it_is(fixture: Fixture) {
    let bench = Bench::new(fixture);
    post(&bench, &[("a", 10)]).await;
    claim(&bench, "w", 1, at(10), at(70)).await;
    assert!(reseal(&bench, &posted("a"), b"anew").await);
    let taken = claim(&bench, "other", 1, at(20), at(90)).await;
    assert!(taken.is_empty(), "it is in other hands");
    assert!(finish(&bench, "w", "a", retry(30)).await);
    let rows = claim(&bench, "other", 1, at(30), at(90)).await;
    assert_eq!(rows[0].payload, b"anew");
    assert_eq!((rows[0].topic.as_str(), rows[0].attempts), ("check", 2));
}

pub async fn a_dead_letter_is_sealed_anew(fixture: Fixture) {
    let bench = Bench::new(fixture);
    post(&bench, &[("a", 10)]).await;
    claim(&bench, "w", 1, at(10), at(70)).await;
    assert!(finish(&bench, "w", "a", dead()).await);
    let before = dead_letters(&bench, None, 9).await;
    assert!(reseal(&bench, &posted("a"), b"anew").await);
    assert_eq!(dead_letters(&bench, None, 9).await, before, "still dead");
    let outbox = &bench.stores.outbox;
    let id = OutboxId::parse("a").unwrap();
    assert!(outbox.revive(&id, at(80)).await.unwrap());
    let rows = claim(&bench, "w", 1, at(80), at(90)).await;
    assert_eq!(rows[0].payload, b"anew");
}

pub async fn attack_164_a_row_that_is_done_holds_nothing_again(fixture: Fixture) {
    let bench = Bench::new(fixture);
    post(&bench, &[("a", 10), ("b", 100)]).await;
    let read = page(&bench, None, 9).await;
    claim(&bench, "w", 1, at(10), at(70)).await;
    assert!(finish(&bench, "w", "a", Finish::Done).await);
    assert!(!reseal(&bench, &read[0], b"anew").await);
    let mut wiped = posted("a");
    wiped.sealed.clear();
    assert!(!reseal(&bench, &wiped, b"anew").await, "it is done");
    assert_eq!(page(&bench, None, 9).await, [posted("b")]);
    let rows = claim(&bench, "w", 9, at(9_000), at(9_001)).await;
    assert_eq!(rows.len(), 1, "what is done came back");
}

pub async fn attack_164_one_of_a_crowd_seals_a_row_anew(fixture: Fixture) {
    let bench = Bench::new(fixture);
    post(&bench, &[("a", 10), ("b", 10)]).await;
    let answers = bench
        .crowd(|bench, number| async move {
            let new = format!("anew by {number}");
            reseal(&bench, &posted("a"), new.as_bytes()).await
        })
        .await;
    assert_one(&answers, "true");
    assert_eq!(page(&bench, Some("a"), 9).await, [posted("b")]);
}

/// A row as it was posted.
fn posted(name: &str) -> Sealed<OutboxId> {
    Sealed {
        id: OutboxId::parse(name).unwrap(),
        sealed: format!("what {name} is").into_bytes(),
    }
}

async fn page(bench: &Bench, after: Option<&str>, limit: u32) -> Vec<Sealed<OutboxId>> {
    let after = after.map(|name| OutboxId::parse(name).unwrap());
    let outbox = &bench.stores.outbox;
    outbox.sealed_rows(after.as_ref(), limit).await.unwrap()
}

async fn reseal(bench: &Bench, old: &Sealed<OutboxId>, new: &[u8]) -> bool {
    let outbox = &bench.stores.outbox;
    outbox.reseal_row(old, new.to_vec()).await.unwrap()
}
