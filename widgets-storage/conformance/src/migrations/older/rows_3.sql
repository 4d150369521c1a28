UPDATE wg_accounts SET terms = '2026-01', terms_at = 1 WHERE id = 'acc_named';
INSERT INTO wg_accounts_challenges (id, purpose, account_id, epoch, email, email_key,
  browser, link, sealed, tries_left, sends, sent_at, code_expires_at, expires_at)
  VALUES ('cha_old', 'sign_in', 'acc_named', 3, 'Maren@nordlicht.example',
  'maren@nordlicht.example', $1, $1, $1, 4, 1, 1, $2, $2);
INSERT INTO wg_accounts_kept_forms (token, sealed, expires_at) VALUES ($1, $1, $2);
