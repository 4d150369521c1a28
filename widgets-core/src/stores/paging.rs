//! Pages of lists: the one shape in which stores are asked for them and answer.
//!
//! Lists are paginated by keyset: a page begins behind the last row of the page before, found through
//! an index, so every page costs the same. Nothing is counted and nothing is skipped.

use std::ops::Deref;

use crate::types::choices::Choices;

/// The place of a row in a list: what the list is ordered by, and the row's identifier, which orders
/// rows that are equal in that.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Position<K, I> {
    /// What the list is ordered by.
    pub key: K,
    /// The row's identifier.
    pub id: I,
}

impl<K, I> Position<K, I> {
    /// The place of a row with this key and identifier.
    #[must_use]
    pub const fn new(key: K, id: I) -> Self {
        Self { key, id }
    }
}

/// Which page of a list to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct PageRequest<P> {
    /// The position of the last row of the page before; `None` for the first page.
    pub after: Option<P>,
    /// How many rows the page has at most.
    pub limit: u32,
}

impl<P> PageRequest<P> {
    /// The page of at most `limit` rows after `after`.
    #[must_use]
    pub const fn new(after: Option<P>, limit: u32) -> Self {
        Self { after, limit }
    }

    /// How many rows a store reads: one more than the page has, which tells whether there is a next
    /// page.
    #[must_use]
    pub const fn reads(&self) -> u32 {
        self.limit.saturating_add(1)
    }

    /// The page, of at least [`reads`](Self::reads) rows that were found, or all there are.
    pub fn cut<T>(&self, mut rows: Vec<T>, position: impl FnOnce(&T) -> P) -> Paged<T, P> {
        let limit = usize::try_from(self.limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().filter(|_| more).map(position);
        Paged { rows, next }
    }
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Paged<T, P> {
    /// Its rows, in order.
    pub rows: Vec<T>,
    /// The position after which the next page begins; `None` on the last page.
    pub next: Option<P>,
}

impl<T, P> Paged<T, P> {
    /// The page of a list without rows.
    #[must_use]
    pub const fn empty() -> Self {
        Self {
            rows: Vec::new(),
            next: None,
        }
    }

    /// The same page of other rows, each made of one of these.
    pub fn map<U>(self, row: impl FnMut(T) -> U) -> Paged<U, P> {
        let rows = self.rows.into_iter().map(row).collect();
        Paged {
            rows,
            next: self.next,
        }
    }
}

/// How a list is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Sorted<S> {
    /// By what.
    pub by: S,
    /// Whether the usual direction of that is turned around.
    pub reversed: bool,
}

impl<S> Sorted<S> {
    /// This order.
    #[must_use]
    pub const fn new(by: S, reversed: bool) -> Self {
        Self { by, reversed }
    }
}

/// The first of the choices, in its usual direction.
impl<S: Choices> Default for Sorted<S> {
    fn default() -> Self {
        Self::new(S::FIRST, false)
    }
}

/// Rows that were selected, by their identifiers: each once, and few enough for one statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selected<I>(Vec<I>);

impl<I: PartialEq> Selected<I> {
    /// How many can be selected: as many as a page of a list shows.
    pub const MOST: usize = 20;

    /// The first [`MOST`](Self::MOST) of these.
    #[must_use]
    pub fn new(ids: impl IntoIterator<Item = I>) -> Self {
        let mut selected = Vec::new();
        for id in ids {
            if selected.len() < Self::MOST && !selected.contains(&id) {
                selected.push(id);
            }
        }
        Self(selected)
    }
}

impl<I> Deref for Selected<I> {
    type Target = [I];

    fn deref(&self) -> &[I] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_too_many_tells_of_a_next_page() {
        let page = PageRequest::new(None, 2);
        assert_eq!(page.reads(), 3);
        let cut = |rows: &[u8]| page.cut(rows.to_vec(), |row| *row);
        let paged = cut(&[1, 2, 3]);
        assert_eq!((paged.rows, paged.next), (vec![1, 2], Some(2)));
        let last = cut(&[1, 2]);
        assert_eq!((last.rows, last.next), (vec![1, 2], None));
        assert_eq!(cut(&[]).next, None);
        let none = PageRequest::new(None, 0).cut(vec![1], |row| *row);
        assert_eq!((none.rows, none.next), (vec![], None));
    }
}
