//! Calls of `OutboxStore`.

use std::time::Duration;

use widgets_core::clock::Timestamp;
use widgets_core::id::OutboxId;
use widgets_core::stores::{
    DeadLetter, DeadLetterPosition, Finish, Holder, OutboxSweep, PageRequest, Sealed,
};

use super::{Call, World, call, calls};
use crate::model::world::told;

impl World {
    pub(super) fn outbox_call(&mut self, method: &str) -> Option<Call> {
        calls! { self, method;
            outbox.claim(&holder, topic, limit, now, lease_until):
                holder = self.claiming(), topic = self.dice.pick(&["event", "mail"]), limit = self.dice.pick(&[0, 1, 2, 5, 100]),
                now = self.now(), lease_until = self.ends(&[0, 10, 60]);
            outbox.finish(&holder, &row, how, now):
                holder = self.holder_of_claimed(), row = self.finished_row(),
                how = self.finish(), now = self.now();
            outbox.dead_letters(&page): page = self.dead_page();
            outbox.revive(&row, now): row = self.dead_row(), now = self.now();
            outbox.sealed_rows(after.as_ref(), limit):
                after = self.maybe(Self::row), limit = self.limit();
            outbox.reseal_row(&old, new): old = self.sealed_row(), new = self.sealed();
            outbox.sweep(sweep): sweep = OutboxSweep::new(
                self.near_a_finish(), self.near_a_finish(), self.dice.pick(&[0, 1, 100]));
        }
    }

    fn claiming(&mut self) -> Holder {
        let holder = self.holder();
        self.claimed.0.clone_from(&holder.0);
        holder
    }

    fn dead_page(&mut self) -> PageRequest<DeadLetterPosition> {
        let after = self.dead_letter(2).map(|own| own.position());
        let page = self.page(|_| ());
        PageRequest::new(after.filter(|_| page.after.is_some()), page.limit)
    }

    /// Nothing once in so many times.
    fn dead_letter(&mut self, times: usize) -> Option<DeadLetter> {
        let dead = told(self.model.outbox.dead_letters(&PageRequest::new(None, 100))).rows;
        let some = !dead.is_empty() && !self.dice.one_in(times);
        some.then(|| self.dice.pick(&dead))
    }

    fn dead_row(&mut self) -> OutboxId {
        let dead = self.dead_letter(3);
        dead.map_or_else(|| self.row(), |dead| dead.id)
    }

    fn holder(&mut self) -> Holder {
        Holder(self.dice.pick(&["one", "one", "two"]).to_owned())
    }

    /// Mostly the holder of the last claim.
    fn holder_of_claimed(&mut self) -> Holder {
        let last = Holder(self.claimed.0.clone());
        if self.dice.one_in(5) {
            self.holder()
        } else {
            last
        }
    }

    /// Mostly one of the rows that were claimed last.
    fn claimed_row(&mut self) -> OutboxId {
        let claimed = |row: &&OutboxId| self.claimed.1.contains(&format!("({row})"));
        let claimed: Vec<OutboxId> = self.rows.iter().filter(claimed).cloned().collect();
        if claimed.is_empty() || self.dice.one_in(6) {
            return self.row();
        }
        self.dice.pick(&claimed)
    }

    fn finished_row(&mut self) -> OutboxId {
        let row = self.claimed_row();
        self.finished.push(row.clone());
        row
    }

    /// A moment at which a row may have been finished, or a microsecond later.
    fn near_a_finish(&mut self) -> Timestamp {
        let latest = self.finishes[self.finishes.len().saturating_sub(4)..].to_vec();
        let later = Duration::from_micros(u64::from(self.dice.one_in(3)));
        if latest.is_empty() || self.dice.one_in(4) {
            self.now()
        } else {
            self.dice.pick(&latest).plus(later)
        }
    }

    fn finish(&mut self) -> Finish {
        self.finishes.push(self.now());
        match self.dice.below(3) {
            0 => Finish::Done,
            1 => Finish::Retry {
                due_at: self.ends(&[0, 10, 60]),
                error: "not now: \"ä\"".to_owned(),
            },
            _ => Finish::Dead {
                error: "never".to_owned(),
            },
        }
    }

    /// What a row holds, or something else: nothing, as a row that is done, or another value.
    fn sealed_row(&mut self) -> Sealed<OutboxId> {
        let id = self.row();
        let rows = told(self.model.outbox.sealed_rows(None, 1_000));
        let is_done = |own: &&OutboxId| rows.iter().all(|row| row.id != **own);
        let done = self.finished.iter().rev().find(is_done).cloned();
        if let Some(done) = done.filter(|_| self.dice.one_in(3)) {
            return Sealed::new(done, Vec::new());
        }
        let held = rows.into_iter().find(|row| row.id == id);
        let held = held.filter(|_| !self.dice.one_in(5));
        held.unwrap_or_else(|| Sealed::new(id, self.maybe(|_| vec![7]).unwrap_or_default()))
    }
}
