//! `cargo run -p own-sign-in`, then open <http://127.0.0.1:3000>.

use std::process::ExitCode;

use axum::Router;
use example_serving::Trouble;
use widgets_core::{Keys, Widgets};
use widgets_storage::MemoryStores;

#[tokio::main]
async fn main() -> ExitCode {
    let greeting = "The Paper Shop is at http://127.0.0.1:3000; its sign-in says who can.";
    example_serving::run(greeting, open()).await
}

async fn open() -> Result<Router, Trouble> {
    let (keys, stores) = (Keys::development(), MemoryStores::new());
    let builder = Widgets::builder("http://127.0.0.1:3000/account", keys, stores);
    own_sign_in::shop(builder).await
}
