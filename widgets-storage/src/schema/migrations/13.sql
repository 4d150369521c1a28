CREATE TABLE wg_accounts_authenticators (
  id {key} NOT NULL PRIMARY KEY,
  account_id {key} NOT NULL REFERENCES wg_accounts (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  sealed BYTEA NOT NULL,
  last_step BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  last_used_at BIGINT
);
CREATE INDEX wg_accounts_authenticators_of_account ON wg_accounts_authenticators (account_id, created_at, id);
CREATE TABLE wg_accounts_recovery_codes (
  account_id {key} NOT NULL REFERENCES wg_accounts (id) ON DELETE CASCADE,
  code BYTEA NOT NULL,
  PRIMARY KEY (account_id, code)
);
-- A sign-in between its first proof and its second factor.
CREATE TABLE wg_accounts_sign_ins (
  token BYTEA NOT NULL PRIMARY KEY,
  account_id {key} NOT NULL REFERENCES wg_accounts (id) ON DELETE CASCADE,
  epoch BIGINT NOT NULL,
  method TEXT NOT NULL,
  began_at BIGINT NOT NULL,
  persistent BIGINT NOT NULL,
  return_to TEXT NOT NULL,
  tries_left BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX wg_accounts_sign_ins_of_account ON wg_accounts_sign_ins (account_id);
CREATE INDEX wg_accounts_sign_ins_past ON wg_accounts_sign_ins (expires_at);
