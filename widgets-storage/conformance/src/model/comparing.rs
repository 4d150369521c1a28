//! Making the calls of a sequence, of the model and of the store under test.

use std::collections::BTreeMap;
use std::str::FromStr;

use widgets_storage::MemoryStores;

use super::answer::{Answer, ELSEWHERE};
use super::call::{Call, Subject};
use super::met::Met;
use super::part::Part;
use super::shrinking::{REPLAYS, report, shrink};
use super::world::World;
use crate::{Boundary, Fixture};

/// How many calls a sequence has, without those of its looks.
const LENGTH: usize = 200;
/// How many calls lie between two looks.
const BETWEEN_LOOKS: usize = 40;
/// How many sequences a run has, unless it is told otherwise.
const SEQUENCES: u64 = 180;

/// Fresh stores beside a fresh model.
pub(super) struct Pair {
    pub(super) model: Subject,
    store: Subject,
    /// Whether the store leaves what a method saves to another system.
    elsewhere: BTreeMap<&'static str, bool>,
    _fixture: Fixture,
}

/// An answer that is not the model's.
pub(super) struct Difference {
    pub(super) model: String,
    pub(super) store: String,
}

impl Pair {
    pub(super) fn of(fixture: Fixture) -> Self {
        Self {
            model: Subject::from(&Fixture::from(MemoryStores::new())),
            store: Subject::from(&fixture),
            elsewhere: BTreeMap::new(),
            _fixture: fixture,
        }
    }

    /// Makes the call of both.
    pub(super) async fn answer(&mut self, call: &Call) -> Result<Answer, Difference> {
        let store = call.of(&self.store).await;
        let elsewhere = store.kind == ELSEWHERE;
        let always = *self.elsewhere.entry(call.method).or_insert(elsewhere);
        if elsewhere && always {
            return Ok(store);
        }
        let model = call.of(&self.model).await;
        let same = model == store && !always;
        let difference = Difference {
            model: model.text,
            store: store.text.clone(),
        };
        if same { Ok(store) } else { Err(difference) }
    }
}

/// Runs sequences over stores that `fresh` makes.
pub async fn answers_as_the_model_does(part: Part, fresh: impl AsyncFn() -> Fixture) {
    let usual = Effort {
        sequences: SEQUENCES,
        replays: REPLAYS,
    };
    sequences_answer_as_the_model_does(part, usual, fresh).await;
}

/// How much a run does, if the environment names no other number.
#[derive(Debug, Clone, Copy)]
#[allow(clippy::exhaustive_structs, reason = "a run needs both numbers")]
pub struct Effort {
    /// How many sequences there are: `WIDGETS_SEQUENCES`.
    pub sequences: u64,
    /// How often a sequence that is answered otherwise is made again, with ever fewer calls:
    /// `WIDGETS_REPLAYS`.
    pub replays: usize,
}

/// Runs sequences over stores that `fresh` makes.
pub async fn sequences_answer_as_the_model_does(
    part: Part,
    effort: Effort,
    fresh: impl AsyncFn() -> Fixture,
) {
    let seed = from_environment("WIDGETS_SEED");
    let first = seed.unwrap_or(1);
    let sequences = from_environment("WIDGETS_SEQUENCES").unwrap_or(effort.sequences);
    let replays = from_environment("WIDGETS_REPLAYS").unwrap_or(effort.replays);
    let mut met = Met::default();
    assert_ready(part, fresh().await).await;
    for seed in first..first + sequences {
        sequence(part, (seed, replays), &fresh, &mut met).await;
    }
    if seed.is_none() && sequences >= SEQUENCES {
        met.assert_complete(part);
    }
}

/// Stores that are ready have no problems.
async fn assert_ready(part: Part, fixture: Fixture) {
    let stores = &fixture.stores;
    for boundary in part.boundaries() {
        let problems = match boundary {
            Boundary::Accounts => stores.accounts.problems().await,
            Boundary::Organizations => stores.organizations.problems().await,
            Boundary::Profile => stores.profile.problems().await,
            Boundary::Limits => stores.limits.problems().await,
            Boundary::Outbox => stores.outbox.problems().await,
        };
        assert_eq!(problems.unwrap(), [""; 0], "{boundary:?}");
    }
}

fn from_environment<N: FromStr>(name: &str) -> Option<N> {
    let text = std::env::var(name).ok()?;
    Some(
        text.parse()
            .unwrap_or_else(|_| panic!("{name} is a number, not {text:?}")),
    )
}

async fn sequence(
    part: Part,
    (seed, replays): (u64, usize),
    fresh: &impl AsyncFn() -> Fixture,
    met: &mut Met,
) {
    let mut pair = Pair::of(fresh().await);
    let mut world = World::new(seed, pair.model.stores.clone());
    world.choose(part, seed);
    let mut calls = Vec::new();
    for number in 1..=LENGTH {
        world.pass();
        let next = if number % BETWEEN_LOOKS == 0 {
            world.look()
        } else {
            vec![world.any()]
        };
        for call in next {
            let answer = pair.answer(&call).await;
            calls.push(call.clone());
            let Ok(answer) = answer else {
                let shrunk = shrink(&calls, replays, fresh).await;
                panic!("{}", report(part, seed, calls.len(), &shrunk));
            };
            met.note(call.method, &answer);
            world.hear(&call, &answer);
        }
    }
}
