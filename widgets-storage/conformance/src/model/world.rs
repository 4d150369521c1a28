//! What the generator knows while it makes a sequence: who and what there is, and the time.
//!
//! There are few of everything, so that calls meet what others have left, and the model says what
//! still works, so that most of them aim at that. The rest aim at what has ended, at what belongs
//! to somebody else and at what never was.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use widgets_core::clock::Timestamp;
use widgets_core::crypto::TokenHash;
use widgets_core::email::Email;
use widgets_core::id::{
    AccountId, AuthenticatorId, ChallengeId, OrganizationId, OutboxId, SessionId,
};
use widgets_core::stores::*;

use super::answer::Answer;
use super::call::{Call, Subject};
use super::dice::Dice;
use crate::setup::at;

/// Collations put identifiers that begin so in another order than bytes do.
const BEGINNINGS: [&str; 5] = ["Zeta", "alpha", "Beta", "_x", "a-b"];

/// A session that somebody opened or renewed, or tried to.
#[derive(Debug, Clone)]
pub(super) struct Held {
    pub(super) account: AccountId,
    pub(super) id: SessionId,
    pub(super) token: TokenHash,
    pub(super) created_at: Timestamp,
}

/// A challenge that somebody began.
#[derive(Debug, Clone)]
pub(super) struct Begun {
    pub(super) id: ChallengeId,
    pub(super) purpose: ChallengePurpose,
    pub(super) account: Option<(AccountId, Epoch)>,
    pub(super) email: Email,
    pub(super) browser: TokenHash,
    pub(super) link: TokenHash,
}

/// What the generator knows.
pub(super) struct World {
    pub(super) dice: Dice,
    pub(super) model: Stores,
    now: Timestamp,
    /// The latest moments at which calls were made.
    past: Vec<Timestamp>,
    /// When something ends or begins.
    turns: BTreeSet<Timestamp>,
    made: u64,
    /// The tokens of the call that is being made, which do not show themselves.
    drawn: Vec<u64>,
    /// The methods to call, those that the others need, and those of this sequence.
    pub(super) methods: Vec<&'static str>,
    pub(super) making: Vec<&'static str>,
    pub(super) favourites: Vec<&'static str>,
    /// Whether writes append nothing.
    pub(super) silent: bool,
    /// The method called before.
    pub(super) before: Option<&'static str>,
    pub(super) accounts: Vec<AccountId>,
    pub(super) sessions: Vec<Held>,
    pub(super) links: Vec<(AccountId, TokenHash)>,
    pub(super) devices: Vec<(AccountId, TokenHash, Timestamp)>,
    pub(super) handovers: Vec<(Held, Handover)>,
    pub(super) authenticators: Vec<(AccountId, AuthenticatorId)>,
    pub(super) sign_ins: Vec<(AccountId, TokenHash)>,
    pub(super) factor_resets: Vec<(AccountId, TokenHash)>,
    /// Accounts that may trust a browser.
    pub(super) trusted: Vec<AccountId>,
    pub(super) challenges: Vec<Begun>,
    pub(super) forms: Vec<TokenHash>,
    pub(super) organizations: Vec<(OrganizationId, Slug)>,
    pub(super) rows: Vec<OutboxId>,
    /// Those that may have been finished.
    pub(super) finished: Vec<OutboxId>,
    /// When rows may have been finished.
    pub(super) finishes: Vec<Timestamp>,
    /// Who claimed last, and what the answer was.
    pub(super) claimed: (String, String),
}

/// The model's answer. It never waits.
pub(super) fn told<T>(answer: impl Future<Output = StoreResult<T>>) -> T {
    let answer = answer.now_or_never().expect("the model never waits");
    answer.expect("the model never fails")
}

impl World {
    pub(super) fn new(seed: u64, model: Stores) -> Self {
        Self {
            dice: Dice::new(seed),
            model,
            now: at(0),
            past: vec![at(0)],
            turns: BTreeSet::new(),
            made: 0,
            drawn: Vec::new(),
            methods: Vec::new(),
            making: Vec::new(),
            favourites: Vec::new(),
            silent: false,
            before: None,
            accounts: ["one", "two", "three"]
                .map(|id| AccountId::parse(id).unwrap())
                .to_vec(),
            sessions: Vec::new(),
            links: Vec::new(),
            devices: Vec::new(),
            handovers: Vec::new(),
            authenticators: Vec::new(),
            sign_ins: Vec::new(),
            factor_resets: Vec::new(),
            trusted: Vec::new(),
            challenges: Vec::new(),
            forms: Vec::new(),
            organizations: Vec::new(),
            rows: Vec::new(),
            finished: Vec::new(),
            finishes: Vec::new(),
            claimed: Default::default(),
        }
    }

    pub(super) const fn now(&self) -> Timestamp {
        self.now
    }

    /// Time stands still, goes on for a while, or comes to where something ends: a microsecond
    /// before, that very moment, and a microsecond later. It never goes back.
    pub(super) fn pass(&mut self) {
        let micro = Duration::from_micros(1);
        let turn = self.turns.range(self.now..).next().copied();
        self.now = match (self.dice.below(12), turn) {
            (0..=6, _) => self.now,
            (7, _) => self.now.plus(micro),
            (8, _) => {
                let seconds = u64::try_from(self.dice.below(60)).unwrap();
                self.now.plus(Duration::from_secs(seconds))
            }
            (9, Some(turn)) => self.now.max(turn.minus(micro)),
            (_, turn) => turn.unwrap_or(self.now),
        };
        self.turns = self.turns.split_off(&self.just_before());
        if self.past.last() != Some(&self.now) {
            self.past.push(self.now);
        }
    }

    /// Once in so many times, time comes to where one of these ends; rarely if that is far ahead, since
    /// much else ends then too.
    pub(super) fn come_to(&mut self, ends: &[Timestamp], times: usize) {
        let micro = Duration::from_micros(1);
        let end = self.dice.pick(ends);
        let near = end.since(self.now) < Duration::from_secs(120);
        if self.dice.one_in(if near { times } else { 100 }) {
            let moments = [end.minus(micro), end, end, end.plus(micro)];
            self.now = self.now.max(self.dice.pick(&moments));
        }
    }

    /// A moment of the future at which something ends, one of so many seconds ahead.
    pub(super) fn ends(&mut self, seconds: &[u64]) -> Timestamp {
        let end = self.now.plus(Duration::from_secs(self.dice.pick(seconds)));
        self.turns.insert(end);
        end
    }

    /// A moment at which something happened, or a microsecond later; never one to come.
    pub(super) fn past(&mut self) -> Timestamp {
        let latest = &self.past[self.past.len().saturating_sub(4)..];
        let later = Duration::from_micros(u64::from(self.dice.one_in(4)));
        self.dice.pick(latest).plus(later).min(self.now)
    }

    /// What has ended right now still counts as working here, so that calls aim at it.
    pub(super) fn just_before(&self) -> Timestamp {
        self.now.minus(Duration::from_micros(1))
    }

    /// A number that no other has.
    pub(super) fn number(&mut self) -> u64 {
        self.made += 1;
        self.made
    }

    /// A text for an identifier that no other has.
    pub(super) fn name(&mut self) -> String {
        let beginning = self.dice.pick(&BEGINNINGS);
        format!("{beginning}_{}", self.number())
    }

    /// A token that no other is.
    pub(super) fn token(&mut self) -> TokenHash {
        let mut bytes = [0x5a; 32];
        bytes[..8].copy_from_slice(&self.number().to_be_bytes());
        self.shown(TokenHash::from_bytes(bytes))
    }

    /// The same token, which is told with the arguments of the call.
    pub(super) fn shown(&mut self, token: TokenHash) -> TokenHash {
        let number = token.as_bytes()[..8].try_into().unwrap();
        self.drawn.push(u64::from_be_bytes(number));
        token
    }

    /// Something or nothing.
    pub(super) fn maybe<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.dice.one_in(2).then(|| make(self))
    }

    /// Takes note of an answer that later calls need.
    pub(super) fn hear(&mut self, call: &Call, answer: &Answer) {
        if call.method == "claim" {
            self.claimed.1.clone_from(&answer.text);
        }
    }

    /// A call, now.
    pub(super) fn call(
        &mut self,
        method: &'static str,
        mut arguments: String,
        make: impl Fn(Subject) -> BoxFuture<'static, Answer> + Send + Sync + 'static,
    ) -> Call {
        let mut drawn = std::mem::take(&mut self.drawn);
        drawn.sort_unstable();
        drawn.dedup();
        if !drawn.is_empty() {
            write!(arguments, "; tokens {drawn:?}").unwrap();
        }
        Call {
            method,
            at: self.now,
            arguments,
            make: std::sync::Arc::new(make),
        }
    }
}
