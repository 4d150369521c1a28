//! `cargo run -p own-look`, then open <http://127.0.0.1:3000/account>.

use std::error::Error;
use std::net::SocketAddr;

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use tokio::net::TcpListener;
use widgets_core::mail::PrintMailer;
use widgets_core::{Keys, Widgets};
use widgets_storage::MemoryStores;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let (keys, stores) = (Keys::development(), MemoryStores::new());
    let builder =
        Widgets::builder("http://127.0.0.1:3000/account", keys, stores).mailer(PrintMailer);
    let widgets = own_look::dress(builder).build().await?;
    let style = get(async || ([(CONTENT_TYPE, "text/css")], include_str!("shop.css")));
    let router = widgets_axum::mount(Router::new().route("/shop.css", style), &widgets);
    let listener = TcpListener::bind("127.0.0.1:3000").await?;
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).await?;
    Ok(())
}
