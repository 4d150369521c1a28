ALTER TABLE wg_accounts ADD COLUMN terms TEXT;
ALTER TABLE wg_accounts ADD COLUMN terms_at BIGINT;
ALTER TABLE wg_accounts_sessions ADD COLUMN impersonated_by TEXT;
ALTER TABLE wg_accounts_sessions ADD COLUMN impersonated_reason TEXT;
ALTER TABLE wg_accounts_sessions ADD COLUMN impersonated_until BIGINT;
ALTER TABLE wg_accounts_links ADD COLUMN impersonated_by TEXT;
ALTER TABLE wg_accounts_links ADD COLUMN impersonated_reason TEXT;
ALTER TABLE wg_accounts_links ADD COLUMN impersonated_until BIGINT;

-- No foreign key to accounts: an account deleted meanwhile is no error, and a
-- challenge without account costs the same as one with (against account
-- enumeration).
CREATE TABLE wg_accounts_challenges (
  id {key} NOT NULL PRIMARY KEY,
  purpose TEXT NOT NULL,
  account_id {key},
  epoch BIGINT,
  email TEXT NOT NULL,
  email_key {key} NOT NULL,
  browser BYTEA,
  link BYTEA NOT NULL UNIQUE,
  sealed BYTEA NOT NULL,
  tries_left BIGINT NOT NULL,
  sends BIGINT NOT NULL,
  sent_at BIGINT NOT NULL,
  code_expires_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX wg_accounts_challenges_of_account ON wg_accounts_challenges (account_id, purpose);
CREATE INDEX wg_accounts_challenges_past ON wg_accounts_challenges (expires_at);

CREATE TABLE wg_accounts_kept_forms (
  token BYTEA NOT NULL PRIMARY KEY,
  sealed BYTEA NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX wg_accounts_kept_forms_past ON wg_accounts_kept_forms (expires_at);
-- The earlier of a session's two limits, as used by the sweep.
CREATE INDEX wg_accounts_sessions_past ON wg_accounts_sessions ((CASE WHEN idle_until < expires_at THEN idle_until ELSE expires_at END));
CREATE INDEX wg_accounts_links_past ON wg_accounts_links (expires_at);
CREATE INDEX wg_accounts_devices_past ON wg_accounts_devices (expires_at);
CREATE INDEX wg_audit_events_past ON wg_audit_events (at);
