//! The worker: what must happen for sure after a write, on any number of instances, without two
//! doing the same at once.

use std::fmt;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures_util::FutureExt as _;

use crate::crypto::Token;
use crate::events::DeliveredEvent;
use crate::mail::{Letter, Opened};
use crate::outbox;
use crate::stores::{ClaimedRow, Finish, Holder, StoreError};
use crate::widgets::Widgets;

/// Delivers outbox rows: events to the host's subscribers, letters as mail. Spawn [`Worker::run`]
/// once in each instance of the host.
#[derive(Clone)]
pub struct Worker {
    widgets: Widgets,
}

impl Worker {
    /// Rows claimed at a time.
    const BATCH: u32 = 16;
    /// How long a claimed row is nobody else's; longer than a delivery may take.
    const LEASE: Duration = Duration::from_secs(60);
    /// How long one delivery may take.
    const DEADLINE: Duration = Duration::from_secs(30);
    /// How long to rest when there is nothing to do.
    const REST: Duration = Duration::from_secs(1);
    /// After so many attempts, over about a day, a row is given up and kept for a person to see.
    const ATTEMPTS: u32 = 18;

    pub(crate) const fn new(widgets: Widgets) -> Self {
        Self { widgets }
    }

    /// Works until it is dropped. An outage is waited out.
    pub async fn run(self) {
        loop {
            match self.run_once().await {
                Ok(0) => tokio::time::sleep(Self::REST).await,
                Ok(_) => {}
                Err(error) => {
                    tracing::warn!(%error, "the outbox does not answer");
                    tokio::time::sleep(Self::REST).await;
                }
            }
        }
    }

    /// Claims what is due, delivers it, and says how many rows that were.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the outbox does not answer, or the operating system gives no random
    /// bytes to claim with; claimed rows come again once their lease has run out.
    pub async fn run_once(&self) -> Result<usize, StoreError> {
        let token = Token::mint().map_err(StoreError::unavailable)?;
        let holder = Holder(token.reveal().to_owned());
        let outbox = &self.widgets.stores().outbox;
        let now = self.widgets.now();
        let rows = outbox
            .claim(&holder, Self::BATCH, now, now.plus(Self::LEASE))
            .await?;
        let count = rows.len();
        // Side by side: one lease covers the whole batch, so one slow row must not delay the rest.
        let deliveries = rows.iter().map(|row| async {
            let how = self.deliver(row).await;
            outbox.finish(&holder, &row.id, how).await
        });
        for finished in futures_util::future::join_all(deliveries).await {
            finished?;
        }
        Ok(count)
    }

    async fn deliver(&self, row: &ClaimedRow) -> Finish {
        let Some(task) = self.read(row) else {
            tracing::error!(row = %row.id, topic = row.topic, "an outbox row cannot be read");
            return Finish::Dead;
        };
        // Counted when claimed, so that what ends the process is given up too.
        if row.attempts > Self::ATTEMPTS {
            return Self::give_up(row);
        }
        let done = AssertUnwindSafe(self.carry_out(row, &task)).catch_unwind();
        match tokio::time::timeout(Self::DEADLINE, done).await {
            Ok(Ok(Attempt::Done)) => Finish::Done,
            Ok(Ok(Attempt::Hopeless)) => Self::give_up(row),
            _ if row.attempts == Self::ATTEMPTS => Self::give_up(row),
            _ => Finish::Retry {
                due_at: self.widgets.now().plus(pause(row.attempts)),
            },
        }
    }

    /// What a row is about; none when it cannot be read.
    fn read(&self, row: &ClaimedRow) -> Option<Task> {
        let keys = self.widgets.keys();
        match row.topic.as_str() {
            outbox::EVENT => {
                let event = serde_json::from_slice(&outbox::open(row, keys)?).ok()?;
                Some(Task::Tell(event))
            }
            outbox::MAIL => Some(match Opened::read(row, keys)? {
                Opened::Letter(letter) => Task::Send(letter),
                Opened::Nothing => Task::Nothing,
            }),
            _ => None,
        }
    }

    fn give_up(row: &ClaimedRow) -> Finish {
        let (topic, attempts) = (&row.topic, row.attempts);
        tracing::error!(row = %row.id, topic, attempts, "an outbox row was given up");
        Finish::Dead
    }

    async fn carry_out(&self, row: &ClaimedRow, task: &Task) -> Attempt {
        match task {
            Task::Nothing => Attempt::Done,
            Task::Tell(event) => self.tell(event).await,
            Task::Send(letter) => self.send(row, letter).await,
        }
    }

    /// Tells every subscriber of an event.
    async fn tell(&self, event: &DeliveredEvent) -> Attempt {
        for subscriber in self.widgets.subscribers() {
            if let Err(error) = subscriber(event.clone()).await {
                tracing::warn!(event = event.id, %error, "an event comes again");
                return Attempt::Failed;
            }
        }
        Attempt::Done
    }

    /// Sends a letter, unless it came to be of no use to anybody.
    async fn send(&self, row: &ClaimedRow, letter: &Letter) -> Attempt {
        let useless_after = letter.useless_after();
        if useless_after.is_some_and(|at| at <= self.widgets.now()) {
            tracing::warn!(row = %row.id, "a mail was dropped: what it says has expired");
            return Attempt::Done;
        }
        let Some(mailer) = self.widgets.mailer() else {
            tracing::error!(row = %row.id, "a mail waits: this instance was built without a mailer");
            return Attempt::Failed;
        };
        let Some(mail) = self.widgets.desk().compose(&row.id, letter) else {
            return Attempt::Hopeless;
        };
        match mailer.send(&mail).await {
            Ok(()) => Attempt::Done,
            Err(error) if error.is_permanent() => {
                tracing::error!(row = %row.id, %error, "a mail cannot be sent");
                Attempt::Hopeless
            }
            Err(error) => {
                tracing::warn!(row = %row.id, %error, "a mail is sent again later");
                Attempt::Failed
            }
        }
    }
}

/// What is to be done.
enum Task {
    Tell(DeliveredEvent),
    Send(Letter),
    /// To cost what a mail costs.
    Nothing,
}

/// How an attempt went.
enum Attempt {
    Done,
    /// It may work later.
    Failed,
    /// It never will.
    Hopeless,
}

/// Twice as long after each attempt: 10 seconds, 20, 40, up to 3 hours.
fn pause(attempts: u32) -> Duration {
    let doublings = attempts.saturating_sub(1).min(10);
    Duration::from_secs(10 << doublings)
}

impl fmt::Debug for Worker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Worker(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_tried_for_about_a_day() {
        let tried: Duration = (1..Worker::ATTEMPTS).map(pause).sum();
        let hours = tried.as_secs() / (60 * 60);
        assert!((20..28).contains(&hours), "{hours} hours");
        assert_eq!([1, 2, 3].map(pause), [10, 20, 40].map(Duration::from_secs));
        assert!(pause(u32::MAX) <= Duration::from_secs(3 * 60 * 60));
    }
}
