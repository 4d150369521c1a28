//! The text of every migration. Released ones never change.
//!
//! The dialects share one text except for the type of identifiers: PostgreSQL needs a collation
//! that compares bytes, as SQLite does by default, so that both sort alike. Migration 6 ends with a
//! statement for PostgreSQL alone.

use super::migrations::Migration;

macro_rules! migrations {
    ($key:literal $(, $postgres:literal)*) => {
        &[Migration {
            version: 1,
            name: "accounts, organizations, profile, limits, outbox, audit",
            statements: &[
                concat!(
                    "CREATE TABLE wg_accounts (\n",
                    "  id ", $key, " NOT NULL PRIMARY KEY,\n",
                    "  status TEXT NOT NULL,\n",
                    "  epoch BIGINT NOT NULL,\n",
                    "  password TEXT,\n",
                    "  created_at BIGINT NOT NULL\n",
                    ")"
                ),
                concat!(
                    "CREATE TABLE wg_accounts_addresses (\n",
                    "  email_key ", $key, " NOT NULL PRIMARY KEY,\n",
                    "  account_id ", $key, " NOT NULL REFERENCES wg_accounts (id) ON DELETE CASCADE,\n",
                    "  email TEXT NOT NULL,\n",
                    "  is_primary BIGINT NOT NULL,\n",
                    "  verified BIGINT NOT NULL,\n",
                    "  created_at BIGINT NOT NULL\n",
                    ")"
                ),
                "CREATE INDEX wg_accounts_addresses_of_account \
                 ON wg_accounts_addresses (account_id)",
                "CREATE UNIQUE INDEX wg_accounts_addresses_primary \
                 ON wg_accounts_addresses (account_id) WHERE is_primary = 1",
                concat!(
                    "CREATE TABLE wg_accounts_sessions (\n",
                    "  id ", $key, " NOT NULL PRIMARY KEY,\n",
                    "  account_id ", $key, " NOT NULL REFERENCES wg_accounts (id) ON DELETE CASCADE,\n",
                    "  token BYTEA NOT NULL UNIQUE,\n",
                    "  created_at BIGINT NOT NULL,\n",
                    "  proved_at BIGINT NOT NULL,\n",
                    "  seen_at BIGINT NOT NULL,\n",
                    "  idle_until BIGINT NOT NULL,\n",
                    "  expires_at BIGINT NOT NULL,\n",
                    "  kept BIGINT NOT NULL,\n",
                    "  method TEXT NOT NULL,\n",
                    "  address TEXT NOT NULL,\n",
                    "  user_agent TEXT NOT NULL\n",
                    ")"
                ),
                "CREATE INDEX wg_accounts_sessions_of_account \
                 ON wg_accounts_sessions (account_id, created_at, id)",
                concat!(
                    "CREATE TABLE wg_accounts_links (\n",
                    "  token BYTEA NOT NULL PRIMARY KEY,\n",
                    "  account_id ", $key, " NOT NULL REFERENCES wg_accounts (id) ON DELETE CASCADE,\n",
                    "  epoch BIGINT NOT NULL,\n",
                    "  expires_at BIGINT NOT NULL\n",
                    ")"
                ),
                "CREATE INDEX wg_accounts_links_of_account ON wg_accounts_links (account_id)",
                concat!(
                    "CREATE TABLE wg_accounts_devices (\n",
                    "  account_id ", $key, " NOT NULL REFERENCES wg_accounts (id) ON DELETE CASCADE,\n",
                    "  token BYTEA NOT NULL,\n",
                    "  expires_at BIGINT NOT NULL,\n",
                    "  PRIMARY KEY (account_id, token)\n",
                    ")"
                ),
                concat!(
                    "CREATE TABLE wg_organizations (\n",
                    "  id ", $key, " NOT NULL PRIMARY KEY,\n",
                    "  slug ", $key, " NOT NULL UNIQUE,\n",
                    "  name TEXT NOT NULL,\n",
                    "  entitlements TEXT NOT NULL,\n",
                    "  created_at BIGINT NOT NULL\n",
                    ")"
                ),
                concat!(
                    "CREATE TABLE wg_organizations_memberships (\n",
                    "  organization_id ", $key, " NOT NULL REFERENCES wg_organizations (id) ON DELETE CASCADE,\n",
                    "  account_id ", $key, " NOT NULL REFERENCES wg_accounts (id) ON DELETE CASCADE,\n",
                    "  since BIGINT NOT NULL,\n",
                    "  PRIMARY KEY (organization_id, account_id)\n",
                    ")"
                ),
                "CREATE INDEX wg_organizations_memberships_of_account \
                 ON wg_organizations_memberships (account_id, organization_id)",
                concat!(
                    "CREATE TABLE wg_organizations_roles (\n",
                    "  organization_id ", $key, " NOT NULL,\n",
                    "  account_id ", $key, " NOT NULL,\n",
                    "  role ", $key, " NOT NULL,\n",
                    "  PRIMARY KEY (organization_id, account_id, role),\n",
                    "  FOREIGN KEY (organization_id, account_id)\n",
                    "    REFERENCES wg_organizations_memberships (organization_id, account_id) ON DELETE CASCADE\n",
                    ")"
                ),
                "CREATE INDEX wg_organizations_roles_by_role \
                 ON wg_organizations_roles (organization_id, role, account_id)",
                concat!(
                    "CREATE TABLE wg_profile (\n",
                    "  account_id ", $key, " NOT NULL PRIMARY KEY,\n",
                    "  display_name TEXT NOT NULL\n",
                    ")"
                ),
                concat!(
                    "CREATE TABLE wg_limits (\n",
                    "  id BYTEA NOT NULL PRIMARY KEY,\n",
                    "  tat BIGINT NOT NULL\n",
                    ")"
                ),
                "CREATE INDEX wg_limits_past ON wg_limits (tat)",
                concat!(
                    "CREATE TABLE wg_outbox (\n",
                    "  id ", $key, " NOT NULL PRIMARY KEY,\n",
                    "  topic TEXT NOT NULL,\n",
                    "  payload BYTEA NOT NULL,\n",
                    "  due_at BIGINT NOT NULL,\n",
                    "  state TEXT NOT NULL,\n",
                    "  attempts BIGINT NOT NULL,\n",
                    "  holder TEXT,\n",
                    "  lease_until BIGINT NOT NULL\n",
                    ")"
                ),
                "CREATE INDEX wg_outbox_due ON wg_outbox (due_at, id) WHERE state = 'waiting'",
                concat!(
                    "CREATE TABLE wg_audit_events (\n",
                    "  id ", $key, " NOT NULL PRIMARY KEY,\n",
                    "  at BIGINT NOT NULL,\n",
                    "  actor_kind TEXT NOT NULL,\n",
                    "  actor TEXT NOT NULL,\n",
                    "  action TEXT NOT NULL,\n",
                    "  account_id ", $key, ",\n",
                    "  organization_id ", $key, ",\n",
                    "  request TEXT NOT NULL,\n",
                    "  address TEXT,\n",
                    "  details TEXT NOT NULL\n",
                    ")"
                ),
                "CREATE INDEX wg_audit_events_of_account ON wg_audit_events (account_id, at, id)",
                "CREATE INDEX wg_audit_events_of_organization \
                 ON wg_audit_events (organization_id, at, id)",
            ],
        },
        Migration {
            version: 2,
            name: "names, language and time zone",
            statements: &[
                "ALTER TABLE wg_profile ADD COLUMN given_name TEXT NOT NULL DEFAULT ''",
                "ALTER TABLE wg_profile ADD COLUMN middle_name TEXT NOT NULL DEFAULT ''",
                "ALTER TABLE wg_profile ADD COLUMN family_name TEXT NOT NULL DEFAULT ''",
                "ALTER TABLE wg_profile ADD COLUMN language TEXT",
                "ALTER TABLE wg_profile ADD COLUMN time_zone TEXT",
            ],
        },
        Migration {
            version: 3,
            name: "challenges, kept forms, terms, impersonation, sweeping",
            statements: &[
                "ALTER TABLE wg_accounts ADD COLUMN terms TEXT",
                "ALTER TABLE wg_accounts ADD COLUMN terms_at BIGINT",
                "ALTER TABLE wg_accounts_sessions ADD COLUMN impersonated_by TEXT",
                "ALTER TABLE wg_accounts_sessions ADD COLUMN impersonated_reason TEXT",
                "ALTER TABLE wg_accounts_sessions ADD COLUMN impersonated_until BIGINT",
                "ALTER TABLE wg_accounts_links ADD COLUMN impersonated_by TEXT",
                "ALTER TABLE wg_accounts_links ADD COLUMN impersonated_reason TEXT",
                "ALTER TABLE wg_accounts_links ADD COLUMN impersonated_until BIGINT",
                // No foreign key to accounts: an account deleted meanwhile is no error, and a
                // challenge without account costs the same as one with (against account
                // enumeration).
                concat!(
                    "CREATE TABLE wg_accounts_challenges (\n",
                    "  id ", $key, " NOT NULL PRIMARY KEY,\n",
                    "  purpose TEXT NOT NULL,\n",
                    "  account_id ", $key, ",\n",
                    "  epoch BIGINT,\n",
                    "  email TEXT NOT NULL,\n",
                    "  email_key ", $key, " NOT NULL,\n",
                    "  browser BYTEA,\n",
                    "  link BYTEA NOT NULL UNIQUE,\n",
                    "  sealed BYTEA NOT NULL,\n",
                    "  tries_left BIGINT NOT NULL,\n",
                    "  sends BIGINT NOT NULL,\n",
                    "  sent_at BIGINT NOT NULL,\n",
                    "  code_expires_at BIGINT NOT NULL,\n",
                    "  expires_at BIGINT NOT NULL\n",
                    ")"
                ),
                "CREATE INDEX wg_accounts_challenges_of_account \
                 ON wg_accounts_challenges (account_id, purpose)",
                "CREATE INDEX wg_accounts_challenges_past ON wg_accounts_challenges (expires_at)",
                concat!(
                    "CREATE TABLE wg_accounts_kept_forms (\n",
                    "  token BYTEA NOT NULL PRIMARY KEY,\n",
                    "  sealed BYTEA NOT NULL,\n",
                    "  expires_at BIGINT NOT NULL\n",
                    ")"
                ),
                "CREATE INDEX wg_accounts_kept_forms_past ON wg_accounts_kept_forms (expires_at)",
                // The earlier of a session's two limits, as used by the sweep.
                "CREATE INDEX wg_accounts_sessions_past ON wg_accounts_sessions \
                 ((CASE WHEN idle_until < expires_at THEN idle_until ELSE expires_at END))",
                "CREATE INDEX wg_accounts_links_past ON wg_accounts_links (expires_at)",
                "CREATE INDEX wg_accounts_devices_past ON wg_accounts_devices (expires_at)",
                "CREATE INDEX wg_audit_events_past ON wg_audit_events (at)",
            ],
        },
        Migration {
            version: 4,
            name: "dead letters, development mailbox",
            statements: &[
                "ALTER TABLE wg_outbox ADD COLUMN finished_at BIGINT NOT NULL DEFAULT 0",
                "ALTER TABLE wg_outbox ADD COLUMN error TEXT NOT NULL DEFAULT ''",
                "CREATE INDEX wg_outbox_done ON wg_outbox (finished_at, id) WHERE state = 'done'",
                "CREATE INDEX wg_outbox_dead ON wg_outbox (finished_at, id) WHERE state = 'dead'",
                concat!(
                    "CREATE TABLE wg_mailbox (\n",
                    "  id ", $key, " NOT NULL PRIMARY KEY,\n",
                    "  number BIGINT NOT NULL,\n",
                    "  at BIGINT NOT NULL,\n",
                    "  sealed BYTEA NOT NULL\n",
                    ")"
                ),
                "CREATE INDEX wg_mailbox_newest ON wg_mailbox (number, id)",
            ],
        },
        Migration {
            version: 5,
            name: "one reset of an address at a time",
            statements: &[
                // They expire within an hour, and users can request another.
                "DELETE FROM wg_accounts_challenges WHERE purpose = 'reset'",
                "CREATE UNIQUE INDEX wg_accounts_challenges_reset \
                 ON wg_accounts_challenges (email_key) WHERE purpose = 'reset'",
            ],
        },
        Migration {
            version: 6,
            name: "proofs of sessions, columns by their names",
            statements: &[
                "ALTER TABLE wg_accounts_sessions RENAME COLUMN proved_at TO authenticated_at",
                "ALTER TABLE wg_accounts_sessions RENAME COLUMN seen_at TO last_used_at",
                "ALTER TABLE wg_accounts_sessions RENAME COLUMN kept TO persistent",
                // A method becomes a list of one proof: the method and when it was given.
                "ALTER TABLE wg_accounts_sessions RENAME COLUMN method TO proofs",
                "UPDATE wg_accounts_sessions \
                 SET proofs = proofs || '@' || CAST(authenticated_at AS TEXT)",
                "ALTER TABLE wg_accounts_kept_forms RENAME TO wg_accounts_pending_forms",
                "DROP INDEX wg_accounts_kept_forms_past",
                "CREATE INDEX wg_accounts_pending_forms_past \
                 ON wg_accounts_pending_forms (expires_at)",
                $($postgres),*
            ],
        }]
    };
}

pub(crate) const SQLITE: &[Migration] = migrations!("TEXT");
pub(crate) const POSTGRES: &[Migration] = migrations!(
    "TEXT COLLATE \"C\"",
    // SQLite renames what belongs to a table with it.
    "ALTER INDEX wg_accounts_kept_forms_pkey RENAME TO wg_accounts_pending_forms_pkey"
);
