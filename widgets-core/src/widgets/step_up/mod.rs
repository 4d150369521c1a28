//! Step-up: showing once more that it is you, before something that asks for it is done.
//!
//! Every way of showing it ends in a renewed session, and in doing what waited for it.

mod actions;
mod flows;
mod model;
mod purpose;
mod view;

use std::time::Duration;

use crate::stores::Quota;
use crate::table::{Access, Endpoint, Widget};
pub(crate) use flows::ways;
pub(crate) use model::Way;
pub use model::{AskForCode, ConfirmPassword, ConfirmedMailbox};

/// One client may try this often at once, and once more every ten seconds.
const PER_CLIENT: Quota = Quota::new(30, Duration::from_secs(10));

/// The widget.
pub(crate) fn widget() -> Widget {
    let user = || Access::user().not_impersonated();
    Widget::new("step_up")
        .get("form", "/step-up", user(), actions::form)
        .endpoint(
            Endpoint::post(
                "password",
                "/step-up",
                user().limit(PER_CLIENT),
                actions::password,
            )
            // Nothing of this form is worth keeping.
            .secret_fields(&["email", actions::WAITING]),
        )
        .post(
            "email",
            "/step-up/email",
            user().limit(PER_CLIENT),
            actions::email,
        )
        .performs::<ConfirmPassword>()
        .performs::<AskForCode>()
        .performs::<ConfirmedMailbox>()
        .signing_in()
        .purpose(purpose::SteppingUp)
        .mailing()
}
