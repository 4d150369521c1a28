-- Until when the account trusts the browser, 0 if it does not, and at which epoch.
ALTER TABLE wg_accounts_devices ADD COLUMN trusted_until BIGINT NOT NULL DEFAULT 0;
ALTER TABLE wg_accounts_devices ADD COLUMN trusted_epoch BIGINT NOT NULL DEFAULT 0;
-- Whether whoever proved the mailbox may have set the password, so that both prove one thing only. That is
-- not known of those that were set before.
ALTER TABLE wg_accounts ADD COLUMN password_mailed BIGINT NOT NULL DEFAULT 1;
-- The second factors of an account are removed when this is due, unless it is called off.
CREATE TABLE wg_accounts_factor_resets (
  account_id {key} NOT NULL PRIMARY KEY REFERENCES wg_accounts (id) ON DELETE CASCADE,
  token BYTEA NOT NULL,
  asked_by TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  due_at BIGINT NOT NULL
);
CREATE INDEX wg_accounts_factor_resets_token ON wg_accounts_factor_resets (token);
CREATE INDEX wg_accounts_factor_resets_due ON wg_accounts_factor_resets (due_at, account_id);
