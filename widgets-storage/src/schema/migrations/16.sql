-- Why the password has to be replaced; NULL if it has not.
ALTER TABLE wg_accounts ADD COLUMN replace_password TEXT;
