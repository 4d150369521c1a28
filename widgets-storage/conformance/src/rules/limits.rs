//! Rules of limits and clocks.

use super::*;

const QUOTA: Quota = Quota::new(3, Duration::from_secs(10));

async fn attempt(of: &Example, second: i64) -> LimitOutcome {
    let key = LimitKey::new("rules", "somebody");
    let limits = &of.checks.stores.limits;
    let request = LimitRequest::new(key, QUOTA);
    limits.consume(&[request], Some(at(second))).await.unwrap()
}

/// A clock that was an hour ahead exhausted the limit. It refuses for as long as one that is exhausted
/// now, and for the five minutes by which clocks may differ.
#[tokio::test]
async fn attack_167_a_clock_that_was_ahead_refuses_for_minutes() {
    let of = Example::verified().await;
    for _ in 0..3 {
        assert_eq!(attempt(&of, 3_600).await, LimitOutcome::Allowed);
    }
    let wait = |seconds| LimitOutcome::Limited {
        wait: Duration::from_secs(seconds),
    };
    assert_eq!(attempt(&of, 3_600).await, wait(10));
    assert_eq!(attempt(&of, 0).await, wait(310));
    assert_eq!(attempt(&of, 309).await, wait(1));
    assert_eq!(attempt(&of, 310).await, LimitOutcome::Allowed);
    assert_eq!(attempt(&of, 310).await, wait(10));
}

/// One that is ahead by less than clocks may differ is left as it is.
#[tokio::test]
async fn attack_022_a_clock_that_is_behind_gives_nobody_more() {
    let of = Example::verified().await;
    for _ in 0..3 {
        assert_eq!(attempt(&of, 200).await, LimitOutcome::Allowed);
    }
    for second in [0, 199, 209] {
        let wait = Duration::from_secs(u64::try_from(210 - second).unwrap());
        assert_eq!(attempt(&of, second).await, LimitOutcome::Limited { wait });
    }
    assert_eq!(attempt(&of, 210).await, LimitOutcome::Allowed);
}
