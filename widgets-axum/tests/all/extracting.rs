//! Who asks, in handlers of the host's own.

use axum::Router;
use axum::http::{StatusCode, header};
use axum::routing::get;
use std::sync::Arc;
use widgets_axum::{CurrentUser, Member, OptionalUser, mount};
use widgets_conformance::{Calls, Failure};
use widgets_core::{Entitlement, Permission, Requirement, Widgets};

use crate::host::{BREW, Browser, ROASTING, widgets};

struct Anything;

impl Requirement for Anything {}

struct Brew;

impl Requirement for Brew {
    const PERMISSION: Option<Permission> = Some(BREW);
}

struct Roast;

impl Requirement for Roast {
    const PERMISSION: Option<Permission> = Some(BREW);
    const ENTITLEMENT: Option<Entitlement> = Some(ROASTING);
    const PARAMETER: &'static str = "team";
}

async fn orders(CurrentUser(user): CurrentUser) -> String {
    user.email().unwrap().to_string()
}

async fn home(OptionalUser(user): OptionalUser) -> String {
    user.map_or_else(
        || "nobody".to_owned(),
        |user| user.email().unwrap().to_string(),
    )
}

async fn brews(member: Member<Brew>) -> String {
    member.membership().organization.name.clone()
}

/// Everything at once, the organization's member asked for last.
async fn all(
    OptionalUser(optional): OptionalUser,
    CurrentUser(user): CurrentUser,
    member: Member<Anything>,
    same: Member<Brew>,
) -> String {
    let optional = optional.unwrap();
    assert_eq!(optional.account_id(), user.account_id());
    assert_eq!(member.user().account_id(), same.user().account_id());
    member.membership().organization.name.clone()
}

async fn host(calls: &Arc<Calls>) -> (Router, Widgets) {
    let widgets = widgets("/account", calls).await;
    let router = Router::new()
        .route("/", get(home))
        .route("/orders", get(orders).post(orders))
        .route("/roasters/{organization}/brews", get(brews))
        .route("/roasters/{organization}/all", get(all))
        .route("/teams/{team}", get(async |_: Member<Roast>| "roasting"))
        .route("/lost", get(async |_: Member<Brew>| "lost"));
    (mount(router, &widgets), widgets)
}

#[tokio::test]
async fn whoever_is_not_signed_in_comes_back_after_signing_in() {
    let (router, _) = host(&Arc::default()).await;
    let reply = Browser::new(&router).get("/orders?page=2").await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER);
    assert_eq!(
        reply.header(header::LOCATION),
        "/account/sign-in?return_to=/orders%3Fpage%3D2"
    );
    assert_eq!(reply.header(header::CACHE_CONTROL), "no-store");
    let reply = Browser::new(&router).reads_json().get("/orders").await;
    assert_eq!(reply.status, StatusCode::UNAUTHORIZED);
    let kind = reply.header(header::CONTENT_TYPE);
    assert_eq!(kind, "application/problem+json");
    assert_eq!(reply.json()["sign_in"], "/account/sign-in");
    // Strangers do not learn which organizations exist.
    for slug in ["nordlicht", "none", "%20"] {
        let path = format!("/roasters/{slug}/brews");
        let reply = Browser::new(&router).get(&path).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{slug}");
    }
}

#[tokio::test]
async fn whoever_is_signed_in_is_known_to_the_hosts_pages() {
    let (router, widgets) = host(&Arc::default()).await;
    assert_eq!(Browser::new(&router).get("/").await.text, "nobody");
    let mut browser = Browser::new(&router).signed_in(&widgets, "member").await;
    for path in ["/", "/orders"] {
        let reply = browser.get(path).await;
        assert_eq!(reply.status, StatusCode::OK, "{path}");
        assert_eq!(reply.text, "member@nordlicht.example", "{path}");
    }
}

#[tokio::test]
async fn a_session_that_ended_is_taken_from_the_browser() {
    let (router, widgets) = host(&Arc::default()).await;
    let mut browser = Browser::new(&router).signed_in(&widgets, "member").await;
    let management = widgets.management("test");
    let users = management.users();
    let account = users.find("member@nordlicht.example").await.unwrap();
    users.end_sessions(&account.unwrap().id).await.unwrap();
    assert_eq!(browser.get("/").await.text, "nobody");
    let reply = browser.get("/orders").await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER);
    assert!(
        reply.header(header::SET_COOKIE).starts_with("__Host-wg=;"),
        "{reply:?}"
    );
}

#[tokio::test]
async fn an_outage_is_never_nobody() {
    let calls = Arc::<Calls>::default();
    let (router, widgets) = host(&calls).await;
    let mut browser = Browser::new(&router).signed_in(&widgets, "member").await;
    calls.fail(Some(("admit", Failure::Outage)));
    for path in ["/", "/orders", "/roasters/nordlicht/brews"] {
        let reply = browser.get(path).await;
        assert_eq!(reply.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
        assert_eq!(reply.header(header::RETRY_AFTER), "5", "{path}");
        assert_eq!(reply.header(header::SET_COOKIE), "", "{path}");
    }
    // A request without a cookie is anonymous, whatever the stores do.
    assert_eq!(Browser::new(&router).get("/").await.text, "nobody");
}

#[tokio::test]
async fn a_member_meets_what_the_page_requires_or_hears_why_not() {
    let (router, widgets) = host(&Arc::default()).await;
    let signed_in = |name: &'static str| {
        let program = Browser::new(&router).reads_json();
        program.signed_in(&widgets, name)
    };
    let mut owner = signed_in("owner").await;
    let mut member = signed_in("member").await;
    let mut stranger = signed_in("stranger").await;

    let brews = "/roasters/nordlicht/brews";
    assert_eq!(owner.get(brews).await.text, "Nordlicht");
    member.get(brews).await.assert(403, "forbidden");
    for path in [brews, "/roasters/none/brews"] {
        stranger.get(path).await.assert(404, "missing");
    }
    for slug in ["NORDLICHT", "%20", "%00"] {
        let reply = owner.get(&format!("/roasters/{slug}/brews")).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{slug}");
    }
    let reply = owner.get("/roasters/%ff/brews").await;
    reply.assert(400, "malformed");

    // The feature comes before the permission.
    for browser in [&mut owner, &mut member] {
        let reply = browser.get("/teams/nordlicht").await;
        reply.assert(403, "not_entitled");
    }
    let management = widgets.management("test");
    let organizations = management.organizations();
    let organization = organizations.find("nordlicht").await.unwrap().unwrap();
    let setting = organizations.set_entitlements(&organization.id, [ROASTING]);
    setting.await.unwrap();
    assert_eq!(owner.get("/teams/nordlicht").await.text, "roasting");
    let reply = member.get("/teams/nordlicht").await;
    reply.assert(403, "forbidden");
    let reply = stranger.get("/teams/nordlicht").await;
    reply.assert(404, "missing");
}

#[tokio::test]
async fn a_path_without_the_parameter_is_the_hosts_fault() {
    let (router, widgets) = host(&Arc::default()).await;
    let mut owner = Browser::new(&router).signed_in(&widgets, "owner").await;
    let reply = owner.get("/lost").await;
    assert_eq!(reply.status, StatusCode::INTERNAL_SERVER_ERROR);
}

#[tokio::test]
async fn many_extractors_cost_one_lookup() {
    let calls = Arc::<Calls>::default();
    let (router, widgets) = host(&calls).await;
    let mut owner = Browser::new(&router).signed_in(&widgets, "owner").await;
    let before = calls.named("admit");
    assert_eq!(owner.get("/roasters/nordlicht/all").await.text, "Nordlicht");
    assert_eq!(calls.named("admit") - before, 1);
    assert_eq!(owner.get("/orders").await.status, StatusCode::OK);
    assert_eq!(calls.named("admit") - before, 2);
    // Without a cookie there is nothing to look up.
    assert_eq!(Browser::new(&router).get("/").await.text, "nobody");
    assert_eq!(calls.named("admit") - before, 2);
}
