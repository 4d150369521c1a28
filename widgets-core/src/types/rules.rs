//! Rules that settings of the host must keep.

/// The sentences of the rules that are broken, each telling the host what to change.
pub(crate) fn broken<const N: usize>(rules: [(bool, &str); N]) -> Vec<String> {
    let broken = rules.into_iter().filter(|(is_broken, _)| *is_broken);
    broken.map(|(_, sentence)| sentence.to_owned()).collect()
}
