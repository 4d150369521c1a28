//! `DATABASE_URL=postgres://you@localhost/tea cargo run -p own-driver`, then open
//! <http://127.0.0.1:3000>.

use std::error::Error;
use std::net::SocketAddr;

use own_driver::TokioPostgres;
use tokio::net::TcpListener;
use widgets_core::mail::PrintMailer;
use widgets_core::{Keys, Widgets};
use widgets_storage::SqlStores;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let url = std::env::var("DATABASE_URL")
        .map_err(|_| "set DATABASE_URL to the URL of a PostgreSQL database")?;
    let stores = SqlStores::over(TokioPostgres::new(own_driver::pool(url.parse()?)?));
    stores.migrate().await?;
    let public = "http://127.0.0.1:3000/account";
    let builder = Widgets::builder(public, Keys::development(), stores).mailer(PrintMailer);
    let (router, widgets) = own_driver::host(builder).await?;
    tokio::spawn(widgets.worker().run());
    let listener = TcpListener::bind("127.0.0.1:3000").await?;
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).await?;
    Ok(())
}
