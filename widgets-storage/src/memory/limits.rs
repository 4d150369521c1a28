//! Rate limits, in a table of bounded size.

use async_trait::async_trait;
use widgets_core::clock::{Clock as _, SystemClock, Timestamp};
use widgets_core::stores::{LimitKey, LimitOutcome, LimitRequest, LimitStore, Quota, StoreResult};

use super::{MemoryStores, State};

/// With more keys than this, those that matter least are forgotten, down to [`KEPT`].
const MOST_KEYS: usize = 100_000;
/// Below [`MOST_KEYS`], so that a flood of keys does not make every call forget one.
const KEPT: usize = 90_000;

#[async_trait]
impl LimitStore for MemoryStores {
    async fn consume(
        &self,
        requests: &[LimitRequest],
        at: Option<Timestamp>,
    ) -> StoreResult<LimitOutcome> {
        let at = moment(at);
        let mut state = self.state();
        let mut sorted: Vec<&LimitRequest> = requests.iter().collect();
        sorted.sort_unstable_by(|one, other| one.key.cmp(&other.key));
        for request in &sorted {
            if at < state.retry_at(request, at) {
                state.set_back(request, at);
                let wait = state.retry_at(request, at).since(at);
                return Ok(LimitOutcome::Limited { wait });
            }
        }
        for request in sorted {
            let arrival = state.arrival(&request.key, at);
            let next = arrival
                .as_micros()
                .saturating_add(request.quota.refill_micros());
            state
                .limits
                .insert(request.key.clone(), Timestamp::from_micros(next));
        }
        if state.limits.len() > MOST_KEYS {
            forget(&mut state, at);
        }
        Ok(LimitOutcome::Allowed)
    }

    async fn clear(&self, keys: &[LimitKey]) -> StoreResult<()> {
        let mut state = self.state();
        for key in keys {
            state.limits.remove(key);
        }
        Ok(())
    }

    async fn sweep_limits(&self, at: Option<Timestamp>, limit: u32) -> StoreResult<u64> {
        let at = moment(at);
        let mut state = self.state();
        let past = state.limits.iter().filter(|(_, arrival)| **arrival <= at);
        let mut past: Vec<_> = past.map(|(key, arrival)| (*arrival, key.clone())).collect();
        past.sort_unstable();
        past.truncate(limit as usize);
        for (_, key) in &past {
            state.limits.remove(key);
        }
        Ok(past.len() as u64)
    }
}

/// The given moment, or that of this process's clock, the only one that counts here.
fn moment(at: Option<Timestamp>) -> Timestamp {
    at.unwrap_or_else(|| SystemClock.now())
}

impl State {
    /// The later of the stored arrival time and now.
    fn arrival(&self, key: &LimitKey, at: Timestamp) -> Timestamp {
        self.limits.get(key).map_or(at, |stored| *stored.max(&at))
    }

    /// Sets an arrival time back that only a wrong clock can have written.
    fn set_back(&mut self, request: &LimitRequest, at: Timestamp) {
        let ahead = request.quota.most_ahead_micros();
        let latest = Timestamp::from_micros(at.as_micros().saturating_add(ahead));
        if let Some(arrival) = self.limits.get_mut(&request.key) {
            *arrival = latest.min(*arrival);
        }
    }

    /// From when on one more can be taken.
    fn retry_at(&self, request: &LimitRequest, at: Timestamp) -> Timestamp {
        earlier(self.arrival(&request.key, at), &request.quota)
    }
}

fn earlier(arrival: Timestamp, quota: &Quota) -> Timestamp {
    Timestamp::from_micros(arrival.as_micros().saturating_sub(quota.tolerance_micros()))
}

/// Drops the keys whose arrival time is past, which changes nothing, and if that is not enough
/// those that come next, which are the nearest to being unused.
fn forget(state: &mut State, at: Timestamp) {
    state.limits.retain(|_, arrival| at < *arrival);
    let Some(surplus) = state.limits.len().checked_sub(KEPT) else {
        return;
    };
    let mut arrivals: Vec<(Timestamp, LimitKey)> = state
        .limits
        .iter()
        .map(|(key, arrival)| (*arrival, key.clone()))
        .collect();
    arrivals.sort_unstable();
    for (_, key) in arrivals.into_iter().take(surplus) {
        state.limits.remove(&key);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[tokio::test]
    async fn attack_022_the_table_of_limits_stays_bounded() {
        let stores = MemoryStores::new();
        let at = Some(Timestamp::from_micros(1_000_000));
        let quota = Quota::new(2, Duration::from_secs(60));
        let take = |name: String, times: u32| {
            let stores = stores.clone();
            async move {
                let key = LimitKey::new("flood", &name);
                let requests = [LimitRequest::new(key, quota)];
                let mut last = LimitOutcome::Allowed;
                for _ in 0..times {
                    last = stores.consume(&requests, at).await.unwrap();
                }
                last
            }
        };
        take("busy".to_owned(), 2).await;
        for number in 0..MOST_KEYS {
            take(number.to_string(), 1).await;
        }
        assert!(stores.state().limits.len() <= MOST_KEYS);
        // The one that is used up is the last to be forgotten.
        assert!(matches!(
            take("busy".to_owned(), 1).await,
            LimitOutcome::Limited { .. }
        ));
    }
}
