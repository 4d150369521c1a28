//! One host or several over one store, and who lives there.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::task::JoinSet;
use widgets_core::Widgets;
use widgets_core::clock::SystemClock;
use widgets_core::mail::{DevelopmentMailbox, Mail, MailFailure, Mailer, RecordingMailer};

use super::{Ledger, Life};
use crate::harness::app::{Framework, House, HouseBuilder};

/// Where the mails of a town arrive.
#[derive(Clone)]
pub enum Letters {
    /// With every sending.
    Recorded(RecordingMailer),
    /// In the store, where only the newest stay.
    Kept(DevelopmentMailbox),
}

impl Letters {
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
impl Mailer for Letters {
    async fn send(&self, mail: &Mail) -> Result<(), MailFailure> {
        match self {
            Self::Recorded(mailer) => mailer.send(mail).await,
            Self::Kept(mailbox) => mailbox.send(mail).await,
        }
    }
}

/// One host or several over one store.
#[derive(Clone)]
pub struct Town {
    /// Scheme, host and port of each. Their widgets are mounted at `/account`, trust one proxy, go
    /// by the clock of this machine, and have a worker.
    pub origins: Vec<String>,
    /// The back end.
    pub back_end: Widgets,
    /// Where mails arrive.
    pub letters: Letters,
    /// How long an answer may take at the most; only bounds a hang.
    pub patience: Duration,
}

impl Town {
    /// How long an answer may take when nobody says otherwise: several times what a store may.
    pub const PATIENCE: Duration = Duration::from_secs(30);

    /// A house as a town takes it, whose mails arrive there.
    #[must_use]
    pub fn house(builder: HouseBuilder, letters: &Letters) -> HouseBuilder {
        let letters = letters.clone();
        builder.with(|own| own.clock(SystemClock).mailer(letters))
    }

    /// The town of these houses.
    #[must_use]
    pub fn of(houses: &[&House], letters: &Letters) -> Self {
        for house in houses {
            // Rocket's fairing brings its own.
            if house.framework != Framework::Rocket {
                tokio::spawn(house.widgets.worker().run());
            }
        }
        Self {
            origins: houses.iter().map(|own| own.origin.clone()).collect(),
            back_end: houses[0].widgets.clone(),
            letters: letters.clone(),
            patience: Self::PATIENCE,
        }
    }
}

impl Ledger {
    /// So many people live a life each in the town, `crowd` of them at a time.
    pub async fn live(self: &Arc<Self>, town: &Town, lives: usize, crowd: usize) {
        let next = Arc::new(AtomicUsize::new(0));
        let mut streets = JoinSet::new();
        for _ in 0..crowd {
            let (ledger, town, next) = (Arc::clone(self), town.clone(), Arc::clone(&next));
            streets.spawn(async move {
                loop {
                    let number = next.fetch_add(1, Ordering::SeqCst);
                    if number >= lives {
                        return;
                    }
                    Life::new(&ledger, &town, number).live().await;
                }
            });
        }
        streets.join_all().await;
    }
}
