//! Sealed values of whatever kind, when keys are changed.

use widgets_core::stores::Sealed;

/// A page of rows in the order of their identifiers.
pub(super) fn page<'a, I: Ord + Clone + 'a>(
    rows: impl Iterator<Item = (&'a I, &'a Vec<u8>)>,
    after: Option<&I>,
    limit: u32,
) -> Vec<Sealed<I>> {
    let rows = rows.filter(|(id, _)| after.is_none_or(|after| *id > after));
    let rows = rows.map(|(id, sealed)| Sealed::new(id.clone(), sealed.clone()));
    let mut rows: Vec<Sealed<I>> = rows.collect();
    rows.sort_by(|one, other| one.id.cmp(&other.id));
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    rows
}
