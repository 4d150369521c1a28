//! What a run has met, so that a generator that no longer reaches something fails.

use std::collections::{BTreeMap, BTreeSet};

use super::answer::{Answer, ELSEWHERE};
use super::part::Part;
use crate::watch::Boundary;

/// What a method never answers, though its outcome can say it: a reset takes no way in away.
const NEVER: [(&str, &str); 1] = [("reset_password", "LastWayIn")];

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
        let missing = methods.flat_map(|(boundary, method)| self.missing(boundary, method));
        let missing: Vec<String> = missing.collect();
        assert!(missing.is_empty(), "no call came to these: {missing:#?}");
    }

    fn missing(&self, boundary: Boundary, method: &'static str) -> Vec<String> {
        let Some((kinds, met)) = self.0.get(method) else {
            return vec![method.to_owned()];
        };
        // Where nothing is saved, nothing is found.
        if boundary == Boundary::Profile && self.leaves_elsewhere() {
            return Vec::new();
        }
        let missing = kinds.iter().filter(|kind| !met.contains(*kind));
        let missing = missing.filter(|kind| !NEVER.contains(&(method, *kind)));
        missing.map(|kind| format!("{method}: {kind}")).collect()
    }

    fn leaves_elsewhere(&self) -> bool {
        self.0.values().any(|(_, met)| met.contains(ELSEWHERE))
    }
}
