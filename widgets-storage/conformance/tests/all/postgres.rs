//! The stores in PostgreSQL, on the server that `WIDGETS_TEST_POSTGRES` names.

mod database;
pub(crate) mod server;
mod setup;

mod stores {
    use widgets_conformance::Fixture;
    use widgets_storage::SqlStores;

    use super::database::Database;

    widgets_conformance::conformance!(async || {
        let database = Database::empty().await;
        let stores = SqlStores::postgres(database.pool().await);
        Fixture::from(stores).guarded_by(database)
    });
}

mod port {
    use widgets_conformance::DriverFixture;
    use widgets_storage::PostgresDriver;

    use super::server::Schema;

    widgets_conformance::conformance!(driver, async || {
        let schema = Schema::create().await;
        DriverFixture::new(PostgresDriver::new(schema.pool().await)).guarded_by(schema)
    });
}

/// Everything again with two instances on one database, with connections that the driver opens.
mod two_instances {
    use widgets_conformance::{DriverFixture, Fixture};
    use widgets_storage::{PostgresDriver, SqlStores};

    use super::database::Database;
    use super::server::Schema;
    use crate::alternating::Alternating;

    async fn driver(url: &str) -> Alternating<PostgresDriver> {
        let connect = || PostgresDriver::connect(url);
        Alternating::new([connect().await.unwrap(), connect().await.unwrap()])
    }

    widgets_conformance::conformance!(async || {
        let database = Database::empty().await;
        let driver = driver(&database.url()).await;
        Fixture::from(SqlStores::over(driver)).guarded_by(database)
    });

    widgets_conformance::conformance!(driver, async || {
        let schema = Schema::create().await;
        let driver = driver(&schema.url()).await;
        DriverFixture::new(driver).guarded_by(schema)
    });
}

/// The driver as a pooler needs it that keeps no statements prepared.
mod without_prepared_statements {
    use widgets_conformance::DriverFixture;
    use widgets_storage::PostgresDriver;

    use super::server::Schema;

    widgets_conformance::conformance!(driver, async || {
        let schema = Schema::create().await;
        let driver = PostgresDriver::connect(&schema.url()).await.unwrap();
        DriverFixture::new(driver.without_prepared_statements()).guarded_by(schema)
    });
}
