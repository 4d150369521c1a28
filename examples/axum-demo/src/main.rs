//! Coffee Desk on axum: `cargo run -p axum-demo`, then open the address it prints. With `-- reseal`
//! it seals anew what older keys have sealed, and ends.
//!
//! What it takes to have the account pages in a host of one's own is [`main`], and the extractors
//! in the handlers below it. The settings are those of [`coffee_desk::settings`].

mod mails;

use std::error::Error;
use std::io::stderr;
use std::net::SocketAddr;

use axum::Router;
use axum::http::header;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::get;
use coffee_desk::{Command, OpenError, ServerUrls, metrics, pages};
use tokio::net::TcpListener;
use tracing_subscriber::filter::LevelFilter;
use widgets_axum::{CurrentUser, Fragments, Member, OptionalUser};
use widgets_core::widgets::{profile, sessions};
use widgets_core::{Permission, Requirement, Widgets};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    tracing_subscriber::fmt()
        .with_max_level(LevelFilter::WARN)
        .with_writer(stderr)
        .init();
    let (well_known, change_password) = coffee_desk::CHANGE_PASSWORD;
    let router = Router::new()
        .route("/", get(home))
        .route("/orders", get(orders))
        .route("/roasters/{organization}/brews", get(brews))
        .route(pages::SETTINGS, get(settings))
        .route(pages::STYLE_PATH, get(style))
        .route(well_known, get(Redirect::to(change_password)))
        .route(metrics::PATH, get(counters));

    let (command, urls) = (Command::from_args()?, ServerUrls::from_env(3000)?);
    let (widgets, mailbox) = coffee_desk::open(&urls.public_url).await?;
    if command == Command::Reseal {
        say(&coffee_desk::reseal(&widgets, &mailbox).await?);
        return Ok(());
    }
    let router = router.merge(mails::router(mailbox));
    let watched = widgets.clone();
    let router = router.route("/health", get(move || health(watched)));
    let router = widgets_axum::mount(router, &widgets);
    tokio::spawn(widgets.worker().run());

    let listener = TcpListener::bind(urls.address).await;
    let listener = listener.map_err(|error| OpenError::Listen(urls.address, error))?;
    say(&coffee_desk::greeting(&urls));
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service)
        .with_graceful_shutdown(interrupted())
        .await?;
    Ok(())
}

#[allow(clippy::print_stdout, reason = "for the user who started it")]
fn say(text: &str) {
    println!("{text}");
}

/// For everybody.
async fn home(OptionalUser(user): OptionalUser) -> impl IntoResponse {
    page(pages::home(user.as_ref()).into_string())
}

/// For signed-in people; others sign in and come back.
async fn orders(CurrentUser(user): CurrentUser) -> impl IntoResponse {
    page(pages::orders(&user).into_string())
}

/// For members of the organization in the path who may brew.
async fn brews(member: Member<Brew>) -> impl IntoResponse {
    page(pages::brews(&member).into_string())
}

/// Widgets in a page of Coffee Desk's own.
async fn settings(
    CurrentUser(user): CurrentUser,
    fragments: Fragments,
) -> Result<impl IntoResponse, Response> {
    let sessions = fragments.show(sessions::LIST).await?;
    let profile = fragments.show(profile::SHOW).await?;
    let html = pages::settings(&user, &fragments.head(), &[profile, sessions]);
    Ok(page(html.into_string()))
}

/// May start a brew.
struct Brew;

impl Requirement for Brew {
    const PERMISSION: Option<Permission> = Some(coffee_desk::BREW);
}

/// For whatever watches over this instance.
async fn health(widgets: Widgets) -> impl IntoResponse {
    let health = widgets.healthy().await;
    let json = [(header::CONTENT_TYPE, "application/json")];
    (health.status(), json, health.to_json())
}

/// For Prometheus.
async fn counters() -> impl IntoResponse {
    let kind = [(header::CONTENT_TYPE, metrics::MEDIA_TYPE)];
    (kind, metrics::METRICS.text())
}

async fn style() -> impl IntoResponse {
    (
        [(header::CONTENT_TYPE, "text/css; charset=utf-8")],
        pages::STYLE,
    )
}

/// A page that says who is signed in is nobody else's, so nothing keeps a copy.
fn page(html: String) -> impl IntoResponse {
    ([(header::CACHE_CONTROL, "no-store")], Html(html))
}

async fn interrupted() {
    // Without a signal handler there is nothing to wait for: serve until the process is ended.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
