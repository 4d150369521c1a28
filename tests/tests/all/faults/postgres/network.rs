//! What the network between a host and PostgreSQL does.

use widgets_tests::prelude::*;
use widgets_tests::servers::proxy::{Proxy, Weather};

use super::Stage;

async fn under(weather: Weather, blind: bool) {
    let storage = Storage::Postgres.fresh().await;
    let (head, database) = storage.location.rsplit_once('/').unwrap();
    let (login, address) = head.rsplit_once('@').unwrap();
    let proxy = Proxy::before(address).await;
    let by = format!("{login}@{}/{database}", proxy.address);
    let stage = Stage::new(storage, &by).await;
    let fault = async |on| proxy.turn(if on { weather } else { Weather::Clear });
    stage.run(fault, blind).await;
}

/// One test for each kind of weather; `blind` where an answer may be lost after its write.
macro_rules! networks {
    ($(fn $name:ident: $weather:expr, $blind:literal;)+) => {$(
        #[tokio::test(flavor = "multi_thread")]
        async fn $name() {
            under($weather, $blind).await;
        }
    )+};
}

networks! {
    fn attack_157_connections_that_are_reset: Weather::Reset, true;
    fn attack_157_connections_that_are_refused: Weather::Refused, true;
    fn attack_157_a_network_that_swallows_everything: Weather::Blackhole, true;
    fn attack_157_answers_that_end_in_the_middle: Weather::Truncated, true;
    fn attack_157_a_network_slower_than_the_deadline: Weather::Slow(Duration::from_millis(700)), false;
}
