//! A host whose PostgreSQL client is `tokio-postgres`: it keeps what the widgets keep through its
//! own pool, by a driver of some hundred lines, instead of bringing a second client along.
//!
//! [`TokioPostgres`] implements the port of `widgets-storage` and passes its whole conformance kit
//! (`tests/all/kit.rs`). It connects without TLS; a host with a server elsewhere gives its pool,
//! and the cancelling in `lending.rs`, the connector it has.

mod driver;
mod lending;
mod values;

use axum::Router;
use axum::response::Html;
use axum::routing::get;
use deadpool_postgres::{
    BuildError, Manager, ManagerConfig, Pool, RecyclingMethod, Runtime, Timeouts,
};
use maud::{DOCTYPE, html};
use tokio_postgres::{Config, NoTls};
use widgets_axum::OptionalUser;
use widgets_core::{ConfigError, Widgets, WidgetsBuilder};

pub use driver::TokioPostgres;

/// A pool of ten connections.
///
/// # Errors
///
/// When the pool's settings contradict each other.
pub fn pool(config: Config) -> Result<Pool, BuildError> {
    let recycling_method = RecyclingMethod::Fast;
    let manager = Manager::from_config(config, NoTls, ManagerConfig { recycling_method });
    // No time limits of the pool's own: the stores watch over the time of every call.
    let pool = Pool::builder(manager).timeouts(Timeouts::new());
    pool.max_size(10).runtime(Runtime::Tokio1).build()
}

/// The host: a page of its own, and the account pages below `/account`.
///
/// # Errors
///
/// What the widgets say is wrong.
pub async fn host(builder: WidgetsBuilder) -> Result<(Router, Widgets), ConfigError> {
    let widgets = builder.name("The Tea House").build().await?;
    let router = widgets_axum::mount(Router::new().route("/", get(home)), &widgets);
    Ok((router, widgets))
}

async fn home(OptionalUser(user): OptionalUser) -> Html<String> {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head { meta charset="utf-8"; title { "The Tea House" } }
            body {
                h1 { "Tea" }
                @if let Some(user) = user {
                    p { "You are " (user.display_name().await) "." }
                }
                p { a href="/account" { "Your account" } }
            }
        }
    };
    Html(page.into_string())
}
