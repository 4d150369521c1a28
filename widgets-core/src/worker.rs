//! The worker: what must happen for sure after a write, on any number of instances, without two
//! doing the same at once.

use std::fmt;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures_util::FutureExt as _;

use crate::crypto::{SealContext, Token};
use crate::events::{DeliveredEvent, PAYLOAD, TOPIC};
use crate::stores::{ClaimedRow, Finish, Holder, StoreError};
use crate::widgets::Widgets;

/// Delivers outbox rows. Spawn [`Worker::run`] once in each instance of the host.
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
        let context = SealContext {
            column: PAYLOAD,
            row: row.id.as_str(),
        };
        let plain = self.widgets.keys().open(context, &row.payload).ok();
        let event = plain.and_then(|plain| serde_json::from_slice(&plain).ok());
        let Some(event) = event.filter(|_| row.topic == TOPIC) else {
            tracing::error!(row = %row.id, topic = row.topic, "an outbox row cannot be read");
            return Finish::Dead;
        };
        // Counted when claimed, so that an event which ends the process is given up too.
        if row.attempts > Self::ATTEMPTS {
            return Self::give_up(row);
        }
        let told = AssertUnwindSafe(self.tell(&event)).catch_unwind();
        match tokio::time::timeout(Self::DEADLINE, told).await {
            Ok(Ok(true)) => Finish::Done,
            _ if row.attempts == Self::ATTEMPTS => Self::give_up(row),
            _ => Finish::Retry {
                due_at: self.widgets.now().plus(pause(row.attempts)),
            },
        }
    }

    fn give_up(row: &ClaimedRow) -> Finish {
        tracing::error!(row = %row.id, "an event was given up after too many attempts");
        Finish::Dead
    }

    /// Whether every subscriber took the event.
    async fn tell(&self, event: &DeliveredEvent) -> bool {
        for subscriber in self.widgets.subscribers() {
            if let Err(error) = subscriber(event.clone()).await {
                tracing::warn!(event = event.id, %error, "an event comes again");
                return false;
            }
        }
        true
    }
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
