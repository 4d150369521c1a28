//! Instances that are killed (`kill -9`) at random moments, also while they start, under people who
//! go on with what they do. Another instance on the same database lives on, and a new one takes the
//! place of each that was killed.
//!
//! `WIDGETS_KILLS` says how often each of the four tests kills, `WIDGETS_SEED` when: a seed that was
//! printed repeats the moments, though not what the machine does meanwhile.

use std::hash::{BuildHasher as _, RandomState};

use tokio::process::Command;
use widgets_tests::harness::app::listener_in;
use widgets_tests::ledger::{Cluster, Ledger, Told};
use widgets_tests::prelude::*;
use widgets_tests::servers::relay::Relay;

use super::sqlite::is_whole;
use crate::platform::instances::{Instance, Shared};

/// Enough to see that it works; the full form is `tests/run faults`.
const KILLS: u64 = 3;
/// People who live at a time.
const CROWD: usize = 6;
/// Fewer facts than these would say nothing.
const LEAST_DONE: usize = 30;

tests! {
    fn attack_158_kills_of_axum_lose_and_double_nothing_on_sqlite:
        survive("axum", "rocket", Storage::Sqlite);
    fn attack_158_kills_of_rocket_lose_and_double_nothing_on_sqlite:
        survive("rocket", "axum", Storage::Sqlite);
    fn attack_158_kills_of_axum_lose_and_double_nothing_on_postgres:
        survive("axum", "rocket", Storage::Postgres);
    fn attack_158_kills_of_rocket_lose_and_double_nothing_on_postgres:
        survive("rocket", "axum", Storage::Postgres);
}

async fn survive(killed: &'static str, living: &'static str, storage: Storage) {
    let mut chance = Chance::given();
    println!("WIDGETS_SEED={} ({killed} on {storage:?})", chance.0);
    let shared = Shared::new(storage).await;
    let recorded = RecordingMailer::new();
    let relay = Relay::start(recorded.clone()).await;
    let [doomed, survivor] = [killed, living].map(|framework| InstanceSlot {
        framework,
        location: shared.location.clone(),
        // It stays free while nobody sits there: neither the system nor other tests hand it out.
        port: listener_in(10_000..15_000).local_addr().unwrap().port(),
        relay: relay.port,
    });
    let origin = |slot: &InstanceSlot| format!("http://127.0.0.1:{}", slot.port);
    let cluster = Cluster {
        origins: vec![origin(&doomed), origin(&survivor)],
        back_end: shared.widgets().await,
        mails: recorded.clone(),
        patience: MINUTE,
    };
    let _survivor = survivor.start().await;
    let first = doomed.start().await;
    let ledger = Arc::new(Ledger::default());
    let people = {
        let (ledger, cluster) = (Arc::clone(&ledger), cluster.clone());
        tokio::spawn(async move { ledger.live(&cluster, 0..usize::MAX, CROWD).await })
    };
    let (kills, _last) = kill_on(doomed, first, &mut chance).await;
    enough(&ledger).await;
    ledger.close();
    people.await.unwrap();
    let kept = FreshStorage::at(&shared.location).await;
    let tally = ledger.settle(&cluster, &kept).await;
    let sent = recorded.mails().len();
    println!("{kills} kills of {killed} on {storage:?}: {tally}; {sent} sendings");
    tally.assert_whole(LEAST_DONE, 0);
    if storage == Storage::Sqlite {
        is_whole(&shared.location).await;
    }
}

/// Waits until enough is done. Where every mail was in the hands of an instance that was killed, nobody
/// gets further until its lease is over (60 s).
async fn enough(ledger: &Ledger) {
    let enough = async {
        while ledger.count(Told::Done) < LEAST_DONE {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    };
    let patience = Duration::from_secs(180);
    let waited = tokio::time::timeout(patience, enough).await;
    assert!(
        waited.is_ok(),
        "only {} facts were done",
        ledger.count(Told::Done)
    );
}

/// Kills the instance of a slot at random moments, and starts another one in its place.
async fn kill_on(
    slot: InstanceSlot,
    mut sitting: Instance,
    chance: &mut Chance,
) -> (u64, Instance) {
    let wanted = std::env::var("WIDGETS_KILLS").map(|own| own.parse().unwrap());
    let wanted = wanted.unwrap_or(KILLS);
    let mut kills = 0;
    while kills < wanted {
        tokio::time::sleep(chance.within(1_500)).await;
        sitting.kill().await;
        kills += 1;
        // Every third time the next one is killed before it is up, or just as it is.
        while kills < wanted && chance.next().is_multiple_of(3) {
            let mut early = Instance::begin(slot.command());
            let _ = tokio::time::timeout(chance.within(300), early.come_up()).await;
            early.kill().await;
            kills += 1;
        }
        sitting = slot.start().await;
        if !slot.location.starts_with("postgres") {
            is_whole(&slot.location).await;
        }
    }
    (kills, sitting)
}

/// Where an instance runs.
struct InstanceSlot {
    framework: &'static str,
    location: String,
    port: u16,
    relay: u16,
}

impl InstanceSlot {
    fn command(&self) -> Command {
        let mut command = Command::new(Instance::PROGRAM);
        command.args([self.framework, &self.location]);
        command.args([self.port, self.relay].map(|port| port.to_string()));
        command
    }

    async fn start(&self) -> Instance {
        Instance::spawn(self.command()).await
    }
}

/// Numbers without order, the same for the same seed (splitmix64).
struct Chance(u64);

impl Chance {
    fn given() -> Self {
        Self(match std::env::var("WIDGETS_SEED") {
            Ok(seed) => seed.parse().unwrap(),
            Err(_) => RandomState::new().hash_one(()) % 1_000_000_007,
        })
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn within(&mut self, milliseconds: u64) -> Duration {
        Duration::from_millis(self.next() % milliseconds)
    }
}
