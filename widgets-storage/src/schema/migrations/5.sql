-- They expire within an hour, and users can request another.
DELETE FROM wg_accounts_challenges WHERE purpose = 'reset';
CREATE UNIQUE INDEX wg_accounts_challenges_reset ON wg_accounts_challenges (email_key) WHERE purpose = 'reset';
