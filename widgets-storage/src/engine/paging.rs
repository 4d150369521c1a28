//! Pages of lists.

use widgets_core::stores::{PageRequest, Paged, Position, Selected, StoreResult};

use super::database::Database;
use super::select::Select;
use crate::driver::{Arg, FromRow};

/// The position behind which a page begins, in a list whose greatest position comes first, for a
/// comparison of rows: `(key, id) < ($1, $2)`. The first page begins before a key that no row has.
pub(crate) fn newest_first<'a, K, I>(after: Option<&'a Position<K, I>>) -> [Arg<'a>; 2]
where
    K: Copy,
    Arg<'a>: From<K> + From<&'a I>,
{
    sorted_after(after, false)
}

/// The same, or of a list in the other direction, which is compared by `>`.
pub(crate) fn sorted_after<'a, K, I>(
    after: Option<&'a Position<K, I>>,
    ascending: bool,
) -> [Arg<'a>; 2]
where
    K: Copy,
    Arg<'a>: From<K> + From<&'a I>,
{
    match after {
        Some(position) => [position.key.into(), Arg::from(&position.id)],
        None if ascending => [i64::MIN.into(), "".into()],
        None => [i64::MAX.into(), "".into()],
    }
}

/// A condition on the rows that were selected, for a statement with two arguments before them. It has
/// one for each of [`Selected::MOST`].
macro_rules! in_selected {
    () => {
        "IN ($3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)"
    };
}

pub(crate) use in_selected;

/// The arguments of such a statement. What is not selected is an identifier that no row has.
pub(crate) fn selected_args<'a, I: PartialEq>(
    first: [Arg<'a>; 2],
    selected: &'a Selected<I>,
) -> Vec<Arg<'a>>
where
    Arg<'a>: From<&'a I>,
{
    let mut args = first.to_vec();
    args.extend(selected.iter().map(Arg::from));
    args.resize(2 + Selected::<I>::MOST, "".into());
    args
}

impl Database {
    /// A page. The last argument of the statement is the number of rows it reads.
    pub(crate) async fn page<'a, T: FromRow, P>(
        &self,
        select: Select<T>,
        args: impl Into<Vec<Arg<'a>>>,
        page: &PageRequest<P>,
        position: impl FnOnce(&T) -> P,
    ) -> StoreResult<Paged<T, P>> {
        let mut args = args.into();
        args.push(page.reads().into());
        let rows = self.list(select, &args).await?;
        Ok(page.cut(rows, position))
    }
}
