//! Authenticator apps: adding, renaming and removing them, and proving identity by one.
//!
//! Adding and removing one requires a recent authentication (OWASP ASVS 5.0, 7.5.1). The secret of one that
//! is being added is sealed in the form, and is stored once a code of it was right.

mod actions;
mod flows;
mod model;
mod proof;
mod setup;
mod view;

use std::time::Duration;

pub use self::model::{AddAuthenticator, RemoveAuthenticator, RenameAuthenticator};
pub use self::proof::{ConfirmAuthenticator, SecondAuthenticator};
use super::second_factor_task;
use crate::stores::Quota;
use crate::table::{Access, Widget};

/// Path that adds one.
const ADD: &str = "/security/authenticators/add";
/// Path that renames one.
const NAME: &str = "/security/authenticators/{authenticator}/name";
/// Path that removes one.
const REMOVE: &str = "/security/authenticators/{authenticator}/remove";

/// Per account, 10 codes at once and one more every 20 seconds.
const PER_ACCOUNT: Quota = Quota::new(10, Duration::from_secs(20));

/// Registers the endpoints, the mails and the proof.
pub(super) fn register(widget: Widget) -> Widget {
    let fresh = || Access::user().fresh();
    let own = || Access::user().not_impersonated();
    let adding = || fresh().within_task(second_factor_task::NAME);
    widget
        .proof(&proof::AUTHENTICATOR)
        .get("authenticator_form", ADD, adding(), actions::add_form)
        .post(
            "add_authenticator",
            ADD,
            adding().limit(PER_ACCOUNT),
            actions::Add,
        )
        .get("authenticator_name_form", NAME, own(), actions::name_form)
        .post("rename_authenticator", NAME, own(), actions::Rename)
        .asking(
            "remove_authenticator",
            REMOVE,
            fresh(),
            actions::ask_remove,
            actions::Remove,
        )
}
