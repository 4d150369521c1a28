//! How often passwords may be guessed.

use std::time::Duration;

use crate::context::RequestCtx;
use crate::stores::{Credentials, LimitRequest, Quota};
use crate::types::email::EmailKey;

/// Guesses at one account from browsers it does not know, wherever they come from. The waits grow:
/// five at once, then one a minute, then one every quarter of an hour; a hundred wrong ones in a row
/// close this way for the month (NIST SP 800-63B-4, section 3.2.2, allows no more). The owner's
/// own browsers do not come this way.
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

/// Guesses at one account from a browser it knows: each such browser has its own.
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

/// The limits of one attempt at one address.
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

/// The subject of limits that a browser has for itself at an address, where the account behind it
/// knows the browser. `None` for a browser that brings nothing to be known by.
pub(crate) fn own_browser(ctx: &RequestCtx, email: &EmailKey) -> Option<String> {
    let device = ctx.state().cookies.device.as_ref()?;
    Some(format!("{} {}", email.as_str(), device.hash().hex()))
}
