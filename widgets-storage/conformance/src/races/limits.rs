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
            let consumed = checks.stores.limits.consume(&requests, Some(at(0))).await;
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
        let taken = limits.consume(&request, Some(at(100))).await.unwrap();
        assert_eq!(taken, LimitOutcome::Allowed);
    }
    for moment in (0..=100).map(at) {
        let taken = limits.consume(&request, Some(moment)).await.unwrap();
        let wait = at(110).since(moment);
        assert_eq!(taken, LimitOutcome::Limited { wait });
    }
}

/// By the store's own clock, which is one for all instances: what one takes is taken for the others.
pub async fn attack_167_a_crowd_gets_the_burst_by_the_clock_of_the_store(checks: Checks) {
    const SLOW: Quota = Quota::new(3, Duration::from_secs(3_600));
    let answers = checks.crowd(|checks, _| async move {
        let request = [LimitRequest::new(LimitKey::new("check", "own clock"), SLOW)];
        let consumed = checks.stores.limits.consume(&request, None).await;
        match consumed.unwrap() {
            LimitOutcome::Allowed => "allowed",
            // Whoever waited for the lock read the clock before those ahead did.
            LimitOutcome::Limited { wait } if wait <= Duration::from_secs(3_660) => "limited",
            LimitOutcome::Limited { .. } => "limited for longer than one refill",
        }
    });
    let answers = answers.await;
    assert_eq!(answers.get("\"allowed\""), Some(&3), "{answers:?}");
    assert_eq!(
        answers.get("\"limited\""),
        Some(&(CROWD - 3)),
        "{answers:?}"
    );
    let swept = checks.stores.limits.sweep_limits(None, 100).await;
    assert_eq!(swept.unwrap(), 0, "what is used up is not swept");
}
