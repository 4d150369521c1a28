//! The whole conformance kit.

mod stores {
    use own_driver::TokioPostgres;
    use widgets_conformance::Fixture;
    use widgets_storage::SqlStores;

    use crate::server::Schema;

    widgets_conformance::conformance!(async || {
        let schema = Schema::create().await;
        let stores = SqlStores::over(TokioPostgres::new(schema.pool()));
        stores.migrate().await.unwrap();
        Fixture::from(stores).guarded_by(schema)
    });
}

mod port {
    use own_driver::TokioPostgres;
    use widgets_conformance::DriverFixture;

    use crate::server::Schema;

    widgets_conformance::conformance!(driver, async || {
        let schema = Schema::create().await;
        DriverFixture::new(TokioPostgres::new(schema.pool())).guarded_by(schema)
    });
}
