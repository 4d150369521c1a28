//! What the library has in its database: readers, who of them is signed in, books and loans.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use argon2::Argon2;
use rocket::tokio::task::spawn_blocking;
use rusqlite::{Connection, OptionalExtension as _, params};
use serde::Serialize;
use subtle::ConstantTimeEq as _;
use widgets_core::clock::Timestamp;

/// Why the desk cannot answer.
pub type Trouble = Box<dyn std::error::Error + Send + Sync>;

/// Who can sign in, and with what. A real library would have a form for new readers.
pub const READERS: [(&str, &str); 2] =
    [("nele", "salt on the jetty"), ("tom", "low tide at seven")];

const TABLES: &str = "
    CREATE TABLE IF NOT EXISTS readers (
        number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, salt BLOB NOT NULL, hash BLOB NOT NULL
    );
    CREATE TABLE IF NOT EXISTS signed_in (
        token TEXT PRIMARY KEY, reader INTEGER NOT NULL, since INTEGER NOT NULL, proved INTEGER NOT NULL
    );
    CREATE TABLE IF NOT EXISTS books (
        number INTEGER PRIMARY KEY, title TEXT NOT NULL, author TEXT NOT NULL, reader INTEGER
    );
    INSERT OR IGNORE INTO books VALUES
        (1, 'Knots for Short Evenings', 'Ada Brill', NULL),
        (2, 'The Lighthouse Keeper’s Ledger', 'Ingrid Voss', NULL),
        (3, 'Gulls, an Apology', 'Tomasz Wren', NULL),
        (4, 'Fog Signals of the North', 'Ruth Okonjo', NULL);
";

/// The desk, with its database.
#[derive(Debug, Clone)]
pub struct Desk(Arc<Mutex<Connection>>);

/// A reader who is signed in.
pub(crate) struct SignedIn {
    /// The number on the card.
    pub(crate) number: i64,
    /// The user name.
    pub(crate) name: String,
    /// When this browser was signed in.
    pub(crate) since: Timestamp,
    /// When the password was last given in it.
    pub(crate) proved: Timestamp,
}

/// A book on the shelf or on loan.
#[derive(Debug, Serialize)]
pub(crate) struct Book {
    number: i64,
    title: String,
    author: String,
    /// Whether somebody has it.
    away: bool,
}

impl Desk {
    /// Opens the database, with the readers and the books in it.
    ///
    /// # Errors
    ///
    /// [`Trouble`] if the file cannot be opened or written.
    pub async fn open(path: impl AsRef<Path>) -> Result<Self, Trouble> {
        let path = path.as_ref().to_owned();
        let opened = spawn_blocking(move || {
            let connection = Connection::open(path)?;
            connection.busy_timeout(std::time::Duration::from_secs(5))?;
            connection.execute_batch(TABLES)?;
            for (name, password) in READERS {
                let mut salt = [0; 16];
                getrandom::fill(&mut salt)?;
                let add = "INSERT OR IGNORE INTO readers (name, salt, hash) VALUES (?1, ?2, ?3)";
                connection.execute(add, params![name, salt, hash(password, &salt)?])?;
            }
            Ok::<_, Trouble>(connection)
        });
        Ok(Self(Arc::new(Mutex::new(opened.await??))))
    }

    /// Asks the database, on a thread that may wait.
    async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Connection) -> Result<T, Trouble> + Send + 'static,
    ) -> Result<T, Trouble> {
        let connection = Arc::clone(&self.0);
        let answer = spawn_blocking(move || {
            question(&connection.lock().unwrap_or_else(PoisonError::into_inner))
        });
        answer.await?
    }

    /// The number of the reader with this name and password.
    pub(crate) async fn check(
        &self,
        name: String,
        password: String,
    ) -> Result<Option<i64>, Trouble> {
        let known = self.ask(move |desk| {
            let find = "SELECT number, salt, hash FROM readers WHERE name = ?1";
            let known = desk.query_row(find, [name], |row| {
                Ok(Known {
                    number: row.get(0)?,
                    salt: row.get(1)?,
                    hash: row.get(2)?,
                })
            });
            Ok(known.optional()?)
        });
        let known = known.await?;
        // Not within `ask`, since everybody waits for the one connection and hashing is slow.
        spawn_blocking(move || compare(known, &password)).await?
    }

    /// Signs a reader in, or notes that one who is has given the password again. The token stays
    /// the same then, since open forms are bound to it.
    pub(crate) async fn sign_in(
        &self,
        reader: i64,
        token: Option<String>,
    ) -> Result<String, Trouble> {
        self.ask(move |desk| {
            let now = now()?;
            let again = "UPDATE signed_in SET proved = ?3 WHERE token = ?1 AND reader = ?2";
            if let Some(token) = token {
                if desk.execute(again, params![token, reader, now])? == 1 {
                    return Ok(token);
                }
                desk.execute("DELETE FROM signed_in WHERE token = ?1", [token])?;
            }
            let mut random = [0; 32];
            getrandom::fill(&mut random)?;
            let token: String = random.iter().map(|byte| format!("{byte:02x}")).collect();
            let add = "INSERT INTO signed_in VALUES (?1, ?2, ?3, ?3)";
            desk.execute(add, params![token, reader, now])?;
            Ok(token)
        })
        .await
    }

    /// Who is signed in with this token.
    pub(crate) async fn find(&self, token: String) -> Result<Option<SignedIn>, Trouble> {
        self.ask(move |desk| {
            let find = "SELECT r.number, r.name, s.since, s.proved FROM signed_in s \
                        JOIN readers r ON r.number = s.reader WHERE s.token = ?1";
            let found = desk.query_row(find, [token], |row| {
                Ok(SignedIn {
                    number: row.get(0)?,
                    name: row.get(1)?,
                    since: Timestamp::from_micros(row.get(2)?),
                    proved: Timestamp::from_micros(row.get(3)?),
                })
            });
            Ok(found.optional()?)
        })
        .await
    }

    pub(crate) async fn sign_out(&self, token: String) -> Result<(), Trouble> {
        self.ask(move |desk| {
            desk.execute("DELETE FROM signed_in WHERE token = ?1", [token])?;
            Ok(())
        })
        .await
    }

    /// All books, or those that a reader has.
    pub(crate) async fn books(&self, reader: Option<i64>) -> Result<Vec<Book>, Trouble> {
        self.ask(move |desk| {
            let list = "SELECT number, title, author, reader IS NOT NULL FROM books \
                        WHERE ?1 IS NULL OR reader = ?1 ORDER BY number";
            let mut list = desk.prepare(list)?;
            let books = list.query_map([reader], |row| {
                Ok(Book {
                    number: row.get(0)?,
                    title: row.get(1)?,
                    author: row.get(2)?,
                    away: row.get(3)?,
                })
            })?;
            Ok(books.collect::<Result<_, _>>()?)
        })
        .await
    }

    /// Lends a book that is on the shelf.
    pub(crate) async fn lend(&self, book: i64, reader: i64) -> Result<(), Trouble> {
        self.ask(move |desk| {
            let lend = "UPDATE books SET reader = ?2 WHERE number = ?1 AND reader IS NULL";
            desk.execute(lend, [book, reader])?;
            Ok(())
        })
        .await
    }

    /// Takes a book back from the reader who has it.
    pub(crate) async fn take_back(&self, book: i64, reader: i64) -> Result<(), Trouble> {
        self.ask(move |desk| {
            let back = "UPDATE books SET reader = NULL WHERE number = ?1 AND reader = ?2";
            desk.execute(back, [book, reader])?;
            Ok(())
        })
        .await
    }
}

/// A reader, and what the password is compared with.
struct Known {
    number: i64,
    salt: Vec<u8>,
    hash: Vec<u8>,
}

/// The number of the reader whose password this is. Takes as long where nobody is known.
fn compare(known: Option<Known>, password: &str) -> Result<Option<i64>, Trouble> {
    let Some(known) = known else {
        hash(password, &[0; 16])?;
        return Ok(None);
    };
    let typed = hash(password, &known.salt)?;
    let right = known.hash.as_slice().ct_eq(typed.as_slice());
    Ok(bool::from(right).then_some(known.number))
}

/// In microseconds since 1970, as the widgets count.
fn now() -> Result<i64, Trouble> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH)?;
    Ok(i64::try_from(since.as_micros())?)
}

fn hash(password: &str, salt: &[u8]) -> Result<[u8; 32], Trouble> {
    let mut hash = [0; 32];
    let hashed = Argon2::default().hash_password_into(password.as_bytes(), salt, &mut hash);
    hashed.map_err(|error| error.to_string())?;
    Ok(hash)
}
