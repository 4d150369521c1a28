//! `DATABASE_URL=postgres://you@localhost/tea cargo run -p own-driver`, then open
//! <http://127.0.0.1:3000>. The database must be there; mails are printed.

use std::process::ExitCode;

use axum::Router;
use example_serving::Trouble;
use own_driver::TokioPostgres;
use widgets_core::mail::PrintMailer;
use widgets_core::{Keys, Widgets};
use widgets_storage::SqlStores;

#[tokio::main]
async fn main() -> ExitCode {
    let greeting = "The Tea House is at http://127.0.0.1:3000; mails are printed here.";
    example_serving::run(greeting, open()).await
}

async fn open() -> Result<Router, Trouble> {
    let url = std::env::var("DATABASE_URL")
        .map_err(|_| "set DATABASE_URL to the URL of a PostgreSQL database")?;
    let config = url
        .parse()
        .map_err(|error| format!("DATABASE_URL: {error}"))?;
    let stores = SqlStores::over(TokioPostgres::new(own_driver::pool(config)?));
    stores.migrate().await?;
    let public = "http://127.0.0.1:3000/account";
    let builder = Widgets::builder(public, Keys::development(), stores).mailer(PrintMailer);
    let (router, widgets) = own_driver::host(builder).await?;
    tokio::spawn(widgets.worker().run());
    Ok(router)
}
