CREATE TABLE wg_accounts (
  id {key} NOT NULL PRIMARY KEY,
  status TEXT NOT NULL,
  epoch BIGINT NOT NULL,
  password TEXT,
  created_at BIGINT NOT NULL
);

CREATE TABLE wg_accounts_addresses (
  email_key {key} NOT NULL PRIMARY KEY,
  account_id {key} NOT NULL REFERENCES wg_accounts (id) ON DELETE CASCADE,
  email TEXT NOT NULL,
  is_primary BIGINT NOT NULL,
  verified BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX wg_accounts_addresses_of_account ON wg_accounts_addresses (account_id);
CREATE UNIQUE INDEX wg_accounts_addresses_primary ON wg_accounts_addresses (account_id) WHERE is_primary = 1;

CREATE TABLE wg_accounts_sessions (
  id {key} NOT NULL PRIMARY KEY,
  account_id {key} NOT NULL REFERENCES wg_accounts (id) ON DELETE CASCADE,
  token BYTEA NOT NULL UNIQUE,
  created_at BIGINT NOT NULL,
  proved_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  idle_until BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  kept BIGINT NOT NULL,
  method TEXT NOT NULL,
  address TEXT NOT NULL,
  user_agent TEXT NOT NULL
);
CREATE INDEX wg_accounts_sessions_of_account ON wg_accounts_sessions (account_id, created_at, id);

CREATE TABLE wg_accounts_links (
  token BYTEA NOT NULL PRIMARY KEY,
  account_id {key} NOT NULL REFERENCES wg_accounts (id) ON DELETE CASCADE,
  epoch BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX wg_accounts_links_of_account ON wg_accounts_links (account_id);

CREATE TABLE wg_accounts_devices (
  account_id {key} NOT NULL REFERENCES wg_accounts (id) ON DELETE CASCADE,
  token BYTEA NOT NULL,
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, token)
);

CREATE TABLE wg_organizations (
  id {key} NOT NULL PRIMARY KEY,
  slug {key} NOT NULL UNIQUE,
  name TEXT NOT NULL,
  entitlements TEXT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE TABLE wg_organizations_memberships (
  organization_id {key} NOT NULL REFERENCES wg_organizations (id) ON DELETE CASCADE,
  account_id {key} NOT NULL REFERENCES wg_accounts (id) ON DELETE CASCADE,
  since BIGINT NOT NULL,
  PRIMARY KEY (organization_id, account_id)
);
CREATE INDEX wg_organizations_memberships_of_account ON wg_organizations_memberships (account_id, organization_id);

CREATE TABLE wg_organizations_roles (
  organization_id {key} NOT NULL,
  account_id {key} NOT NULL,
  role {key} NOT NULL,
  PRIMARY KEY (organization_id, account_id, role),
  FOREIGN KEY (organization_id, account_id)
    REFERENCES wg_organizations_memberships (organization_id, account_id) ON DELETE CASCADE
);
CREATE INDEX wg_organizations_roles_by_role ON wg_organizations_roles (organization_id, role, account_id);

CREATE TABLE wg_profile (
  account_id {key} NOT NULL PRIMARY KEY,
  display_name TEXT NOT NULL
);

CREATE TABLE wg_limits (
  id BYTEA NOT NULL PRIMARY KEY,
  tat BIGINT NOT NULL
);
CREATE INDEX wg_limits_past ON wg_limits (tat);

CREATE TABLE wg_outbox (
  id {key} NOT NULL PRIMARY KEY,
  topic TEXT NOT NULL,
  payload BYTEA NOT NULL,
  due_at BIGINT NOT NULL,
  state TEXT NOT NULL,
  attempts BIGINT NOT NULL,
  holder TEXT,
  lease_until BIGINT NOT NULL
);
CREATE INDEX wg_outbox_due ON wg_outbox (due_at, id) WHERE state = 'waiting';

CREATE TABLE wg_audit_events (
  id {key} NOT NULL PRIMARY KEY,
  at BIGINT NOT NULL,
  actor_kind TEXT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  account_id {key},
  organization_id {key},
  request TEXT NOT NULL,
  address TEXT,
  details TEXT NOT NULL
);
CREATE INDEX wg_audit_events_of_account ON wg_audit_events (account_id, at, id);
CREATE INDEX wg_audit_events_of_organization ON wg_audit_events (organization_id, at, id);
