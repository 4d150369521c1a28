//! The guards in the host's own handlers.

use rocket::error::ErrorKind;
use rocket::http::Status;
use rocket::{Build, Rocket, get, routes};
use widgets_conformance::Failure;
use widgets_core::{Entitlement, Permission, Requirement};
use widgets_rocket::{CurrentUser, Member, OptionalUser};

use crate::host::{BREW, Host, header, json, quiet};

struct Anyone;

impl Requirement for Anyone {}

struct Brewer;

impl Requirement for Brewer {
    const PERMISSION: Option<Permission> = Some(BREW);
    const PARAMETER: &'static str = "roaster";
}

struct Auditor;

impl Requirement for Auditor {
    const ENTITLEMENT: Option<Entitlement> = Some(Entitlement::AUDIT);
}

#[get("/orders")]
fn orders(user: CurrentUser) -> String {
    format!("orders of {}", user.0.email().unwrap())
}

#[get("/")]
fn home(user: OptionalUser) -> String {
    let email = user
        .0
        .as_ref()
        .map(|user| user.email().unwrap().to_string());
    email.unwrap_or_else(|| "nobody".to_owned())
}

#[get("/o/<organization>/beans")]
fn beans(
    organization: &str,
    optional: OptionalUser,
    user: CurrentUser,
    member: Member<Anyone>,
    again: Member<Anyone>,
) -> String {
    assert_eq!(optional.0.unwrap().account_id(), user.0.account_id());
    assert_eq!(member.user().account_id(), again.user().account_id());
    let known = &member.membership().organization;
    format!("{organization} is {}", known.name)
}

#[get("/b/<roaster>")]
fn brew(roaster: &str, _member: Member<Brewer>) -> String {
    format!("brews of {roaster}")
}

#[get("/o/<organization>/audit")]
fn audit(organization: &str, _member: Member<Auditor>) -> String {
    format!("audit of {organization}")
}

#[get("/nowhere")]
fn nowhere(_member: Member<Anyone>) -> &'static str {
    "nowhere"
}

pub(crate) fn pages() -> Rocket<Build> {
    let pages = routes![orders, home, beans, brew, audit, nowhere];
    quiet().mount("/", pages)
}

async fn status(host: &Host, path: &str, cookies: &str) -> Status {
    host.get_with(path, cookies).await.status()
}

#[rocket::async_test]
async fn a_stranger_is_sent_to_sign_in_and_comes_back() {
    let host = Host::with(pages()).await;
    let response = host.get("/orders?page=2").dispatch().await;
    assert_eq!(response.status(), Status::SeeOther);
    let to = header(&response, "location");
    assert_eq!(to, Some("/account/sign-in?return_to=/orders%3Fpage%3D2"));
    assert!(header(&response, "content-type").is_none());
    assert!(header(&response, "x-frame-options").is_none());
    assert_eq!(header(&response, "cache-control"), Some("no-store"));
}

#[rocket::async_test]
async fn a_program_without_a_session_reads_401() {
    let host = Host::with(pages()).await;
    let response = host.get("/orders").header(json()).dispatch().await;
    assert_eq!(response.status(), Status::Unauthorized);
    assert_eq!(header(&response, "www-authenticate"), Some("Session"));
    let kind = header(&response, "content-type");
    assert_eq!(kind, Some("application/problem+json"));
    let problem = response.into_string().await.unwrap();
    let problem: serde_json::Value = serde_json::from_str(&problem).unwrap();
    assert_eq!(problem["code"], "not_signed_in");
}

#[rocket::async_test]
async fn whoever_is_signed_in_reaches_the_page() {
    let host = Host::with(pages()).await;
    let cookies = host.sign_in("max@example.com").await;
    let response = host.get_with("/orders", &cookies).await;
    assert_eq!(response.status(), Status::Ok);
    assert_eq!(header(&response, "x-frame-options"), Some("SAMEORIGIN"));
    let page = response.into_string().await.unwrap();
    assert_eq!(page, "orders of max@example.com");
    let home = host.get_with("/", &cookies).await;
    assert_eq!(home.into_string().await.unwrap(), "max@example.com");
    let home = host.get("/").dispatch().await;
    assert_eq!(home.into_string().await.unwrap(), "nobody");
}

#[rocket::async_test]
async fn a_dead_session_cookie_is_taken_away() {
    let host = Host::with(pages()).await;
    let cookies = host.sign_in("max@example.com").await;
    let management = host.widgets.management("tests");
    let users = management.users();
    let account = users.find("max@example.com").await.unwrap();
    users.end_sessions(&account.unwrap().id).await.unwrap();
    let response = host.get_with("/orders", &cookies).await;
    assert_eq!(response.status(), Status::SeeOther);
    let taken = header(&response, "set-cookie").unwrap();
    assert!(taken.starts_with("__Host-wg=;"), "{taken}");
}

#[rocket::async_test]
async fn an_outage_is_503_and_never_nobody() {
    let host = Host::with(pages()).await;
    let cookies = host.sign_in("max@example.com").await;
    host.calls.fail(Some(("admit", Failure::Outage)));
    for path in ["/", "/orders", "/o/roasters/beans"] {
        let response = host.get_with(path, &cookies).await;
        assert_eq!(response.status(), Status::ServiceUnavailable, "{path}");
        assert_eq!(header(&response, "retry-after"), Some("5"));
        assert!(header(&response, "content-security-policy").is_some());
    }
    host.calls.fail(None);
    assert_eq!(status(&host, "/orders", &cookies).await, Status::Ok);
}

#[rocket::async_test]
async fn members_need_what_the_page_requires() {
    let host = Host::with(pages()).await;
    let owner = host.sign_in("olga@example.com").await;
    let member = host.sign_in("max@example.com").await;
    let stranger = host.sign_in("sam@example.com").await;
    let mut asked = Vec::new();
    for path in ["/o/roasters/beans", "/b/roasters", "/o/roasters/audit"] {
        asked.push((path, stranger.as_str(), Status::NotFound));
        asked.push((path, "", Status::SeeOther));
    }
    asked.extend([
        ("/o/roasters/beans", &*member, Status::Ok),
        ("/b/roasters", &*member, Status::Forbidden),
        ("/b/roasters", &*owner, Status::Ok),
        ("/o/roasters/audit", &*owner, Status::Forbidden),
        ("/o/nothing/beans", &*owner, Status::NotFound),
        ("/b/Roasters", &*owner, Status::NotFound),
    ]);
    for (path, cookies, expected) in asked {
        assert_eq!(status(&host, path, cookies).await, expected, "{path}");
    }
}

#[rocket::async_test]
async fn a_slug_that_is_not_utf8_is_400() {
    let host = Host::with(pages()).await;
    let cookies = host.sign_in("olga@example.com").await;
    let status = status(&host, "/b/%ff", &cookies).await;
    assert_eq!(status, Status::BadRequest);
}

#[rocket::async_test]
async fn a_guard_without_its_parameter_is_500() {
    let host = Host::with(pages()).await;
    let cookies = host.sign_in("max@example.com").await;
    let status = status(&host, "/nowhere", &cookies).await;
    assert_eq!(status, Status::InternalServerError);
}

#[rocket::async_test]
async fn several_guards_cost_one_session_query() {
    let host = Host::with(pages()).await;
    let cookies = host.sign_in("max@example.com").await;
    let before = host.calls.named("admit");
    let response = host.get_with("/o/roasters/beans", &cookies).await;
    let page = response.into_string().await.unwrap();
    assert_eq!(page, "roasters is Roasters");
    assert_eq!(host.calls.named("admit") - before, 1);
    host.get("/").dispatch().await;
    assert_eq!(host.calls.named("admit") - before, 1);
}

#[rocket::async_test]
async fn a_guard_without_the_fairing_does_not_launch() {
    let error = pages().ignite().await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::SentinelAborts(_)));
}
