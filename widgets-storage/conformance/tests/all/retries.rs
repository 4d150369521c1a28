//! What becomes of a write that meets others.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use widgets_core::stores::{Names, ProfileStore as _, SaveOutcome, StoreError};
use widgets_storage::{Arg, Connection, Dialect, Driver, DriverError, Rows, SqlStores};

use crate::people::{new_account, silently};

/// Meets another transaction so many times, and then never answers or succeeds.
struct Busy {
    meetings: usize,
    answers: bool,
    attempts: Arc<AtomicUsize>,
}

#[async_trait]
impl Driver for Busy {
    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    async fn connection(&self) -> Result<Box<dyn Connection>, DriverError> {
        if self.attempts.fetch_add(1, Ordering::SeqCst) < self.meetings {
            return Err(DriverError::Contended);
        }
        if !self.answers {
            std::future::pending::<()>().await;
        }
        Ok(Box::new(Willing))
    }
}

/// Changes one row, whatever it is asked.
struct Willing;

#[async_trait]
impl Connection for Willing {
    async fn run(&mut self, _: &'static str, _: &[Arg<'_>]) -> Result<Rows, DriverError> {
        let rows = Vec::new();
        Ok(Rows { affected: 1, rows })
    }

    fn give_back(self: Box<Self>) {}
}

async fn save(meetings: usize, answers: bool) -> (Result<SaveOutcome, StoreError>, usize) {
    let attempts = Arc::new(AtomicUsize::new(0));
    let driver = Busy {
        meetings,
        answers,
        attempts: Arc::clone(&attempts),
    };
    let stores = SqlStores::over(driver).with_deadline(Duration::from_millis(500));
    let saved = stores
        .save_names(&new_account().id, Names::default(), silently())
        .await;
    (saved, attempts.load(Ordering::SeqCst))
}

#[tokio::test]
async fn a_write_that_meets_another_is_tried_again_three_times() {
    for meetings in 0..=3 {
        let (saved, attempts) = save(meetings, true).await;
        assert_eq!(saved.unwrap(), SaveOutcome::Saved);
        assert_eq!(attempts, meetings + 1);
    }
    let (saved, attempts) = save(usize::MAX, true).await;
    assert!(matches!(saved, Err(StoreError::Conflict)));
    assert_eq!(attempts, 4);
}

#[tokio::test]
async fn attack_157_a_database_that_does_not_answer_is_an_outage() {
    let (saved, attempts) = save(1, false).await;
    assert!(matches!(saved, Err(StoreError::Unavailable(_))));
    assert_eq!(attempts, 2);
    let driver = Busy {
        meetings: 0,
        answers: false,
        attempts: Arc::default(),
    };
    let stores = SqlStores::over(driver).with_deadline(Duration::from_millis(50));
    let found = stores.find_profile(&new_account().id).await;
    assert!(matches!(found, Err(StoreError::Unavailable(_))));
}
