//! `cargo run -p own-profile`, then open <http://127.0.0.1:3000/account>.

use std::error::Error;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use own_profile::Profiles;
use tokio::net::TcpListener;
use widgets_core::mail::PrintMailer;
use widgets_core::stores::Stores;
use widgets_core::{Keys, Widgets};
use widgets_storage::SqlStores;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let sql = SqlStores::sqlite_file("own-profile.db").await?;
    let profile = Arc::new(Profiles::open("own-profile.redb", sql.clone())?);
    let stores = Stores {
        profile,
        ..sql.into()
    };
    let public = "http://127.0.0.1:3000/account";
    let builder = Widgets::builder(public, Keys::development(), stores).mailer(PrintMailer);
    let widgets = builder.name("The Key Shop").build().await?;
    let router = widgets_axum::mount(Router::new(), &widgets);
    tokio::spawn(widgets.worker().run());
    let listener = TcpListener::bind("127.0.0.1:3000").await?;
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).await?;
    Ok(())
}
