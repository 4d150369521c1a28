//! What the shop had before the account pages came, and how its users came along.

use widgets_core::Widgets;
use widgets_core::admin::{ManageUsers, ManagementError, Secret, UserToCreate};
use widgets_core::id::AccountId;
use widgets_core::stores::{StoreError, StoreResult};
use widgets_storage::{BoxError, Plan, Row, args};

use crate::users::Users;

/// The shop's tables. `account_id` is the one column that is new. No number is given twice.
const TABLES: [&str; 2] = [
    "CREATE TABLE IF NOT EXISTS users (
       id INTEGER PRIMARY KEY AUTOINCREMENT,
       account_id TEXT UNIQUE,
       email TEXT,
       password TEXT,
       display_name TEXT NOT NULL DEFAULT '',
       given_name TEXT NOT NULL DEFAULT '',
       middle_name TEXT NOT NULL DEFAULT '',
       family_name TEXT NOT NULL DEFAULT '',
       language TEXT,
       time_zone TEXT
     )",
    "CREATE TABLE IF NOT EXISTS orders (
       id INTEGER PRIMARY KEY,
       user_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
       what TEXT NOT NULL
     )",
];

/// Somebody who bought paper before, with the hash that the shop's framework made of
/// "maren likes laid paper".
const USERS: &str = "INSERT INTO users (id, email, password, display_name) VALUES \
     (1042, 'maren@paper.example', 'pbkdf2_sha256$100000$8dkfJw2kXbQpLs$\
     99TZ2MFxa+tDe7vaO6vNb80z4NlCmDXxZW0TW2u+AdA=', 'Maren Okafor') \
     ON CONFLICT (id) DO NOTHING";

const ORDERS: &str = "INSERT INTO orders (id, user_id, what) VALUES (1, 1042, 'Laid paper') \
     ON CONFLICT (id) DO NOTHING";

const WAITING: &str = "SELECT id, email, password FROM users WHERE account_id IS NULL \
     ORDER BY id LIMIT 100";

/// The hash has moved: it is worth nothing here any more.
const MOVED: &str = "UPDATE users SET account_id = $2, password = NULL WHERE id = $1";

impl Users {
    /// Makes the tables, with a user and an order as the shop had them.
    ///
    /// # Errors
    ///
    /// An outage.
    pub async fn as_before(&self) -> StoreResult<()> {
        let tables = Plan::new().any(TABLES[0], []).any(TABLES[1], []);
        self.database.write(tables, ()).await?;
        if self
            .database
            .read("SELECT id FROM orders", &[])
            .await?
            .is_empty()
        {
            let rows = Plan::new().any(USERS, []).any(ORDERS, []);
            self.database.write(rows, ()).await?;
        }
        Ok(())
    }

    /// Gives everybody an account who has none: under their number, with their address and the hash
    /// of their password. Their names stay where they are. Can be called again after an interruption.
    ///
    /// # Errors
    ///
    /// What is wrong with a user, such as an address that somebody else has; or an outage.
    pub async fn bring_along(&self, widgets: &Widgets) -> Result<(), ManagementError> {
        let management = widgets.management("the shop");
        loop {
            let waiting = self.database.read(WAITING, &[]).await?;
            if waiting.is_empty() {
                return Ok(());
            }
            for row in waiting {
                self.bring(&management.users(), row).await?;
            }
        }
    }

    async fn bring(&self, users: &ManageUsers<'_>, row: Row) -> Result<(), ManagementError> {
        let (number, email, password) = waiting(row).map_err(StoreError::Unavailable)?;
        let account = AccountId::parse(number.to_string()).map_err(StoreError::unavailable)?;
        let user = UserToCreate::new(email.clone())
            .verified(true)
            .secret(password.map_or(Secret::None, Secret::Hash));
        match users.create_as(&account, user).await {
            Ok(()) => {}
            // It came this far before.
            Err(ManagementError::Taken)
                if users
                    .find(&email)
                    .await?
                    .is_some_and(|own| own.id == account) => {}
            Err(error) => return Err(error),
        }
        let moved = Plan::new().one(MOVED, args![number, &account]);
        self.database.write(moved, ()).await?;
        Ok(())
    }
}

/// Their number, address and hash. Nobody comes along without an address.
fn waiting(mut row: Row) -> Result<(i64, String, Option<String>), BoxError> {
    Ok((row.take()?, row.take()?, row.take()?))
}
