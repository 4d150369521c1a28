//! The random sequences find what is wrong with a store: each of these faults, planted into the
//! statements of the SQLite store, is found by a run as it is by default.

use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use futures_util::FutureExt as _;
use widgets_conformance::Fixture;
use widgets_conformance::checks::model::every_boundary_answers_as_the_model_does;
use widgets_storage::{
    Arg, Connection, Dialect, Driver, DriverError, Row, Rows, SqlStores, SqliteDriver,
};

use crate::folder::Folder;

/// A driver of SQLite with one of its statements changed.
struct Faulty {
    driver: SqliteDriver,
    fault: Fault,
}

/// A part of a statement, what stands there instead, and whether a statement had it.
#[derive(Clone)]
struct Fault {
    part: &'static str,
    instead: &'static str,
    planted: Arc<AtomicBool>,
}

impl Fault {
    fn changed(&self, sql: &'static str) -> &'static str {
        static MADE: Mutex<BTreeMap<(&str, &str), &'static str>> = Mutex::new(BTreeMap::new());
        if !sql.contains(self.part) {
            return sql;
        }
        self.planted.store(true, Ordering::Relaxed);
        let mut made = MADE.lock().unwrap();
        let make = || sql.replace(self.part, self.instead).leak() as &'static str;
        made.entry((self.instead, sql)).or_insert_with(make)
    }
}

#[async_trait]
impl Driver for Faulty {
    fn dialect(&self) -> Dialect {
        self.driver.dialect()
    }

    async fn connection(&self) -> Result<Box<dyn Connection>, DriverError> {
        let inner = self.driver.connection().await?;
        let fault = self.fault.clone();
        Ok(Box::new(FaultyConnection { inner, fault }))
    }

    async fn query(&self, sql: &'static str, args: &[Arg<'_>]) -> Result<Vec<Row>, DriverError> {
        self.driver.query(self.fault.changed(sql), args).await
    }

    async fn first(&self, sql: &'static str, args: &[Arg<'_>]) -> Result<Option<Row>, DriverError> {
        self.driver.first(self.fault.changed(sql), args).await
    }
}

struct FaultyConnection {
    inner: Box<dyn Connection>,
    fault: Fault,
}

#[async_trait]
impl Connection for FaultyConnection {
    async fn run(&mut self, sql: &'static str, args: &[Arg<'_>]) -> Result<Rows, DriverError> {
        self.inner.run(self.fault.changed(sql), args).await
    }

    fn give_back(self: Box<Self>) {
        self.inner.give_back();
    }
}

/// A run over stores with that fault.
async fn run(fault: &Fault) {
    let fresh = async || {
        let folder = Folder::new();
        let driver = SqliteDriver::open(&folder.file()).await.unwrap();
        let plain = SqlStores::over(driver.clone());
        plain.migrate().await.unwrap();
        let fault = fault.clone();
        let stores = SqlStores::over(Faulty { driver, fault });
        let fixture = Fixture::from(plain).replacing(|_| stores.into());
        fixture.guarded_by(folder)
    };
    every_boundary_answers_as_the_model_does(fresh).await;
}

async fn is_found(part: &'static str, instead: &'static str) {
    let fault = Fault {
        part,
        instead,
        planted: Arc::default(),
    };
    let found = AssertUnwindSafe(run(&fault)).catch_unwind().await;
    let planted = fault.planted.load(Ordering::Relaxed);
    assert!(planted, "no statement has {part:?}");
    let report = found.expect_err("nothing was found");
    let report = report.downcast::<String>().expect("a report");
    assert!(report.contains(" calls are enough:\n"), "{report}");
}

/// A test of each fault: what is wrong, a part of a statement, and what stands there instead.
macro_rules! faults {
    ($($name:ident: $part:literal => $instead:literal;)+) => {$(
        #[tokio::test]
        async fn $name() {
            is_found($part, $instead).await;
        }
    )+};
}

faults! {
    a_row_of_the_outbox_is_lost: "$4, 'waiting', 0, NULL, 0)" => "$4, 'done', 0, NULL, 0)";
    disabling_raises_no_epoch: "SET status = $2, epoch = epoch + 1" => "SET status = $2";
    a_new_password_raises_no_epoch: "SET password = $2, epoch = epoch + 1" => "SET password = $2";
    a_link_works_when_it_ends: "l.expires_at > $2" => "l.expires_at >= $2";
    an_expired_form_is_found: "forms WHERE token = $1 AND expires_at > $2" => "forms WHERE token = $1 AND $2 = $2";
    tries_are_not_counted: "SET tries_left = tries_left - 1" => "SET tries_left = tries_left";
    any_number_of_codes_is_tried: "AND tries_left > 0" => "AND tries_left > -99";
    the_last_of_a_burst_is_refused: "wg_limits.tat <= $5" => "wg_limits.tat < $5";
    sessions_are_sorted_by_one_key: "s.created_at DESC, s.id DESC" => "s.created_at DESC, s.id";
    use_does_not_prolong_a_session: "WHEN $3 <= expires_at THEN $3" => "WHEN $3 <= expires_at THEN idle_until";
    use_prolongs_a_session_for_ever: "WHEN expires_at > idle_until THEN expires_at" => "WHEN expires_at > idle_until THEN $3";
    a_sweep_takes_challenges_that_live: "FROM wg_accounts_challenges WHERE expires_at <= $1" => "FROM wg_accounts_challenges WHERE expires_at <= $1 + 600000000";
    a_reset_leaves_browsers_known: "DELETE FROM wg_accounts_devices WHERE account_id = $1" => "DELETE FROM wg_accounts_devices WHERE account_id = $1 AND 1 = 0";
    the_last_owner_leaves: "r.role = 'owner' AND r.account_id <> $2" => "r.role = 'owner' AND $2 = $2";
    a_row_is_due_a_moment_later: "due_at <= $3 AND" => "due_at < $3 AND";
    enabling_what_is_enabled_counts: "WHERE id = $1 AND status <> $2" => "WHERE id = $1 AND $2 = $2";
    a_mail_is_sent_again_too_late: "sent_at <= $8" => "sent_at < $8";
    another_browser_replaces_a_challenge: "WHERE id = $1 AND browser = $2" => "WHERE id = $1 AND $2 = $2";
    a_row_is_swept_a_moment_early: "state = 'done' AND finished_at < $1" => "state = 'done' AND finished_at <= $1";
    a_changed_challenge_is_sealed_anew: "WHERE id = $1 AND sealed = $2" => "WHERE id = $1 AND $2 = $2";
    a_planted_password_stays: "AND d.verified = 0)" => "AND d.verified = 1)";
    preferences_keep_the_language: "SET language = excluded.language" => "SET language = wg_profile.language";
}
