//! A driver of SQLite that lets something see its statements, and change them, before they run.

use async_trait::async_trait;
use widgets_storage::{Arg, Connection, Dialect, Driver, DriverError, Row, Rows, SqliteDriver};

#[async_trait]
pub(crate) trait Intercept: Clone + Send + Sync + 'static {
    /// The statement that runs instead.
    async fn seen(&self, to: &SqliteDriver, sql: &'static str, args: &[Arg<'_>]) -> &'static str;
}

#[derive(Clone)]
pub(crate) struct Intercepted<I>(pub(crate) SqliteDriver, pub(crate) I);

#[async_trait]
impl<I: Intercept> Driver for Intercepted<I> {
    fn dialect(&self) -> Dialect {
        self.0.dialect()
    }

    async fn connection(&self) -> Result<Box<dyn Connection>, DriverError> {
        let inner = self.0.connection().await?;
        let driver = self.clone();
        Ok(Box::new(InterceptedConnection { inner, driver }))
    }

    async fn query(&self, sql: &'static str, args: &[Arg<'_>]) -> Result<Vec<Row>, DriverError> {
        let sql = self.1.seen(&self.0, sql, args).await;
        self.0.query(sql, args).await
    }

    async fn first(&self, sql: &'static str, args: &[Arg<'_>]) -> Result<Option<Row>, DriverError> {
        let sql = self.1.seen(&self.0, sql, args).await;
        self.0.first(sql, args).await
    }
}

struct InterceptedConnection<I> {
    inner: Box<dyn Connection>,
    driver: Intercepted<I>,
}

#[async_trait]
impl<I: Intercept> Connection for InterceptedConnection<I> {
    async fn run(&mut self, sql: &'static str, args: &[Arg<'_>]) -> Result<Rows, DriverError> {
        let Intercepted(driver, intercept) = &self.driver;
        let sql = intercept.seen(driver, sql, args).await;
        self.inner.run(sql, args).await
    }

    fn give_back(self: Box<Self>) {
        self.inner.give_back();
    }
}
