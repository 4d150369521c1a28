//! Writes whose answer was lost: calling them again is safe. The generator draws them, so that a method
//! that is added is among them.

use std::collections::BTreeSet;

use widgets_storage::MemoryStores;

use super::call::{Call, Subject};
use super::part::Part;
use super::world::World;
use crate::faults::fault_rig::FaultRig;
use crate::fixture::Fixture;

/// Counts, takes what is there or raises something each time, as it is meant to; or appends and does
/// nothing else.
const COUNTING: [&str; 9] = [
    "claim",
    "consume",
    "end_all_sessions",
    "record",
    "sweep",
    "sweep_accounts",
    "sweep_limits",
    "try_challenge",
    "try_sign_in",
];

/// How many calls are made before everything begins anew.
const LENGTH: usize = 200;
/// How many beginnings may be needed.
const SEQUENCES: u64 = 60;

/// Loses an answer of each method that writes, and makes that call once more.
pub(crate) async fn try_all(rig: &FaultRig) {
    let methods = Part::Everything.methods().into_iter();
    let methods = methods.map(|(_, method)| method);
    let writing = methods.filter(|own| !Part::reads(own) && !COUNTING.contains(own));
    let mut left: BTreeSet<&str> = writing.collect();
    for seed in 1..=SEQUENCES {
        rig.empty().await;
        sequence(rig, seed, &mut left).await;
        if left.is_empty() {
            return;
        }
    }
    panic!("no call of these took place: {left:?}");
}

/// Makes calls, and takes out of `left` the methods whose answer was lost.
async fn sequence(rig: &FaultRig, seed: u64, left: &mut BTreeSet<&'static str>) {
    let store = Subject::from(&Fixture::from(rig.stores.clone()));
    let model = Subject::from(&Fixture::from(MemoryStores::new()));
    let mut world = World::new(seed, model.stores.clone());
    world.choose(Part::Everything, seed);
    for _ in 0..LENGTH {
        if left.is_empty() {
            return;
        }
        world.pass();
        let wanted: Vec<&'static str> = left.iter().copied().collect();
        // What appends nothing can be made again as it is.
        world.silent = world.dice.one_in(3);
        let call = if world.silent {
            let method = world.dice.pick(&wanted);
            world.call_of(method)
        } else {
            world.any()
        };
        let lost = world.silent && is_safe_to_repeat(rig, &store, &call).await;
        if !world.silent {
            call.of(&store).await;
        }
        let answer = call.of(&model).await;
        world.hear(&call, &answer);
        // What the model does not carry out either was not lost.
        if lost && answer.kind != "error" {
            left.remove(call.method);
        }
    }
}

/// Makes a call without its answer. If it changed something, demands that making it again changes
/// nothing more.
async fn is_safe_to_repeat(rig: &FaultRig, store: &Subject, call: &Call) -> bool {
    rig.failing.fail_after_commit();
    let lost = call.of(store).await.kind == "error";
    rig.failing.fail_nowhere();
    if lost {
        let after = rig.dump().await;
        let repeated = call.of(store).await;
        assert_ne!(repeated.text, "conflict", "{call}: nobody was there");
        assert_eq!(
            rig.dump().await,
            after,
            "{call} changed more when made again"
        );
    }
    lost
}
