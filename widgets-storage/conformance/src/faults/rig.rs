//! Stores over a driver that fails on demand, and a look at everything they keep.

use std::sync::Arc;

use widgets_core::stores::MailboxStore;
use widgets_storage::{Driver, Row, SqlStores, Value};

use super::failing::FailingDriver;
use super::trial::Witness;
use crate::bench::Bench;
use crate::fixture::{DriverFixture, Fixture};
use crate::watch::{watch, watch_mailbox};

/// Everything in each table.
pub(crate) const TABLES: [(&str, &str); 16] = [
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
    (
        "wg_mailbox",
        "SELECT id, number, at, sealed FROM wg_mailbox",
    ),
];

pub(crate) type Dump = Vec<(&'static str, Vec<Vec<Value>>)>;

/// Stores over a driver that fails on demand, and a look at its tables.
pub(crate) struct Rig {
    pub(crate) bench: Bench,
    pub(crate) mailbox: Arc<dyn MailboxStore>,
    pub(crate) driver: Arc<dyn Driver>,
    pub(crate) failing: FailingDriver,
    pub(crate) witness: Arc<Witness>,
}

impl Rig {
    pub(crate) async fn new(fixture: DriverFixture) -> Self {
        let failing = FailingDriver::over(Arc::clone(&fixture.driver));
        let stores = SqlStores::over(failing.clone());
        stores.migrate().await.unwrap();
        let witness = Arc::new(Witness::default());
        let mailbox = watch_mailbox(Arc::new(stores.clone()), &witness);
        let mut bench = Fixture::from(stores);
        bench.stores = watch(bench.stores, &witness);
        if let Some(guard) = fixture.guard {
            bench = bench.guarded_by(guard);
        }
        Self {
            bench: Bench::new(bench),
            mailbox,
            driver: fixture.driver,
            failing,
            witness,
        }
    }

    pub(crate) async fn dump(&self) -> Dump {
        let mut dump = Vec::new();
        for (table, everything) in TABLES {
            let rows = self.driver.query(everything, &[]).await.unwrap();
            let mut rows: Vec<_> = rows.into_iter().map(Row::rest).collect();
            rows.sort();
            dump.push((table, rows));
        }
        dump
    }
}
