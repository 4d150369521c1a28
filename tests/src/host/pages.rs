//! Pages of the host's own that show widgets, alike in axum and Rocket.

use axum::Router;
use axum::extract::Path;
use axum::response::{Html, Response};
use axum::routing::get;
use rocket::response::content::RawHtml;
use widgets_axum::{CurrentUser, Fragments, Member};
use widgets_core::widgets::{profile, security, sessions, sign_in, sign_up};
use widgets_core::{FragmentName, Requirement};
use widgets_rocket as in_rocket;
use widgets_rocket::Refused;

/// For whoever is signed in: the sessions and the greetings.
pub const DESK: &str = "/desk";
/// For everybody: signing in.
pub const ENTRANCE: &str = "/entrance";
/// For members of an organization: the probe.
pub const ROASTERY: &str = "/roasters/nordlicht/desk";
/// The sessions of pages that are mounted elsewhere.
pub const ELSEWHERE: &str = "/elsewhere";
/// Forms of two widgets: a name badge, which a scenario brings along, and the names.
pub const LOUNGE: &str = "/lounge";
/// For everybody: signing up.
pub const WELCOME: &str = "/welcome";
/// Below it, each endpoint of the security widget that shows something.
pub const VAULT: &str = "/vault";
/// For members of an organization: their address and three widgets, by two extractors.
pub const COUNTER: &str = "/roasters/nordlicht/counter";
/// A page that asks for what is no page.
pub const MISTAKE: &str = "/mistake";

/// Lets every member in.
pub struct Anybody;

impl Requirement for Anybody {}

fn page(head: &str, body: &str) -> String {
    let head = format!("<!doctype html><html lang=en><head><title>Desk</title>{head}</head>");
    format!("{head}<body><h1>Desk</h1>{body}</body></html>")
}

/// The pages as axum's routes.
pub fn in_axum() -> Router {
    Router::new()
        .route(DESK, get(desk))
        .route(ENTRANCE, get(entrance))
        .route("/roasters/{organization}/desk", get(roastery))
        .route(ELSEWHERE, get(elsewhere))
        .route(LOUNGE, get(lounge))
        .route(WELCOME, get(welcome))
        .route("/vault/{endpoint}", get(vault))
        .route("/roasters/{organization}/counter", get(counter))
        .route(MISTAKE, get(mistake))
}

async fn desk(user: CurrentUser, fragments: Fragments) -> Result<Html<String>, Response> {
    let sessions = fragments.show(sessions::LIST).await?.into_string();
    let hello = fragments
        .show(FragmentName::new("hello.list"))
        .await?
        .into_string();
    let who = &user.admission().account.email;
    let body = format!("<p>{who}</p>{sessions}{hello}");
    Ok(Html(page(&fragments.head().into_string(), &body)))
}

async fn entrance(fragments: Fragments) -> Result<Html<String>, Response> {
    let form = fragments.show(sign_in::FORM).await?.into_string();
    Ok(Html(page(&fragments.head().into_string(), &form)))
}

async fn roastery(fragments: Fragments) -> Result<Html<String>, Response> {
    let probe = fragments
        .show(FragmentName::new("probe.member"))
        .await?
        .into_string();
    Ok(Html(page("", &probe)))
}

async fn elsewhere(fragments: Fragments) -> Result<Html<String>, Response> {
    let fragments = fragments.at("/t/one/account");
    let sessions = fragments.show(sessions::LIST).await?.into_string();
    Ok(Html(page(&fragments.head().into_string(), &sessions)))
}

async fn lounge(fragments: Fragments) -> Result<Html<String>, Response> {
    let badge = fragments
        .show(FragmentName::new("badge.form"))
        .await?
        .into_string();
    let names = fragments.show(profile::NAMES_FORM).await?.into_string();
    Ok(Html(page("", &lounge_body(&badge, &names))))
}

/// The page has a field of its own.
fn lounge_body(badge: &str, names: &str) -> String {
    format!("<label for=email>Letter to</label><input id=email>{badge}{names}")
}

async fn welcome(fragments: Fragments) -> Result<Html<String>, Response> {
    let form = fragments.show(sign_up::FORM).await?.into_string();
    Ok(Html(page(&fragments.head().into_string(), &form)))
}

async fn vault(
    Path(endpoint): Path<String>,
    fragments: Fragments,
) -> Result<Html<String>, Response> {
    let shown = fragments.show(in_vault(&endpoint)).await?;
    Ok(Html(page(&fragments.head().into_string(), &shown.0)))
}

/// What stands on the counter: the fragments of these endpoints.
const ON_COUNTER: [FragmentName; 3] = [
    FragmentName::new("hello.list"),
    profile::NAMES_FORM,
    FragmentName::new("probe.member"),
];

/// The form for a password that an address of the vault names.
fn in_vault(endpoint: &str) -> FragmentName {
    match endpoint {
        "first_password_form" => security::FIRST_PASSWORD_FORM,
        _ => security::PASSWORD_FORM,
    }
}

async fn counter(
    user: CurrentUser,
    _: Member<Anybody>,
    fragments: Fragments,
) -> Result<Html<String>, Response> {
    let mut body = user.admission().account.email.to_string();
    for endpoint in ON_COUNTER {
        body.push_str(&fragments.show(endpoint).await?.into_string());
    }
    Ok(Html(page(&fragments.head().into_string(), &body)))
}

async fn mistake(fragments: Fragments) -> Result<Html<String>, Response> {
    let nothing = fragments
        .show(FragmentName::new("sessions.end"))
        .await?
        .into_string();
    Ok(Html(page("", &nothing)))
}

/// The pages as Rocket's routes.
#[must_use]
pub fn in_rocket() -> Vec<rocket::Route> {
    rocket::routes![
        rocket_desk,
        rocket_entrance,
        rocket_roastery,
        rocket_elsewhere,
        rocket_lounge,
        rocket_welcome,
        rocket_vault,
        rocket_counter,
        rocket_mistake
    ]
}

#[rocket::get("/desk")]
async fn rocket_desk(
    user: in_rocket::CurrentUser,
    fragments: in_rocket::Fragments,
) -> Result<RawHtml<String>, Refused> {
    let sessions = fragments.show(sessions::LIST).await?.into_string();
    let hello = fragments
        .show(FragmentName::new("hello.list"))
        .await?
        .into_string();
    let who = &user.admission().account.email;
    let body = format!("<p>{who}</p>{sessions}{hello}");
    Ok(RawHtml(page(&fragments.head().into_string(), &body)))
}

#[rocket::get("/entrance")]
async fn rocket_entrance(fragments: in_rocket::Fragments) -> Result<RawHtml<String>, Refused> {
    let form = fragments.show(sign_in::FORM).await?.into_string();
    Ok(RawHtml(page(&fragments.head().into_string(), &form)))
}

#[rocket::get("/roasters/<organization>/desk")]
async fn rocket_roastery(
    organization: &str,
    fragments: in_rocket::Fragments,
) -> Result<RawHtml<String>, Refused> {
    let _ = organization;
    let probe = fragments
        .show(FragmentName::new("probe.member"))
        .await?
        .into_string();
    Ok(RawHtml(page("", &probe)))
}

#[rocket::get("/elsewhere")]
async fn rocket_elsewhere(fragments: in_rocket::Fragments) -> Result<RawHtml<String>, Refused> {
    let fragments = fragments.at("/t/one/account");
    let sessions = fragments.show(sessions::LIST).await?.into_string();
    Ok(RawHtml(page(&fragments.head().into_string(), &sessions)))
}

#[rocket::get("/lounge")]
async fn rocket_lounge(fragments: in_rocket::Fragments) -> Result<RawHtml<String>, Refused> {
    let badge = fragments
        .show(FragmentName::new("badge.form"))
        .await?
        .into_string();
    let names = fragments.show(profile::NAMES_FORM).await?.into_string();
    Ok(RawHtml(page("", &lounge_body(&badge, &names))))
}

#[rocket::get("/welcome")]
async fn rocket_welcome(fragments: in_rocket::Fragments) -> Result<RawHtml<String>, Refused> {
    let form = fragments.show(sign_up::FORM).await?.into_string();
    Ok(RawHtml(page(&fragments.head().into_string(), &form)))
}

#[rocket::get("/vault/<endpoint>")]
async fn rocket_vault(
    endpoint: &str,
    fragments: in_rocket::Fragments,
) -> Result<RawHtml<String>, Refused> {
    let shown = fragments.show(in_vault(endpoint)).await?;
    Ok(RawHtml(page(&fragments.head().into_string(), &shown.0)))
}

#[rocket::get("/roasters/<organization>/counter")]
async fn rocket_counter(
    organization: &str,
    user: in_rocket::CurrentUser,
    member: in_rocket::Member<Anybody>,
    fragments: in_rocket::Fragments,
) -> Result<RawHtml<String>, Refused> {
    let _ = (organization, member);
    let mut body = user.admission().account.email.to_string();
    for endpoint in ON_COUNTER {
        body.push_str(&fragments.show(endpoint).await?.into_string());
    }
    Ok(RawHtml(page(&fragments.head().into_string(), &body)))
}

#[rocket::get("/mistake")]
async fn rocket_mistake(fragments: in_rocket::Fragments) -> Result<RawHtml<String>, Refused> {
    let nothing = fragments
        .show(FragmentName::new("sessions.end"))
        .await?
        .into_string();
    Ok(RawHtml(page("", &nothing)))
}
