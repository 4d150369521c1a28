//! Security: credentials of the account, and their protection.
//!
//! The overview shows their state. Each kind has a folder of its own: passwords, authenticator apps and
//! recovery codes.

mod authenticators;
mod factor_mails;
mod factor_reset;
mod overview;
mod password;
mod recovery;
mod second_step;
mod typed_code;

pub use authenticators::{
    AddAuthenticator, ConfirmAuthenticator, RemoveAuthenticator, RenameAuthenticator,
    SecondAuthenticator,
};
pub use factor_reset::{CallOffReset, CallOffResetByLink, FACTOR_RESET_CALLED_OFF};
pub use password::{ChangePassword, ConfirmPassword, EmailAndPassword, SetPassword};

pub use recovery::{ConfirmRecoveryCode, MakeRecoveryCodes, SecondRecoveryCode};

use crate::context::{FragmentName, NoticeKind};
use crate::table::{Access, Endpoint, Widget};

/// The overview page.
pub const SHOW: FragmentName = FragmentName::new("security.show");

/// The form to change the password.
pub const PASSWORD_FORM: FragmentName = FragmentName::new("security.password_form");

/// The form to set a first password.
pub const FIRST_PASSWORD_FORM: FragmentName = FragmentName::new("security.first_password_form");

/// A password was set or changed.
pub const PASSWORD_SAVED: NoticeKind = NoticeKind::new("security.password_saved", |messages| {
    messages.words().security_saved().to_owned()
});

/// A password was set or changed, and all other sessions were ended.
pub const PASSWORD_SAVED_OTHERS_ENDED: NoticeKind =
    NoticeKind::new("security.password_saved_others_ended", |messages| {
        messages.words().security_saved_others_ended().to_owned()
    });

/// The password that somebody just signed in with does not meet the policy.
pub const PASSWORD_OUTDATED: NoticeKind =
    NoticeKind::new("security.password_outdated", |messages| {
        messages.words().security_outdated().to_owned()
    });

/// An authenticator app was added.
pub const AUTHENTICATOR_ADDED: NoticeKind =
    NoticeKind::new("security.authenticator_added", |messages| {
        messages.words().authenticators_added().to_owned()
    });

/// An authenticator app was renamed.
pub const AUTHENTICATOR_RENAMED: NoticeKind =
    NoticeKind::new("security.authenticator_renamed", |messages| {
        messages.words().authenticators_renamed().to_owned()
    });

/// An authenticator app was removed.
pub const AUTHENTICATOR_REMOVED: NoticeKind =
    NoticeKind::new("security.authenticator_removed", |messages| {
        messages.words().authenticators_removed().to_owned()
    });

/// The widget's registration.
pub(crate) fn widget() -> Widget {
    let overview = Endpoint::get("show", "/security", Access::user(), overview::show);
    let widget = Widget::new("security")
        .endpoint(overview.navigation(|messages| messages.words().security_title().to_owned()));
    let widget = authenticators::register(password::register(widget));
    let widget = factor_mails::ALL.into_iter().fold(widget, Widget::mail);
    recovery::register(factor_reset::register(widget))
        .signing_in()
        .notice(PASSWORD_SAVED)
        .notice(PASSWORD_SAVED_OTHERS_ENDED)
        .notice(PASSWORD_OUTDATED)
        .notice(AUTHENTICATOR_ADDED)
        .notice(AUTHENTICATOR_RENAMED)
        .notice(AUTHENTICATOR_REMOVED)
}
