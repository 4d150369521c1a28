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

use widgets_storage::migrations;

use self::rig::{Rig, TABLES};
use crate::fixture::DriverFixture;

pub async fn attack_155_a_write_takes_place_whole_or_not_at_all(fixture: DriverFixture) {
    let rig = Rig::new(fixture).await;
    assert_every_table_is_looked_at(&rig);
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

fn assert_every_table_is_looked_at(rig: &Rig) {
    let steps = migrations(rig.driver.dialect()).iter();
    for statement in steps.flat_map(|migration| migration.statements) {
        let Some(table) = statement.strip_prefix("CREATE TABLE ") else {
            continue;
        };
        let (table, _) = table.split_once(' ').unwrap();
        assert!(
            TABLES.iter().any(|(own, _)| *own == table),
            "what is kept in {table} is not looked at"
        );
    }
}
