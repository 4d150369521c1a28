//! Checks of a driver: whatever fails, a write takes place whole or not at all, and a read that
//! fails is an outage.
//!
//! Every method of the contract goes through this: `METHODS` lists them
//! as the traits have them, and one that nobody tried fails the check.

mod accounts;
mod failing;
mod organizations;
mod others;
mod reading;
mod redeeming;
pub(crate) mod rig;
mod trial;

pub use failing::FailingDriver;

use self::rig::Rig;
use crate::fixture::DriverFixture;

pub async fn attack_155_a_write_takes_place_whole_or_not_at_all(fixture: DriverFixture) {
    let rig = Rig::new(fixture).await;
    redeeming::try_all(&rig).await;
    accounts::try_all(&rig).await;
    organizations::try_all(&rig).await;
    others::try_profiles(&rig).await;
    others::try_limits(&rig).await;
    others::try_the_outbox(&rig).await;
    others::try_the_mailbox(&rig).await;
    rig.witness.assert_complete(true);
}

pub async fn attack_157_a_read_that_fails_is_an_outage(fixture: DriverFixture) {
    let rig = Rig::new(fixture).await;
    reading::try_all(&rig).await;
    rig.witness.assert_complete(false);
}
