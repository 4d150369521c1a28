//! The stores in PostgreSQL, on the server that `WIDGETS_TEST_POSTGRES` names.

pub(crate) mod server;
mod setup;

mod stores {
    use widgets_conformance::Fixture;
    use widgets_storage::SqlStores;

    use super::server::Schema;

    widgets_conformance::conformance!(async || {
        let schema = Schema::create().await;
        let stores = SqlStores::postgres(schema.pool().await);
        stores.migrate().await.unwrap();
        Fixture::from(stores).guarded_by(schema)
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
    use widgets_conformance::{DriverFixture, Fixture};
    use widgets_storage::{PostgresDriver, SqlStores};

    use super::server::Schema;
    use crate::alternating::Alternating;

    async fn driver(schema: &Schema) -> Alternating<PostgresDriver> {
        let one = PostgresDriver::new(schema.pool().await);
        Alternating::new([one, PostgresDriver::new(schema.pool().await)])
    }

    widgets_conformance::conformance!(async || {
        let schema = Schema::create().await;
        let stores = SqlStores::over(driver(&schema).await);
        stores.migrate().await.unwrap();
        Fixture::from(stores).guarded_by(schema)
    });

    widgets_conformance::conformance!(driver, async || {
        let schema = Schema::create().await;
        DriverFixture::new(driver(&schema).await).guarded_by(schema)
    });
}
