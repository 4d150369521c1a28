ALTER TABLE wg_accounts_challenges ADD COLUMN void BIGINT NOT NULL DEFAULT 0;
DROP INDEX wg_accounts_challenges_reset;
CREATE INDEX wg_accounts_challenges_reset ON wg_accounts_challenges (email_key, browser)
  WHERE purpose = 'reset';
-- Nothing looks for the challenges of an account any more.
DROP INDEX wg_accounts_challenges_of_account;
ALTER TABLE wg_accounts_sessions ADD COLUMN device BYTEA;
CREATE INDEX wg_accounts_devices_of_browser ON wg_accounts_devices (token);
CREATE INDEX wg_accounts_devices_newest ON wg_accounts_devices (account_id, expires_at, token);
ALTER TABLE wg_accounts ADD COLUMN language TEXT;
DROP INDEX wg_outbox_due;
CREATE INDEX wg_outbox_due ON wg_outbox (topic, due_at, id) WHERE state = 'waiting';
-- Rows that end at the same moment are swept in one order, without sorting.
DROP INDEX wg_limits_past;
CREATE INDEX wg_limits_past ON wg_limits (tat, id);
