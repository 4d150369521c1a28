//! The statements of every migration, read from `migrations/`. Released ones never change.
//!
//! The dialects share one text except for the type of identifiers, `{key}`, and for 32 random hexadecimal
//! digits, `{random}`, a value of its own for each row: PostgreSQL needs a collation that compares bytes,
//! as SQLite does by default, so that both sort alike. Some migrations end with statements for
//! PostgreSQL alone.

use std::sync::LazyLock;

use super::migrations::Migration;

/// Name and text of each step, in order.
const STEPS: [(&str, &str); 16] = [
    (
        "accounts, organizations, profile, limits, outbox, audit",
        include_str!("migrations/1.sql"),
    ),
    (
        "names, language and time zone",
        include_str!("migrations/2.sql"),
    ),
    (
        "challenges, kept forms, terms, impersonation, sweeping",
        include_str!("migrations/3.sql"),
    ),
    (
        "dead letters, development mailbox",
        include_str!("migrations/4.sql"),
    ),
    (
        "one reset of an address at a time",
        include_str!("migrations/5.sql"),
    ),
    (
        "proofs of sessions, columns by their names",
        include_str!("migrations/6.sql"),
    ),
    ("sweeping sessions", include_str!("migrations/7.sql")),
    (
        "void challenges, browsers of sessions, language of accounts, topics of the outbox",
        include_str!("migrations/8.sql"),
    ),
    ("handovers of sessions", include_str!("migrations/9.sql")),
    ("list of known browsers", include_str!("migrations/10.sql")),
    (
        "age of passwords, lists of accounts",
        include_str!("migrations/11.sql"),
    ),
    (
        "one epoch of all accounts, no index without a reader",
        include_str!("migrations/12.sql"),
    ),
    (
        "authenticators, recovery codes, sign-ins that wait for a second factor",
        include_str!("migrations/13.sql"),
    ),
    ("passkeys", include_str!("migrations/14.sql")),
    ("trusted browsers", include_str!("migrations/15.sql")),
    ("passwords to replace", include_str!("migrations/16.sql")),
];

/// The ends of steps. SQLite renames what belongs to a table with it. PostgreSQL updates a row in place
/// (HOT) only where its page has room, which a page of rows that were never updated has not.
const POSTGRES_ALONE: [(i64, &str); 2] = [
    (
        6,
        "ALTER INDEX wg_accounts_kept_forms_pkey RENAME TO wg_accounts_pending_forms_pkey;\n",
    ),
    (
        12,
        "ALTER TABLE wg_accounts_sessions SET (fillfactor = 85);\n\
         ALTER TABLE wg_accounts SET (fillfactor = 85);\n",
    ),
];

/// What the texts have in place of a word in braces.
type Placeholders = [(&'static str, &'static str); 2];

const SQLITE_WORDS: Placeholders = [
    ("{key}", "TEXT"),
    ("{random}", "lower(hex(randomblob(16)))"),
];
const POSTGRES_WORDS: Placeholders = [
    ("{key}", "TEXT COLLATE \"C\""),
    (
        "{random}",
        "replace(CAST(gen_random_uuid() AS TEXT), '-', '')",
    ),
];

pub(crate) static SQLITE: LazyLock<Vec<Migration>> = LazyLock::new(|| steps(SQLITE_WORDS, &[]));
pub(crate) static POSTGRES: LazyLock<Vec<Migration>> =
    LazyLock::new(|| steps(POSTGRES_WORDS, &POSTGRES_ALONE));

/// The steps of a dialect, whose texts stay for as long as the process.
fn steps(words: Placeholders, ends: &[(i64, &str)]) -> Vec<Migration> {
    let step = |(version, (name, text)): (i64, &(&'static str, &str))| {
        let own = ends.iter().find(|(of, _)| *of == version);
        let end = own.map_or("", |(_, end)| *end);
        let lines = text.lines().chain(end.lines());
        let code = lines.filter(|line| !line.starts_with("--"));
        let code: String = code.flat_map(|line| [line, "\n"]).collect();
        let replaced = |code: String, (word, own): (&str, &str)| code.replace(word, own);
        let code: &'static str = words.into_iter().fold(code, replaced).leak();
        let statements = code.split(";\n").map(str::trim);
        let statements: Vec<_> = statements.filter(|own| !own.is_empty()).collect();
        Migration {
            version,
            name,
            statements: statements.leak(),
        }
    };
    (1..).zip(&STEPS).map(step).collect()
}
