//! How many mails go out.

use std::time::Duration;

use crate::context::RequestCtx;
use crate::context::problem::Problem;
use crate::flows::prove_password::own_browser;
use crate::stores::{LimitRequest, Quota};
use crate::types::email::EmailKey;

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

/// Mails that all browsers ask for which no account knows: far above what people do, far below what
/// ruins the name of a mail server. Those that are known go on when somebody used it up.
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

/// The mailbox behind an address as most providers see it: what follows a plus is its owner's tag, and
/// nobody gets another quota by choosing another one.
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
