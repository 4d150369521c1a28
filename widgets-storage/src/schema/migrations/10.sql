ALTER TABLE wg_accounts_devices ADD COLUMN id {key} NOT NULL DEFAULT '';
ALTER TABLE wg_accounts_devices ADD COLUMN created_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE wg_accounts_devices ADD COLUMN last_used_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE wg_accounts_devices ADD COLUMN browser {key} NOT NULL DEFAULT '';
ALTER TABLE wg_accounts_devices ADD COLUMN system {key} NOT NULL DEFAULT '';
ALTER TABLE wg_accounts_devices ADD COLUMN handheld BIGINT NOT NULL DEFAULT 0;
-- Whether the browser has another token by now.
ALTER TABLE wg_accounts_devices ADD COLUMN replaced BIGINT NOT NULL DEFAULT 0;
-- Until now they expired 400 days after they were last used.
UPDATE wg_accounts_devices SET id = 'dev_' || {random},
  created_at = expires_at - 34560000000000,
  last_used_at = expires_at - 34560000000000;
CREATE INDEX wg_accounts_devices_last_used
  ON wg_accounts_devices (account_id, last_used_at, id);
CREATE INDEX wg_accounts_devices_created
  ON wg_accounts_devices (account_id, created_at, id);
