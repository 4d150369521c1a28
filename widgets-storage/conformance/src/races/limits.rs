//! Races for rate limits, and requests that come late.

use std::time::Duration;

use widgets_core::stores::{LimitKey, LimitOutcome, LimitRequest, Quota};

use crate::setup::{CROWD, Checks, at};

/// Three at once, one more every ten seconds.
const QUOTA: Quota = Quota::new(3, Duration::from_secs(10));

pub async fn attack_022_a_crowd_gets_exactly_the_burst(checks: Checks) {
    let answers = checks.crowd(|checks, number| {
        let mut requests =
            ["a", "b"].map(|key| LimitRequest::new(LimitKey::new("check", key), QUOTA));
        // In either order, as two instances might ask.
        requests.rotate_left(number % 2);
        async move {
            let consumed = checks.stores.limits.consume(&requests, at(0)).await;
            format!("{:?}", consumed.unwrap()) == "Allowed"
        }
    });
    let answers = answers.await;
    assert_eq!(answers.get("true"), Some(&3), "{answers:?}");
    assert_eq!(answers.get("false"), Some(&(CROWD - 3)), "{answers:?}");
}

pub async fn attack_022_a_late_request_gives_nobody_more(checks: Checks) {
    let request = [LimitRequest::new(LimitKey::new("check", "a"), QUOTA)];
    let limits = &checks.stores.limits;
    for _ in 0..3 {
        let taken = limits.consume(&request, at(100)).await.unwrap();
        assert_eq!(taken, LimitOutcome::Allowed);
    }
    for moment in (0..=100).map(at) {
        let taken = limits.consume(&request, moment).await.unwrap();
        assert_eq!(taken, LimitOutcome::Limited { retry_at: at(110) });
    }
}
