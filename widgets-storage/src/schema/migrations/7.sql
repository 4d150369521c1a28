-- Never later than the end of the session. No index has a column that is written at every use, so that
-- PostgreSQL can update in place (HOT).
ALTER TABLE wg_accounts_sessions ADD COLUMN sweep_at BIGINT NOT NULL DEFAULT 0;
DROP INDEX wg_accounts_sessions_past;
CREATE INDEX wg_accounts_sessions_sweep ON wg_accounts_sessions (sweep_at);
