//! The ledger itself: where nothing fails, nothing is left open, and a count finds what is wrong.

use widgets_tests::prelude::*;

use widgets_tests::ledger::{Attempt, Cluster, Fact, Ledger, Told};

over_every_combination! {
    the_ledger_is_whole_without_faults,
}

async fn the_ledger_is_whole_without_faults(host: TestHostBuilder) {
    let mails = RecordingMailer::new();
    let host = Cluster::host(host, &mails).start().await;
    let cluster = Cluster::of(&[&host], &mails);
    let ledger = Arc::new(Ledger::default());
    ledger.live(&cluster, 0..6, 3).await;
    let tally = ledger.settle(&cluster, &host.storage).await;
    tally.assert_whole(6 * 9, 0);
    assert_eq!(tally.unknown, 0, "{tally}");
    assert_eq!(tally.mails, 12, "two to each: {tally}");

    // What somebody was told and the store does not know, and the other way round.
    let mut attempts = ledger.attempts().into_iter();
    let one = attempts.find(|own| own.fact == Fact::Renamed).unwrap();
    let (from, told) = (Ledger::address(), Told::Refused(422));
    let unknown = Attempt {
        from,
        ..one.clone()
    };
    ledger.note(unknown);
    ledger.note(Attempt { told, ..one });
    let tally = ledger.settle(&cluster, &host.storage).await;
    let lost = tally.wrongs.iter().filter(|own| own.starts_with("lost"));
    assert_eq!((lost.count(), tally.wrongs.len()), (1, 2), "{tally}");
}
