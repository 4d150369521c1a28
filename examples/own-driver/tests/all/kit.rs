//! The whole conformance kit.

mod stores {
    use own_driver::TokioPostgres;
    use widgets_storage::SqlStores;
    use widgets_storage::conformance::Fixture;

    use crate::server::Schema;

    widgets_storage::conformance!(async || {
        let schema = Schema::create().await;
        let stores = SqlStores::over(TokioPostgres::new(schema.pool()));
        stores.migrate().await.unwrap();
        Fixture::from(stores).guarded_by(schema)
    });
}

mod port {
    use own_driver::TokioPostgres;
    use widgets_storage::conformance::DriverFixture;

    use crate::server::Schema;

    widgets_storage::conformance!(driver, async || {
        let schema = Schema::create().await;
        DriverFixture::new(TokioPostgres::new(schema.pool())).guarded_by(schema)
    });
}
