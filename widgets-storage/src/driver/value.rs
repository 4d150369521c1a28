//! Arguments of statements and values of rows.

use std::fmt;

use super::port::BoxError;

/// An argument of a statement. Nulls are typed, as PostgreSQL requires. `Debug` prints no texts or
/// bytes, because hashes are among them.
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

impl<'a> Arg<'a> {
    /// A TEXT, or null.
    #[must_use]
    pub const fn text(text: Option<&'a str>) -> Self {
        match text {
            Some(text) => Self::Text(text),
            None => Self::NullText,
        }
    }

    /// A BIGINT, or null.
    #[must_use]
    pub const fn int(int: Option<i64>) -> Self {
        match int {
            Some(int) => Self::Int(int),
            None => Self::NullInt,
        }
    }
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

impl Row {
    /// A row with these values.
    #[must_use]
    pub fn new(values: Vec<Value>) -> Self {
        Self(values.into_iter())
    }

    /// The values not taken yet.
    pub fn rest(self) -> Vec<Value> {
        self.0.collect()
    }

    pub(crate) fn skip(&mut self, columns: usize) {
        if let Some(last) = columns.checked_sub(1) {
            self.0.nth(last);
        }
    }

    pub(crate) fn int(&mut self) -> Result<i64, BoxError> {
        self.optional_int()?
            .ok_or_else(|| misread("an integer", &Value::Null))
    }

    pub(crate) fn optional_int(&mut self) -> Result<Option<i64>, BoxError> {
        match self.take() {
            Value::Int(int) => Ok(Some(int)),
            Value::Null => Ok(None),
            other => Err(misread("an integer", &other)),
        }
    }

    pub(crate) fn text(&mut self) -> Result<String, BoxError> {
        self.optional_text()?
            .ok_or_else(|| misread("a text", &Value::Null))
    }

    pub(crate) fn optional_text(&mut self) -> Result<Option<String>, BoxError> {
        match self.take() {
            Value::Text(text) => Ok(Some(text)),
            Value::Null => Ok(None),
            other => Err(misread("a text", &other)),
        }
    }

    pub(crate) fn bytes(&mut self) -> Result<Vec<u8>, BoxError> {
        match self.take() {
            Value::Bytes(bytes) => Ok(bytes),
            other => Err(misread("bytes", &other)),
        }
    }

    fn take(&mut self) -> Value {
        self.0.next().unwrap_or(Value::Null)
    }
}

fn misread(wanted: &'static str, found: &Value) -> BoxError {
    let found = match found {
        Value::Null => "nothing",
        Value::Int(_) => "an integer",
        Value::Text(_) => "a text",
        Value::Bytes(_) => "bytes",
    };
    Misread { wanted, found }.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::driver::{Expect, Statement};

    #[test]
    fn attack_037_statements_and_rows_print_no_hash() {
        let hash = "$argon2id$v=19$m=64,t=1,p=1$c2FsdA$AAAA";
        let statement = Statement {
            sql: "UPDATE wg_accounts SET password = $1",
            args: vec![Arg::Text(hash), Arg::Bytes(hash.as_bytes())],
            expect: Expect::Any,
        };
        let row = Row::new(vec![Value::Text(hash.to_owned())]);
        let printed = format!("{statement:?} {row:?}");
        assert!(printed.contains("UPDATE wg_accounts"), "{printed}");
        assert!(!printed.contains("argon2"), "{printed}");
    }
}
