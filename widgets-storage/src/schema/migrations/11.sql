-- Unknown for passwords that were set before.
ALTER TABLE wg_accounts ADD COLUMN password_set_at BIGINT;
CREATE INDEX wg_accounts_created ON wg_accounts (created_at, id);
-- What a search compares: what the person is called, in lower case; NULL without a name. What the
-- database does not lower is found as it is written until the name is saved again.
ALTER TABLE wg_profile ADD COLUMN name_key {key};
UPDATE wg_profile SET name_key = NULLIF(lower(CASE WHEN display_name <> '' THEN display_name
  ELSE trim(given_name || ' ' || family_name) END), '');
CREATE INDEX wg_profile_name ON wg_profile (name_key, account_id);
