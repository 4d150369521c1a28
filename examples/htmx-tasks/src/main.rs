//! `cargo run -p htmx-tasks`, then open <http://127.0.0.1:3000/> and sign in as `maren@kiln.example` with
//! `maren centres the clay`. Mails are printed. `ADDRESS` is where it listens, `HTMX_TASKS_DB` the SQLite file.

use std::env;
use std::process::ExitCode;

use axum::Router;
use example_serving::{ADDRESS, Trouble};
use htmx_tasks::PERSON;
use widgets_core::mail::PrintMailer;

#[tokio::main]
async fn main() -> ExitCode {
    let address = env::var("ADDRESS").unwrap_or_else(|_| ADDRESS.to_owned());
    let (email, password) = PERSON;
    let greeting = format!(
        "Begin at http://{address}/, as {email} with \"{password}\" or as somebody new; mails are printed here."
    );
    example_serving::run_at(&address, &greeting, open(&address)).await
}

async fn open(address: &str) -> Result<Router, Trouble> {
    let file = env::var("HTMX_TASKS_DB").unwrap_or_else(|_| "htmx-tasks.db".to_owned());
    let pool = htmx_tasks::open(file).await?;
    let origin = format!("http://{address}");
    let (router, widgets) = htmx_tasks::app(&origin, pool, PrintMailer).await?;
    tokio::spawn(widgets.worker().run());
    Ok(router)
}
