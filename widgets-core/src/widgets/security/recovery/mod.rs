//! Recovery codes: making them, showing them once, and proving identity by one.
//!
//! They stand in for another second factor, so an account without one has none. They are shown for a while
//! in the session that made them: kept sealed, so that reloading the page, or an answer that was lost, loses
//! no code. Storage holds their hashes.

mod actions;
mod flows;
mod kept;
mod model;
mod proof;
mod view;

use std::time::Duration;

pub use self::model::MakeRecoveryCodes;
pub use self::proof::{ConfirmRecoveryCode, SecondRecoveryCode};
use crate::stores::Quota;
use crate::table::{Access, Widget, action};

/// Path that makes them.
pub(super) const MAKE: &str = "/security/recovery-codes/make";
/// Path that shows those just made.
const SHOW: &str = "/security/recovery-codes";
/// Path of the same as a text file.
const FILE: &str = "/security/recovery-codes/file";

/// From so many on there is a warning.
pub(super) const FEW: usize = 3;

/// Per account, 5 at once and one more every minute.
const PER_ACCOUNT: Quota = Quota::new(5, Duration::from_secs(60));

/// Registers the endpoints and the proof.
pub(super) fn register(widget: Widget) -> Widget {
    let fresh = || Access::user().fresh();
    widget
        .proof(&proof::RECOVERY_CODE)
        .asking(
            "make_recovery_codes",
            MAKE,
            fresh().limit(PER_ACCOUNT),
            actions::ask_make,
            action(actions::make),
        )
        .get("recovery_codes", SHOW, fresh(), actions::show)
        .get("recovery_code_file", FILE, fresh(), actions::file)
}
