//! Checks of rate limits.

use std::time::Duration;

use widgets_core::clock::Timestamp;
use widgets_core::stores::{LimitKey, Quota, Taken, Taking};

use crate::Fixture;
use crate::bench::{Bench, CROWD, at, just_before};

/// Three at once, one more every ten seconds.
const QUOTA: Quota = Quota::new(3, Duration::from_secs(10));

pub async fn a_ready_limit_store_has_no_problems(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let stores = &bench.stores;
    assert_eq!(
        stores.limits.problems().await.unwrap(),
        Vec::<String>::new()
    );
}

pub async fn a_burst_is_granted_and_then_one_more_for_each_refill(fixture: Fixture) {
    let bench = Bench::new(fixture);
    for _ in 0..3 {
        assert_eq!(take(&bench, &["a"], at(0)).await, Taken::Granted);
    }
    let refused = |ready_at| Taken::Refused { ready_at };
    assert_eq!(take(&bench, &["a"], at(0)).await, refused(at(10)));
    assert_eq!(
        take(&bench, &["a"], just_before(at(10))).await,
        refused(at(10))
    );
    assert_eq!(take(&bench, &["a"], at(10)).await, Taken::Granted);
    assert_eq!(take(&bench, &["a"], at(10)).await, refused(at(20)));
    assert_eq!(
        take(&bench, &["b"], at(10)).await,
        Taken::Granted,
        "keys are apart"
    );
}

pub async fn unused_time_never_adds_up_to_more_than_a_burst(fixture: Fixture) {
    let bench = Bench::new(fixture);
    assert_eq!(take(&bench, &["a"], at(0)).await, Taken::Granted);
    for _ in 0..3 {
        assert_eq!(take(&bench, &["a"], at(1_000_000)).await, Taken::Granted);
    }
    let ready_at = at(1_000_010);
    assert_eq!(
        take(&bench, &["a"], at(1_000_000)).await,
        Taken::Refused { ready_at }
    );
}

pub async fn several_limits_are_taken_all_or_none(fixture: Fixture) {
    let bench = Bench::new(fixture);
    for _ in 0..3 {
        assert_eq!(take(&bench, &["full"], at(0)).await, Taken::Granted);
    }
    let ready_at = at(10);
    for names in [["full", "x", "y"], ["x", "full", "y"], ["y", "x", "full"]] {
        assert_eq!(
            take(&bench, &names, at(0)).await,
            Taken::Refused { ready_at }
        );
    }
    for names in [["x", "y"], ["y", "x"], ["x", "y"]] {
        assert_eq!(
            take(&bench, &names, at(0)).await,
            Taken::Granted,
            "nothing was taken yet"
        );
    }
    assert_eq!(
        take(&bench, &["y"], at(0)).await,
        Taken::Refused { ready_at }
    );
    assert_eq!(
        take(&bench, &[], at(0)).await,
        Taken::Granted,
        "nothing is always granted"
    );
}

pub async fn each_limit_keeps_its_own_quota(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let narrow = Taking {
        key: LimitKey::new("check", "narrow"),
        quota: Quota::new(1, Duration::from_secs(60)),
    };
    let wide = taking("wide");
    let both = [wide.clone(), narrow.clone()];
    let limits = &bench.stores.limits;
    assert_eq!(limits.take(&both, at(0)).await.unwrap(), Taken::Granted);
    let ready_at = at(60);
    assert_eq!(
        limits.take(&both, at(1)).await.unwrap(),
        Taken::Refused { ready_at }
    );
    assert_eq!(limits.take(&[wide], at(1)).await.unwrap(), Taken::Granted);
    assert_eq!(
        limits.take(&[narrow], at(60)).await.unwrap(),
        Taken::Granted
    );
}

pub async fn a_cleared_limit_is_fresh(fixture: Fixture) {
    let bench = Bench::new(fixture);
    for _ in 0..3 {
        assert_eq!(take(&bench, &["a", "b"], at(0)).await, Taken::Granted);
    }
    let keys = [
        LimitKey::new("check", "a"),
        LimitKey::new("check", "unused"),
    ];
    bench.stores.limits.clear(&keys).await.unwrap();
    bench.stores.limits.clear(&[]).await.unwrap();
    assert_eq!(take(&bench, &["a"], at(0)).await, Taken::Granted);
    assert!(matches!(
        take(&bench, &["b"], at(0)).await,
        Taken::Refused { .. }
    ));
}

pub async fn limits_nobody_uses_are_swept_and_no_others(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let limits = &bench.stores.limits;
    // Their arrival times are 10, 10, 20 and 30.
    for names in [&["past", "just"][..], &["used", "full"], &["used", "full"]] {
        take(&bench, names, at(0)).await;
    }
    take(&bench, &["full"], at(0)).await;
    assert_eq!(
        limits.sweep_limits(just_before(at(10)), 9).await.unwrap(),
        0
    );
    assert_eq!(limits.sweep_limits(at(10), 1).await.unwrap(), 1);
    assert_eq!(limits.sweep_limits(at(10), 9).await.unwrap(), 1);
    assert_eq!(limits.sweep_limits(at(10), 9).await.unwrap(), 0);
    let refused = Taken::Refused { ready_at: at(10) };
    assert_eq!(
        take(&bench, &["full"], just_before(at(10))).await,
        refused,
        "what is in use still counts"
    );
    assert_eq!(take(&bench, &["used"], at(10)).await, Taken::Granted);
    assert_eq!(take(&bench, &["used"], at(10)).await, Taken::Granted);
    assert!(matches!(
        take(&bench, &["used"], at(10)).await,
        Taken::Refused { .. }
    ));
    for _ in 0..3 {
        assert_eq!(take(&bench, &["past"], at(10)).await, Taken::Granted);
    }
    assert!(matches!(
        take(&bench, &["past"], at(10)).await,
        Taken::Refused { .. }
    ));
}

pub async fn extreme_quotas_do_not_overflow(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let key = LimitKey::new("check", "extreme");
    let quota = Quota::new(u32::MAX, Duration::MAX);
    let limits = &bench.stores.limits;
    let taken = limits.take(&[Taking { key, quota }], at(0)).await.unwrap();
    assert_eq!(taken, Taken::Granted);
}

pub async fn attack_022_a_crowd_gets_exactly_the_burst(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let answers = bench.crowd(|bench, number| {
        // In either order, as two instances might ask.
        let names = if number % 2 == 0 {
            ["a", "b"]
        } else {
            ["b", "a"]
        };
        async move { matches!(take(&bench, &names, at(0)).await, Taken::Granted) }
    });
    let answers = answers.await;
    assert_eq!(answers.get("true"), Some(&3), "{answers:?}");
    assert_eq!(answers.get("false"), Some(&(CROWD - 3)), "{answers:?}");
}

fn taking(name: &str) -> Taking {
    Taking {
        key: LimitKey::new("check", name),
        quota: QUOTA,
    }
}

async fn take(bench: &Bench, names: &[&str], moment: Timestamp) -> Taken {
    let takings: Vec<Taking> = names.iter().map(|name| taking(name)).collect();
    bench.stores.limits.take(&takings, moment).await.unwrap()
}
