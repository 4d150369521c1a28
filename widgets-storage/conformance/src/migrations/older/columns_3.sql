SELECT id, terms, terms_at FROM wg_accounts ORDER BY id;
SELECT id, purpose, account_id, epoch, email, email_key, browser, link, sealed, tries_left,
  sends, sent_at, code_expires_at, expires_at FROM wg_accounts_challenges;
SELECT token, sealed, expires_at FROM wg_accounts_kept_forms;
