//! Deleting an account.

use widgets_core::id::AccountId;
use widgets_core::stores::{Change, DeleteOutcome};

use super::TOUCH_ACCOUNT;
use super::directory::{REMOVE_LINKS, REMOVE_SESSIONS};
use crate::args;
use crate::engine::Plan;

const TOUCH_ORGANIZATIONS_OF: &str = "UPDATE wg_organizations SET name = name WHERE id IN \
       (SELECT m.organization_id FROM wg_organizations_memberships m WHERE m.account_id = $1)";

/// Demands that every organization the account owns has another owner.
const TOUCH_UNLESS_LAST_OWNER_ANYWHERE: &str = "UPDATE wg_accounts SET epoch = epoch \
     WHERE id = $1 AND NOT EXISTS \
       (SELECT 1 FROM wg_organizations_memberships m \
        JOIN wg_organizations_roles r \
          ON r.organization_id = m.organization_id AND r.account_id = m.account_id \
        WHERE m.account_id = $1 AND r.role = 'owner' AND NOT EXISTS \
          (SELECT 1 FROM wg_organizations_roles o \
           WHERE o.organization_id = m.organization_id AND o.role = 'owner' \
           AND o.account_id <> $1))";

pub(super) const REMOVE_DEVICES: &str = "DELETE FROM wg_accounts_devices WHERE account_id = $1";

const REMOVE_ROLES_OF: &str = "DELETE FROM wg_organizations_roles \
     WHERE account_id = $1 AND organization_id IN \
       (SELECT m.organization_id FROM wg_organizations_memberships m WHERE m.account_id = $1)";

const REMOVE_MEMBERSHIPS_OF: &str =
    "DELETE FROM wg_organizations_memberships WHERE account_id = $1";

const REMOVE_ADDRESSES: &str = "DELETE FROM wg_accounts_addresses WHERE account_id = $1";

const REMOVE_ACCOUNT: &str = "DELETE FROM wg_accounts WHERE id = $1";

pub(super) fn delete(account: &AccountId, change: Change) -> Plan<'_, DeleteOutcome> {
    let own = args![account];
    Plan::appending(change)
        .any(TOUCH_ORGANIZATIONS_OF, own)
        .one_or(TOUCH_ACCOUNT, own, DeleteOutcome::Missing)
        // Nothing joins any more now; this is for what was joined between the first two.
        .any(TOUCH_ORGANIZATIONS_OF, own)
        .one_or(
            TOUCH_UNLESS_LAST_OWNER_ANYWHERE,
            own,
            DeleteOutcome::LastOwner,
        )
        .any(REMOVE_SESSIONS, own)
        .any(REMOVE_LINKS, own)
        .any(REMOVE_DEVICES, own)
        .any(REMOVE_ROLES_OF, own)
        .any(REMOVE_MEMBERSHIPS_OF, own)
        .any(REMOVE_ADDRESSES, own)
        .one(REMOVE_ACCOUNT, own)
}
