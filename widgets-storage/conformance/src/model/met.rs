//! What a run has met, so that a generator that no longer reaches something fails.

use std::collections::{BTreeMap, BTreeSet};

use super::answer::{Answer, ELSEWHERE};
use super::part::Part;
use crate::watch::{Boundary, Method};

/// The answers met of each method.
#[derive(Default)]
pub(super) struct Met(BTreeMap<&'static str, (&'static [&'static str], BTreeSet<&'static str>)>);

impl Met {
    pub(super) fn note(&mut self, method: &'static str, answer: &Answer) {
        let (kinds, met) = self.0.entry(method).or_default();
        *kinds = answer.kinds;
        met.insert(answer.kind);
    }

    /// Demands every method of the part, and every answer of each.
    pub(super) fn assert_complete(&self, part: Part) {
        let methods = part.methods().into_iter();
        let missing = methods.flat_map(|method| self.missing(&method));
        let missing: Vec<String> = missing.collect();
        assert!(missing.is_empty(), "no call came to these: {missing:#?}");
    }

    fn missing(&self, method: &Method) -> Vec<String> {
        let Some((kinds, met)) = self.0.get(method.name) else {
            return vec![method.name.to_owned()];
        };
        // Where nothing is saved, nothing is found.
        if method.boundary == Boundary::Profile && self.leaves_elsewhere() {
            return Vec::new();
        }
        let missing = kinds.iter().filter(|kind| !met.contains(*kind));
        missing
            .map(|kind| format!("{}: {kind}", method.name))
            .collect()
    }

    fn leaves_elsewhere(&self) -> bool {
        self.0.values().any(|(_, met)| met.contains(ELSEWHERE))
    }
}
