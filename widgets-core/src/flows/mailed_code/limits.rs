//! Rate limits for mails.

use std::time::Duration;

use crate::context::RequestCtx;
use crate::context::problem::Problem;
use crate::flows::prove_password::own_browser;
use crate::stores::{LimitRequest, Quota};
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

/// Mails to one address requested by a browser its account knows. Counted per browser, so that
/// others cannot lock the owner out.
const KNOWN_DEVICE: [(&str, Quota); 1] =
    [("codes.device", Quota::new(10, Duration::from_secs(5 * 60)))];

/// Mails to any address requested by one client.
const CLIENT: (&str, Quota) = ("codes.client", Quota::new(20, Duration::from_secs(60)));

/// Mails requested by all unknown browsers together: far above normal use, far below what harms a
/// mail server's reputation. Known browsers are exempt.
const EVERYBODY: (&str, Quota) = (
    "codes.everybody",
    Quota::new(1000, Duration::from_millis(200)),
);

/// Counts one mail, before it is queued. `known_device`: the account of the address knows this
/// browser.
///
/// # Errors
///
/// [`Refusal::TooMany`](crate::Refusal::TooMany) with the time to wait.
pub(crate) async fn take(
    ctx: &RequestCtx,
    email: &EmailKey,
    known_device: bool,
) -> Result<(), Problem> {
    let browser = own_browser(ctx, email);
    let mut requests = match browser.filter(|_| known_device) {
        Some(browser) => LimitRequest::each(&KNOWN_DEVICE, &browser),
        None => LimitRequest::each(&UNKNOWN_DEVICE, &mailbox(email)),
    };
    requests.extend(LimitRequest::each(&[CLIENT], &ctx.client().limit_subject()));
    if !known_device {
        requests.extend(LimitRequest::each(&[EVERYBODY], ""));
    }
    ctx.consume(&requests).await
}

/// The mailbox of an address without its `+` tag, so that tags do not multiply the quota.
fn mailbox(email: &EmailKey) -> String {
    match email.as_str().split_once('+') {
        Some((name, _)) if !name.is_empty() => format!("{name}@{}", email.domain()),
        _ => email.as_str().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::email::Email;

    #[test]
    fn attack_050_a_tag_makes_no_other_mailbox() {
        let of = |text| mailbox(Email::parse(text).unwrap().key());
        assert_eq!(of("Maren+7@nordlicht.example"), "maren@nordlicht.example");
        assert_eq!(of("maren+a+b@nordlicht.example"), "maren@nordlicht.example");
        assert_eq!(of("maren@nordlicht.example"), "maren@nordlicht.example");
        assert_eq!(of("+a@nordlicht.example"), "+a@nordlicht.example");
    }
}
