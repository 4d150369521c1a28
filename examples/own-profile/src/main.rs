//! `cargo run -p own-profile`, then open <http://127.0.0.1:3000/account>. Mails are printed.

use std::process::ExitCode;
use std::sync::Arc;

use axum::Router;
use axum::response::Redirect;
use axum::routing::get;
use example_serving::Trouble;
use own_profile::Profiles;
use widgets_core::mail::PrintMailer;
use widgets_core::stores::Stores;
use widgets_core::{Keys, Widgets};
use widgets_storage::SqlStores;

#[tokio::main]
async fn main() -> ExitCode {
    let greeting = "Sign up at http://127.0.0.1:3000/account; mails are printed here.";
    example_serving::run(greeting, open()).await
}

async fn open() -> Result<Router, Trouble> {
    let sql = SqlStores::sqlite_file("own-profile.db").await?;
    let profile = Arc::new(Profiles::open("own-profile.redb", sql.clone())?);
    let stores = Stores::from(sql).with_profile(profile);
    let public = "http://127.0.0.1:3000/account";
    let builder = Widgets::builder(public, Keys::development(), stores).mailer(PrintMailer);
    let widgets = builder.name("The Key Shop").build().await?;
    tokio::spawn(widgets.worker().run());
    let pages = Router::new().route("/", get(async || Redirect::to("/account")));
    Ok(widgets_axum::mount(pages, &widgets))
}
