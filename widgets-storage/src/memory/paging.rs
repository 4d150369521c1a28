//! Pages of lists.

use widgets_core::stores::{PageRequest, Paged};

/// The page of these rows, the greatest position first.
pub(super) fn newest_first<T, P: Ord>(
    page: &PageRequest<P>,
    rows: Vec<T>,
    position: impl Fn(&T) -> P,
) -> Paged<T, P> {
    sorted(page, false, rows, position)
}

/// The page of these rows, the greatest position first or, ascending, the least.
pub(super) fn sorted<T, P: Ord>(
    page: &PageRequest<P>,
    ascending: bool,
    mut rows: Vec<T>,
    position: impl Fn(&T) -> P,
) -> Paged<T, P> {
    rows.sort_by_key(|row| position(row));
    if !ascending {
        rows.reverse();
    }
    rows.retain(|row| match &page.after {
        None => true,
        Some(after) if ascending => position(row) > *after,
        Some(after) => position(row) < *after,
    });
    page.cut(rows, position)
}
