//! `cargo run -p own-users`, then open <http://127.0.0.1:3000/orders> and sign in as
//! `maren@paper.example` with `maren likes laid paper`. Mails are printed.

use std::process::ExitCode;

use axum::Router;
use example_serving::Trouble;
use widgets_core::mail::PrintMailer;
use widgets_storage::SqlStores;

#[tokio::main]
async fn main() -> ExitCode {
    let greeting = "Begin at http://127.0.0.1:3000/orders, as maren@paper.example with \"maren likes laid paper\" or \
                    as somebody new; mails are printed here.";
    example_serving::run(greeting, open()).await
}

async fn open() -> Result<Router, Trouble> {
    let database = SqlStores::sqlite_file("own-users.db").await?;
    let shop = own_users::shop("http://127.0.0.1:3000", database, PrintMailer);
    let (router, widgets) = shop.await?;
    tokio::spawn(widgets.worker().run());
    Ok(router)
}
