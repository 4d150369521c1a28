//! Deleting an account, and ending the sessions of all of them.

use std::time::Duration;

use widgets_core::id::AccountId;
use widgets_core::stores::{Change, DeleteOutcome, StoreResult};

use super::TOUCH_ACCOUNT;
use super::directory::{REMOVE_LINKS, REMOVE_SESSIONS};
use super::redeeming::REMOVE_CHALLENGES;
use crate::driver::Arg;
use crate::engine::{Outcome, Prepared, Write, unforeseen};
use crate::stores::SqlStores;

pub(super) const TOUCH_ORGANIZATIONS_OF: &str = "UPDATE wg_organizations SET name = name WHERE id IN \
       (SELECT m.organization_id FROM wg_organizations_memberships m WHERE m.account_id = $1)";

/// Demands that every organization the account owns has another owner.
pub(super) const TOUCH_UNLESS_LAST_OWNER_ANYWHERE: &str = "UPDATE wg_accounts SET epoch = epoch \
     WHERE id = $1 AND NOT EXISTS \
       (SELECT 1 FROM wg_organizations_memberships m \
        JOIN wg_organizations_roles r \
          ON r.organization_id = m.organization_id AND r.account_id = m.account_id \
        WHERE m.account_id = $1 AND r.role = 'owner' AND NOT EXISTS \
          (SELECT 1 FROM wg_organizations_roles o \
           WHERE o.organization_id = m.organization_id AND o.role = 'owner' \
           AND o.account_id <> $1))";

pub(super) const REMOVE_DEVICES: &str = "DELETE FROM wg_accounts_devices WHERE account_id = $1";

pub(super) const REMOVE_ROLES_OF: &str = "DELETE FROM wg_organizations_roles \
     WHERE account_id = $1 AND organization_id IN \
       (SELECT m.organization_id FROM wg_organizations_memberships m WHERE m.account_id = $1)";

pub(super) const REMOVE_MEMBERSHIPS_OF: &str =
    "DELETE FROM wg_organizations_memberships WHERE account_id = $1";

pub(super) const REMOVE_ADDRESSES: &str = "DELETE FROM wg_accounts_addresses WHERE account_id = $1";

pub(super) const REMOVE_ACCOUNT: &str = "DELETE FROM wg_accounts WHERE id = $1";

pub(super) const SWEEP_ALL_SESSIONS: &str = "DELETE FROM wg_accounts_sessions \
     WHERE CASE WHEN idle_until < expires_at THEN idle_until ELSE expires_at END <= $1";

pub(super) const RAISE_EVERY_EPOCH: &str = "UPDATE wg_accounts SET epoch = epoch + 1";

pub(super) const END_EVERY_SESSION: &str = "DELETE FROM wg_accounts_sessions";

/// Ending every session touches every account.
const EVERY_ACCOUNT: Duration = Duration::from_secs(600);

impl SqlStores {
    pub(super) async fn delete(
        &self,
        account: &AccountId,
        change: Change,
    ) -> StoreResult<DeleteOutcome> {
        let change = Prepared::new(change)?;
        let account = Arg::Text(account.as_str());
        let mut write = Write::new();
        write.any(TOUCH_ORGANIZATIONS_OF, [account]);
        let exists = write.len();
        write.one(TOUCH_ACCOUNT, [account]);
        // Nothing joins any more now; this is for what was joined between the first two.
        write.any(TOUCH_ORGANIZATIONS_OF, [account]);
        let owner = write.len();
        write.one(TOUCH_UNLESS_LAST_OWNER_ANYWHERE, [account]);
        write.any(REMOVE_SESSIONS, [account]);
        write.any(REMOVE_LINKS, [account]);
        write.any(REMOVE_CHALLENGES, [account]);
        write.any(REMOVE_DEVICES, [account]);
        write.any(REMOVE_ROLES_OF, [account]);
        write.any(REMOVE_MEMBERSHIPS_OF, [account]);
        write.any(REMOVE_ADDRESSES, [account]);
        write.one(REMOVE_ACCOUNT, [account]);
        change.append(&mut write);
        match self.database.commit(&write).await? {
            Outcome::Done(_) => Ok(DeleteOutcome::Deleted),
            Outcome::Refused(at) if at == exists => Ok(DeleteOutcome::Missing),
            Outcome::Refused(at) if at == owner => Ok(DeleteOutcome::LastOwner),
            Outcome::Refused(at) => Err(unforeseen(at)),
        }
    }

    /// A session is opened before its account's epoch is raised, and found by the statement
    /// after, or not at all.
    pub(super) async fn end_all(&self, change: Change) -> StoreResult<u64> {
        let change = Prepared::new(change)?;
        let mut write = Write::new();
        write.any(RAISE_EVERY_EPOCH, []);
        write.any(SWEEP_ALL_SESSIONS, [Arg::Int(change.at())]);
        let ended = write.len();
        write.any(END_EVERY_SESSION, []);
        change.append(&mut write);
        let patient = self.database.with_deadline(EVERY_ACCOUNT);
        match patient.commit(&write).await? {
            Outcome::Done(rows) => Ok(rows.get(ended).map_or(0, |rows| rows.affected)),
            Outcome::Refused(at) => Err(unforeseen(at)),
        }
    }
}
