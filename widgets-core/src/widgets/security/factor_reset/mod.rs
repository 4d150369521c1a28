//! Calling off a reset of second factors that the host's back end began: with the mailed link, or signed in.

mod actions;
mod view;

use std::time::Duration;

use schemars::JsonSchema;
use serde::Serialize;

use crate::context::{NoticeKind, Problem, RequestCtx};
use crate::outbox::factor_resets::ALL;
use crate::stores::{FactorReset, Quota};
use crate::table::{Access, Widget, action};
use crate::types::{AccountId, Timestamp};

/// Path of the page for somebody who is signed in.
pub(super) const OWN: &str = "/security/factor-reset";
/// Path of the mailed link.
const LINK: &str = "/security/factor-reset/{token}";

/// Per client, 30 at once and one more every ten seconds.
const PER_CLIENT: Quota = Quota::new(30, Duration::from_secs(10));

/// A reset of second factors was called off.
pub const FACTOR_RESET_CALLED_OFF: NoticeKind =
    NoticeKind::new("security.factor_reset_called_off", |messages| {
        messages.words().factor_reset_called_off().to_owned()
    });

/// Calls off the reset of second factors of the own account.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct CallOffReset;

/// Calls off a reset of second factors with the mailed link. Hooks do not see the link.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct CallOffResetByLink;

/// A reset that waits.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "FactorReset")]
struct Waiting {
    /// From when on it takes place; `null` if none waits.
    due_at: Option<Timestamp>,
}

/// Registers the endpoints and mails.
pub(super) fn register(widget: Widget) -> Widget {
    let anyone = Access::anyone().limit(PER_CLIENT);
    let own = Access::user().not_impersonated();
    let widget = ALL.into_iter().fold(widget, Widget::mail);
    widget
        .asking(
            "call_off_reset",
            OWN,
            own,
            actions::ask,
            action(actions::call_off),
        )
        .asking(
            "call_off_reset_by_link",
            LINK,
            anyone,
            actions::ask_by_link,
            actions::ByLink,
        )
        .notice(FACTOR_RESET_CALLED_OFF)
}

/// The reset of that account, if one waits.
pub(super) async fn of_account(
    ctx: &RequestCtx,
    account: &AccountId,
) -> Result<Option<FactorReset>, Problem> {
    Ok(ctx.stores().accounts.find_factor_reset(account).await?)
}
