ALTER TABLE wg_profile ADD COLUMN given_name TEXT NOT NULL DEFAULT '';
ALTER TABLE wg_profile ADD COLUMN middle_name TEXT NOT NULL DEFAULT '';
ALTER TABLE wg_profile ADD COLUMN family_name TEXT NOT NULL DEFAULT '';
ALTER TABLE wg_profile ADD COLUMN language TEXT;
ALTER TABLE wg_profile ADD COLUMN time_zone TEXT;
