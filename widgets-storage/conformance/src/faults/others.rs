//! Writes to the boundaries beside accounts and organizations.

use std::time::Duration;

use widgets_core::locale::Locale;
use widgets_core::name::Name;
use widgets_core::stores::{
    Finish, Holder, KeptMail, LimitKey, LimitRequest, Names, OutboxSweep, Preferences, Quota,
    Sealed,
};
use widgets_core::time_zone::ZoneName;

use super::fault_rig::FaultRig;
use crate::setup::at;

pub(crate) async fn try_profiles(fault_rig: &FaultRig) {
    let checks = &fault_rig.checks;
    let account = checks.account("named@nordlicht.example").await;
    fault_rig
        .all_or_nothing(1, async |change| {
            let names = Names {
                display_name: Name::lossy("Maren"),
                ..Names::default()
            };
            let profiles = &checks.stores.profile;
            profiles.save_names(&account, names, change).await.map(drop)
        })
        .await;
    fault_rig
        .all_or_nothing(1, async |change| {
            let preferences = Preferences {
                language: Locale::parse("de"),
                time_zone: ZoneName::parse("Europe/Berlin"),
            };
            let profiles = &checks.stores.profile;
            profiles
                .save_preferences(&account, preferences, change)
                .await
                .map(drop)
        })
        .await;
    fault_rig
        .all_or_nothing(1, async |change| {
            let profiles = &checks.stores.profile;
            profiles.delete_profile(&account, change).await.map(drop)
        })
        .await;
}

pub(crate) async fn try_limits(fault_rig: &FaultRig) {
    let limits = &fault_rig.checks.stores.limits;
    fault_rig
        .all_or_nothing_but_counted(3, async |_| {
            let requests = ["a", "b", "c"].map(|name| LimitRequest {
                key: LimitKey::new("check", name),
                quota: Quota::new(3, Duration::from_secs(10)),
            });
            limits.consume(&requests, at(0)).await.map(drop)
        })
        .await;
    fault_rig
        .all_or_nothing(2, async |_| {
            let keys = ["a", "b"].map(|name| LimitKey::new("check", name));
            limits.clear(&keys).await
        })
        .await;
    fault_rig
        .all_or_nothing(1, async |_| {
            limits.sweep_limits(at(1_000), 100).await.map(drop)
        })
        .await;
}

pub(crate) async fn try_the_outbox(fault_rig: &FaultRig) {
    for second in 0..3 {
        let email = format!("written-{second}@nordlicht.example");
        fault_rig.checks.account(&email).await;
    }
    let outbox = &fault_rig.checks.stores.outbox;
    let holder = Holder("worker".to_owned());
    fault_rig
        .all_or_nothing(1, async |_| {
            outbox
                .claim(&holder, 1_000, at(100), at(160))
                .await
                .map(drop)
        })
        .await;
    // Whoever was not told what it holds gets it once the lease has run out.
    let claimed = outbox
        .claim(&holder, 1_000, at(160), at(900))
        .await
        .unwrap();
    let [done, later, dead] = &claimed[..3] else {
        panic!("there are three rows at least");
    };
    let error = || "it failed".to_owned();
    for (row, how) in [
        (done, Finish::Done),
        (
            later,
            Finish::Retry {
                due_at: at(400),
                error: error(),
            },
        ),
        (dead, Finish::Dead { error: error() }),
    ] {
        fault_rig
            .all_or_nothing(1, async |_| {
                let finished = outbox.finish(&holder, &row.id, how.clone(), at(200));
                finished.await.map(drop)
            })
            .await;
    }
    fault_rig
        .all_or_nothing(1, async |_| {
            outbox.revive(&dead.id, at(300)).await.map(drop)
        })
        .await;
    let sealed = outbox.sealed_rows(None, 1).await.unwrap();
    fault_rig
        .all_or_nothing(1, async |_| {
            outbox.reseal_row(&sealed[0], vec![8]).await.map(drop)
        })
        .await;
    fault_rig
        .all_or_nothing(2, async |_| {
            let sweep = OutboxSweep {
                done_before: at(300),
                dead_before: at(300),
                limit: 100,
            };
            outbox.sweep(sweep).await.map(drop)
        })
        .await;
}

pub(crate) async fn try_the_mailbox(fault_rig: &FaultRig) {
    let mail = |id: &str| KeptMail {
        id: id.to_owned(),
        at: at(1),
        sealed: vec![1],
    };
    for id in ["a", "b"] {
        fault_rig.mailbox.keep_mail(mail(id), 2).await.unwrap();
    }
    fault_rig
        .all_or_nothing_but_counted(2, async |_| fault_rig.mailbox.keep_mail(mail("c"), 2).await)
        .await;
    let read = Sealed {
        id: "c".to_owned(),
        sealed: vec![1],
    };
    fault_rig
        .all_or_nothing(1, async |_| {
            fault_rig
                .mailbox
                .reseal_mail(&read, vec![8])
                .await
                .map(drop)
        })
        .await;
    let newest = fault_rig.mailbox.newest_mails(9).await.unwrap();
    assert_eq!(newest.iter().filter(|own| own.id == "c").count(), 1);
}
