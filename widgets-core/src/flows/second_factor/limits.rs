//! Rate limits for guesses at second factors.

use std::time::Duration;

use crate::context::RequestCtx;
use crate::context::problem::Problem;
use crate::flows::prove_password::{credentials, own_browser};
use crate::stores::{Account, LimitRequest, Quota};
use crate::types::email::Email;

/// Guesses at the second factors of one account from browsers it does not know, all of them together. Only
/// who gave a first proof is counted, so a stranger locks nobody out. A sign-in that begins anew begins
/// no new count. Delays grow as for passwords: 100 wrong guesses in a month at most (NIST SP 800-63B-4,
/// section 3.2.2).
const UNKNOWN_DEVICE: [(&str, Quota); 3] = [
    (
        "second_factor.account.minutes",
        Quota::new(5, Duration::from_secs(60)),
    ),
    (
        "second_factor.account.hours",
        Quota::new(20, Duration::from_secs(15 * 60)),
    ),
    (
        "second_factor.account.month",
        Quota::new(70, Duration::from_secs(24 * 60 * 60)),
    ),
];

/// Guesses from a browser that the account knows, counted per browser.
const KNOWN_DEVICE: [(&str, Quota); 2] = [
    (
        "second_factor.device.minutes",
        Quota::new(10, Duration::from_secs(60)),
    ),
    (
        "second_factor.device.month",
        Quota::new(100, Duration::from_secs(24 * 60 * 60)),
    ),
];

/// Counts a guess at a second factor of that account, before it is compared.
///
/// # Errors
///
/// [`Refusal::TooMany`](crate::Refusal::TooMany) with the time to wait.
pub(super) async fn count(ctx: &RequestCtx, account: &Account) -> Result<(), Problem> {
    let known = match &account.email {
        Some(email) => {
            let found = credentials(ctx, email.key()).await?;
            found.is_some_and(|own| own.known_device)
        }
        None => false,
    };
    let browser = of_browser(ctx, account).filter(|_| known);
    ctx.consume(&browser.unwrap_or_else(|| of_account(account)))
        .await
}

/// Resets the counters, after a second factor that shows that its owner is here. A failure is only logged:
/// the factor counts.
pub(super) async fn forget(ctx: &RequestCtx, account: &Account) {
    let mut requests = of_account(account);
    requests.extend(of_browser(ctx, account).into_iter().flatten());
    let keys: Vec<_> = requests.into_iter().map(|own| own.key).collect();
    if let Err(error) = ctx.stores().limits.clear(&keys).await {
        tracing::warn!(request = %ctx.request_id(), %error, "counters of guesses were not reset");
    }
}

fn of_account(account: &Account) -> Vec<LimitRequest> {
    LimitRequest::each(&UNKNOWN_DEVICE, account.id.as_str())
}

fn of_browser(ctx: &RequestCtx, account: &Account) -> Option<Vec<LimitRequest>> {
    let email = account.email.as_ref().map(Email::key)?;
    let browser = own_browser(ctx, email)?;
    Some(LimitRequest::each(&KNOWN_DEVICE, &browser))
}
