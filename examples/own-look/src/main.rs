//! `cargo run -p own-look`, then open <http://127.0.0.1:3000/account>. Mails are printed.

use std::process::ExitCode;

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::response::Redirect;
use axum::routing::get;
use example_serving::Trouble;
use widgets_core::mail::PrintMailer;
use widgets_core::{Keys, Widgets};
use widgets_storage::MemoryStores;

#[tokio::main]
async fn main() -> ExitCode {
    let greeting = "Sign up at http://127.0.0.1:3000/account; mails are printed here.";
    example_serving::run(greeting, open()).await
}

async fn open() -> Result<Router, Trouble> {
    let (keys, stores) = (Keys::development(), MemoryStores::new());
    let builder =
        Widgets::builder("http://127.0.0.1:3000/account", keys, stores).mailer(PrintMailer);
    let widgets = own_look::dress(builder).build().await?;
    tokio::spawn(widgets.worker().run());
    let style = get(async || ([(CONTENT_TYPE, "text/css")], include_str!("shop.css")));
    let pages = Router::new()
        .route("/", get(async || Redirect::to("/account")))
        .route("/shop.css", style);
    Ok(widgets_axum::mount(pages, &widgets))
}
