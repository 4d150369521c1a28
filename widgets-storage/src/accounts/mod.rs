//! Accounts, their addresses, sessions, links, devices, challenges and pending forms.
//!
//! Every write that depends on an account's state touches the account's row first. That makes
//! such writes to one account follow one another, whatever the isolation level.

mod challenges;
mod credentials;
mod deleting;
mod directory;
mod redeeming;
mod rows;
mod sessions;
mod sweeping;

pub(crate) const TOUCH_ACCOUNT: &str = "UPDATE wg_accounts SET epoch = epoch WHERE id = $1";

/// Also demands that the account is active and at that epoch.
const TOUCH_ACCOUNT_AT_EPOCH: &str = "UPDATE wg_accounts SET epoch = epoch \
     WHERE id = $1 AND epoch = $2 AND status = 'active'";

const TOUCH_ACTIVE_ACCOUNT: &str =
    "UPDATE wg_accounts SET epoch = epoch WHERE id = $1 AND status = 'active'";
