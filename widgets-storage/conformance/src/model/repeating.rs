//! Writes whose answer was lost: calling them again is safe. The generator draws them, so that a method
//! that is added is among them.

use std::collections::BTreeMap;

use widgets_storage::MemoryStores;

use super::call::{Call, Subject};
use super::part::Part;
use super::world::World;
use crate::faults::fault_rig::FaultRig;
use crate::fixture::Fixture;

/// Counts, takes what is there or raises something each time, as it is meant to.
const COUNTING: [&str; 7] = [
    "claim",
    "consume",
    "end_all_sessions",
    "sweep",
    "sweep_accounts",
    "sweep_limits",
    "try_challenge",
];

/// How often the answer of each method is lost.
const TIMES: usize = 2;
/// How many calls may be needed for that.
const MOST: usize = 20_000;

/// Loses the answers of each method that writes, and makes those calls once more.
pub(crate) async fn try_all(rig: &FaultRig) {
    let store = Subject::from(&Fixture::from(rig.stores.clone()));
    let model = Subject::from(&Fixture::from(MemoryStores::new()));
    let mut world = World::new(1, model.stores.clone());
    world.choose(Part::Everything, 1);
    let methods = world.methods.iter();
    let writing = methods.filter(|own| !Part::reads(own) && !COUNTING.contains(own));
    let mut left: BTreeMap<&str, usize> = writing.map(|own| (*own, TIMES)).collect();
    for _ in 0..MOST {
        world.pass();
        let wanted: Vec<&'static str> = left.keys().copied().collect();
        if wanted.is_empty() {
            return;
        }
        // What appends nothing can be made again as it is.
        world.silent = world.dice.one_in(2);
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
        if let Some(times) = left
            .get_mut(call.method)
            .filter(|_| lost && answer.kind != "error")
        {
            *times -= 1;
            left.retain(|_, times| *times > 0);
        }
    }
    panic!("no call of these took place: {left:?}");
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
