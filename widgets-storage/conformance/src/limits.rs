//! Checks of rate limits.

use std::time::Duration;

use widgets_core::clock::Timestamp;
use widgets_core::stores::{LimitKey, LimitOutcome, LimitRequest, Quota};

use crate::Fixture;
use crate::setup::{CROWD, Checks, at, just_before};

/// Three at once, one more every ten seconds.
const QUOTA: Quota = Quota::new(3, Duration::from_secs(10));

pub async fn a_ready_limit_store_has_no_problems(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let stores = &checks.stores;
    assert_eq!(
        stores.limits.problems().await.unwrap(),
        Vec::<String>::new()
    );
}

pub async fn a_burst_is_granted_and_then_one_more_for_each_refill(fixture: Fixture) {
    let checks = Checks::new(fixture);
    for _ in 0..3 {
        assert_eq!(take(&checks, &["a"], at(0)).await, LimitOutcome::Allowed);
    }
    let refused = |retry_at| LimitOutcome::Limited { retry_at };
    assert_eq!(take(&checks, &["a"], at(0)).await, refused(at(10)));
    assert_eq!(
        take(&checks, &["a"], just_before(at(10))).await,
        refused(at(10))
    );
    assert_eq!(take(&checks, &["a"], at(10)).await, LimitOutcome::Allowed);
    assert_eq!(take(&checks, &["a"], at(10)).await, refused(at(20)));
    assert_eq!(
        take(&checks, &["b"], at(10)).await,
        LimitOutcome::Allowed,
        "keys are apart"
    );
}

pub async fn a_time_of_a_wrong_clock_refuses_for_minutes(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let wrong = at(3600);
    assert_eq!(take(&checks, &["a"], wrong).await, LimitOutcome::Allowed);
    // An exhausted limit, and five minutes.
    let retry_at = at(310);
    let refused = LimitOutcome::Limited { retry_at };
    assert_eq!(take(&checks, &["a"], at(0)).await, refused);
    assert_eq!(take(&checks, &["a"], retry_at).await, LimitOutcome::Allowed);
}

pub async fn attack_022_a_late_request_gives_nobody_more(fixture: Fixture) {
    let checks = Checks::new(fixture);
    for _ in 0..3 {
        assert_eq!(take(&checks, &["a"], at(100)).await, LimitOutcome::Allowed);
    }
    let refused = |retry_at| LimitOutcome::Limited { retry_at };
    for late in 0..100 {
        assert_eq!(take(&checks, &["a"], at(late)).await, refused(at(110)));
    }
    assert_eq!(take(&checks, &["a"], at(100)).await, refused(at(110)));
}

pub async fn extreme_quotas_do_not_overflow(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let key = LimitKey::new("check", "extreme");
    let quota = Quota::new(u32::MAX, Duration::MAX);
    let limits = &checks.stores.limits;
    let taken = limits
        .consume(&[LimitRequest::new(key, quota)], at(0))
        .await
        .unwrap();
    assert_eq!(taken, LimitOutcome::Allowed);
}

pub async fn attack_022_a_crowd_gets_exactly_the_burst(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let answers = checks.crowd(|checks, number| {
        // In either order, as two instances might ask.
        let names = if number % 2 == 0 {
            ["a", "b"]
        } else {
            ["b", "a"]
        };
        async move { matches!(take(&checks, &names, at(0)).await, LimitOutcome::Allowed) }
    });
    let answers = answers.await;
    assert_eq!(answers.get("true"), Some(&3), "{answers:?}");
    assert_eq!(answers.get("false"), Some(&(CROWD - 3)), "{answers:?}");
}

fn request(name: &str) -> LimitRequest {
    LimitRequest::new(LimitKey::new("check", name), QUOTA)
}

async fn take(checks: &Checks, names: &[&str], moment: Timestamp) -> LimitOutcome {
    let requests: Vec<LimitRequest> = names.iter().map(|name| request(name)).collect();
    checks
        .stores
        .limits
        .consume(&requests, moment)
        .await
        .unwrap()
}
