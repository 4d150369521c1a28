ALTER TABLE wg_accounts_sessions RENAME COLUMN proved_at TO authenticated_at;
ALTER TABLE wg_accounts_sessions RENAME COLUMN seen_at TO last_used_at;
ALTER TABLE wg_accounts_sessions RENAME COLUMN kept TO persistent;
-- A method becomes a list of one proof: the method and when it was given.
ALTER TABLE wg_accounts_sessions RENAME COLUMN method TO proofs;
UPDATE wg_accounts_sessions SET proofs = proofs || '@' || CAST(authenticated_at AS TEXT);
ALTER TABLE wg_accounts_kept_forms RENAME TO wg_accounts_pending_forms;
DROP INDEX wg_accounts_kept_forms_past;
CREATE INDEX wg_accounts_pending_forms_past ON wg_accounts_pending_forms (expires_at);
