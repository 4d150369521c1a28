//! Statements that read, each with the type of its rows.

use std::marker::PhantomData;

use crate::driver::Row;

const SELECT: &[u8] = b"SELECT";

/// A statement that only reads, with the type of its rows.
pub(crate) struct Select<T = Row> {
    sql: &'static str,
    rows: PhantomData<fn() -> T>,
}

impl<T> Select<T> {
    /// A statement whose first word is `SELECT`. Any other does not compile as a constant.
    pub(crate) const fn new(sql: &'static str) -> Self {
        assert!(is_select(sql), "only a SELECT is read");
        let rows = PhantomData;
        Self { sql, rows }
    }

    pub(super) const fn sql(&self) -> &'static str {
        self.sql
    }
}

impl Select<Row> {
    /// A statement of the host; `None` unless its first word is `SELECT`.
    pub(crate) fn parse(sql: &'static str) -> Option<Self> {
        is_select(sql).then(|| Self::new(sql))
    }
}

/// Whether the first word is `SELECT`. `WITH` is none: it can precede statements that write.
const fn is_select(sql: &str) -> bool {
    match sql
        .as_bytes()
        .trim_ascii_start()
        .split_at_checked(SELECT.len())
    {
        Some((verb, [space, ..])) => {
            verb.eq_ignore_ascii_case(SELECT) && space.is_ascii_whitespace()
        }
        _ => false,
    }
}

/// Defines the columns of a type once, for both the column list of statements (`name!(columns)`) and
/// the reader of its rows: first the arguments of its `new`, then other fields. They are read in this
/// order, each from as many columns as its type has; `=>` converts a column to the field.
macro_rules! row {
    ($(#[$meta:meta])* $vis:vis $name:ident -> $type:ident {
        $first:ident: $column:expr
        $(, $field:ident: $further:expr)* $(,)?
    } $(and {
        $($other:ident: $text:expr $(=> $read:expr)?),* $(,)?
    })?) => {
        $(#[$meta])*
        macro_rules! $name {
            (columns) => { concat!($column $(, ", ", $further)* $($(, ", ", $text)*)?) };
            (type) => { $type };
        }

        #[allow(unused_imports)]
        $vis use $name;

        impl $crate::driver::FromRow for $type {
            fn from_row(
                row: &mut $crate::driver::Row,
            ) -> Result<Self, $crate::driver::BoxError> {
                let $first = row.take()?;
                $(let $field = row.take()?;)*
                #[allow(unused_mut, reason = "of some types, `new` takes every field")]
                let mut read = Self::new($first $(, $field)*);
                $($(read.$other = $crate::engine::take!(row $(, $read)?);)*)?
                Ok(read)
            }
        }
    };
}

/// A [`Select`] of the columns of a [`row!`], or of several: `select!(session_row + account_row, ..)`.
macro_rules! select {
    ($name:ident, $($text:expr),+ $(,)?) => {
        $crate::engine::Select::<$name!(type)>::new(concat!("SELECT ", $name!(columns), $($text),+))
    };
    ($name:ident + $other:ident, $($text:expr),+ $(,)?) => {
        $crate::engine::Select::<($name!(type), $other!(type))>::new(concat!(
            "SELECT ", $name!(columns), ", ", $other!(columns), $($text),+
        ))
    };
    ($name:ident + $other:ident + $third:ident, $($text:expr),+ $(,)?) => {
        $crate::engine::Select::<($name!(type), $other!(type), $third!(type))>::new(concat!(
            "SELECT ", $name!(columns), ", ", $other!(columns), ", ", $third!(columns), $($text),+
        ))
    };
}

/// The next field of a row.
macro_rules! take {
    ($row:ident) => {
        $row.take()?
    };
    ($row:ident, $read:expr) => {
        $read($row.take()?)
    };
}

pub(crate) use {row, select, take};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_select_is_read() {
        for read in [
            "SELECT 1",
            "select 1",
            "\n  SELECT\n id FROM tea",
            "SELECT\t1",
        ] {
            assert!(is_select(read), "{read:?}");
        }
        for other in [
            "",
            "SELECT",
            "SELECTED 1",
            "DELETE FROM tea",
            "WITH x AS (DELETE FROM tea)",
        ] {
            assert!(!is_select(other), "{other:?}");
        }
    }
}
