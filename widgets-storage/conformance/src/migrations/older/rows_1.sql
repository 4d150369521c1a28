INSERT INTO wg_accounts (id, status, epoch, password, created_at)
  VALUES ('acc_named', 'active', 3, NULL, 1), ('acc_long', 'disabled', 0, NULL, 1);
INSERT INTO wg_accounts_addresses
  (email_key, account_id, email, is_primary, verified, created_at)
  VALUES ('maren@nordlicht.example', 'acc_named', 'Maren@nordlicht.example', 1, 1, 1);
INSERT INTO wg_accounts_sessions (id, account_id, token, created_at, proved_at,
  seen_at, idle_until, expires_at, kept, method, address, user_agent)
  VALUES ('ses_old', 'acc_named', $1, 1, 1, 1, $2, $2, 1, 'password', '', '');
INSERT INTO wg_accounts_links (token, account_id, epoch, expires_at)
  VALUES ($1, 'acc_named', 3, $2);
INSERT INTO wg_accounts_devices (account_id, token, expires_at)
  VALUES ('acc_named', $1, $2);
INSERT INTO wg_organizations (id, slug, name, entitlements, created_at)
  VALUES ('org_old', 'nordlicht', 'Nordlicht', '', 1);
INSERT INTO wg_organizations_memberships (organization_id, account_id, since)
  VALUES ('org_old', 'acc_named', 1);
INSERT INTO wg_organizations_roles (organization_id, account_id, role)
  VALUES ('org_old', 'acc_named', 'owner');
INSERT INTO wg_profile (account_id, display_name) VALUES ('acc_named', 'Maren');
INSERT INTO wg_profile (account_id, display_name) VALUES ('acc_long', $1);
INSERT INTO wg_limits (id, tat) VALUES ($1, $2);
INSERT INTO wg_outbox (id, topic, payload, due_at, state, attempts, holder, lease_until)
  VALUES ('out_old', 'mail', $1, $2, 'waiting', 2, NULL, 0);
INSERT INTO wg_audit_events (id, at, actor_kind, actor, action, request, details)
  VALUES ('evt_old', 1, 'visitor', '', 'session.opened', 'req_old', '{}');
