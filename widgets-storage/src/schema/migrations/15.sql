-- Until when the account trusts the browser, 0 if it does not, and at which epoch.
ALTER TABLE wg_accounts_devices ADD COLUMN trusted_until BIGINT NOT NULL DEFAULT 0;
ALTER TABLE wg_accounts_devices ADD COLUMN trusted_epoch BIGINT NOT NULL DEFAULT 0;
