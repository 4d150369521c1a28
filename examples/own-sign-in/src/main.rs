//! `cargo run -p own-sign-in`, then open <http://127.0.0.1:3000>.

use std::error::Error;
use std::net::SocketAddr;

use tokio::net::TcpListener;
use widgets_core::{Keys, Widgets};
use widgets_storage::MemoryStores;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let (keys, stores) = (Keys::development(), MemoryStores::new());
    let builder = Widgets::builder("http://127.0.0.1:3000/account", keys, stores);
    let router = own_sign_in::shop(builder).await?;
    let listener = TcpListener::bind("127.0.0.1:3000").await?;
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).await?;
    Ok(())
}
