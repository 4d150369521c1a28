//! What is measured, each in words of a cell of the table.

use std::time::{Duration, Instant};

use widgets_core::Keys;
use widgets_core::Widgets;
use widgets_core::id::SessionId;
use widgets_core::stores::{AccountDirectory as _, RememberDevice, SessionStore as _, Stores};
use widgets_storage::{Dialect, SqlStores};
use widgets_tests::TestHost;
use widgets_tests::harness::person::{PASSWORD, Person};
use widgets_tests::harness::storage;
use widgets_tests::servers::proxy::Proxy;

use super::rows::number;
use super::{LATER, Place, median};

/// Rows the sweeper takes at once, and the shortest pause after it.
const BATCH: u32 = 500;
const BREATH: Duration = Duration::from_millis(20);
const USES: usize = 1_000;
const GUESSES: usize = 20;
const SIGN_INS: usize = 21;

async fn sign_in(host: &TestHost, person: &Person) {
    let reply = host
        .sign_in(&mut host.browser(), &person.email, PASSWORD)
        .await;
    assert_eq!(reply.status, 303, "{}", reply.text());
}

impl Place {
    pub(super) async fn signing_in_with_many_browsers(&self) -> String {
        let driver = self.counting(true).await;
        let host = self.beside(SqlStores::over(driver.clone())).await;
        driver.take();
        sign_in(&host, &self.maren).await;
        let looks = driver.take().looks(self.dialect);
        sign_in(&host, &self.jo).await;
        let usually = driver.take().looks(self.dialect);
        let took = median(SIGN_INS, async || sign_in(&self.host, &self.maren).await).await;
        let usual = median(SIGN_INS, async || sign_in(&self.host, &self.jo).await).await;
        format!(
            "{looks}, {took}, while 100 of those beyond {} go; of an account with few {usually}, {usual}",
            RememberDevice::MOST
        )
    }

    pub(super) async fn noting_uses(&self) -> String {
        let sessions = "SELECT id FROM wg_accounts_sessions ORDER BY id LIMIT 1000000";
        let found = storage::query::<(String,)>(&self.location, sessions).await;
        let step = found.len() / USES;
        let sessions = found.into_iter().step_by(step).take(USES);
        let mut sessions = sessions.map(|(id,)| SessionId::parse(id).unwrap());
        let driver = self.counting(false).await;
        let stores = SqlStores::over(driver.clone());
        let (used, until) = (self.now().plus(LATER), self.now().plus(LATER * 2));
        let took = median(USES, async || {
            let session = sessions.next().unwrap();
            stores.touch_session(&session, used, until).await.unwrap();
        });
        let took = took.await;
        let tally = driver.take();
        let hot = match self.dialect {
            Dialect::Sqlite => "no index has it".to_owned(),
            Dialect::Postgres => format!("{} of {USES} in place", self.in_place().await),
        };
        let durable = tally.durable;
        format!(
            "not awaited, {durable} of {USES} wait for the disk, every 5 minutes; {hot}; {took}"
        )
    }

    /// How many sessions were updated in place, once the server has added up all of them.
    async fn in_place(&self) -> i64 {
        let counted = |column: &str| {
            let sql = format!(
                "SELECT {column} FROM pg_stat_user_tables WHERE relname = 'wg_accounts_sessions'"
            );
            async move { number(&self.location, &sql).await }
        };
        while counted("n_tup_upd").await < i64::try_from(USES).unwrap() {
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
        counted("n_tup_hot_upd").await
    }

    pub(super) async fn signing_in(&self) -> String {
        let driver = self.counting(false).await;
        let host = self.beside(SqlStores::over(driver.clone())).await;
        driver.take();
        sign_in(&host, &self.jo).await;
        let tally = driver.take();
        let counted = format!(
            "{} writing statements, {} reading, {} transactions, {} of them waits for the disk",
            tally.writes, tally.reads, tally.transactions, tally.durable
        );
        if self.dialect == Dialect::Sqlite {
            return counted;
        }
        let (proxy, url) = Proxy::before_database(&self.location).await;
        let host = self.beside(storage::open(&url).await).await;
        sign_in(&host, &self.jo).await;
        let before = proxy.round_trips();
        sign_in(&host, &self.jo).await;
        format!("{counted}; {} round trips", proxy.round_trips() - before)
    }

    pub(super) async fn sweeping(&self) -> String {
        let stores = self.stores().await;
        let now = self.now();
        let half = now.minus(super::TRAIL / 2);
        let sessions = self.rate(async || {
            stores
                .sweep_accounts(now.plus(LATER * 90), None, BATCH)
                .await
                .unwrap()
        });
        let sessions = sessions.await;
        let host = self.rate(async || {
            stores
                .sweep_accounts(now.minus(LATER), Some(half), BATCH)
                .await
                .unwrap()
        });
        format!(
            "{sessions} sessions, {} events; told by `SweepObserved::behind`",
            host.await
        )
    }

    /// Rows a second of full batches with the sweeper's pauses.
    async fn rate(&self, batch: impl AsyncFn() -> u64) -> String {
        const BATCHES: u32 = 20;
        let (mut took, mut swept) = (Duration::ZERO, 0);
        for _ in 0..BATCHES {
            let began = Instant::now();
            swept += batch().await;
            let own = began.elapsed();
            took += own + own.max(BREATH);
        }
        format!("{:.0}", swept as f64 / took.as_secs_f64())
    }

    pub(super) async fn guessing(&self) -> String {
        let count = "SELECT count(*) FROM wg_limits WHERE tat > 0";
        let before = number(&self.location, count).await;
        for guess in 0..GUESSES {
            let email = format!("nobody-{guess}@nordlicht.example");
            let mut browser = self.host.browser();
            let reply = self
                .host
                .sign_in(&mut browser, &email, "wrong and long")
                .await;
            assert_eq!(reply.status, 422, "{}", reply.text());
        }
        let each = |rows: i64| rows as f64 / GUESSES as f64;
        let left = each(number(&self.location, count).await - before);
        let soon = self.now().plus(Duration::from_hours(2)).as_micros();
        let long = format!("SELECT count(*) FROM wg_limits WHERE tat > {soon}");
        let long = each(number(&self.location, &long).await);
        let day = self.now().plus(LATER + Duration::from_hours(1)).as_micros();
        let longest = format!("SELECT count(*) FROM wg_limits WHERE tat > {day}");
        let longest = number(&self.location, &longest).await;
        format!(
            "{left:.0} rows, {long:.0} of them for longer than 2 hours, {longest} for longer than a day"
        )
    }

    pub(super) async fn ending_all(&self) -> String {
        let driver = self.counting(true).await;
        let host = self.beside(SqlStores::over(driver.clone())).await;
        driver.take();
        host.users().end_everybodys_sessions().await.unwrap();
        let tally = driver.take();
        let (statements, looks) = (tally.writes, tally.looks(self.dialect));
        let took = median(5, async || {
            self.host.users().end_everybodys_sessions().await.unwrap();
        });
        let took = took.await;
        let stores = self.stores().await;
        let now = self.now().minus(LATER);
        let rate = self.rate(async || stores.sweep_accounts(now, None, BATCH).await.unwrap());
        let rate = rate.await;
        let left = number(&self.location, "SELECT count(*) FROM wg_accounts_sessions").await;
        format!(
            "{statements} statements, {looks}, {took} with {left} sessions; then {rate} rows a second are swept"
        )
    }

    pub(super) async fn building(&self) -> String {
        let driver = self.counting(false).await;
        let stores: Stores = SqlStores::over(driver.clone()).into();
        let mailer = widgets_core::mail::RecordingMailer::new();
        let url = "http://127.0.0.1:8000/account";
        let builder = Widgets::builder(url, Keys::development(), stores).mailer(mailer);
        builder.build().await.unwrap();
        let tally = driver.take();
        format!(
            "{} statements, {} of them again",
            tally.reads + tally.writes,
            tally.repeated
        )
    }
}
