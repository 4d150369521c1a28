//! Plans: the statements of a write, what each must change, and the outcome if one does not.

use widgets_core::stores::{Change, StoreError, StoreResult};

use crate::driver::{Arg, Dialect, Durability, Expect, Transaction};

/// A write: statements that run in order in one transaction, as a whole or not at all.
///
/// [`SqlStores::write`](crate::SqlStores::write) runs it; there is no other way to write. A statement
/// that may refuse carries the outcome of that refusal. The change (audit events, outbox rows) is
/// appended after all statements.
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
///         .one_or("UPDATE tea SET left = left - 1 WHERE id = $1", args![tea], Brewed::NoTea)
///         .any("DELETE FROM tea WHERE left = 0", args![]);
///     stores.write(plan, Brewed::Done).await
/// }
/// ```
///
/// A write outside of a plan does not compile: neither a [`Driver`](crate::Driver) nor the stores
/// accept a statement that writes.
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
#[must_use = "a plan changes nothing until it is run"]
pub struct Plan<'a, T> {
    pub(super) statements: Vec<Statement<'a>>,
    /// The outcome if the statement at the same position refuses; `None` if that is an outage.
    pub(super) refusals: Vec<Option<T>>,
    pub(super) change: Option<Change>,
    durability: Durability,
}

/// A statement of a plan.
#[derive(Debug)]
pub(super) struct Statement<'a> {
    sql: &'static str,
    args: Vec<Arg<'a>>,
    expect: Expect,
}

impl<'a, T> Plan<'a, T> {
    /// A plan without a change.
    pub const fn new() -> Self {
        Self::of(None, Durability::Full)
    }

    /// A plan of statements that only count, as rate limits do: they may be lost in a power failure,
    /// and so need not wait for the disk.
    pub const fn counting() -> Self {
        Self::of(None, Durability::Relaxed)
    }

    /// A plan that appends `change` after its last statement.
    pub const fn appending(change: Change) -> Self {
        Self::of(Some(change), Durability::Full)
    }

    const fn of(change: Option<Change>, durability: Durability) -> Self {
        Self {
            statements: Vec::new(),
            refusals: Vec::new(),
            change,
            durability,
        }
    }

    /// Adds a statement that must change exactly one row and violate no unique index. Otherwise the
    /// write changes nothing, and its outcome is `refused`.
    pub fn one_or(self, sql: &'static str, args: impl Into<Vec<Arg<'a>>>, refused: T) -> Self {
        self.push(sql, args.into(), Expect::One, Some(refused))
    }

    /// Adds a statement that must change exactly one row and violate no unique index. Otherwise the
    /// write changes nothing, and reports an outage: no rule of the store explains it.
    pub fn one(self, sql: &'static str, args: impl Into<Vec<Arg<'a>>>) -> Self {
        self.push(sql, args.into(), Expect::One, None)
    }

    /// Adds a statement that must change at least one row and violate no unique index. Otherwise the
    /// write changes nothing, and its outcome is `refused`.
    pub fn some_or(self, sql: &'static str, args: impl Into<Vec<Arg<'a>>>, refused: T) -> Self {
        self.push(sql, args.into(), Expect::Some, Some(refused))
    }

    /// Adds a statement that may change any number of rows. If it violates a unique index, the write
    /// changes nothing and reports an outage.
    pub fn any(self, sql: &'static str, args: impl Into<Vec<Arg<'a>>>) -> Self {
        self.push(sql, args.into(), Expect::Any, None)
    }

    /// Adds a statement that may change any number of rows, and whose result (number of rows changed,
    /// rows returned) is the result of the write. Results of several are joined. If it violates a
    /// unique index, the write changes nothing and reports an outage.
    pub fn answer(self, sql: &'static str, args: impl Into<Vec<Arg<'a>>>) -> Self {
        self.push(sql, args.into(), Expect::Answer, None)
    }

    /// All statements as one transaction.
    pub(super) fn transaction(&self, dialect: Dialect) -> Transaction {
        let mut transaction = Transaction::new(dialect, self.durability);
        for statement in &self.statements {
            transaction.push(statement.sql, &statement.args, statement.expect);
        }
        transaction
    }

    /// The outcome after the statement at this position refused.
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

/// A refusal that no rule explains, such as an identifier used before.
#[derive(Debug, thiserror::Error)]
#[error("a statement changed another number of rows than one, or what it adds exists: {0}")]
struct Unforeseen(&'static str);
