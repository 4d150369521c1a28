//! Stores over a driver that fails on demand, and a look at everything they keep.

use std::sync::Arc;

use widgets_core::stores::{Change, StoreError, StoreResult};

use super::bench::{Bench, at};
use super::failing::FailingDriver;
use super::fixture::{DriverFixture, Fixture};
use crate::sql::SqlStores;
use crate::sql::driver::Driver;
use crate::sql::value::{Row, Value};

/// Everything in each table.
const TABLES: [(&str, &str); 15] = [
    ("wg_migrations", "SELECT version, name FROM wg_migrations"),
    (
        "wg_accounts",
        "SELECT id, status, epoch, password, created_at, terms, terms_at FROM wg_accounts",
    ),
    (
        "wg_accounts_addresses",
        "SELECT email_key, account_id, email, is_primary, verified, created_at \
         FROM wg_accounts_addresses",
    ),
    (
        "wg_accounts_sessions",
        "SELECT id, account_id, token, created_at, proved_at, seen_at, idle_until, expires_at, \
         kept, method, address, user_agent, impersonated_by, impersonated_reason, \
         impersonated_until FROM wg_accounts_sessions",
    ),
    (
        "wg_accounts_links",
        "SELECT token, account_id, epoch, expires_at, impersonated_by, impersonated_reason, \
         impersonated_until FROM wg_accounts_links",
    ),
    (
        "wg_accounts_devices",
        "SELECT account_id, token, expires_at FROM wg_accounts_devices",
    ),
    (
        "wg_accounts_challenges",
        "SELECT id, purpose, account_id, epoch, email, email_key, browser, link, sealed, \
         tries_left, sends, sent_at, code_expires_at, expires_at FROM wg_accounts_challenges",
    ),
    (
        "wg_accounts_kept_forms",
        "SELECT token, sealed, expires_at FROM wg_accounts_kept_forms",
    ),
    (
        "wg_organizations",
        "SELECT id, slug, name, entitlements, created_at FROM wg_organizations",
    ),
    (
        "wg_organizations_memberships",
        "SELECT organization_id, account_id, since FROM wg_organizations_memberships",
    ),
    (
        "wg_organizations_roles",
        "SELECT organization_id, account_id, role FROM wg_organizations_roles",
    ),
    (
        "wg_profile",
        "SELECT account_id, display_name, given_name, middle_name, family_name, language, \
         time_zone FROM wg_profile",
    ),
    ("wg_limits", "SELECT id, tat FROM wg_limits"),
    (
        "wg_outbox",
        "SELECT id, topic, payload, due_at, state, attempts, holder, lease_until, finished_at, \
         error FROM wg_outbox",
    ),
    (
        "wg_audit_events",
        "SELECT id, at, actor_kind, actor, action, account_id, organization_id, request, \
         address, details FROM wg_audit_events",
    ),
];

pub(super) type Dump = Vec<(&'static str, Vec<Vec<Value>>)>;

/// Stores over a driver that fails on demand, and a look at its tables.
pub(super) struct Rig {
    pub(super) bench: Bench,
    pub(super) driver: Arc<dyn Driver>,
    failing: FailingDriver,
}

impl Rig {
    pub(super) async fn new(fixture: DriverFixture) -> Self {
        let failing = FailingDriver::over(Arc::clone(&fixture.driver));
        let stores = SqlStores::over(failing.clone());
        stores.migrate().await.unwrap();
        let mut bench = Fixture::from(stores);
        if let Some(guard) = fixture.guard {
            bench = bench.guarded_by(guard);
        }
        Self {
            bench: Bench::new(bench),
            driver: fixture.driver,
            failing,
        }
    }

    pub(super) async fn dump(&self) -> Dump {
        let mut dump = Vec::new();
        for (table, everything) in TABLES {
            let rows = self.driver.query(everything, &[]).await.unwrap();
            let mut rows: Vec<_> = rows.into_iter().map(Row::rest).collect();
            rows.sort();
            dump.push((table, rows));
        }
        dump
    }

    /// Lets each statement of a write fail in turn, until the write succeeds: at least
    /// `statements`, and those of its change.
    pub(super) async fn all_or_nothing(
        &self,
        statements: usize,
        write: impl AsyncFn(Change) -> StoreResult<()>,
    ) {
        let before = self.dump().await;
        let mut position = 0;
        loop {
            self.failing.fail_at(position);
            let outcome = write(self.bench.change(at(50))).await;
            self.failing.fail_nowhere();
            match outcome {
                Ok(()) => break,
                Err(StoreError::Unavailable(_)) => {
                    let after = self.dump().await;
                    assert_eq!(
                        after, before,
                        "a failure at statement {position} left something"
                    );
                }
                Err(StoreError::Conflict) => panic!("an outage reads as a conflict"),
            }
            position += 1;
        }
        assert!(
            position >= statements,
            "only {position} of {statements} statements could fail"
        );
        assert_ne!(self.dump().await, before, "the write did nothing");
    }
}
