//! PostgreSQL out of reach, slow, frozen, crashed, read-only or full: every answer is bounded and
//! says that it is an outage, all heals by itself, and no fact is lost or doubled.
//!
//! Each scenario is one host on axum and one on Rocket over one database, people who live in both,
//! and a fault that comes and goes meanwhile. `WIDGETS_TEST_FAULT_ROUNDS` says how many times as
//! many people that are.

mod network;
mod round_trips;
mod server;

use std::ops::Range;
use widgets_tests::prelude::*;

use widgets_tests::ledger::{Cluster, Ledger, Told};

/// What a call of a store may take here.
const DEADLINE: Duration = Duration::from_secs(1);
/// Between two faults, and as long as one lasts.
const CALM: Duration = Duration::from_millis(1200);
const FAULT: Duration = Duration::from_millis(1200);
const LIVES: usize = 6;
const CROWD: usize = 6;

fn rounds() -> usize {
    let rounds = std::env::var("WIDGETS_TEST_FAULT_ROUNDS");
    rounds.map_or(1, |own| own.parse().unwrap())
}

/// Two hosts over one database, people in both, and somebody who only looks.
struct Stage {
    hosts: [TestHost; 2],
    cluster: Cluster,
    ledger: Arc<Ledger>,
    storage: Arc<FreshStorage>,
    onlookers: Vec<Browser>,
    outages: AtomicU64,
}

impl Stage {
    /// Hosts that reach the database of `storage` by another address.
    async fn new(storage: FreshStorage, by: &str) -> Self {
        let storage = Arc::new(storage);
        let mails = RecordingMailer::new();
        let host = async |framework| {
            let stores = SqlStores::postgres_url(by).await.unwrap();
            let stores = stores.with_deadline(DEADLINE);
            let host = TestHost::of(framework, Storage::Postgres).over(&storage);
            let host = host.wrapping(move |_| stores.into());
            Cluster::host(host, &mails).start().await
        };
        let hosts = [host(Framework::Axum).await, host(Framework::Rocket).await];
        let cluster = Cluster::of(&[&hosts[0], &hosts[1]], &mails);
        let mut stage = Self {
            cluster,
            ledger: Arc::new(Ledger::default()),
            storage,
            onlookers: Vec::new(),
            outages: AtomicU64::new(0),
            hosts,
        };
        stage.seat_onlookers(&mails).await;
        stage
    }

    /// Their accounts came from the back end, and are no part of the ledger. They sign in at a host
    /// without a deadline, so that a slow machine is no fault before there is one.
    async fn seat_onlookers(&mut self, mails: &RecordingMailer) {
        let calm = TestHost::of(Framework::Axum, Storage::Postgres).over(&self.storage);
        let calm = Cluster::host(calm, mails).start().await;
        for host in &self.hosts {
            let onlooker = calm.person(&format!("onlooker-{:?}", host.framework)).await;
            self.ledger.leave_out(&onlooker.account);
            let mut browser = calm.signed_in(&onlooker).await;
            browser.origin.clone_from(&host.origin);
            self.onlookers.push(browser);
        }
    }

    /// Lets people live while `fault` comes and goes, then counts.
    ///
    /// `blind` says that nothing can be answered while the fault lasts.
    async fn run(&self, fault: impl AsyncFn(bool), blind: bool) {
        let lives = LIVES * rounds();
        let (mut met, mut faults) = (0, 0);
        // On a slow machine all may have been refused before anything began.
        while met == 0 || (self.ledger.count(Told::Unknown) == 0 && met < lives * 5) {
            faults += self.live_through(met..met + lives, &fault, blind).await;
            met += lives;
        }
        // And the faults may have left nobody time for anything.
        let most = met + lives * 4;
        while self.ledger.count(Told::Done) < lives * 3 && met < most {
            self.ledger
                .live(&self.cluster, met..met + lives, CROWD)
                .await;
            met += lives;
        }
        let fresh = FreshStorage::at(&self.storage.location).await;
        let tally = self.ledger.settle(&self.cluster, &fresh).await;
        let outages = self.outages.load(Ordering::SeqCst);
        println!("{faults} faults, {outages} outages seen by onlookers: {tally}");
        tally.assert_whole(lives * 3, 1);
        assert!(outages >= if blind { 4 } else { 0 }, "{outages} outages");
    }

    /// Lets these people live while the fault comes and goes, and returns how often it came.
    async fn live_through(
        &self,
        lives: Range<usize>,
        fault: &impl AsyncFn(bool),
        blind: bool,
    ) -> usize {
        let (ledger, cluster) = (Arc::clone(&self.ledger), self.cluster.clone());
        let living = tokio::spawn(async move { ledger.live(&cluster, lives, CROWD).await });
        let mut faults = 0;
        while !living.is_finished() || faults < 2 {
            tokio::time::sleep(CALM).await;
            fault(true).await;
            let (_, ()) = tokio::join!(tokio::time::sleep(FAULT), self.look(blind));
            fault(false).await;
            self.heal().await;
            faults += 1;
        }
        living.await.unwrap();
        faults
    }

    /// What somebody who is signed in is told meanwhile: the page or an outage, and nothing else.
    async fn look(&self, blind: bool) {
        for onlooker in &self.onlookers {
            for accept in ["text/html", "application/json"] {
                if self.is_answered(onlooker, accept).await {
                    assert!(!blind, "answered without a database");
                } else {
                    self.outages.fetch_add(1, Ordering::SeqCst);
                }
            }
        }
    }

    /// Waits until everybody is answered again, which nobody has to help with.
    async fn heal(&self) {
        for onlooker in &self.onlookers {
            for attempt in 0.. {
                if self.is_answered(onlooker, "text/html").await {
                    break;
                }
                assert!(attempt < 100, "it did not heal");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }

    /// Whether an onlooker is shown the page, and not told of an outage.
    async fn is_answered(&self, onlooker: &Browser, accept: &str) -> bool {
        let (mut onlooker, path) = (onlooker.clone(), "/account/sessions");
        let request = onlooker.request(Method::GET, path).header("accept", accept);
        let request = request.timeout(Cluster::PATIENCE);
        let reply = onlooker.send(path, request).await;
        match reply.status.as_u16() {
            200 => return true,
            503 => assert_outage(&reply, accept),
            status => panic!("{status}: {}", reply.body),
        }
        false
    }
}

/// The page with the request's id, or the problem document, and nothing that says more.
fn assert_outage(reply: &Reply, accept: &str) {
    assert!(reply.headers.get("retry-after").is_some());
    assert_eq!(reply.header("set-cookie"), "", "nobody is signed out");
    if accept == "application/json" {
        assert_eq!(reply.header("content-type"), "application/problem+json");
        let problem = reply.json();
        assert_eq!(problem["code"], "unavailable");
        assert!(problem["instance"].as_str().unwrap().starts_with("req_"));
    } else {
        reply.assert_shows("req_");
    }
    let body = reply.body.to_lowercase();
    for secret in ["postgres", "sqlx", "127.0.0.1:", "connection"] {
        assert!(!body.contains(secret), "{secret}: {}", reply.body);
    }
}
