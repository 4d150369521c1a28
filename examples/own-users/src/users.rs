//! The shop's own table of users, and how accounts map to its rows.
//!
//! A row has a number, which orders refer to, and the identifier of the account that it belongs to.
//! Of people who were there before, the number is the identifier. People who sign up get an
//! identifier of the widgets', and the next number.

use widgets_core::id::AccountId;
use widgets_core::stores::{AccountDirectory as _, StoreError, StoreResult};
use widgets_storage::{Arg, Expect, Row, Rows, SqlStores, Statement, Value, Written};

/// A row that was made by saving a name has no address yet, and counts as missing here.
const FIND: &str = "SELECT id FROM users WHERE account_id = $1 AND email IS NOT NULL";

/// Of two that add the same row at once, both get its number.
const ADD: &str = "INSERT INTO users (account_id, email) VALUES ($1, $2) \
     ON CONFLICT (account_id) DO UPDATE SET email = excluded.email RETURNING id";

const ORDER: &str = "INSERT INTO orders (user_id, what) VALUES ($1, $2)";

const ORDERS: &str = "SELECT users.display_name, orders.what FROM users \
     LEFT JOIN orders ON orders.user_id = users.id WHERE users.id = $1 ORDER BY orders.id";

/// The shop's tables, in the database where the widgets keep theirs.
#[derive(Debug, Clone)]
pub struct Users {
    pub(crate) database: SqlStores,
}

/// A person's name, and what they ordered.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Ordered {
    /// As they see it on `/account/profile`.
    pub name: String,
    /// The first order first.
    pub orders: Vec<String>,
}

impl Users {
    /// The tables in that database.
    #[must_use]
    pub const fn new(database: SqlStores) -> Self {
        Self { database }
    }

    /// The number of whoever has that account. Somebody who has just signed up may be here before
    /// [`Users::hear_of`] was told; then the row is made now.
    ///
    /// # Errors
    ///
    /// An outage.
    pub async fn number(&self, account: &AccountId, email: &str) -> StoreResult<i64> {
        let by_account = [Arg::Text(account.as_str())];
        let found = self.database.read(FIND, &by_account).await?;
        if let Some(number) = first_number(found) {
            return Ok(number);
        }
        let args = vec![Arg::Text(account.as_str()), Arg::Text(email)];
        let added = self.write(statement(ADD, args)).await?;
        first_number(added.rows).ok_or_else(|| StoreError::unavailable("no number was given"))
    }

    /// Gives a new account its row, unless it was deleted meanwhile: events may come late.
    ///
    /// # Errors
    ///
    /// An outage.
    pub async fn hear_of(&self, account: &AccountId) -> StoreResult<()> {
        if let Some(known) = self.database.find_account(account).await? {
            self.number(account, known.email.as_str()).await?;
        }
        Ok(())
    }

    /// Puts an order on the books.
    ///
    /// # Errors
    ///
    /// An outage, or a user that is not there.
    pub async fn order(&self, user: i64, what: &str) -> StoreResult<()> {
        let args = vec![Arg::Int(user), Arg::Text(what)];
        self.write(statement(ORDER, args)).await.map(drop)
    }

    /// What a user ordered.
    ///
    /// # Errors
    ///
    /// An outage.
    pub async fn ordered(&self, user: i64) -> StoreResult<Ordered> {
        let mut ordered = Ordered::default();
        for row in self.database.read(ORDERS, &[Arg::Int(user)]).await? {
            let mut values = row.rest().into_iter();
            if let Some(Value::Text(name)) = values.next() {
                ordered.name = name;
            }
            if let Some(Value::Text(what)) = values.next() {
                ordered.orders.push(what);
            }
        }
        Ok(ordered)
    }

    /// A write of the shop's that is nothing for the audit trail.
    pub(crate) async fn write(&self, statement: Statement<'_>) -> StoreResult<Rows> {
        match self.database.write(&[statement], None).await? {
            Written::Done(mut rows) => rows.pop().ok_or_else(|| "nothing was answered".into()),
            Written::Refused { .. } => Err("a row is there already".into()),
        }
        .map_err(StoreError::Unavailable)
    }
}

pub(crate) const fn statement<'a>(sql: &'static str, args: Vec<Arg<'a>>) -> Statement<'a> {
    Statement {
        sql,
        args,
        expect: Expect::Any,
    }
}

fn first_number(rows: Vec<Row>) -> Option<i64> {
    match rows.into_iter().next()?.rest().first() {
        Some(Value::Int(number)) => Some(*number),
        _ => None,
    }
}
