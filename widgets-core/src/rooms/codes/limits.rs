//! How many mails go out.

use std::time::Duration;

use crate::ctx::Visit;
use crate::email::EmailKey;
use crate::problem::Problem;
use crate::stores::{LimitKey, Quota, Taking};

/// Mails to one address that browsers it does not know ask for, wherever they come from.
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

/// Mails to one address that a browser asks for which its account knows: each such browser has its
/// own, so that nobody can use up what the owner needs.
const KNOWN_DEVICE: [(&str, Quota); 1] =
    [("codes.device", Quota::new(10, Duration::from_secs(5 * 60)))];

/// Mails that one client asks for, to whatever addresses.
const CLIENT: (&str, Quota) = ("codes.client", Quota::new(20, Duration::from_secs(60)));

/// Mails that everybody together asks for: far above what people do, far below what ruins the name
/// of a mail server.
const EVERYBODY: (&str, Quota) = (
    "codes.everybody",
    Quota::new(1000, Duration::from_millis(200)),
);

/// Takes what one mail costs, before it is queued. `known_device` says that the account behind the
/// address knows this browser.
///
/// # Errors
///
/// [`Refusal::TooMany`](crate::Refusal::TooMany) with how long to wait.
pub(super) async fn take(
    visit: &Visit,
    email: &EmailKey,
    known_device: bool,
) -> Result<(), Problem> {
    let device = visit.state().cookies.device.as_ref();
    let address = email.as_str();
    let mut takings = match device.filter(|_| known_device) {
        Some(device) => {
            let browser: String = device
                .hash()
                .as_bytes()
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect();
            of(&KNOWN_DEVICE, &format!("{address} {browser}"))
        }
        None => of(&UNKNOWN_DEVICE, address),
    };
    takings.extend(of(&[CLIENT], &visit.client().limit_subject()));
    takings.extend(of(&[EVERYBODY], ""));
    visit.take(&takings).await
}

fn of(quotas: &[(&str, Quota)], subject: &str) -> Vec<Taking> {
    quotas
        .iter()
        .map(|(purpose, quota)| Taking {
            key: LimitKey::new(purpose, subject),
            quota: *quota,
        })
        .collect()
}
