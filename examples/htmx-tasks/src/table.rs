//! The app's own tables: people with a number, and their tasks. Both are in the pool that the widgets use too.

use sqlx::{Row as _, SqlitePool};
use widgets_core::id::AccountId;

const TABLES: &str = "CREATE TABLE IF NOT EXISTS people \
       (id INTEGER PRIMARY KEY, account TEXT NOT NULL UNIQUE) STRICT; \
     CREATE TABLE IF NOT EXISTS tasks (id INTEGER PRIMARY KEY, \
       person INTEGER NOT NULL REFERENCES people (id), title TEXT NOT NULL, \
       done INTEGER NOT NULL DEFAULT 0) STRICT; \
     CREATE INDEX IF NOT EXISTS tasks_person ON tasks (person)";

/// Of two that add the same row at once, both get its number.
const PERSON: &str = "INSERT INTO people (account) VALUES ($1) \
     ON CONFLICT (account) DO UPDATE SET account = excluded.account RETURNING id";

const ADD: &str = "INSERT INTO tasks (person, title) VALUES ($1, $2)";

const LIST: &str = "SELECT tasks.id, title, done FROM tasks JOIN people ON people.id = person \
     WHERE account = $1 ORDER BY tasks.id LIMIT 200";

const TICK: &str = "UPDATE tasks SET done = 1 - done WHERE id = $1 \
     AND person = (SELECT id FROM people WHERE account = $2)";

/// Everybody's tasks.
#[derive(Debug, Clone)]
pub struct Tasks(SqlitePool);

/// One thing to do.
pub(crate) struct Task {
    pub(crate) id: i64,
    pub(crate) title: String,
    pub(crate) done: bool,
}

impl Tasks {
    /// Makes the tables, unless they are there.
    ///
    /// # Errors
    ///
    /// An outage.
    pub async fn open(pool: SqlitePool) -> sqlx::Result<Self> {
        sqlx::raw_sql(TABLES).execute(&pool).await?;
        Ok(Self(pool))
    }

    /// Adds a task. A person's row is made by their first one.
    ///
    /// # Errors
    ///
    /// An outage.
    pub async fn add(&self, account: &AccountId, title: &str) -> sqlx::Result<()> {
        let person = sqlx::query_scalar::<_, i64>(PERSON).bind(account.as_str());
        let person = person.fetch_one(&self.0).await?;
        let add = sqlx::query(ADD).bind(person).bind(title);
        add.execute(&self.0).await.map(drop)
    }

    /// Marks a task of this person as done, or as not done again.
    pub(crate) async fn tick(&self, account: &AccountId, task: i64) -> sqlx::Result<()> {
        let tick = sqlx::query(TICK).bind(task).bind(account.as_str());
        tick.execute(&self.0).await.map(drop)
    }

    /// The tasks of this person, the first 200 of them.
    pub(crate) async fn of(&self, account: &AccountId) -> sqlx::Result<Vec<Task>> {
        let rows = sqlx::query(LIST).bind(account.as_str());
        let rows = rows.fetch_all(&self.0).await?;
        rows.iter()
            .map(|row| {
                Ok(Task {
                    id: row.try_get(0)?,
                    title: row.try_get(1)?,
                    done: row.try_get::<i64, _>(2)? != 0,
                })
            })
            .collect()
    }
}
