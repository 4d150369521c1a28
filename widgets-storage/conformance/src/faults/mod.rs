//! Checks of a driver: whatever fails, a write takes place whole or not at all, and a read that
//! fails is an outage.
//!
//! Every write of every store is a plan, and one function carries plans out. So plans are tried in
//! each way to fail, and not each method; of the methods, what happens when somebody calls one again
//! who was not told that it took place.

mod failing;
pub(crate) mod fault_rig;
mod reading;
mod writing;

pub use failing::FailingDriver;

use self::fault_rig::FaultRig;
use crate::fixture::DriverFixture;
use crate::model::repeating;

pub async fn attack_155_a_write_takes_place_whole_or_not_at_all(fixture: DriverFixture) {
    let fault_rig = FaultRig::new(fixture).await;
    writing::try_all(&fault_rig).await;
    repeating::try_all(&fault_rig).await;
}

pub async fn attack_157_a_read_that_fails_is_an_outage(fixture: DriverFixture) {
    let fault_rig = FaultRig::new(fixture).await;
    reading::try_all(&fault_rig).await;
}
