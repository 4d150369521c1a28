//! One host or several over one store, and who lives there.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::task::JoinSet;
use widgets_core::Widgets;
use widgets_core::clock::SystemClock;
use widgets_core::mail::{DevelopmentMailbox, Mail, MailFailure, Mailer, RecordingMailer};

use super::{Client, Ledger};
use crate::harness::app::{Framework, TestHost, TestHostBuilder};

/// Where the mails of a cluster arrive.
#[derive(Clone)]
pub enum SentMails {
    /// With every sending.
    Recorded(RecordingMailer),
    /// In the store, where only the newest stay.
    Kept(DevelopmentMailbox),
}

impl SentMails {
    /// The mails there are; none while the store does not answer.
    pub async fn mails(&self) -> Vec<Mail> {
        match self {
            Self::Recorded(mailer) => mailer.mails(),
            Self::Kept(mailbox) => {
                let mut mails = mailbox.mails().await.unwrap_or_default();
                mails.reverse();
                mails
            }
        }
    }

    /// The identifier and the reader of every mail, where all of them are known.
    pub(super) fn all(&self) -> Option<Vec<(String, String)>> {
        let Self::Recorded(mailer) = self else {
            return None;
        };
        let mails = mailer.mails().into_iter();
        Some(mails.map(|mail| (mail.id, mail.to.to_string())).collect())
    }
}

#[async_trait::async_trait]
impl Mailer for SentMails {
    async fn send(&self, mail: &Mail) -> Result<(), MailFailure> {
        match self {
            Self::Recorded(mailer) => mailer.send(mail).await,
            Self::Kept(mailbox) => mailbox.send(mail).await,
        }
    }
}

/// One host or several over one store.
#[derive(Clone)]
pub struct Cluster {
    /// Scheme, host and port of each. Their widgets are mounted at `/account`, trust one proxy, go
    /// by the clock of this machine, and have a worker.
    pub origins: Vec<String>,
    /// The back end.
    pub back_end: Widgets,
    /// Where mails arrive.
    pub mails: SentMails,
    /// How long an answer may take at the most; only bounds a hang.
    pub patience: Duration,
}

impl Cluster {
    /// How long an answer may take when nobody says otherwise: several times what a store may.
    pub const PATIENCE: Duration = Duration::from_secs(30);

    /// A host as a cluster takes it, whose mails arrive there.
    #[must_use]
    pub fn host(builder: TestHostBuilder, mails: &SentMails) -> TestHostBuilder {
        let mails = mails.clone();
        builder.with(|own| own.clock(SystemClock).mailer(mails))
    }

    /// The cluster of these hosts.
    #[must_use]
    pub fn of(hosts: &[&TestHost], mails: &SentMails) -> Self {
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
    /// People with these numbers live a life each in the cluster, `crowd` of them at a time.
    pub async fn live(self: &Arc<Self>, cluster: &Cluster, lives: Range<usize>, crowd: usize) {
        let next = Arc::new(AtomicUsize::new(lives.start));
        let mut streets = JoinSet::new();
        for _ in 0..crowd {
            let (ledger, cluster, next) = (Arc::clone(self), cluster.clone(), Arc::clone(&next));
            streets.spawn(async move {
                loop {
                    let number = next.fetch_add(1, Ordering::SeqCst);
                    if number >= lives.end {
                        return;
                    }
                    Client::new(&ledger, &cluster, number).live().await;
                }
            });
        }
        streets.join_all().await;
    }
}
