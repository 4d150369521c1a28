//! Staff who act in a person's place.

use http::Method;
use sqlx::{Connection as _, PgConnection, SqliteConnection};
use widgets_core::Endpoint;
use widgets_core::admin::{ImpersonationToBegin, ManagementError};
use widgets_core::table::Route;
use widgets_tests::prelude::*;

use super::{MINUTE, one_time_link, path};

over_every_combination! {
    staff_act_in_a_persons_place_until_the_limit,
    whoever_acts_in_a_persons_place_ends_it_from_any_page,
    a_link_says_whose_session_it_ends,
    acting_in_a_persons_place_is_never_renewed,
    acting_in_a_persons_place_takes_who_why_and_a_limit,
    the_trail_names_the_staff_who_acted,
}

fn ticket(limit: Duration) -> ImpersonationToBegin {
    ImpersonationToBegin {
        by: "Jo Bean".to_owned(),
        reason: "Ticket 4711: the invoice is missing".to_owned(),
        limit,
    }
}

/// The path of a link by which staff act in somebody's place for that long.
pub async fn impersonation(host: &TestHost, person: &Person, limit: Duration) -> String {
    let management = host.widgets.management("support desk");
    let link = management.users();
    let link = link.impersonate(&person.account, ticket(limit)).await;
    path(host, link.unwrap().reveal())
}

/// A browser of the staff's that opened such a link, and the page it led to.
pub async fn acting(host: &TestHost, person: &Person, limit: Duration) -> (Browser, Reply) {
    let link = impersonation(host, person, limit).await;
    let mut staff = host.browser();
    let opened = follow_link(&mut staff, &link).await;
    opened.assert_status(303);
    let page = staff.follow(opened).await;
    (staff, page)
}

async fn staff_act_in_a_persons_place_until_the_limit(OnePerson(host, maren): OnePerson) {
    let mut own = host.signed_in(&maren).await;
    let link = impersonation(&host, &maren, 30 * MINUTE).await;
    let mut staff = host.browser();
    let offer = staff.get(&link).await;
    for said in [
        "Act in somebody’s place",
        "Account: maren@nordlicht.example",
        "Who: Jo Bean",
        "Why: Ticket 4711: the invoice is missing",
        "It ends at 12:30 UTC at the latest.",
    ] {
        offer.assert_shows(said);
    }
    let json = staff.get_json(&link).await.json();
    assert_eq!(json["impersonates"]["email"], maren.email);
    assert_eq!(json["impersonates"]["by"], "Jo Bean");
    let opened = staff.submit(&offer, &link, &[]).await;
    // The browser is not the person's.
    assert!(!staff.cookies.contains_key("__Host-wg-device"));
    assert!(!opened.header("set-cookie").contains("Max-Age"));
    let mut again = host.browser();
    let spent = again.get(&link).await;
    spent.assert_says("sign-in-link-spent-title");
    assert_banner_on_every_page(&host, &mut staff).await;
    let list = own.get("/account/sessions").await;
    for said in [
        "Opened on your behalf by Jo Bean just now",
        "Reason: Ticket 4711: the invoice is missing",
    ] {
        list.assert_shows(said);
    }
    assert!(!list.says("acting-text"));
    host.clock.advance(29 * MINUTE);
    assert!(host.is_in(&mut staff).await);
    host.clock.advance(MINUTE);
    assert!(!host.is_in(&mut staff).await, "use does not prolong it");
    assert!(host.is_in(&mut own).await);
}

async fn assert_banner_on_every_page(host: &TestHost, staff: &mut Browser) {
    let endpoints = host.widgets.routes().iter().flat_map(Route::endpoints);
    let pages = endpoints.filter(|endpoint| endpoint.method() == Method::GET);
    let pages = pages.map(Endpoint::path);
    // A panic forgets who asked.
    let pages = pages.filter(|path| !path.contains('{') && !path.contains("panic"));
    let mut shown = 0;
    for path in pages.chain(["/sessions/ses_nobodys/end"]) {
        let reply = staff.get(&host.path(path)).await;
        if reply.header("content-type").starts_with("text/html") {
            let told = "You are acting as Maren. Ends at 12:30 UTC.";
            let banners = reply.text().matches(told).count();
            assert_eq!(banners, 1, "{path}: {}", reply.text());
            shown += 1;
        }
    }
    assert!(shown > 5, "only {shown} pages");
}

async fn whoever_acts_in_a_persons_place_ends_it_from_any_page(OnePerson(host, maren): OnePerson) {
    let mut own = host.signed_in(&maren).await;
    let (mut staff, page) = acting(&host, &maren, 30 * MINUTE).await;
    page.assert_says("acting-end");
    let ended = staff.submit(&page, "/sign-out", &[]).await;
    assert_eq!(ended.status, 303);
    assert!(!host.is_in(&mut staff).await);
    assert!(host.is_in(&mut own).await, "the person stays signed in");
    let list = own.get("/account/sessions").await;
    assert!(!list.text().contains("Jo Bean"));
    // The person ends it as well, and staff are out at the next request.
    let (mut staff, _) = acting(&host, &maren, 30 * MINUTE).await;
    let nothing = json!({});
    let others = own.post_json("/account/sessions/others/end", &nothing);
    assert_eq!(others.await.json()["ended"], 1);
    assert!(!host.is_in(&mut staff).await);
}

async fn a_link_says_whose_session_it_ends(host: TestHost) {
    let (maren, jo) = (host.person("Maren").await, host.person("Jo").await);
    let told = "You are signed in here as jo@nordlicht.example. That session ends when you go on.";
    for link in [
        impersonation(&host, &maren, 30 * MINUTE).await,
        one_time_link(&host, &maren).await,
    ] {
        let mut stranger = host.browser();
        assert!(!stranger.get(&link).await.says("sign-in-link-replaces"));
        let mut browser = host.signed_in(&jo).await;
        let mut before = browser.clone();
        let page = browser.get(&link).await;
        page.assert_shows(&told);
        assert_eq!(browser.submit(&page, &link, &[]).await.status, 303);
        assert!(!host.is_in(&mut before).await);
        let text = browser.get("/account/profile").await.text();
        assert!(text.contains(&maren.email), "{text}");
    }
}

async fn acting_in_a_persons_place_is_never_renewed(OnePerson(host, maren): OnePerson) {
    let (mut staff, _) = acting(&host, &maren, 30 * MINUTE).await;
    let before = staff.clone();
    let fields = [
        ("email", maren.email.as_str()),
        ("password", PASSWORD),
        ("keep", "true"),
    ];
    let signed_in = staff.fill("/account/sign-in?again=1", &fields).await;
    assert_eq!(signed_in.status, 303);
    let id = |browser: &Browser| {
        let (id, _) = browser.cookies["__Host-wg"].split_once('.').unwrap();
        id.to_owned()
    };
    assert_ne!(id(&before), id(&staff), "it is another session");
    assert!(!host.is_in(&mut before.clone()).await);
    let page = staff.get("/account/sessions").await;
    assert!(!page.says("acting-text"));
    assert!(!page.text().contains("Jo Bean"));
}

async fn acting_in_a_persons_place_takes_who_why_and_a_limit(OnePerson(host, maren): OnePerson) {
    let users = host.users();
    let good = ticket(30 * MINUTE);
    let with = |by: &str, reason: &str, limit: Duration| ImpersonationToBegin {
        by: by.to_owned(),
        reason: reason.to_owned(),
        limit,
    };
    let long = |length| "x".repeat(length);
    for bad in [
        with(" ", "why", 30 * MINUTE),
        with("who", "", 30 * MINUTE),
        with("who\n", "why\u{7}", 30 * MINUTE),
        with(&long(201), "why", 30 * MINUTE),
        with("who", &long(501), 30 * MINUTE),
        with("who", "why", Duration::from_secs(59)),
        with("who", "why", Duration::from_secs(4 * 60 * 60 + 1)),
    ] {
        let refused = users.impersonate(&maren.account, bad.clone()).await;
        assert!(
            matches!(refused, Err(ManagementError::Impersonation)),
            "{bad:?}"
        );
    }
    for good in [
        with(&long(200), &long(500), MINUTE),
        with("who", "why", 240 * MINUTE),
    ] {
        users.impersonate(&maren.account, good).await.unwrap();
    }
    let link = impersonation(&host, &maren, 30 * MINUTE).await;
    host.clock.advance(5 * MINUTE);
    let late = host.browser().get(&link).await;
    late.assert_says("sign-in-link-spent-title");
    users.disable(&maren.account).await.unwrap();
    let refused = users.impersonate(&maren.account, good).await;
    assert!(matches!(refused, Err(ManagementError::Missing)));
}

/// Kind of actor, actor and action of everything in the audit trail, in its order.
async fn trail(host: &TestHost) -> Option<Vec<(String, String, String)>> {
    const TRAIL: &str = "SELECT actor_kind, actor, action FROM wg_audit_events ORDER BY at, id";
    let location = &host.storage.location;
    match host.kind {
        Storage::Memory => None,
        Storage::Sqlite => {
            let mut file = SqliteConnection::connect(location).await.unwrap();
            Some(sqlx::query_as(TRAIL).fetch_all(&mut file).await.unwrap())
        }
        Storage::Postgres => {
            let mut database = PgConnection::connect(location).await.unwrap();
            let endpoints = sqlx::query_as(TRAIL).fetch_all(&mut database).await;
            Some(endpoints.unwrap())
        }
    }
}

async fn the_trail_names_the_staff_who_acted(OnePerson(host, maren): OnePerson) {
    let (mut staff, _) = acting(&host, &maren, 30 * MINUTE).await;
    host.clock.advance(MINUTE);
    let names = [
        ("display_name", "Maren O."),
        ("given_name", ""),
        ("middle_name", ""),
        ("family_name", ""),
    ];
    let saved = staff.fill("/account/profile/names", &names).await;
    saved.assert_status(303);
    host.clock.advance(MINUTE);
    staff.sign_out().await;
    let Some(trail) = trail(&host).await else {
        return;
    };
    let told = |kind: &str, actor: &str, action: &str| {
        (kind.to_owned(), actor.to_owned(), action.to_owned())
    };
    for event in [
        told("host", "support desk", "account.impersonation_issued"),
        told("staff", "Jo Bean", "session.opened"),
        told("staff", "Jo Bean", "profile.names_changed"),
        told("staff", "Jo Bean", "session.ended"),
    ] {
        assert!(trail.contains(&event), "{event:?}: {trail:?}");
    }
    let by_account = trail.iter().any(|(kind, _, _)| kind == "account");
    assert!(!by_account, "the person did nothing: {trail:?}");
}
