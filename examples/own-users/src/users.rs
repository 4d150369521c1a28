//! The shop's own table of users, and how accounts map to its rows.
//!
//! A row has a number, which orders refer to, and the identifier of the account that it belongs to.
//! Of people who were there before, the number is the identifier. People who sign up get an
//! identifier of the widgets', and the next number.

use widgets_core::id::AccountId;
use widgets_core::stores::{AccountDirectory as _, StoreError, StoreResult};
use widgets_storage::{Plan, SqlStores, args};

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

    /// The number of the user with that account. Somebody who has just signed up may be here before
    /// [`Users::hear_of`] was told; then the row is made now.
    ///
    /// # Errors
    ///
    /// An outage.
    pub async fn number(&self, account: &AccountId, email: &str) -> StoreResult<i64> {
        let found = self.database.read(FIND, &args![account]).await?;
        if let Some(mut row) = found.into_iter().next() {
            return row.take().map_err(StoreError::Unavailable);
        }
        let add = Plan::new().answer(ADD, args![account, email]);
        let mut added = self.database.write_returning(add).await?;
        let number = added.pop();
        number.ok_or_else(|| StoreError::unavailable("no number was given"))
    }

    /// Gives a new account its row, unless it was deleted meanwhile: events may come late.
    ///
    /// # Errors
    ///
    /// An outage.
    pub async fn hear_of(&self, account: &AccountId) -> StoreResult<()> {
        if let Some(known) = self.database.find_account(account).await? {
            self.number(account, known.address()).await?;
        }
        Ok(())
    }

    /// Puts an order on the books.
    ///
    /// # Errors
    ///
    /// An outage, or a user that is not there.
    pub async fn order(&self, user: i64, what: &str) -> StoreResult<()> {
        let order = Plan::new().one(ORDER, args![user, what]);
        self.database.write(order, ()).await
    }

    /// What a user ordered.
    ///
    /// # Errors
    ///
    /// An outage.
    pub async fn ordered(&self, user: i64) -> StoreResult<Ordered> {
        let mut ordered = Ordered::default();
        for mut row in self.database.read(ORDERS, &args![user]).await? {
            let (name, what): (_, Option<String>) = row.take().map_err(StoreError::Unavailable)?;
            ordered.name = name;
            ordered.orders.extend(what);
        }
        Ok(ordered)
    }
}
