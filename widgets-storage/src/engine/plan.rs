//! A write as a plan: its statements, what each must change, and what it means when one does not.

use widgets_core::stores::{Change, StoreError, StoreResult};

use crate::driver::Arg;

/// A write: statements that are carried out in order and as a whole, or not at all.
///
/// [`SqlStores::write`](crate::SqlStores::write) carries it out, and nothing else does. A statement
/// that may refuse says what that means; what the audit trail and the outbox get is appended behind
/// all of them.
///
/// ```
/// use widgets_core::stores::{Change, StoreResult};
/// use widgets_storage::{Plan, SqlStores, args};
///
/// #[derive(Clone, Copy)]
/// enum Brewed {
///     Done,
///     NoTea,
/// }
///
/// async fn brew(stores: &SqlStores, tea: &str, change: Change) -> StoreResult<Brewed> {
///     let plan = Plan::appending(change)
///         .demand("UPDATE tea SET left = left - 1 WHERE id = $1", args![tea], Brewed::NoTea)
///         .any("DELETE FROM tea WHERE left = 0", args![]);
///     stores.write(plan, Brewed::Done).await
/// }
/// ```
///
/// There is no way around it: neither a [`Driver`](crate::Driver) nor the stores take a statement
/// that writes.
///
/// ```compile_fail,E0599
/// async fn past_the_plan(driver: &dyn widgets_storage::Driver) {
///     let _ = driver.commit("DELETE FROM tea").await;
/// }
/// ```
///
/// ```compile_fail,E0308
/// async fn past_the_plan(stores: &widgets_storage::SqlStores) {
///     let _ = stores.write("DELETE FROM tea", ()).await;
/// }
/// ```
#[derive(Debug)]
#[must_use = "a plan changes nothing until it is carried out"]
pub struct Plan<'a, T> {
    pub(super) statements: Vec<Statement<'a>>,
    /// What it means when the statement at the same position refuses, where anything explains it.
    pub(super) refusals: Vec<Option<T>>,
    pub(super) change: Option<Change>,
}

/// A statement of a plan.
#[derive(Debug)]
pub(crate) struct Statement<'a> {
    pub(super) sql: &'static str,
    pub(super) args: Vec<Arg<'a>>,
    pub(super) expect: Expect,
}

/// What a statement must do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expect {
    /// Change exactly one row.
    One,
    /// Change as many as it may be, none included.
    Any,
    /// The same, and what it gives is what the plan gives.
    Answer,
}

impl<'a, T> Plan<'a, T> {
    /// A write that appends nothing.
    pub const fn new() -> Self {
        Self {
            statements: Vec::new(),
            refusals: Vec::new(),
            change: None,
        }
    }

    /// A write that appends `change` behind its last statement.
    pub const fn appending(change: Change) -> Self {
        Self {
            statements: Vec::new(),
            refusals: Vec::new(),
            change: Some(change),
        }
    }

    /// A statement that must change exactly one row and break no unique index. Else nothing is
    /// changed, and `refused` is what the write answers.
    pub fn demand(self, sql: &'static str, args: impl Into<Vec<Arg<'a>>>, refused: T) -> Self {
        self.push(sql, args.into(), Expect::One, Some(refused))
    }

    /// A statement that changes exactly one row. Else nothing is changed and the write is an outage:
    /// there is no rule that explains it.
    pub fn one(self, sql: &'static str, args: impl Into<Vec<Arg<'a>>>) -> Self {
        self.push(sql, args.into(), Expect::One, None)
    }

    /// A statement that may change any number of rows.
    pub fn any(self, sql: &'static str, args: impl Into<Vec<Arg<'a>>>) -> Self {
        self.push(sql, args.into(), Expect::Any, None)
    }

    /// A statement that may change any number of rows: how many, and those that it returns, are what
    /// the write gives. Of several, all of them.
    pub fn answer(self, sql: &'static str, args: impl Into<Vec<Arg<'a>>>) -> Self {
        self.push(sql, args.into(), Expect::Answer, None)
    }

    /// What it means that the statement at that position refused.
    pub(super) fn refused_at(self, position: usize) -> StoreResult<T> {
        let refused = self.refusals.into_iter().nth(position).flatten();
        refused.ok_or_else(|| {
            let statement = self.statements.get(position);
            StoreError::unavailable(Unforeseen(statement.map_or("", |own| own.sql)))
        })
    }

    pub(super) fn push(
        mut self,
        sql: &'static str,
        args: Vec<Arg<'a>>,
        expect: Expect,
        refused: Option<T>,
    ) -> Self {
        self.statements.push(Statement { sql, args, expect });
        self.refusals.push(refused);
        self
    }
}

impl<T> Default for Plan<'_, T> {
    fn default() -> Self {
        Self::new()
    }
}

/// A refusal where none can be: an identifier or token that was used before.
#[derive(Debug, thiserror::Error)]
#[error("a write was refused, though no rule explains it: {0}")]
struct Unforeseen(&'static str);
