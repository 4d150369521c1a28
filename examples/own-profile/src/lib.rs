//! A host that keeps names and preferences in a store that is not SQL: `redb`, an embedded
//! key-value store in pure Rust. All else stays in SQLite.
//!
//! Why `redb`, and no folder of files: each of its transactions is atomic and on the disk once it is
//! committed, and one writes at a time, so that reading a profile and writing it back is no race. With
//! files each of these would be code of this crate's. One process opens the file; a host of several
//! instances needs a store that they share.

mod stored;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use redb::{Database, ReadableDatabase as _, ReadableTable as _, TableDefinition};
use tokio::task::spawn_blocking;
use tokio::time::timeout;
use widgets_core::id::AccountId;
use widgets_core::stores::{
    Change, Checked, Names, Preferences, Profile, ProfileStore, SaveOutcome, StoreError,
    StoreResult,
};
use widgets_storage::SqlStores;

use crate::stored::Stored;

/// Profiles as JSON, by the account's identifier.
const PROFILES: TableDefinition<'static, &'static str, &'static [u8]> =
    TableDefinition::new("profiles");

/// How long a call may take.
const DEADLINE: Duration = Duration::from_secs(5);

type Fault = Box<dyn std::error::Error + Send + Sync>;

/// Profiles in a `redb` file, whose changes are appended to the trail of the other stores.
#[derive(Clone)]
pub struct Profiles {
    file: Arc<Database>,
    trail: SqlStores,
}

impl Profiles {
    /// The profiles in that file, which is made if it is missing. `trail` is where the audit trail
    /// and the outbox are.
    ///
    /// # Errors
    ///
    /// When the file cannot be opened, or another process has it open.
    pub fn open(path: impl AsRef<Path>, trail: SqlStores) -> StoreResult<Self> {
        let file = Database::create(path).map_err(StoreError::unavailable)?;
        make_table(&file).map_err(StoreError::Unavailable)?;
        let file = Arc::new(file);
        Ok(Self { file, trail })
    }

    /// Changes a profile, and appends what goes along with it.
    ///
    /// The trail is in another database, so it follows right after the profile. It is a task of its
    /// own, which goes on when the browser went away meanwhile. Should the trail fail, or take too
    /// long, that is an outage: the person is asked to try again, and saving once more is harmless.
    async fn save(
        &self,
        account: &AccountId,
        change: Change,
        write: impl FnOnce(&Database, &str) -> Result<(), Fault> + Send + 'static,
    ) -> StoreResult<SaveOutcome> {
        let (file, trail) = (Arc::clone(&self.file), self.trail.clone());
        let account = account.clone();
        let saving = tokio::spawn(async move {
            blocking(move || write(&file, account.as_str())).await?;
            trail.append(change).await
        });
        in_time(async { saving.await.map_err(StoreError::unavailable)? }).await?;
        Ok(SaveOutcome::Saved)
    }
}

#[async_trait]
impl ProfileStore for Profiles {
    async fn find_profile(&self, account: &AccountId) -> StoreResult<Option<Profile>> {
        let (file, account) = (Arc::clone(&self.file), account.clone());
        in_time(blocking(move || find(&file, account.as_str()))).await
    }

    async fn save_names(
        &self,
        account: &AccountId,
        names: Names,
        change: Change,
    ) -> StoreResult<SaveOutcome> {
        let write = move |file: &Database, account: &str| {
            update(file, account, |stored| stored.set_names(&names))
        };
        self.save(account, change, write).await
    }

    async fn save_preferences(
        &self,
        account: &AccountId,
        preferences: Preferences,
        change: Change,
    ) -> StoreResult<SaveOutcome> {
        let write = move |file: &Database, account: &str| {
            update(file, account, |stored| stored.set_preferences(&preferences))
        };
        self.save(account, change, write).await
    }

    async fn delete_profile(
        &self,
        account: &AccountId,
        change: Change,
    ) -> StoreResult<SaveOutcome> {
        self.save(account, change, remove).await
    }
}

#[async_trait]
impl Checked for Profiles {
    /// Reads something, which shows that the file can be read.
    async fn problems(&self) -> StoreResult<Vec<String>> {
        let file = Arc::clone(&self.file);
        in_time(blocking(move || find(&file, ""))).await?;
        Ok(Vec::new())
    }
}

fn make_table(file: &Database) -> Result<(), Fault> {
    let transaction = file.begin_write()?;
    transaction.open_table(PROFILES)?;
    Ok(transaction.commit()?)
}

fn find(file: &Database, account: &str) -> Result<Option<Profile>, Fault> {
    let table = file.begin_read()?.open_table(PROFILES)?;
    let found = table.get(account)?;
    let stored = found.map(|found| Stored::read(found.value())).transpose()?;
    Ok(stored.map(Stored::into_profile))
}

/// Sets one part of a profile: it is read and written in one transaction, and there is one such
/// transaction at a time.
fn update(file: &Database, account: &str, set: impl FnOnce(&mut Stored)) -> Result<(), Fault> {
    let transaction = file.begin_write()?;
    {
        let mut table = transaction.open_table(PROFILES)?;
        let found = table.get(account)?;
        let stored = found.map(|found| Stored::read(found.value())).transpose()?;
        let mut stored = stored.unwrap_or_default();
        set(&mut stored);
        table.insert(account, stored.written()?.as_slice())?;
    }
    Ok(transaction.commit()?)
}

fn remove(file: &Database, account: &str) -> Result<(), Fault> {
    let transaction = file.begin_write()?;
    transaction.open_table(PROFILES)?.remove(account)?;
    Ok(transaction.commit()?)
}

/// The disk is waited for on a thread of its own.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Fault> + Send + 'static,
) -> StoreResult<T> {
    let done = spawn_blocking(work).await;
    done.map_err(StoreError::unavailable)?
        .map_err(StoreError::Unavailable)
}

async fn in_time<T>(call: impl Future<Output = StoreResult<T>>) -> StoreResult<T> {
    let answer = timeout(DEADLINE, call).await;
    answer.map_err(StoreError::unavailable)?
}
