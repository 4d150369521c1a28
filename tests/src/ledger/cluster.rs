//! One host or several over one store, and who lives there.

use crate::prelude::*;
use std::ops::Range;
use std::sync::atomic::AtomicUsize;

use tokio::task::JoinSet;
use widgets_core::clock::SystemClock;

use super::{Client, Ledger};

/// One host or several over one store.
#[derive(Clone)]
pub struct Cluster {
    /// Scheme, host and port of each. Their widgets are mounted at `/account`, trust one proxy, go
    /// by the clock of this machine, and have a worker.
    pub origins: Vec<String>,
    /// The back end.
    pub back_end: Widgets,
    /// Where mails arrive, with every sending.
    pub mails: RecordingMailer,
    /// How long an answer may take at the most; only bounds a hang.
    pub patience: Duration,
}

impl Cluster {
    /// How long an answer may take when nobody says otherwise: several times what a store may.
    pub const PATIENCE: Duration = Duration::from_secs(30);

    /// A host as a cluster takes it, whose mails arrive there.
    pub fn host(builder: TestHostBuilder, mails: &RecordingMailer) -> TestHostBuilder {
        let mails = mails.clone();
        builder.with(|own| own.clock(SystemClock).mailer(mails))
    }

    /// The cluster of these hosts.
    pub fn of(hosts: &[&TestHost], mails: &RecordingMailer) -> Self {
        for host in hosts {
            // Rocket's fairing brings its own.
            if host.framework != Framework::Rocket {
                tokio::spawn(host.widgets.worker().run());
            }
        }
        Self {
            origins: hosts.iter().map(|own| own.origin.clone()).collect(),
            back_end: hosts[0].widgets.clone(),
            mails: mails.clone(),
            patience: Self::PATIENCE,
        }
    }
}

impl Ledger {
    /// People with these numbers live a life each in the cluster, `crowd` of them at a time. Nobody
    /// begins once the ledger is [closed](Ledger::close).
    pub async fn live(self: &Arc<Self>, cluster: &Cluster, lives: Range<usize>, crowd: usize) {
        let next = Arc::new(AtomicUsize::new(lives.start));
        let mut people = JoinSet::new();
        for _ in 0..crowd {
            let (ledger, cluster, next) = (Arc::clone(self), cluster.clone(), Arc::clone(&next));
            people.spawn(async move {
                loop {
                    let number = next.fetch_add(1, Ordering::SeqCst);
                    if number >= lives.end || ledger.closed.load(Ordering::SeqCst) {
                        return;
                    }
                    Client::new(&ledger, &cluster, number).live().await;
                }
            });
        }
        people.join_all().await;
    }
}
