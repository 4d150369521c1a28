//! Leaving calls out of a sequence as long as some answer still differs.

use std::fmt::Write as _;

use super::call::Call;
use super::comparing::{Difference, Pair};
use super::part::Part;
use crate::Fixture;

/// How often fresh stores are made for it, unless it is told otherwise.
pub(super) const REPLAYS: usize = 400;
/// How much of an answer is shown before and behind the first letter that differs.
const SHOWN: usize = 300;

/// The calls that are left, of which the last is answered otherwise; without a difference when it did
/// not come again.
pub(super) struct Shrunk {
    calls: Vec<Call>,
    difference: Option<Difference>,
}

/// Leaves out ever smaller pieces, as long as so many replays allow.
pub(super) async fn shrink(
    calls: &[Call],
    most: usize,
    fresh: &impl AsyncFn() -> Fixture,
) -> Shrunk {
    let mut shrunk = replay(calls.to_vec(), fresh).await;
    let (mut replays, mut size) = (1, shrunk.calls.len().div_ceil(2));
    while size > 0 && replays < most && shrunk.difference.is_some() {
        let mut start = 0;
        while start < shrunk.calls.len() && replays < most {
            let mut calls = shrunk.calls.clone();
            calls.drain(start..shrunk.calls.len().min(start + size));
            let without = replay(calls, fresh).await;
            replays += 1;
            if without.difference.is_some() {
                shrunk = without;
            } else {
                start += size;
            }
        }
        size /= 2;
    }
    shrunk
}

/// Makes the calls of fresh stores, up to the first that is answered otherwise.
async fn replay(mut calls: Vec<Call>, fresh: &impl AsyncFn() -> Fixture) -> Shrunk {
    let mut pair = Pair::of(fresh().await);
    for (position, call) in calls.iter().enumerate() {
        if let Err(difference) = pair.answer(call).await {
            calls.truncate(position + 1);
            let difference = Some(difference);
            return Shrunk { calls, difference };
        }
    }
    Shrunk {
        calls,
        difference: None,
    }
}

/// What a person needs to see what is wrong, and to see it again.
pub(super) fn report(part: Part, seed: u64, length: usize, shrunk: &Shrunk) -> String {
    let mut text = format!(
        "{part:?}: the sequence of seed {seed} is answered otherwise at call {length}. \
         WIDGETS_SEED={seed} WIDGETS_SEQUENCES=1 runs it again. {} calls are enough:\n",
        shrunk.calls.len()
    );
    for call in &shrunk.calls {
        writeln!(text, "  {call}").unwrap();
    }
    match &shrunk.difference {
        None => text.push_str("It did not come again over fresh stores."),
        Some(Difference { model, store }) => {
            let same = model
                .bytes()
                .zip(store.bytes())
                .take_while(|(one, other)| one == other);
            let same = same.count();
            let (model, store) = (around(model, same), around(store, same));
            write!(text, "the model: {model}\nthe store: {store}").unwrap();
        }
    }
    text
}

/// The text near that byte.
fn around(text: &str, byte: usize) -> String {
    let near = text
        .char_indices()
        .filter(|(at, _)| (byte.saturating_sub(SHOWN)..byte + SHOWN).contains(at));
    near.map(|(_, letter)| letter).collect()
}
