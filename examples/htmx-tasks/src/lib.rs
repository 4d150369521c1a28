//! Kiln, a small app of its own: askama templates, Tailwind 4, htmx, and a table of people in its own SQLite
//! pool. The account pages come beside it, in its own layout; one of its pages embeds the list of devices.
//!
//! Everything that htmx asks for is behind [`CurrentUser`](widgets_axum::CurrentUser). Once the session has
//! ended, the answer has `HX-Redirect`, so that htmx opens the page to sign in at instead of putting it into the
//! list.

mod around;
mod files;
mod pages;
mod table;

use std::error::Error;
use std::path::Path;

use axum::Router;
use axum::extract::Request;
use axum::http::{Method, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode};
use widgets_core::admin::{Secret, UserToCreate};
use widgets_core::mail::Mailer;
use widgets_core::ui::{Colour, Theme};
use widgets_core::{Keys, Widgets};
use widgets_storage::SqlStores;

use around::Kiln;
pub use table::Tasks;

/// Who can sign in from the start.
pub const PERSON: (&str, &str) = ("maren@kiln.example", "maren centres the clay");

/// Opens the app's database file.
///
/// # Errors
///
/// An outage.
pub async fn open(file: impl AsRef<Path>) -> sqlx::Result<SqlitePool> {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true);
    SqlitePool::connect_with(options.journal_mode(SqliteJournalMode::Wal)).await
}

/// The app: its own pages, and the account pages below `/account` of that address.
///
/// # Errors
///
/// What the widgets say is wrong, or an outage.
pub async fn app(
    address: &str,
    pool: SqlitePool,
    mailer: impl Mailer,
) -> Result<(Router, Widgets), Box<dyn Error + Send + Sync>> {
    let stores = SqlStores::sqlite(pool.clone());
    stores.migrate().await?;
    let widgets = Widgets::builder(format!("{address}/account"), Keys::development(), stores)
        .name("Kiln")
        .home("/", "Tasks")
        .layout(Kiln)
        .theme(Theme::default().accent(Colour::rgb(0x92_40_0e)).radius(4))
        .mailer(mailer)
        .build()
        .await?;
    let tasks = Tasks::open(pool).await?;
    begin_with(&widgets, &tasks).await?;
    let pages = Router::new()
        .route("/", get(pages::tasks))
        .route("/tasks", get(pages::list).post(pages::add))
        .route("/tasks/{task}", post(pages::tick))
        .route("/settings", get(pages::settings))
        .layer(from_fn(same_origin))
        .route("/assets/{file}", get(files::file))
        .with_state(tasks);
    Ok((widgets_axum::mount(pages, &widgets), widgets))
}

/// Somebody to sign in as, with a few things to do.
async fn begin_with(widgets: &Widgets, tasks: &Tasks) -> Result<(), Box<dyn Error + Send + Sync>> {
    let management = widgets.management("setup");
    let (email, password) = PERSON;
    if management.users().find(email).await?.is_some() {
        return Ok(());
    }
    let user = UserToCreate::new(email)
        .display_name("Maren Lind")
        .verified(true)
        .secret(Secret::password(password));
    let account = management.users().create(user).await?;
    for title in [
        "Wedge the stoneware",
        "Glaze the tall jugs",
        "Order cones for 1240 °C",
    ] {
        tasks.add(&account, title).await?;
    }
    Ok(())
}

/// Refuses what a page of another site sends in somebody's name. Extractors say who it is, not which page
/// asked.
async fn same_origin(request: Request, next: Next) -> Response {
    let site = request.headers().get("sec-fetch-site");
    let own = site.is_none_or(|site| site == "same-origin");
    if *request.method() == Method::GET || own {
        next.run(request).await
    } else {
        StatusCode::FORBIDDEN.into_response()
    }
}
