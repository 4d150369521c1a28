//! Checks of bringing tables up to date: from nothing, from every older version with data in it,
//! interrupted, and by several instances at once.

mod older;

use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;
use widgets_core::clock::Timestamp;
use widgets_core::id::AccountId;
use widgets_core::name::Name;
use widgets_core::stores::{
    Change, DeviceFilter, EndOutcome, Epoch, Holder, PageRequest, Proof, Proofs, Selected,
    SignInMethod, Slug,
};
use widgets_storage::{Driver, SqlStores, migrations};

use self::older::{LONG, filled, kept, old_token};
use crate::FailingDriver;
use crate::faults::fault_rig::FaultRig;
use crate::fixture::DriverFixture;
use crate::setup::{Checks, MAREN, address, at};

pub async fn attack_161_an_interrupted_migration_is_made_up_for(fixture: DriverFixture) {
    is_upgraded_from(0, fixture).await;
}

pub async fn attack_161_two_instances_migrate_an_empty_database_at_once(fixture: DriverFixture) {
    is_upgraded_by_several_from(0, fixture).await;
}

pub async fn attack_161_instances_upgrade_an_older_database_at_once(fixture: DriverFixture) {
    is_upgraded_by_several_from(1, fixture).await;
}

pub async fn migrating_twice_changes_nothing(fixture: DriverFixture) {
    let fault_rig = FaultRig::new(fixture).await;
    let account = fault_rig.checks.account("maren@nordlicht.example").await;
    fault_rig.checks.session(&account, at(1)).await;
    let before = fault_rig.dump().await;
    SqlStores::over(Arc::clone(&fault_rig.driver))
        .migrate()
        .await
        .unwrap();
    assert_eq!(fault_rig.dump().await, before);
}

pub async fn missing_migrations_are_told_with_what_to_do(fixture: DriverFixture) {
    let stores = SqlStores::over(Arc::clone(&fixture.driver));
    for _ in 0..2 {
        let problems = stores.problems().await.unwrap();
        assert!(problems[0].contains("lacks migration 1"), "{problems:?}");
        assert!(problems[0].contains("SqlStores::migrate()"), "{problems:?}");
    }
    stores.migrate().await.unwrap();
    assert_eq!(stores.problems().await.unwrap(), Vec::<String>::new());
    drop(fixture.guard);
}

pub async fn attack_161_a_database_of_the_first_version_keeps_its_data(fixture: DriverFixture) {
    is_upgraded_from(1, fixture).await;
}

pub async fn attack_161_a_database_of_the_second_version_keeps_its_data(fixture: DriverFixture) {
    is_upgraded_from(2, fixture).await;
}

pub async fn attack_161_a_database_of_the_third_version_keeps_its_data(fixture: DriverFixture) {
    is_upgraded_from(3, fixture).await;
}

pub async fn attack_161_a_database_of_the_fourth_version_keeps_its_data(fixture: DriverFixture) {
    is_upgraded_from(4, fixture).await;
}

pub async fn attack_161_a_database_of_the_fifth_version_keeps_its_data(fixture: DriverFixture) {
    is_upgraded_from(5, fixture).await;
}

pub async fn attack_161_a_database_of_the_sixth_version_keeps_its_data(fixture: DriverFixture) {
    is_upgraded_from(6, fixture).await;
}

pub async fn attack_161_a_database_of_the_seventh_version_keeps_its_data(fixture: DriverFixture) {
    is_upgraded_from(7, fixture).await;
}

pub async fn attack_161_a_database_of_the_eighth_version_keeps_its_data(fixture: DriverFixture) {
    is_upgraded_from(8, fixture).await;
}

pub async fn attack_161_a_database_of_the_ninth_version_keeps_its_data(fixture: DriverFixture) {
    is_upgraded_from(9, fixture).await;
}

pub async fn attack_161_a_database_of_the_tenth_version_keeps_its_data(fixture: DriverFixture) {
    is_upgraded_from(10, fixture).await;
}

pub async fn attack_161_a_database_of_the_eleventh_version_keeps_its_data(fixture: DriverFixture) {
    is_upgraded_from(11, fixture).await;
}

pub async fn attack_161_a_database_of_the_twelfth_version_keeps_its_data(fixture: DriverFixture) {
    is_upgraded_from(12, fixture).await;
}

pub async fn attack_161_a_database_of_the_thirteenth_version_keeps_its_data(
    fixture: DriverFixture,
) {
    is_upgraded_from(13, fixture).await;
}

pub async fn attack_161_a_database_of_the_fourteenth_version_keeps_its_data(
    fixture: DriverFixture,
) {
    is_upgraded_from(14, fixture).await;
}

pub async fn attack_161_a_database_of_the_fifteenth_version_keeps_its_data(fixture: DriverFixture) {
    is_upgraded_from(15, fixture).await;
}

/// Fills a database of that version, 0 for none, upgrades it, with a failure at every statement in turn, and
/// looks whether everything is still there.
async fn is_upgraded_from(version: i64, fixture: DriverFixture) {
    let driver = &*fixture.driver;
    filled(driver, version).await;
    let before = kept(driver, version).await;
    assert!(before.iter().all(|rows| !rows.is_empty()), "{before:?}");

    let failing = FailingDriver::over(Arc::clone(&fixture.driver));
    let stores = SqlStores::over(failing.clone());
    let mut position = 0;
    loop {
        failing.fail_at(position);
        let migrated = stores.migrate().await;
        assert_eq!(kept(driver, version).await, before, "after {position}");
        if migrated.is_ok() {
            break;
        }
        let problems = stores.problems().await.unwrap();
        assert!(problems[0].contains("lacks migration"), "{problems:?}");
        position += 1;
    }
    assert!(
        position > most_statements_after(driver, version),
        "only {position} statements could fail"
    );
    failing.fail_nowhere();
    assert_eq!(stores.problems().await.unwrap(), Vec::<String>::new());
    works(version, stores).await;
    drop(fixture.guard);
}

/// The same by eight instances at once, every other one interrupted again and again.
async fn is_upgraded_by_several_from(version: i64, fixture: DriverFixture) {
    let driver = &*fixture.driver;
    filled(driver, version).await;
    let before = kept(driver, version).await;
    let mut instances = JoinSet::new();
    for number in 0..8 {
        // Each at another statement first.
        let failing = FailingDriver::over(Arc::clone(&fixture.driver));
        let stores = SqlStores::over(failing.clone());
        instances.spawn(async move {
            let mut position = if number % 2 == 0 { number } else { usize::MAX };
            failing.fail_at(position);
            while stores.migrate().await.is_err() {
                position += 1;
                failing.fail_at(position);
            }
        });
    }
    while let Some(done) = instances.join_next().await {
        done.unwrap();
    }
    assert_eq!(kept(driver, version).await, before);
    let stores = SqlStores::over(Arc::clone(&fixture.driver));
    assert_eq!(stores.problems().await.unwrap(), Vec::<String>::new());
    works(version, stores).await;
    drop(fixture.guard);
}

/// How many statements the longest migration after that version has.
fn most_statements_after(driver: &dyn Driver, version: i64) -> usize {
    let later = migrations(driver.dialect()).iter();
    let later = later.filter(|own| own.version > version);
    later.map(|own| own.statements.len()).max().unwrap()
}

/// What was kept before serves after the upgrade.
async fn works(version: i64, stores: SqlStores) {
    let checks = Checks::new(stores);
    if version == 0 {
        checks.account(MAREN).await;
        return;
    }
    still_signed_in(&checks, version).await;
    for (account, name) in [("acc_named", "Maren"), ("acc_long", LONG)] {
        let account = AccountId::parse(account).unwrap();
        let found = checks.stores.profile.find_profile(&account).await.unwrap();
        let found = found.expect("the profile is there");
        assert_eq!(found.names.display_name, Name::lossy(name));
        let has_more = version >= 2 && name == "Maren";
        assert_eq!(found.names.family_name.to_string() == "Okafor", has_more);
        assert_eq!(found.preferences.time_zone.is_some(), has_more);
    }
    let outbox = &checks.stores.outbox;
    let claimed = outbox
        .claim(&Holder("new".to_owned()), "mail", 9, at(1_000), at(1_060))
        .await
        .unwrap();
    let claimed: Vec<_> = claimed.iter().map(|row| row.id.as_str()).collect();
    assert_eq!(claimed, ["out_old"]);
}

/// What was open before the upgrade is open after it, and nobody acts in anybody's place.
async fn still_signed_in(checks: &Checks, version: i64) {
    let accounts = &checks.stores.accounts;
    let (token, slug) = (old_token(), Slug::parse("nordlicht"));
    let admission = accounts.admit(&token, slug.as_ref(), at(1)).await.unwrap();
    let admission = admission.expect("the session is live");
    assert_eq!(
        admission.account.email,
        Some(address("Maren@nordlicht.example"))
    );
    assert_eq!(admission.account.epoch, Epoch(3));
    assert_eq!(admission.account.terms.is_some(), version >= 3);
    assert!(admission.membership.is_some());
    assert_eq!(admission.session.impersonation, None);
    let password = Proof::new(SignInMethod::PASSWORD, Timestamp::from_micros(1));
    assert_eq!(admission.session.proofs, Proofs::one(password));
    let link = accounts.find_link(&token, at(1)).await.unwrap();
    assert_eq!(link.expect("it works").impersonation, None);
    let form = accounts.find_pending_form(&token, at(1)).await.unwrap();
    assert_eq!(form.is_some(), version >= 3);
    let challenge = accounts
        .find_challenge_by_link(&token, at(1))
        .await
        .unwrap();
    assert_eq!(challenge.is_some(), version >= 3);
    browser_is_known(checks, &admission.account.id).await;
}

/// A browser that was known has an identifier, and was last used when it began to be.
async fn browser_is_known(checks: &Checks, account: &AccountId) {
    let (all, page) = (DeviceFilter::default(), PageRequest::new(None, 9));
    let known = checks.accounts().list_devices(account, &all, &page, at(1));
    let known = known.await.unwrap().rows;
    assert_eq!(known.len(), 1);
    assert!(known[0].id.as_str().len() > 30 && known[0].token == old_token());
    assert_eq!(known[0].trusted_until, None);
    let lasts = Duration::from_secs(400 * 24 * 60 * 60);
    assert_eq!(known[0].last_used_at.plus(lasts), known[0].expires_at);
    let known = Selected::new([known[0].id.clone()]);
    // Nothing is appended: the outbox is looked at afterwards.
    let change = Change::new(checks.change(at(1)).stamp);
    let forgotten = checks.accounts().forget_devices(account, &known, change);
    assert_eq!(forgotten.await.unwrap(), EndOutcome::Ended);
}
