//! Arguments of statements and values of rows.

use std::fmt;

use super::port::BoxError;

/// An argument of a statement. Nulls are typed, as PostgreSQL requires. `Debug` prints no texts or
/// bytes, because hashes are among them.
///
/// The types of columns, and `Option`s of them, convert into it; [`args!`](crate::args!) converts a
/// list.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Arg<'a> {
    /// A BIGINT.
    Int(i64),
    /// A TEXT.
    Text(&'a str),
    /// A BYTEA.
    Bytes(&'a [u8]),
    /// A null BIGINT.
    NullInt,
    /// A null TEXT.
    NullText,
    /// A null BYTEA.
    NullBytes,
}

impl fmt::Debug for Arg<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Int(int) => write!(f, "Int({int})"),
            Self::Text(_) => f.write_str("Text(..)"),
            Self::Bytes(_) => f.write_str("Bytes(..)"),
            Self::NullInt => f.write_str("NullInt"),
            Self::NullText => f.write_str("NullText"),
            Self::NullBytes => f.write_str("NullBytes"),
        }
    }
}

/// An argument that owns its text or bytes.
#[derive(Clone)]
pub(crate) enum OwnedArg {
    Int(i64),
    Text(String),
    Bytes(Vec<u8>),
    NullInt,
    NullText,
    NullBytes,
}

impl From<&Arg<'_>> for OwnedArg {
    fn from(arg: &Arg<'_>) -> Self {
        match *arg {
            Arg::Int(int) => Self::Int(int),
            Arg::Text(text) => Self::Text(text.to_owned()),
            Arg::Bytes(bytes) => Self::Bytes(bytes.to_owned()),
            Arg::NullInt => Self::NullInt,
            Arg::NullText => Self::NullText,
            Arg::NullBytes => Self::NullBytes,
        }
    }
}

impl<'a> From<&'a OwnedArg> for Arg<'a> {
    fn from(arg: &'a OwnedArg) -> Self {
        match arg {
            OwnedArg::Int(int) => Self::Int(*int),
            OwnedArg::Text(text) => Self::Text(text),
            OwnedArg::Bytes(bytes) => Self::Bytes(bytes),
            OwnedArg::NullInt => Self::NullInt,
            OwnedArg::NullText => Self::NullText,
            OwnedArg::NullBytes => Self::NullBytes,
        }
    }
}

impl fmt::Debug for OwnedArg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Arg::from(self).fmt(f)
    }
}

/// A value of a row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// Null of any type.
    Null,
    /// An integer.
    Int(i64),
    /// A text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

/// A row of a result. Values are taken from left to right. `Debug` prints none.
pub struct Row(std::vec::IntoIter<Value>);

impl fmt::Debug for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Row({} values)", self.0.len())
    }
}

/// A row contains a value of an unexpected type.
#[derive(Debug, thiserror::Error)]
#[error("a row holds {found} where {wanted} belongs")]
pub struct Misread {
    wanted: &'static str,
    found: &'static str,
}

/// A type that is read from one column.
pub trait FromValue: Sized {
    /// Reads the value.
    ///
    /// # Errors
    ///
    /// If the column contains something else.
    fn from_value(value: Value) -> Result<Self, BoxError>;
}

/// A type that is read from one or several columns.
pub trait FromRow: Sized {
    /// Takes as many columns as the type needs, from left to right.
    ///
    /// # Errors
    ///
    /// If one of them contains something else.
    fn from_row(row: &mut Row) -> Result<Self, BoxError>;
}

impl<T: FromValue> FromRow for T {
    fn from_row(row: &mut Row) -> Result<Self, BoxError> {
        T::from_value(row.next())
    }
}

impl<T: FromValue> FromRow for Option<T> {
    fn from_row(row: &mut Row) -> Result<Self, BoxError> {
        match row.next() {
            Value::Null => Ok(None),
            value => T::from_value(value).map(Some),
        }
    }
}

impl<A: FromRow, B: FromRow> FromRow for (A, B) {
    fn from_row(row: &mut Row) -> Result<Self, BoxError> {
        Ok((row.take()?, row.take()?))
    }
}

impl<A: FromRow, B: FromRow, C: FromRow> FromRow for (A, B, C) {
    fn from_row(row: &mut Row) -> Result<Self, BoxError> {
        Ok((row.take()?, row.take()?, row.take()?))
    }
}

/// All columns not taken yet.
impl FromRow for Row {
    fn from_row(row: &mut Row) -> Result<Self, BoxError> {
        Ok(Self(std::mem::take(&mut row.0)))
    }
}

impl Row {
    /// A row with these values.
    #[must_use]
    pub fn new(values: Vec<Value>) -> Self {
        Self(values.into_iter())
    }

    /// Reads the next column, or as many columns as the type has.
    ///
    /// # Errors
    ///
    /// If a column contains something else.
    pub fn take<T: FromRow>(&mut self) -> Result<T, BoxError> {
        T::from_row(self)
    }

    /// The values not taken yet.
    pub fn rest(self) -> Vec<Value> {
        self.0.collect()
    }

    /// Skips values until only the last `columns` are left.
    pub(crate) fn skip_to_last(&mut self, columns: usize) {
        if let Some(last) = self.left().saturating_sub(columns).checked_sub(1) {
            self.0.nth(last);
        }
    }

    /// The number of values not taken yet.
    pub(crate) fn left(&self) -> usize {
        self.0.len()
    }

    fn next(&mut self) -> Value {
        self.0.next().unwrap_or(Value::Null)
    }
}

impl Value {
    pub(crate) fn int(self) -> Result<i64, BoxError> {
        match self {
            Self::Int(int) => Ok(int),
            other => Err(other.instead_of("an integer")),
        }
    }

    pub(crate) fn text(self) -> Result<String, BoxError> {
        match self {
            Self::Text(text) => Ok(text),
            other => Err(other.instead_of("a text")),
        }
    }

    pub(crate) fn bytes(self) -> Result<Vec<u8>, BoxError> {
        match self {
            Self::Bytes(bytes) => Ok(bytes),
            other => Err(other.instead_of("bytes")),
        }
    }

    fn instead_of(&self, wanted: &'static str) -> BoxError {
        let found = match self {
            Self::Null => "nothing",
            Self::Int(_) => "an integer",
            Self::Text(_) => "a text",
            Self::Bytes(_) => "bytes",
        };
        Misread { wanted, found }.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attack_037_statements_and_rows_print_no_hash() {
        let hash = "$argon2id$v=19$m=64,t=1,p=1$c2FsdA$AAAA";
        let args = crate::args![hash, hash.as_bytes()];
        let row = Row::new(vec![Value::Text(hash.to_owned())]);
        let printed = format!("{args:?} {row:?}");
        assert!(printed.contains("Text(..)"), "{printed}");
        assert!(!printed.contains("argon2"), "{printed}");
    }
}
