ALTER TABLE wg_accounts_sessions ADD COLUMN handover BYTEA;
ALTER TABLE wg_accounts_sessions ADD COLUMN handover_until BIGINT;
