//! Checks of a driver: whatever fails, a write takes place whole or not at all, and a read that
//! fails is an outage.
//!
//! Every method of the contract goes through this: `METHODS` lists them
//! as the traits have them, and one that nobody tried fails the check.

mod accounts;
mod failing;
pub(crate) mod fault_rig;
mod organizations;
mod others;
mod reading;
mod redeeming;
mod trial;

pub use failing::FailingDriver;

use self::fault_rig::FaultRig;
use crate::fixture::DriverFixture;

pub async fn attack_155_a_write_takes_place_whole_or_not_at_all(fixture: DriverFixture) {
    let fault_rig = FaultRig::new(fixture).await;
    redeeming::try_all(&fault_rig).await;
    accounts::try_all(&fault_rig).await;
    organizations::try_all(&fault_rig).await;
    others::try_profiles(&fault_rig).await;
    others::try_limits(&fault_rig).await;
    others::try_the_outbox(&fault_rig).await;
    others::try_the_mailbox(&fault_rig).await;
    fault_rig.coverage.assert_complete(true);
}

pub async fn attack_157_a_read_that_fails_is_an_outage(fixture: DriverFixture) {
    let fault_rig = FaultRig::new(fixture).await;
    reading::try_all(&fault_rig).await;
    fault_rig.coverage.assert_complete(false);
}
