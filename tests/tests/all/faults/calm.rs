//! The ledger itself: where nothing fails, nothing is left open, and a count finds what is wrong.

use std::sync::Arc;
use widgets_tests::prelude::*;

use widgets_core::mail::RecordingMailer;
use widgets_tests::ledger::{Attempt, Cluster, Fact, Ledger, SentMails, Told};

over_every_combination! {
    the_ledger_of_calm_days_is_whole,
}

async fn the_ledger_of_calm_days_is_whole(host: TestHostBuilder) {
    let mails = SentMails::Recorded(RecordingMailer::new());
    let host = Cluster::host(host, &mails).start().await;
    let cluster = Cluster::of(&[&host], &mails);
    let ledger = Arc::new(Ledger::default());
    ledger.live(&cluster, 0..6, 3).await;
    let books = host.storage.books().await;
    let stores = &host.storage.stores;
    let tally = ledger.settle(&cluster, stores, &books).await;
    tally.assert_whole(6 * 9, 0);
    assert_eq!(tally.unknown, 0, "{tally}");
    assert_eq!(tally.mails, 12, "two to each: {tally}");

    // What somebody was told and the store does not know, and the other way round.
    let one = ledger
        .attempts()
        .into_iter()
        .find(|own| own.fact == Fact::Renamed);
    ledger.note(Attempt {
        from: Ledger::address(),
        ..one.clone().unwrap()
    });
    ledger.note(Attempt {
        told: Told::Refused(422),
        ..one.unwrap()
    });
    let tally = ledger.settle(&cluster, stores, &books).await;
    assert_eq!((tally.lost, tally.wrongs.len()), (1, 2), "{tally}");
}
