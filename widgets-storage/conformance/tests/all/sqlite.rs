//! The stores in SQLite: in a file that they open, and in a pool of the host.

mod file;
mod full;
mod setup;

mod stores {
    use widgets_conformance::Fixture;
    use widgets_storage::{SqlStores, SqliteDriver};

    use crate::explained::explained;
    use crate::folder::Folder;

    widgets_conformance::conformance!(async || {
        let folder = Folder::migrated().await;
        let driver = SqliteDriver::open(&folder.file()).await.unwrap();
        // The look at the trail is none of the statements to be explained.
        let plain = SqlStores::over(driver.clone());
        let explained = SqlStores::over(explained(driver)).into();
        let fixture = Fixture::from(plain).replacing(|_| explained);
        fixture.guarded_by(folder)
    });
}

mod port {
    use widgets_conformance::DriverFixture;
    use widgets_storage::SqliteDriver;

    use crate::folder::Folder;

    widgets_conformance::conformance!(driver, async || {
        let folder = Folder::new();
        let driver = SqliteDriver::open(&folder.file()).await.unwrap();
        DriverFixture::new(driver).guarded_by(folder)
    });
}

/// Everything again with two instances on one file, of which one reads on blocking threads. Other than
/// above, transactions run as a whole on the thread that writes.
mod two_instances {
    use std::path::Path;

    use widgets_conformance::{DriverFixture, Fixture};
    use widgets_storage::{SqlStores, SqliteDriver};

    use crate::alternating::Alternating;
    use crate::folder::Folder;

    async fn driver(file: &Path) -> Alternating<SqliteDriver> {
        let one = SqliteDriver::open(file).await.unwrap();
        let other = SqliteDriver::open(file).await.unwrap();
        Alternating::new([one, other.with_reads_on_blocking_threads()])
    }

    widgets_conformance::conformance!(async || {
        let folder = Folder::migrated().await;
        let stores = SqlStores::over(driver(&folder.file()).await);
        Fixture::from(stores).guarded_by(folder)
    });

    widgets_conformance::conformance!(driver, async || {
        let folder = Folder::new();
        DriverFixture::new(driver(&folder.file()).await).guarded_by(folder)
    });
}

mod pool {
    use std::time::Duration;

    use sqlx::sqlite::SqlitePool;
    use widgets_conformance::{DriverFixture, Fixture};
    use widgets_storage::{SqlStores, SqlxSqliteDriver};

    use super::setup::options;
    use crate::folder::Folder;

    async fn pool(folder: &Folder) -> SqlitePool {
        let options = options(folder).busy_timeout(Duration::from_secs(5));
        SqlitePool::connect_with(options).await.unwrap()
    }

    widgets_conformance::conformance!(async || {
        let folder = Folder::new();
        let stores = SqlStores::sqlite(pool(&folder).await);
        stores.migrate().await.unwrap();
        Fixture::from(stores).guarded_by(folder)
    });

    widgets_conformance::conformance!(driver, async || {
        let folder = Folder::new();
        let driver = SqlxSqliteDriver::new(pool(&folder).await);
        DriverFixture::new(driver).guarded_by(folder)
    });
}
