//! Accounts, their addresses, second factors, sign-ins under way, sessions, links, devices, challenges and
//! pending forms.
//!
//! Every write that depends on an account's state touches the account's row first. That makes
//! such writes to one account follow one another, whatever the isolation level.

mod challenges;
mod credentials;
mod deleting;
mod devices;
mod directory;
mod factor_resets;
mod factors;
mod listing;
mod redeeming;
mod rows;
mod sessions;
mod sign_in_attempts;
mod sweeping;

use widgets_core::stores::Epoch;

/// How often the sessions of all accounts were ended. What ends them raises this one number, however many
/// there are; what began before no longer counts.
macro_rules! epoch_of_all {
    () => {
        "COALESCE((SELECT w.epoch FROM wg_accounts_epoch_of_all w WHERE w.id = 1), 0)"
    };
}

/// The epoch of an account as the contract has it: its own, and [`Epoch::OF_ALL`] for each that all
/// accounts share.
macro_rules! epoch {
    ($account:literal) => {
        concat!(
            $account,
            ".epoch + 4294967296 * ",
            $crate::accounts::epoch_of_all!()
        )
    };
}

pub(crate) use {epoch, epoch_of_all};

const _: () = assert!(Epoch::OF_ALL == 4_294_967_296);

pub(crate) const TOUCH_ACCOUNT: &str = "UPDATE wg_accounts SET epoch = epoch WHERE id = $1";

/// Also demands that the account is active and at that epoch.
const TOUCH_ACCOUNT_AT_EPOCH: &str = concat!(
    "UPDATE wg_accounts SET epoch = epoch WHERE id = $1 AND status = 'active' AND $2 = ",
    epoch!("wg_accounts")
);

const TOUCH_ACTIVE_ACCOUNT: &str =
    "UPDATE wg_accounts SET epoch = epoch WHERE id = $1 AND status = 'active'";
