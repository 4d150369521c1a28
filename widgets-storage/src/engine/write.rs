//! The statements of a write, and what it means when one of them refuses.

use widgets_core::stores::StoreError;

use crate::driver::{Arg, Expect, Statement};

/// The statements of one transaction, in order.
#[derive(Default)]
pub(crate) struct Write<'a>(Vec<Statement<'a>>);

impl<'a> Write<'a> {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// A write that begins with these statements.
    pub(crate) fn beginning_with(statements: &[Statement<'a>]) -> Self {
        Self(statements.to_vec())
    }

    /// A statement that must change exactly one row, or everything is refused here.
    pub(crate) fn one(&mut self, sql: &'static str, args: impl Into<Vec<Arg<'a>>>) -> &mut Self {
        self.push(sql, args.into(), Expect::Exactly(1))
    }

    /// A statement that may change any number of rows.
    pub(crate) fn any(&mut self, sql: &'static str, args: impl Into<Vec<Arg<'a>>>) -> &mut Self {
        self.push(sql, args.into(), Expect::Any)
    }

    /// How many statements there are so far, and so the position of the next.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// All of them, the first one first.
    pub(super) fn statements(&self) -> &[Statement<'a>] {
        &self.0
    }

    fn push(&mut self, sql: &'static str, args: Vec<Arg<'a>>, expect: Expect) -> &mut Self {
        self.0.push(Statement { sql, args, expect });
        self
    }
}

/// A refusal where none can be: an identifier or token that was used before.
#[derive(Debug, thiserror::Error)]
#[error("statement {0} of the write was refused: something in it exists already")]
struct Unforeseen(usize);

/// What a refusal at `at` means when no rule explains it.
pub(crate) fn unforeseen(at: usize) -> StoreError {
    StoreError::unavailable(Unforeseen(at))
}
