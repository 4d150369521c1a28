//! Rate limits for password guesses.

use std::time::Duration;

use crate::context::RequestCtx;
use crate::stores::{Credentials, LimitRequest, Quota};
use crate::types::email::EmailKey;

/// Guesses at one account from browsers it does not know, from all clients together. Delays grow:
/// five at once, then one per minute, then one per quarter of an hour. After 100 consecutive wrong
/// guesses, this path is closed for the month (the limit of NIST SP 800-63B-4, section 3.2.2). The
/// owner's known browsers are not affected.
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
        Quota::new(100, Duration::from_secs(30 * 24 * 60 * 60)),
    ),
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
        None => LimitRequest::each(&UNKNOWN_DEVICE, email.as_str()),
    }
}

/// Subject of the limits of this browser at an address; `None` if it has no device cookie. Applies
/// only if the account knows the browser.
pub(crate) fn own_browser(ctx: &RequestCtx, email: &EmailKey) -> Option<String> {
    let device = ctx.state().cookies.device.as_ref()?;
    Some(format!("{} {}", email.as_str(), device.hash().hex()))
}
