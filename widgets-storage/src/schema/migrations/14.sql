CREATE TABLE wg_accounts_passkeys (
  id {key} NOT NULL PRIMARY KEY,
  account_id {key} NOT NULL REFERENCES wg_accounts (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  credential_id BYTEA NOT NULL,
  credential BYTEA NOT NULL,
  aaguid TEXT NOT NULL,
  counter BIGINT NOT NULL,
  backup_eligible BIGINT NOT NULL,
  backed_up BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  address TEXT NOT NULL,
  user_agent TEXT NOT NULL,
  last_used_at BIGINT
);
CREATE UNIQUE INDEX wg_accounts_passkeys_credential ON wg_accounts_passkeys (credential_id);
CREATE INDEX wg_accounts_passkeys_of_account ON wg_accounts_passkeys (account_id, created_at, id);
