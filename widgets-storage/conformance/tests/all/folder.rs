//! A folder of its own for each test, removed afterwards.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

use sqlx::sqlite::{SqliteConnectOptions, SqlitePool};
use tokio::sync::OnceCell;
use widgets_storage::SqlStores;

pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("widgets-storage-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// One with a database of the newest version and nothing in it. That is made once, since it takes
    /// longer than most tests.
    pub(crate) async fn migrated() -> Self {
        static MADE: OnceCell<Vec<u8>> = OnceCell::const_new();
        let make = async || {
            let folder = Self::new();
            let options = SqliteConnectOptions::new().filename(folder.file());
            let pool = SqlitePool::connect_with(options.create_if_missing(true)).await;
            let pool = pool.unwrap();
            SqlStores::sqlite(pool.clone()).migrate().await.unwrap();
            pool.close().await;
            std::fs::read(folder.file()).unwrap()
        };
        let folder = Self::new();
        std::fs::write(folder.file(), MADE.get_or_init(make).await).unwrap();
        folder
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.0.join("widgets.db")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
