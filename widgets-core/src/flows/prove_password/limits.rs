//! Rate limits for password guesses.

use std::time::Duration;

use crate::context::RequestCtx;
use crate::stores::{Credentials, LimitRequest, Quota};
use crate::types::email::EmailKey;

/// Guesses at one account from browsers it does not know, from all clients together. Delays grow:
/// five at once, then one per minute, then one per quarter of an hour, and after 70 in a row one per day:
/// 100 consecutive wrong guesses in a month at most (the limit of NIST SP 800-63B-4, section 3.2.2). The
/// owner's known browsers are not affected. A single guess leaves a row for one day, so guessing at many
/// addresses fills no disk.
const UNKNOWN_DEVICE: [(&str, Quota); 3] = [
    (
        "sign_in.account.minutes",
        Quota::new(5, Duration::from_secs(60)),
    ),
    (
        "sign_in.account.hours",
        Quota::new(20, Duration::from_secs(15 * 60)),
    ),
    (
        "sign_in.account.month",
        Quota::new(70, Duration::from_secs(24 * 60 * 60)),
    ),
];

/// Guesses through the host's back end, which are counted for themselves: a mail client that polls with the
/// right password would otherwise clear what strangers guess on the sign-in page, and strangers would lock
/// it out.
const BACK_END: [(&str, Quota); 3] = [
    ("verify.account.minutes", UNKNOWN_DEVICE[0].1),
    ("verify.account.hours", UNKNOWN_DEVICE[1].1),
    ("verify.account.month", UNKNOWN_DEVICE[2].1),
];

/// Guesses at one account from a browser it knows, counted per browser.
const KNOWN_DEVICE: [(&str, Quota); 2] = [
    (
        "sign_in.device.minutes",
        Quota::new(10, Duration::from_secs(60)),
    ),
    (
        "sign_in.device.month",
        Quota::new(100, Duration::from_secs(24 * 60 * 60)),
    ),
];

/// The limits that one attempt at an address counts towards.
pub(crate) fn attempts(
    ctx: &RequestCtx,
    email: &EmailKey,
    credentials: Option<&Credentials>,
) -> Vec<LimitRequest> {
    let known = credentials.is_some_and(|credentials| credentials.known_device);
    match own_browser(ctx, email).filter(|_| known) {
        Some(browser) => LimitRequest::each(&KNOWN_DEVICE, &browser),
        None => attempts_from_anywhere(email),
    }
}

/// The limits that an attempt counts towards if no browser that the account knows makes it.
fn attempts_from_anywhere(email: &EmailKey) -> Vec<LimitRequest> {
    LimitRequest::each(&UNKNOWN_DEVICE, email.as_str())
}

/// The limits that an attempt through the host's back end counts towards.
pub(crate) fn attempts_by_back_end(email: &EmailKey) -> Vec<LimitRequest> {
    LimitRequest::each(&BACK_END, email.as_str())
}

/// Resets the counters of wrong guesses at an address, after a proof that its owner is here. A failure is
/// only logged: the proof counts.
pub(crate) async fn forget_guesses(ctx: &RequestCtx, email: &EmailKey) {
    let mut requests = attempts_from_anywhere(email);
    if let Some(browser) = own_browser(ctx, email) {
        requests.extend(LimitRequest::each(&KNOWN_DEVICE, &browser));
    }
    let keys: Vec<_> = requests.into_iter().map(|request| request.key).collect();
    if let Err(error) = ctx.stores().limits.clear(&keys).await {
        tracing::warn!(request = %ctx.request_id(), %error, "counters of guesses were not reset");
    }
}

/// Subject of the limits of this browser at an address; `None` if it has no device cookie. Applies
/// only if the account knows the browser.
pub(crate) fn own_browser(ctx: &RequestCtx, email: &EmailKey) -> Option<String> {
    let device = ctx.state().cookies.device.as_ref()?;
    Some(format!("{} {}", email.as_str(), device.hash().hex()))
}
