UPDATE wg_profile SET given_name = 'Maren', family_name = 'Okafor', language = 'de',
  time_zone = 'Europe/Berlin' WHERE account_id = 'acc_named';
