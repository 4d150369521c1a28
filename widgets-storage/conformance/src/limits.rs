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

pub async fn unused_time_never_adds_up_to_more_than_a_burst(fixture: Fixture) {
    let checks = Checks::new(fixture);
    assert_eq!(take(&checks, &["a"], at(0)).await, LimitOutcome::Allowed);
    for _ in 0..3 {
        assert_eq!(
            take(&checks, &["a"], at(1_000_000)).await,
            LimitOutcome::Allowed
        );
    }
    let retry_at = at(1_000_010);
    assert_eq!(
        take(&checks, &["a"], at(1_000_000)).await,
        LimitOutcome::Limited { retry_at }
    );
}

pub async fn several_limits_are_taken_all_or_none(fixture: Fixture) {
    let checks = Checks::new(fixture);
    for _ in 0..3 {
        assert_eq!(take(&checks, &["full"], at(0)).await, LimitOutcome::Allowed);
    }
    let retry_at = at(10);
    for names in [["full", "x", "y"], ["x", "full", "y"], ["y", "x", "full"]] {
        assert_eq!(
            take(&checks, &names, at(0)).await,
            LimitOutcome::Limited { retry_at }
        );
    }
    for names in [["x", "y"], ["y", "x"], ["x", "y"]] {
        assert_eq!(
            take(&checks, &names, at(0)).await,
            LimitOutcome::Allowed,
            "nothing was taken yet"
        );
    }
    assert_eq!(
        take(&checks, &["y"], at(0)).await,
        LimitOutcome::Limited { retry_at }
    );
    assert_eq!(
        take(&checks, &[], at(0)).await,
        LimitOutcome::Allowed,
        "nothing is always granted"
    );
}

pub async fn each_limit_keeps_its_own_quota(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let narrow = LimitRequest::new(
        LimitKey::new("check", "narrow"),
        Quota::new(1, Duration::from_secs(60)),
    );
    let wide = request("wide");
    let both = [wide.clone(), narrow.clone()];
    let limits = &checks.stores.limits;
    assert_eq!(
        limits.consume(&both, at(0)).await.unwrap(),
        LimitOutcome::Allowed
    );
    let retry_at = at(60);
    assert_eq!(
        limits.consume(&both, at(1)).await.unwrap(),
        LimitOutcome::Limited { retry_at }
    );
    assert_eq!(
        limits.consume(&[wide], at(1)).await.unwrap(),
        LimitOutcome::Allowed
    );
    assert_eq!(
        limits.consume(&[narrow], at(60)).await.unwrap(),
        LimitOutcome::Allowed
    );
}

pub async fn a_cleared_limit_is_fresh(fixture: Fixture) {
    let checks = Checks::new(fixture);
    for _ in 0..3 {
        assert_eq!(
            take(&checks, &["a", "b"], at(0)).await,
            LimitOutcome::Allowed
        );
    }
    let keys = [
        LimitKey::new("check", "a"),
        LimitKey::new("check", "unused"),
    ];
    checks.stores.limits.clear(&keys).await.unwrap();
    checks.stores.limits.clear(&[]).await.unwrap();
    assert_eq!(take(&checks, &["a"], at(0)).await, LimitOutcome::Allowed);
    assert!(matches!(
        take(&checks, &["b"], at(0)).await,
        LimitOutcome::Limited { .. }
    ));
}

pub async fn limits_nobody_uses_are_swept_and_no_others(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let limits = &checks.stores.limits;
    // Their arrival times are 10, 10, 20 and 30.
    for names in [&["past", "just"][..], &["used", "full"], &["used", "full"]] {
        take(&checks, names, at(0)).await;
    }
    take(&checks, &["full"], at(0)).await;
    assert_eq!(
        limits.sweep_limits(just_before(at(10)), 9).await.unwrap(),
        0
    );
    assert_eq!(limits.sweep_limits(at(10), 1).await.unwrap(), 1);
    assert_eq!(limits.sweep_limits(at(10), 9).await.unwrap(), 1);
    assert_eq!(limits.sweep_limits(at(10), 9).await.unwrap(), 0);
    let refused = LimitOutcome::Limited { retry_at: at(10) };
    assert_eq!(
        take(&checks, &["full"], just_before(at(10))).await,
        refused,
        "what is in use still counts"
    );
    assert_eq!(
        take(&checks, &["used"], at(10)).await,
        LimitOutcome::Allowed
    );
    assert_eq!(
        take(&checks, &["used"], at(10)).await,
        LimitOutcome::Allowed
    );
    assert!(matches!(
        take(&checks, &["used"], at(10)).await,
        LimitOutcome::Limited { .. }
    ));
    for _ in 0..3 {
        assert_eq!(
            take(&checks, &["past"], at(10)).await,
            LimitOutcome::Allowed
        );
    }
    assert!(matches!(
        take(&checks, &["past"], at(10)).await,
        LimitOutcome::Limited { .. }
    ));
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
