//! Passkeys: adding, renaming and removing them, and signing in, the second step and step-up by one.
//!
//! Adding and removing one requires a recent authentication (OWASP ASVS 5.0, 7.5.1). What an authenticator
//! is asked is kept for five minutes and works once ([`flows::passkeys`](crate::flows::passkeys)).
//! Authenticators are reached by script alone; whoever has none is told so, and has the other ways.

mod actions;
mod flows;
mod model;
mod names;
mod proof;
mod section;
mod view;

use std::time::Duration;

pub use self::model::{
    AddPasskey, AskForPasskey, AskForStepUpPasskey, PreparePasskey, RemovePasskey, RenamePasskey,
};
pub use self::proof::{ConfirmPasskey, SecondPasskey, SignInByPasskey};
use crate::flows::passkeys::ASK;
use crate::stores::Quota;
use crate::table::{Access, Widget};

/// Path that gives what an authenticator is asked at step-up.
const ASK_STEP_UP: &str = "/step-up/passkey/ask";
/// Path that adds one.
const ADD: &str = "/security/passkeys/add";
/// Path that gives what an authenticator is asked that makes one.
const PREPARE: &str = "/security/passkeys/prepare";
/// Path that renames one.
const NAME: &str = "/security/passkeys/{passkey}/name";
/// Path that removes one.
const REMOVE: &str = "/security/passkeys/{passkey}/remove";

/// Per account, 10 at once and one more every 20 seconds.
const PER_ACCOUNT: Quota = Quota::new(10, Duration::from_secs(20));
/// Per client, 60 ceremonies at once and one more every five seconds: a page that offers passkeys in a field
/// begins one each time it is opened.
const PER_CLIENT: Quota = Quota::new(60, Duration::from_secs(5));

/// Registers the endpoints, the mails and the proof.
pub(super) fn register(widget: Widget) -> Widget {
    let fresh = || Access::user().fresh();
    let own = || Access::user().not_impersonated();
    let limited = || fresh().limit(PER_ACCOUNT);
    widget
        .proof(&proof::PASSKEY)
        .post(
            "ask_for_passkey",
            ASK,
            Access::anyone().limit(PER_CLIENT),
            actions::Ask,
        )
        .post(
            "ask_for_step_up_passkey",
            ASK_STEP_UP,
            own().limit(PER_CLIENT),
            actions::AskStepUp,
        )
        .get("passkey_form", ADD, fresh(), actions::add_form)
        .post("prepare_passkey", PREPARE, limited(), actions::Prepare)
        .post("add_passkey", ADD, limited(), actions::Add)
        .get("passkey_name_form", NAME, own(), actions::name_form)
        .post("rename_passkey", NAME, own(), actions::Rename)
        .asking(
            "remove_passkey",
            REMOVE,
            fresh(),
            actions::ask_remove,
            actions::Remove,
        )
}
