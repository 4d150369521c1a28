//! What the network between a host and PostgreSQL does.

use widgets_tests::prelude::*;
use widgets_tests::servers::proxy::{Proxy, Weather};

use super::Stage;

/// `blind` says that nothing can be answered in that weather.
async fn under(weather: Weather, blind: bool) {
    let storage = Storage::Postgres.fresh().await;
    let (proxy, by) = Proxy::before_database(&storage.location).await;
    let stage = Stage::new(storage, &by).await;
    let fault = async |on| proxy.turn(if on { weather } else { Weather::Clear });
    stage.run(fault, blind).await;
}

tests! {
    fn attack_157_connections_that_are_reset: under(Weather::Reset, true);
    fn attack_157_connections_that_are_refused: under(Weather::Refused, true);
    fn attack_157_a_network_that_swallows_everything: under(Weather::Blackhole, true);
    fn attack_157_answers_that_end_in_the_middle: under(Weather::Truncated, true);
    fn attack_157_a_network_slower_than_the_deadline:
        under(Weather::Slow(Duration::from_millis(700)), false);
}
