//! Accounts, their addresses, sessions, links, devices, challenges and kept forms.
//!
//! Every write that depends on an account's state touches the account's row first. That makes
//! such writes to one account follow one another, whatever the isolation level.

pub(crate) mod challenges;
pub(crate) mod credentials;
pub(crate) mod deleting;
pub(crate) mod directory;
pub(crate) mod kept_forms;
pub(crate) mod redeeming;
mod rows;
pub(crate) mod sessions;
pub(crate) mod sweeping;

pub(crate) const TOUCH_ACCOUNT: &str = "UPDATE wg_accounts SET epoch = epoch WHERE id = $1";

/// Also demands that the account is active and at that epoch.
pub(crate) const TOUCH_ACCOUNT_AT_EPOCH: &str = "UPDATE wg_accounts SET epoch = epoch \
     WHERE id = $1 AND epoch = $2 AND status = 'active'";

pub(crate) const TOUCH_ACTIVE_ACCOUNT: &str =
    "UPDATE wg_accounts SET epoch = epoch WHERE id = $1 AND status = 'active'";

/// How many columns of an admission stand before those of the membership.
pub(crate) const ADMISSION_COLUMNS: usize = 22;
