//! `cargo run -p own-users`, then open <http://127.0.0.1:3000/orders> and sign in as
//! `maren@paper.example` with `maren likes laid paper`.

use std::error::Error;
use std::net::SocketAddr;

use tokio::net::TcpListener;
use widgets_core::mail::PrintMailer;
use widgets_storage::SqlStores;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let database = SqlStores::sqlite_file("own-users.db").await?;
    let shop = own_users::shop("http://127.0.0.1:3000", database, PrintMailer);
    let (router, widgets) = shop.await?;
    tokio::spawn(widgets.worker().run());
    let listener = TcpListener::bind("127.0.0.1:3000").await?;
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).await?;
    Ok(())
}
