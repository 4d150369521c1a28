//! Coffee Desk on Rocket: `cargo run -p rocket-demo`, then open the address it prints. With
//! `-- reseal` it seals anew what older keys have sealed, and ends.
//!
//! What it takes to have the account pages in a host of one's own is the one fairing in [`main`],
//! and the guards of the handlers below it. The settings are those of [`coffee_desk::settings`],
//! but for the port, which is Rocket's 8000. Rocket logs warnings; `ROCKET_LOG_LEVEL=normal` shows
//! requests.

mod mails;

use std::error::Error;
use std::io::{self, stderr};
use std::net::SocketAddr;

use coffee_desk::{Command, OpenError, ServerUrls, metrics, pages};
use rocket::config::LogLevel;
use rocket::error::ErrorKind;
use rocket::fairing::AdHoc;
use rocket::figment::Figment;
use rocket::figment::providers::Env;
use rocket::http::{ContentType, Header, Status};
use rocket::response::Redirect;
use rocket::response::content::{RawCss, RawHtml};
use rocket::{Config, Responder, State, get, routes};
use tracing_subscriber::filter::LevelFilter;
use widgets_core::widgets::{profile, sessions};
use widgets_core::{Permission, Requirement, Widgets};
use widgets_rocket::{CurrentUser, Fragments, Member, OptionalUser, Refused};

#[rocket::main]
async fn main() -> Result<(), Box<dyn Error>> {
    tracing_subscriber::fmt()
        .with_max_level(LevelFilter::WARN)
        .with_writer(stderr)
        .init();
    let (command, urls) = (Command::from_args()?, ServerUrls::from_env(8000)?);
    let address = urls.address;
    let (widgets, mailbox) = coffee_desk::open(&urls.public_url).await?;
    if command == Command::Reseal {
        say(&coffee_desk::reseal(&widgets, &mailbox).await?);
        return Ok(());
    }
    rocket::custom(config(&urls))
        .mount(
            "/",
            routes![
                home,
                orders,
                brews,
                settings,
                style,
                health,
                counters,
                change_password
            ],
        )
        .manage(mailbox)
        .mount("/", mails::routes())
        .attach(widgets_rocket::fairing(widgets))
        .attach(greeting(urls))
        .launch()
        .await
        .map_err(|error| in_words(error, address))?;
    Ok(())
}

/// An address that is taken, as a sentence.
fn in_words(error: rocket::Error, address: SocketAddr) -> Box<dyn Error> {
    match error.kind() {
        ErrorKind::Bind(cause) => {
            let cause = io::Error::new(cause.kind(), cause.to_string());
            Box::new(OpenError::Listen(address, cause))
        }
        _ => Box::new(error),
    }
}

#[allow(clippy::print_stdout, reason = "for the user who started it")]
fn say(text: &str) {
    println!("{text}");
}

/// For everybody.
#[get("/")]
fn home(user: OptionalUser) -> Page {
    Page::new(pages::home(user.0.as_ref()).into_string())
}

/// For signed-in people; others sign in and come back.
#[get("/orders")]
fn orders(user: CurrentUser) -> Page {
    Page::new(pages::orders(&user.0).into_string())
}

/// For members of the organization in the path who may brew.
#[get("/roasters/<organization>/brews")]
fn brews(organization: &str, member: Member<Brew>) -> Page {
    // The guard has read it.
    let _ = organization;
    Page::new(pages::brews(&member).into_string())
}

/// Widgets in a page of Coffee Desk's own.
#[get("/settings")]
async fn settings(user: CurrentUser, fragments: Fragments) -> Result<Page, Refused> {
    let sessions = fragments.show(sessions::LIST).await?;
    let profile = fragments.show(profile::SHOW).await?;
    let html = pages::settings(&user.0, &fragments.head(), &[profile, sessions]);
    Ok(Page::new(html.into_string()))
}

/// May start a brew.
struct Brew;

impl Requirement for Brew {
    const PERMISSION: Option<Permission> = Some(coffee_desk::BREW);
}

// Rocket's attribute wants the path written out; it is `pages::STYLE_PATH`.
#[get("/coffee-desk.css")]
fn style() -> RawCss<&'static str> {
    RawCss(pages::STYLE)
}

// Rocket's attribute wants the path written out; it is the first of `coffee_desk::CHANGE_PASSWORD`.
/// For password managers.
#[get("/.well-known/change-password")]
fn change_password() -> Redirect {
    Redirect::to(coffee_desk::CHANGE_PASSWORD.1)
}

/// For whatever watches over this instance.
#[get("/health")]
async fn health(widgets: &State<Widgets>) -> (Status, (ContentType, String)) {
    let health = widgets.healthy().await;
    let status = Status::new(health.status().as_u16());
    (status, (ContentType::JSON, health.to_json()))
}

// Rocket's attribute wants the path written out; it is `metrics::PATH`.
/// For Prometheus.
#[get("/metrics")]
fn counters() -> (ContentType, String) {
    let kind = ContentType::parse_flexible(metrics::MEDIA_TYPE);
    (kind.unwrap_or_default(), metrics::METRICS.text())
}

/// A page that says who is signed in is nobody else's, so nothing keeps a copy.
#[derive(Responder)]
struct Page {
    html: RawHtml<String>,
    caching: Header<'static>,
}

impl Page {
    fn new(html: String) -> Self {
        Self {
            html: RawHtml(html),
            caching: Header::new("cache-control", "no-store"),
        }
    }
}

fn config(urls: &ServerUrls) -> Figment {
    let config = Config {
        address: urls.address.ip(),
        port: urls.address.port(),
        log_level: LogLevel::Critical,
        ..Config::default()
    };
    Figment::from(config).merge(Env::prefixed("ROCKET_").only(&["log_level"]).global())
}

/// Says where to go and who can sign in, once Rocket listens.
fn greeting(urls: ServerUrls) -> AdHoc {
    AdHoc::on_liftoff("Greeting", move |_| {
        Box::pin(async move {
            say(&coffee_desk::greeting(&urls));
        })
    })
}
