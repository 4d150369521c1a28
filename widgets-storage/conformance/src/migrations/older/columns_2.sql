SELECT account_id, given_name, middle_name, family_name, language, time_zone
  FROM wg_profile ORDER BY account_id;
