//! The generator: for each method of the contract one arm that draws its arguments.

mod challenges;
mod credentials;
mod devices;
mod directory;
mod factor_resets;
mod factors;
mod organizations;
mod others;
mod outbox;
mod sessions;

use std::collections::BTreeMap;

use widgets_core::id::{EventId, OrganizationId, OutboxId, RequestId};
use widgets_core::stores::{Actor, Change, Event, OutboxRow, PageRequest, Stamp};

use super::call::{Call, call, calls};
use super::world::World;

impl World {
    /// A call of that method with arguments of now.
    pub(in crate::model) fn call_of(&mut self, method: &'static str) -> Call {
        let call = (self.session_call(method))
            .or_else(|| self.device_call(method))
            .or_else(|| self.credential_call(method))
            .or_else(|| self.factor_call(method))
            .or_else(|| self.factor_reset_call(method))
            .or_else(|| self.challenge_call(method))
            .or_else(|| self.directory_call(method))
            .or_else(|| self.organization_call(method))
            .or_else(|| self.outbox_call(method))
            .or_else(|| self.other_call(method));
        call.unwrap_or_else(|| panic!("no generator makes calls of {method}"))
    }

    /// Reads the audit trail.
    pub(super) fn trail(&mut self) -> Call {
        self.call("trail", String::new(), |subject| {
            Box::pin(async move {
                let mut events = (subject.events)().await;
                events.sort();
                super::answer::Answer::of(&Ok(events))
            })
        })
    }

    /// What a write of now appends: up to two events, and up to two rows of the outbox.
    fn change(&mut self) -> Change {
        let account = self.account();
        let actors = [
            Actor::Account(account),
            Actor::Visitor,
            Actor::Host("billing; DROP".to_owned()),
            Actor::Staff("Jo \u{2068}Bean".to_owned()),
        ];
        let stamp = Stamp::new(
            self.dice.pick(&actors),
            self.now(),
            RequestId::parse(self.name()).unwrap(),
        )
        .address(self.maybe(|_| "2001:db8::1".parse().unwrap()));
        let (events, rows) = match self.silent {
            true => (0, 0),
            false => (self.dice.pick(&[0, 1, 1, 1, 2]), self.dice.below(3)),
        };
        let events = (0..events).map(|_| self.event(&stamp)).collect();
        Change::new(stamp)
            .events(events)
            .outbox((0..rows).map(|_| self.outbox_row()).collect())
    }

    fn event(&mut self, stamp: &Stamp) -> Event {
        Event::new(
            EventId::parse(self.name()).unwrap(),
            stamp.at,
            stamp.actor.clone(),
            self.dice.pick(&["session.ended", "check.made"]),
            stamp.request.clone(),
        )
        .account(self.maybe(Self::account))
        .organization(self.maybe(|_| OrganizationId::parse("org_1").unwrap()))
        .address(stamp.address)
        .details(self.details())
    }

    fn details(&mut self) -> BTreeMap<&'static str, String> {
        let name = "Ænð ☕ 😀\n\t \"quoted\" \\ 'single' & <b>".to_owned();
        let all = BTreeMap::from([
            ("agent", "1.2".to_owned()),
            ("name", name),
            ("none", String::new()),
        ]);
        all.into_iter().filter(|_| !self.dice.one_in(3)).collect()
    }

    /// How many rows a page may have.
    fn limit(&mut self) -> u32 {
        self.dice.pick(&[0, 1, 2, 3, 100, 100, 100])
    }

    /// A page of a list, mostly from the beginning, often with fewer rows than there are.
    fn page<P>(&mut self, position: impl FnOnce(&mut Self) -> P) -> PageRequest<P> {
        let after = self.dice.one_in(3).then(|| position(self));
        PageRequest::new(after, self.dice.pick(&[0, 1, 1, 1, 2, 3, 100, 100]))
    }

    /// Bytes that no other value is, of any kind.
    fn sealed(&mut self) -> Vec<u8> {
        let kinds = [
            vec![0, 255],
            vec![9, 10, 13, 34, 39, 92, 127, 128],
            Vec::new(),
        ];
        [self.dice.pick(&kinds), self.name().into_bytes()].concat()
    }

    fn outbox_row(&mut self) -> OutboxRow {
        let id = OutboxId::parse(self.name()).unwrap();
        self.rows.push(id.clone());
        let payload = self.maybe(Self::sealed).unwrap_or_default();
        let topic = self.dice.pick(&["event", "mail"]);
        OutboxRow::new(id, topic, payload, self.ends(&[0, 0, 10, 60]))
    }
}
