//! Accounts, their addresses, sessions, links, devices, challenges and kept forms.
//!
//! Every write that depends on an account's state touches the account's row first. That makes
//! such writes to one account follow one another, whatever the isolation level.

pub(super) mod challenges;
pub(super) mod credentials;
pub(super) mod deleting;
pub(super) mod directory;
pub(super) mod kept_forms;
pub(super) mod redeeming;
mod rows;
pub(super) mod sessions;
pub(super) mod sweeping;

pub(super) const TOUCH_ACCOUNT: &str = "UPDATE wg_accounts SET epoch = epoch WHERE id = $1";

/// Also demands that the account is active and at that epoch.
pub(super) const TOUCH_ACCOUNT_AT_EPOCH: &str = "UPDATE wg_accounts SET epoch = epoch \
     WHERE id = $1 AND epoch = $2 AND status = 'active'";

pub(super) const TOUCH_ACTIVE_ACCOUNT: &str =
    "UPDATE wg_accounts SET epoch = epoch WHERE id = $1 AND status = 'active'";

/// How many columns of an admission stand before those of the membership.
pub(super) const ADMISSION_COLUMNS: usize = 22;
