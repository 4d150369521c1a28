//! The worker: delivers outbox rows at least once, on any number of instances. Leases keep two
//! instances from delivering the same row at once.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures_util::{FutureExt as _, future};

use super::compose::{MailComposer, Unwritable};
use crate::context::ports::mailer::MailFailure;
use crate::context::ports::observer::{DeliveryObserved, observed};
use crate::context::{AppState, DeliveredEvent};
use crate::crypto::Token;
use crate::outbox::mail_request::MailRequest;
use crate::outbox::sweeper::{Sweeper, Swept};
use crate::stores::{ClaimedRow, Finish, Holder, StoreError, outbox_payload};

/// Delivers outbox rows: events to the host's subscribers, and mails. Spawn [`Worker::run`] once in
/// each instance of the host.
#[derive(Clone, derive_more::Debug)]
#[debug("Worker(..)")]
pub struct Worker {
    app: AppState,
}

impl Worker {
    /// Rows claimed at a time.
    const BATCH: u32 = 16;
    /// How long a claim excludes other workers; longer than a delivery may take.
    const LEASE: Duration = Duration::from_secs(60);
    /// Time limit of one delivery.
    const DEADLINE: Duration = Duration::from_secs(30);
    /// Pause when nothing is due.
    const REST: Duration = Duration::from_secs(1);
    /// Number of attempts, over about a day, after which a row becomes a dead letter.
    const ATTEMPTS: u32 = 18;

    pub(crate) const fn new(app: AppState) -> Self {
        Self { app }
    }

    /// Delivers and sweeps (about every ten minutes) until dropped. Retries after outages and
    /// panics of a store.
    pub async fn run(self) {
        // Mails never wait for events, whose subscribers may be slow.
        let mails = self.deliver_on(outbox_payload::MAIL);
        let events = self.deliver_on(outbox_payload::EVENT);
        future::join3(mails, events, Sweeper::new(&self.app).run()).await;
    }

    /// Deletes expired rows now (see `Retention`) and returns how many. [`Worker::run`] does it
    /// periodically.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if a store fails; the others are swept nevertheless.
    pub async fn sweep_once(&self) -> Result<Swept, StoreError> {
        Sweeper::new(&self.app).run_once().await
    }

    async fn deliver_on(&self, topic: &'static str) {
        loop {
            match AssertUnwindSafe(self.deliver_due(topic))
                .catch_unwind()
                .await
            {
                Ok(Ok(0)) => {}
                Ok(Ok(_)) => continue,
                Ok(Err(error)) => tracing::warn!(%error, "a run of the worker failed"),
                Err(_) => tracing::error!("a run of the worker panicked"),
            }
            tokio::time::sleep(Self::REST).await;
        }
    }

    /// Claims due rows, mails before events, delivers them, and returns how many were claimed.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the outbox fails, or the operating system provides no random bytes.
    /// Claimed rows become due again when their lease expires.
    pub async fn run_once(&self) -> Result<usize, StoreError> {
        let mails = self.deliver_due(outbox_payload::MAIL).await?;
        Ok(mails + self.deliver_due(outbox_payload::EVENT).await?)
    }

    async fn deliver_due(&self, topic: &'static str) -> Result<usize, StoreError> {
        let token = Token::mint().map_err(StoreError::unavailable)?;
        let holder = Holder(token.reveal().to_owned());
        let outbox = &self.app.stores().outbox;
        let now = self.app.now();
        let rows = outbox
            .claim(&holder, topic, Self::BATCH, now, now.plus(Self::LEASE))
            .await?;
        self.app.heartbeat().worker_ran(now);
        let count = rows.len();
        // Concurrently: one lease covers the whole batch, so a slow row must not delay the others.
        let deliveries = rows.iter().map(|row| async {
            let how = self.deliver(row).await;
            self.observe(row, &how);
            outbox.finish(&holder, &row.id, how, self.app.now()).await
        });
        for finished in future::join_all(deliveries).await {
            finished?;
        }
        Ok(count)
    }

    async fn deliver(&self, row: &ClaimedRow) -> Finish {
        let task = self.read(row);
        // Another instance may have the key, or this one may still receive it.
        let lacks_key = task.is_none() && self.app.keys().lacks_the_key_of(&row.payload);
        if lacks_key && row.attempts < Self::ATTEMPTS {
            return self.again(
                row,
                "its key is not in the key ring of this instance".to_owned(),
            );
        }
        let Some(task) = task else {
            return give_up(row, "its payload cannot be read".to_owned());
        };
        // Attempts are counted at the claim, so a row that crashes the process is given up as well.
        if row.attempts > Self::ATTEMPTS {
            return give_up(row, "every attempt crashed the process".to_owned());
        }
        let done = AssertUnwindSafe(self.carry_out(row, &task)).catch_unwind();
        let failure = match tokio::time::timeout(Self::DEADLINE, done).await {
            Ok(Ok(Ok(()))) => return Finish::Done,
            Ok(Ok(Err(failure))) => failure,
            Ok(Err(_)) => MailFailure::temporary("the delivery panicked"),
            Err(_) => MailFailure::temporary("the delivery timed out"),
        };
        let told = failure.told().to_owned();
        if failure.is_permanent() || row.attempts == Self::ATTEMPTS {
            return give_up(row, told);
        }
        self.again(row, told)
    }

    fn again(&self, row: &ClaimedRow, error: String) -> Finish {
        let (topic, attempts) = (&row.topic, row.attempts);
        tracing::warn!(row = %row.id, topic, attempts, error, "delivering an outbox row failed");
        Finish::Retry {
            due_at: self.app.now().plus(pause(attempts)),
            error,
        }
    }

    fn observe(&self, row: &ClaimedRow, how: &Finish) {
        let delivery = DeliveryObserved {
            topic: &row.topic,
            outcome: how.into(),
        };
        observed(self.app.observer(), |own| own.delivery(&delivery));
    }

    /// Parses a row; `None` if it cannot be read.
    fn read(&self, row: &ClaimedRow) -> Option<Task> {
        let plain = outbox_payload::open(row, self.app.keys())?;
        match row.topic.as_str() {
            outbox_payload::EVENT => Some(Task::Tell(serde_json::from_slice(&plain).ok()?)),
            outbox_payload::MAIL => {
                let request: Option<MailRequest> = serde_json::from_slice(&plain).ok()?;
                Some(request.map_or(Task::Nothing, Task::Send))
            }
            _ => None,
        }
    }

    /// A subscriber fails in the same terms as a mailer.
    async fn carry_out(&self, row: &ClaimedRow, task: &Task) -> Result<(), MailFailure> {
        match task {
            Task::Nothing => Ok(()),
            Task::Tell(event) => self.tell(event).await,
            Task::Send(mail_request) => self.send(row, mail_request).await,
        }
    }

    /// Delivers an event to every subscriber.
    async fn tell(&self, event: &DeliveredEvent) -> Result<(), MailFailure> {
        for subscriber in self.app.subscribers() {
            subscriber(event.clone())
                .await
                .map_err(MailFailure::temporary)?;
        }
        Ok(())
    }

    /// Sends a mail, unless its content has expired.
    async fn send(&self, row: &ClaimedRow, mail_request: &MailRequest) -> Result<(), MailFailure> {
        let useless_after = mail_request.useless_after();
        if useless_after.is_some_and(|at| at <= self.app.now()) {
            tracing::warn!(row = %row.id, "a mail was dropped: its content has expired");
            return Ok(());
        }
        let mailer = self.app.mailer();
        let mailer = mailer.ok_or_else(|| MailFailure::temporary("this instance has no mailer"))?;
        let mail = MailComposer::of(&self.app).compose(&row.id, mail_request);
        let mail = mail.map_err(|error| match error {
            Unwritable::Address => MailFailure::permanent("its recipient address is invalid"),
            Unwritable::Kind => MailFailure::temporary("no widget here writes mails of its kind"),
        })?;
        mailer.send(&mail).await
    }
}

/// What a row asks for.
enum Task {
    Tell(DeliveredEvent),
    Send(MailRequest),
    /// Nothing: the row exists to cost the same as a mail.
    Nothing,
}

fn give_up(row: &ClaimedRow, error: String) -> Finish {
    let (topic, attempts) = (&row.topic, row.attempts);
    tracing::error!(row = %row.id, topic, attempts, error, "an outbox row is a dead letter");
    Finish::Dead { error }
}

/// Exponential backoff: 10 seconds, 20, 40, up to about 3 hours.
fn pause(attempts: u32) -> Duration {
    let doublings = attempts.saturating_sub(1).min(10);
    Duration::from_secs(10 << doublings)
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
