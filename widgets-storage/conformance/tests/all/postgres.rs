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

/// Everything again with two instances on one database.
mod two_instances {
    use sqlx::PgPool;
    use widgets_conformance::{DriverFixture, Fixture};
    use widgets_storage::{PostgresDriver, SqlStores};

    use super::database::Database;
    use super::server::Schema;
    use crate::alternating::Alternating;

    fn driver(one: PgPool, other: PgPool) -> Alternating<PostgresDriver> {
        Alternating::new([PostgresDriver::new(one), PostgresDriver::new(other)])
    }

    widgets_conformance::conformance!(async || {
        let database = Database::empty().await;
        let driver = driver(database.pool().await, database.pool().await);
        Fixture::from(SqlStores::over(driver)).guarded_by(database)
    });

    widgets_conformance::conformance!(driver, async || {
        let schema = Schema::create().await;
        let driver = driver(schema.pool().await, schema.pool().await);
        DriverFixture::new(driver).guarded_by(schema)
    });
}
