-- Ending the sessions of all accounts raises one number instead of touching every row. It is raised
-- in one row, which is made then. The sweeper removes what it ended.
CREATE TABLE wg_accounts_epoch_of_all (
  id BIGINT NOT NULL PRIMARY KEY,
  epoch BIGINT NOT NULL
);
ALTER TABLE wg_accounts_sessions ADD COLUMN epoch_of_all BIGINT NOT NULL DEFAULT 0;
DROP INDEX wg_accounts_sessions_sweep;
CREATE INDEX wg_accounts_sessions_sweep ON wg_accounts_sessions (epoch_of_all, sweep_at);
-- Nothing reads events by account or organization yet. What does brings its index.
DROP INDEX wg_audit_events_of_account;
DROP INDEX wg_audit_events_of_organization;
