//! What every write goes through: each way to fail, and then success that nobody hears of.

use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use widgets_core::stores::{Change, StoreError, StoreResult};
use widgets_storage::Value;

use super::fault_rig::{Dump, FaultRig};
use crate::setup::at;
use crate::watch::{Boundary, METHODS, Method, Watcher};

/// A write that meets another one is tried again so often.
const RETRIES: usize = 3;

/// What it does to call a write again that took place already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Again {
    /// It changes nothing more, save that it may be in the trail once more.
    Nothing,
    /// It counts once more.
    Counts,
}

/// Sees which methods are called, and remembers those that were seen to fail as they must.
#[derive(Debug, Default)]
pub(crate) struct Coverage {
    called: Mutex<BTreeSet<Method>>,
    tried: Mutex<BTreeSet<Method>>,
}

impl Coverage {
    /// What is called from now on is part of one trial.
    pub(crate) fn begin(&self) {
        lock(&self.called).clear();
    }

    /// The trial is over, and was one of a single method.
    pub(crate) fn end(&self, writes: bool) {
        let called = lock(&self.called);
        let methods: Vec<_> = called.iter().copied().collect();
        let [method] = *methods else {
            panic!("a trial is one of a single method, not of {methods:?}");
        };
        assert_eq!(method.writes, writes, "{method:?} is listed otherwise");
        lock(&self.tried).insert(method);
    }

    /// Demands a trial of every method of the contract that writes, or that reads.
    pub(crate) fn assert_complete(&self, writes: bool) {
        let tried = lock(&self.tried);
        let own = METHODS.iter().filter(|method| method.writes == writes);
        let missing: Vec<_> = own.filter(|method| !tried.contains(method)).collect();
        assert!(missing.is_empty(), "nobody made these fail: {missing:?}");
    }
}

impl Watcher for Coverage {
    fn called(&self, boundary: Boundary, name: &'static str) -> StoreResult<()> {
        let mut listed = METHODS.iter();
        let method = listed.find(|method| (method.boundary, method.name) == (boundary, name));
        lock(&self.called).insert(*method.expect("every method is listed"));
        Ok(())
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl FaultRig {
    /// Lets a write of at least so many statements, those of its change included, fail in every
    /// way, and demands that nothing of it stays; lets it take place without its answer, and
    /// demands that it is safe to call it again.
    ///
    /// The write has to be the same at each call, with the same identifiers.
    pub(crate) async fn all_or_nothing(
        &self,
        statements: usize,
        write: impl AsyncFn(Change) -> StoreResult<()>,
    ) {
        self.tries(statements, Again::Nothing, write).await;
    }

    /// The same of a write that counts, or goes on, each time that it is called.
    pub(crate) async fn all_or_nothing_but_counted(
        &self,
        statements: usize,
        write: impl AsyncFn(Change) -> StoreResult<()>,
    ) {
        self.tries(statements, Again::Counts, write).await;
    }

    /// Demands of something that reads, and finds what it looks for, that it tells an outage as
    /// one, and that it writes nothing.
    pub(crate) async fn tells_an_outage(&self, read: impl AsyncFn() -> StoreResult<bool>) {
        self.coverage.begin();
        self.failing.fail_queries();
        let outcome = read().await;
        assert!(
            matches!(outcome, Err(StoreError::Unavailable(_))),
            "{:?} told an outage as {outcome:?}",
            self.coverage
        );
        self.failing.fail_before_commit();
        let outcome = read().await;
        self.failing.fail_nowhere();
        assert!(
            matches!(outcome, Ok(true)),
            "{:?} found {outcome:?}",
            self.coverage
        );
        self.coverage.end(false);
    }

    async fn tries(
        &self,
        statements: usize,
        again: Again,
        write: impl AsyncFn(Change) -> StoreResult<()>,
    ) {
        let before = self.dump().await;
        self.coverage.begin();
        self.failing.fail_before_commit();
        self.is_undone(&before, "an outage before the commit", &write)
            .await;
        let count = self.failing.statements();
        assert!(count >= statements, "there are only {count} statements");
        for position in 0..count {
            self.failing.fail_at(position);
            let how = format!("a failure of statement {position}");
            self.is_undone(&before, &how, &write).await;
        }
        self.is_undone_when_given_up(&before, &write).await;
        self.failing.meet_others(RETRIES + 1);
        let met = write(self.checks.change(at(50))).await;
        self.failing.fail_nowhere();
        assert!(matches!(met, Err(StoreError::Conflict)), "{met:?}");
        assert_eq!(self.dump().await, before, "meeting others left something");
        let after = self.takes_place_unheard(&before, &write).await;
        self.is_safe_to_repeat(&after, again, &write).await;
        self.coverage.end(true);
    }

    async fn is_undone(
        &self,
        before: &Dump,
        how: &str,
        write: impl AsyncFn(Change) -> StoreResult<()>,
    ) {
        let outcome = write(self.checks.change(at(50))).await;
        self.failing.fail_nowhere();
        assert!(
            matches!(outcome, Err(StoreError::Unavailable(_))),
            "{how} was told as {outcome:?}"
        );
        assert_eq!(&self.dump().await, before, "{how} left something");
    }

    /// Drops the write after ever more steps, up to its commit.
    async fn is_undone_when_given_up(
        &self,
        before: &Dump,
        write: impl AsyncFn(Change) -> StoreResult<()>,
    ) {
        let (mut polls, mut attempts) = (1, 0);
        loop {
            self.failing.give_up_after(polls);
            let how = format!("giving up after {polls} steps");
            self.is_undone(before, &how, &write).await;
            if self.failing.gave_up() {
                polls *= 2;
            } else if polls > 1 {
                return;
            }
            // Every answer may have been there already if this process had to wait for its turn.
            attempts += 1;
            assert!(
                attempts < 50,
                "the write is never in the middle of anything"
            );
        }
    }

    /// Lets the write take place, at its last attempt and without an answer.
    async fn takes_place_unheard(
        &self,
        before: &Dump,
        write: impl AsyncFn(Change) -> StoreResult<()>,
    ) -> Dump {
        let change = self.checks.change(at(50));
        let trail = ids(&change);
        self.failing.meet_others(RETRIES);
        self.failing.fail_after_commit();
        let outcome = write(change).await;
        self.failing.fail_nowhere();
        assert!(
            matches!(outcome, Err(StoreError::Unavailable(_))),
            "a lost answer was told as {outcome:?}"
        );
        let after = self.dump().await;
        assert_ne!(&after, before, "the write did nothing");
        let kept = rows_of(&after, &trail);
        assert!(
            kept == 0 || kept == trail.len(),
            "half of the change was appended"
        );
        after
    }

    async fn is_safe_to_repeat(
        &self,
        after: &Dump,
        again: Again,
        write: impl AsyncFn(Change) -> StoreResult<()>,
    ) {
        let change = self.checks.change(at(50));
        let trail = ids(&change);
        let repeated = write(change).await;
        assert!(
            !matches!(repeated, Err(StoreError::Conflict)),
            "nobody else was there"
        );
        let mut dump = self.dump().await;
        for rows in dump.values_mut() {
            rows.retain(|row| !is_one_of(row, &trail));
        }
        let changed = &dump != after;
        assert!(
            again == Again::Counts || !changed,
            "calling it again changed more:\n{after:?}\n{dump:?}"
        );
        assert!(again == Again::Nothing || changed, "it does not count");
    }
}

/// The identifiers of everything that a change appends.
fn ids(change: &Change) -> Vec<String> {
    let events = change.events.iter().map(|event| event.id.as_str());
    let outbox = change.outbox.iter().map(|row| row.id.as_str());
    events.chain(outbox).map(str::to_owned).collect()
}

fn rows_of(dump: &Dump, ids: &[String]) -> usize {
    let rows = dump.values().flatten();
    rows.filter(|row| is_one_of(row, ids)).count()
}

fn is_one_of(row: &[Value], ids: &[String]) -> bool {
    matches!(row.first(), Some(Value::Text(id)) if ids.contains(id))
}
