//! The part of the conformance kit that is about profiles, and what a file can be asked beyond it.

#![allow(clippy::unwrap_used, reason = "a test")]

use std::sync::Arc;
use std::time::Duration;

use own_profile::Profiles;
use tempfile::TempDir;
use tokio::time::timeout;
use widgets_conformance::Fixture;
use widgets_core::clock::Timestamp;
use widgets_core::id::{AccountId, EventId, RequestId};
use widgets_core::name::Name;
use widgets_core::stores::{
    Actor, Change, Event, Names, ProfileStore as _, SaveOutcome, Stamp, StoreError,
};
use widgets_storage::{Plan, SqlStores};

/// A folder of its own for each test, removed afterwards.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    async fn sql(&self) -> SqlStores {
        let file = self.0.path().join("rest.db");
        SqlStores::sqlite_file(file).await.unwrap()
    }

    fn profiles(&self, trail: SqlStores) -> Profiles {
        Profiles::open(self.0.path().join("profiles.redb"), trail).unwrap()
    }
}

widgets_conformance::conformance!(profile, async || {
    let folder = Folder::new();
    let sql = folder.sql().await;
    let profile = Arc::new(folder.profiles(sql.clone()));
    let fixture = Fixture::from(sql).replacing(|stores| stores.with_profile(profile));
    fixture.guarded_by(folder)
});

fn maren() -> (AccountId, Names) {
    let names = Names::default().display_name(Name::lossy("Maren"));
    (AccountId::parse("acc_1").unwrap(), names)
}

fn change() -> Change {
    let (account, _) = maren();
    let stamp = Stamp::new(
        Actor::Account(account.clone()),
        Timestamp::from_micros(1_790_000_000_000_000),
        RequestId::parse("req_1").unwrap(),
    );
    let event = Event::new(
        EventId::parse("evt_1").unwrap(),
        stamp.at,
        stamp.actor.clone(),
        "profile.names_changed",
        stamp.request.clone(),
    )
    .account(Some(account));
    Change::new(stamp).events(vec![event])
}

#[tokio::test]
async fn a_saved_profile_is_there_when_the_file_is_opened_again() {
    let folder = Folder::new();
    let (account, names) = maren();
    let profiles = folder.profiles(folder.sql().await);
    let saving = profiles.save_names(&account, names.clone(), change());
    saving.await.unwrap();
    drop(profiles);
    let profiles = folder.profiles(folder.sql().await);
    let found = profiles.find_profile(&account).await.unwrap().unwrap();
    assert_eq!(found.names, names);
}

/// The browser goes away as soon as the request has reached the store.
#[tokio::test(flavor = "multi_thread")]
async fn a_save_that_nobody_waits_for_is_made_with_its_event() {
    let folder = Folder::new();
    let (account, names) = maren();
    let sql = folder.sql().await;
    let profiles = folder.profiles(sql.clone());
    let saving = profiles.save_names(&account, names.clone(), change());
    let given_up = timeout(Duration::ZERO, saving);
    drop(given_up.await);
    let mut events = 0;
    for _ in 0..1_000 {
        let found = sql.read("SELECT id FROM wg_audit_events", &[]).await;
        events = found.unwrap().len();
        if events == 1 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(events, 1);
    let found = profiles.find_profile(&account).await.unwrap();
    assert_eq!(found.unwrap().names, names);
}

/// The trail fails after the profile was saved: the person is told, and saves again.
#[tokio::test(flavor = "multi_thread")]
async fn a_save_without_its_event_is_an_outage_and_is_mended_by_saving_again() {
    let folder = Folder::new();
    let (account, names) = maren();
    let sql = folder.sql().await;
    let profiles = folder.profiles(sql.clone());
    let run = async |text| sql.write(Plan::new().any(text, []), ()).await.unwrap();
    run("ALTER TABLE wg_audit_events RENAME TO elsewhere").await;
    let save = async || profiles.save_names(&account, names.clone(), change()).await;
    assert!(matches!(save().await, Err(StoreError::Unavailable(_))));
    run("ALTER TABLE elsewhere RENAME TO wg_audit_events").await;
    assert_eq!(save().await.unwrap(), SaveOutcome::Saved);
    let found = sql.read("SELECT id FROM wg_audit_events", &[]).await;
    assert_eq!(found.unwrap().len(), 1);
}
