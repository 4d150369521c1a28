//! How often passwords may be guessed.

use std::time::Duration;

use crate::ctx::Visit;
use crate::email::EmailKey;
use crate::stores::{Credentials, LimitKey, Quota, Taking};

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
pub(in crate::rooms) fn attempts(
    visit: &Visit,
    email: &EmailKey,
    credentials: Option<&Credentials>,
) -> Vec<Taking> {
    let device = visit
        .state()
        .cookies
        .device
        .as_ref()
        .map(|device| device.hash());
    let known = credentials.is_some_and(|credentials| credentials.known_device);
    match device.filter(|_| known) {
        Some(device) => {
            let browser: String = device
                .as_bytes()
                .iter()
                .map(|b| format!("{b:02x}"))
                .collect();
            takings(&KNOWN_DEVICE, &format!("{} {browser}", email.as_str()))
        }
        None => takings(&UNKNOWN_DEVICE, email.as_str()),
    }
}

fn takings(quotas: &[(&str, Quota)], subject: &str) -> Vec<Taking> {
    quotas
        .iter()
        .map(|(purpose, quota)| Taking {
            key: LimitKey::new(purpose, subject),
            quota: *quota,
        })
        .collect()
}
