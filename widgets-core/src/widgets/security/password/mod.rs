//! The password: setting the first one, changing and removing it, and proving identity by it.
//!
//! A change requires the current password. Setting the first one requires a recent authentication
//! (OWASP ASVS 5.0, 6.2.3 and 7.5.1), and that there is none yet, which the store enforces. So does removing it, and that
//! another way in remains.

mod actions;
mod flows;
mod model;
mod proof;
mod view;

use std::time::Duration;

use crate::context::UserCtx;
use crate::flows::password_mails::{PASSWORD_CHANGED, PASSWORD_REMOVED, PASSWORD_SET};
use crate::i18n::Messages;
use crate::stores::Quota;
use crate::table::checks::{Check, Weakness};
use crate::table::{Access, Task, Widget};
use crate::ui::{Icon, LinkRole};
pub(super) use flows::credentials;
pub use model::{ChangePassword, RemovePassword, SetPassword};
pub use proof::{ConfirmPassword, EmailAndPassword};

/// Path to change a password.
const CHANGE: &str = "/security/password";
/// Path to set the first password.
const SET: &str = "/security/password/set";
/// Path to remove the password.
const REMOVE: &str = "/security/password/removal";

/// Name and place of the task to replace one.
const TASK: (&str, u8) = ("replace_password", 10);

/// Per client, 30 attempts at once and one more every ten seconds.
const PER_CLIENT: Quota = Quota::new(30, Duration::from_secs(10));

/// Registers the endpoints for passwords, their mails, and the proof.
pub(super) fn register(widget: Widget) -> Widget {
    let fresh = || Access::user().fresh();
    let not_impersonated = || Access::user().not_impersonated();
    let changing = || not_impersonated().within_task(TASK.0);
    let title = |messages: &Messages| messages.words().security_replace_title().to_owned();
    widget
        .proof(&proof::PASSWORD)
        .check(&OLD)
        .task(Task::own(TASK, title, CHANGE, is_due))
        .mail(&PASSWORD_SET)
        .mail(&PASSWORD_CHANGED)
        .mail(&PASSWORD_REMOVED)
        .get("password_form", CHANGE, changing(), actions::change_form)
        .post(
            "change_password",
            CHANGE,
            changing().limit(PER_CLIENT),
            actions::Change,
        )
        .get("first_password_form", SET, fresh(), actions::set_form)
        .post("set_password", SET, fresh().limit(PER_CLIENT), actions::Set)
        .asking(
            "remove_password",
            REMOVE,
            fresh().limit(PER_CLIENT),
            actions::ask_remove,
            actions::Remove,
        )
}

/// Whether the host's back end demands another one.
fn is_due(user: &UserCtx) -> bool {
    user.admission().protection.replace_password.is_some()
}

/// A password that is older than the host likes. How old one is that nobody knows the age of stays open.
static OLD: Check = Check {
    name: "old_password",
    place: 40,
    look: |ctx, facts| {
        let (own, age) = (facts.credentials, ctx.app().check_up().password_age?);
        let set_at = own.password_set_at.filter(|_| own.password.is_some())?;
        let (messages, words) = (ctx.messages(), ctx.messages().words());
        (ctx.now().since(set_at) >= age).then(|| Weakness {
            icon: Icon::Key,
            title: words.security_old().to_owned(),
            why: words.security_password_age(messages.said_ago(set_at, ctx.now())),
            mend: (words.security_change().to_owned(), CHANGE),
            role: LinkRole::Leads,
        })
    },
};
