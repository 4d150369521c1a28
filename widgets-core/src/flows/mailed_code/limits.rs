//! Rate limits for mails.

use std::time::Duration;

use super::mailbox::mailbox;
use crate::context::RequestCtx;
use crate::context::problem::{Problem, Refusal};
use crate::flows::prove_password::own_browser;
use crate::stores::{ChallengePurpose, LimitOutcome, LimitRequest, Quota};
use crate::types::email::EmailKey;

/// Mails to one address requested by browsers the account does not know, from all clients together.
const UNKNOWN_DEVICE: [(&str, Quota); 2] = [
    (
        "codes.address.minutes",
        Quota::new(5, Duration::from_secs(5 * 60)),
    ),
    (
        "codes.address.day",
        Quota::new(20, Duration::from_secs(2 * 60 * 60)),
    ),
];

/// Mails to one address requested by a browser its account knows. Counted per browser and nowhere else,
/// so that others cannot lock the owner out.
const KNOWN_DEVICE: [(&str, Quota); 1] =
    [("codes.device", Quota::new(10, Duration::from_secs(5 * 60)))];

/// Mails to any address requested by one client, in its own network; wider ones have more.
const CLIENT: (&str, Quota) = ("codes.client", Quota::new(20, Duration::from_secs(60)));

/// Whether an address was mailed within a day.
const TODAY: (&str, Quota) = (
    "codes.today",
    Quota::new(1, Duration::from_secs(24 * 60 * 60)),
);

/// Mails requested by all unknown browsers together: far above normal use, far below what harms a mail
/// server's reputation. Resets, and addresses that were not mailed today, each have a share that
/// others cannot use up.
const RESETS: (&str, Quota) = ("codes.resets", Quota::new(300, Duration::from_millis(1000)));
const FIRST_TODAY: (&str, Quota) = (
    "codes.first_today",
    Quota::new(600, Duration::from_millis(500)),
);
const EVERYBODY: (&str, Quota) = (
    "codes.everybody",
    Quota::new(600, Duration::from_millis(500)),
);

/// Counts one mail, before it is queued. `known_device`: the account of the address knows this
/// browser.
///
/// # Errors
///
/// [`Refusal::TooMany`] with the time to wait.
pub(super) async fn take(
    ctx: &RequestCtx,
    email: &EmailKey,
    purpose: &str,
    known_device: bool,
) -> Result<(), Problem> {
    if let Some(browser) = own_browser(ctx, email).filter(|_| known_device) {
        let requests = LimitRequest::each(&KNOWN_DEVICE, &browser);
        return ctx.consume(&requests).await;
    }
    let mailbox = mailbox(email);
    let today = LimitRequest::each(&[TODAY], &mailbox);
    let first = ctx.try_consume(&today).await? == LimitOutcome::Allowed;
    let share = match (purpose == ChallengePurpose::RESET.as_str(), first) {
        (true, _) => RESETS,
        (false, true) => FIRST_TODAY,
        (false, false) => EVERYBODY,
    };
    let mut requests = LimitRequest::each(&UNKNOWN_DEVICE, &mailbox);
    requests.extend(ctx.networks(CLIENT.0, CLIENT.1));
    requests.extend(LimitRequest::each(&[share], ""));
    let taken = ctx.consume(&requests).await;
    if first && matches!(taken, Err(Problem::Refusal(Refusal::TooMany { .. }))) {
        // Nothing is mailed, so the address keeps its share.
        let keys: Vec<_> = today.into_iter().map(|request| request.key).collect();
        ctx.stores().limits.clear(&keys).await?;
    }
    taken
}
