//! Step-up: authenticates a signed-in user again, before sensitive actions.
//!
//! Every method renews the session and then submits the pending form, if there is one.

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

/// Per client, 30 attempts at once and one more every ten seconds.
const PER_CLIENT: Quota = Quota::new(30, Duration::from_secs(10));

/// The widget's registration.
pub(crate) fn widget() -> Widget {
    let user = || Access::user().not_impersonated();
    Widget::new("step_up")
        .get("form", "/step-up", user(), actions::form)
        .endpoint(
            Endpoint::post(
                "password",
                "/step-up",
                user().limit(PER_CLIENT),
                actions::WithPassword,
            )
            // Nothing in this form is worth storing.
            .secret_fields(&["email", actions::WAITING]),
        )
        .post(
            "email",
            "/step-up/email",
            user().limit(PER_CLIENT),
            actions::SendCode,
        )
        .signing_in()
        .purpose(purpose::SteppingUp)
        .mailing()
}
