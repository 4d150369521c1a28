SELECT id, status, epoch, password, created_at FROM wg_accounts ORDER BY id;
SELECT email_key, account_id, email, is_primary, verified, created_at
  FROM wg_accounts_addresses;
SELECT id, account_id, token, created_at, proved_at, seen_at, idle_until, expires_at, kept,
  method || '@' || CAST(proved_at AS TEXT), address, user_agent FROM wg_accounts_sessions;
SELECT token, account_id, epoch, expires_at FROM wg_accounts_links;
SELECT account_id, token, expires_at FROM wg_accounts_devices;
SELECT id, slug, name, entitlements, created_at FROM wg_organizations;
SELECT organization_id, account_id, since FROM wg_organizations_memberships;
SELECT organization_id, account_id, role FROM wg_organizations_roles;
SELECT account_id, display_name FROM wg_profile ORDER BY account_id;
SELECT id, tat FROM wg_limits;
SELECT id, topic, payload, due_at, state, attempts, holder, lease_until FROM wg_outbox;
SELECT id, at, actor_kind, actor, action, request, details FROM wg_audit_events;
