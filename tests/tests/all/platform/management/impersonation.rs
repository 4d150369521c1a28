//! Staff who act in a person's place.

use widgets_tests::prelude::*;

use super::LIMIT;

over_every_combination! {
    an_impersonation_ends_at_its_limit,
    staff_end_impersonation_from_any_page,
    a_link_says_whose_session_it_ends,
    signing_in_ends_an_impersonation,
    an_impersonation_needs_a_name_a_reason_and_a_limit,
    the_trail_names_the_staff_who_acted,
}

async fn an_impersonation_ends_at_its_limit(SignedIn(host, maren, mut own): SignedIn) {
    let link = host.impersonation_link(&maren, LIMIT).await;
    let ticket = ticket(LIMIT);
    let mut staff = host.browser();
    let offer = must_say(staff.get(&link).await, "sign-in-staff-title");
    for (key, name, value) in [
        ("sign-in-staff-account", "email", maren.email.as_str()),
        ("sign-in-staff-by", "by", &ticket.by),
        ("sign-in-staff-reason", "reason", &ticket.reason),
        ("sign-in-staff-until", "time", "12:30 UTC"),
    ] {
        offer.assert_says_with(key, &[(name, value)]);
    }
    let json = staff.get_json(&link).await.json();
    assert_eq!(json["impersonates"]["address"], maren.email);
    assert_eq!(json["impersonates"]["by"], ticket.by);
    let opened = staff.submit(&offer, &link, &[]).await;
    // The browser is not the person's, so the account does not know it from now on.
    assert!(!staff.cookies.contains_key("__Host-wg-device"));
    assert!(!opened.header("set-cookie").contains("Max-Age"));
    must_say(host.browser().get(&link).await, "sign-in-link-spent-title");
    assert_banner_on_every_page(&host, &mut staff).await;
    let list = own.get("/account/sessions").await;
    let by = [("by", ticket.by.as_str()), ("when", "just now")];
    list.assert_says_with("sessions-by-staff", &by);
    let reason = [("reason", ticket.reason.as_str())];
    list.assert_says_with("sessions-staff-reason", &reason);
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
            let who = [("name", "Maren"), ("time", "12:30 UTC")];
            assert_eq!(reply.times("acting-text", &who), 1, "{path}");
            shown += 1;
        }
    }
    assert!(shown > 5, "only {shown} pages");
}

async fn staff_end_impersonation_from_any_page(SignedIn(host, maren, mut own): SignedIn) {
    let mut staff = host.acting_as(&maren, LIMIT).await;
    let page = must_say(staff.get("/account/profile").await, "acting-end");
    must_accept(staff.submit(&page, "/sign-out", &[]).await);
    assert!(!host.is_in(&mut staff).await);
    assert!(host.is_in(&mut own).await, "the person stays signed in");
    assert!(!own.get("/account/sessions").await.says("sessions-by-staff"));
    // The person ends it as well, and staff are out at the next request.
    let mut staff = host.acting_as(&maren, LIMIT).await;
    let others = "/account/sessions/others/end";
    let ended = own.post_json(others, &json!({})).await;
    assert_eq!(ended.json()["count"], 1);
    assert!(!host.is_in(&mut staff).await);
}

async fn a_link_says_whose_session_it_ends(OnePerson(host, maren): OnePerson) {
    let jo = host.person("Jo").await;
    for link in [
        host.impersonation_link(&maren, LIMIT).await,
        host.sign_in_link(&maren, HOUR).await,
    ] {
        let mut stranger = host.browser();
        assert!(!stranger.get(&link).await.says("sign-in-link-replaces"));
        let mut browser = host.signed_in(&jo).await;
        let mut before = browser.clone();
        let page = browser.get(&link).await;
        page.assert_says_with("sign-in-link-replaces", &[("email", &jo.email)]);
        assert_eq!(browser.submit(&page, &link, &[]).await.status, 303);
        assert!(!host.is_in(&mut before).await);
        let profile = browser.get("/account/profile").await;
        profile.assert_shows(&maren.email);
    }
}

async fn signing_in_ends_an_impersonation(OnePerson(host, maren): OnePerson) {
    let mut staff = host.acting_as(&maren, LIMIT).await;
    let mut before = staff.clone();
    let fields = [&maren.typed()[..], &[("keep", "true")]].concat();
    must_accept(staff.fill("/account/sign-in?again=1", &fields).await);
    assert_ne!(before.session_id(), staff.session_id());
    assert!(!host.is_in(&mut before).await);
    let page = staff.get("/account/sessions").await;
    assert!(!page.says("acting-text"));
    assert!(!page.says("sessions-by-staff"));
}

async fn an_impersonation_needs_a_name_a_reason_and_a_limit(OnePerson(host, maren): OnePerson) {
    let users = host.users();
    let good = ticket(30 * MINUTE);
    let with = |by: &str, reason: &str, limit: Duration| {
        ImpersonationToBegin::new(by.to_owned(), reason.to_owned(), limit)
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
        let is_refused = matches!(refused, Err(ManagementError::Impersonation));
        assert!(is_refused, "{bad:?}");
    }
    for good in [
        with(&long(200), &long(500), MINUTE),
        with("who", "why", 240 * MINUTE),
    ] {
        users.impersonate(&maren.account, good).await.unwrap();
    }
    let link = host.impersonation_link(&maren, LIMIT).await;
    host.clock.advance(5 * MINUTE);
    must_say(host.browser().get(&link).await, "sign-in-link-spent-title");
    users.disable(&maren.account).await.unwrap();
    assert_refused!(users.impersonate(&maren.account, good), Missing);
}

async fn the_trail_names_the_staff_who_acted(OnePerson(host, maren): OnePerson) {
    const TRAIL: &str = "SELECT actor_kind, actor, action FROM wg_audit_events";
    let mut staff = host.acting_as(&maren, LIMIT).await;
    host.clock.advance(MINUTE);
    must_accept(staff.save_display_name("Maren O.").await);
    host.clock.advance(MINUTE);
    staff.sign_out().await;
    let Some(trail) = host.storage.query::<(String, String, String)>(TRAIL).await else {
        return;
    };
    for event in [
        ("host", "tests", "account.impersonation_issued"),
        ("staff", "Jo Bean", "session.opened"),
        ("staff", "Jo Bean", "profile.names_changed"),
        ("staff", "Jo Bean", "session.ended"),
    ] {
        let mut told = trail
            .iter()
            .map(|(kind, actor, action)| (&**kind, &**actor, &**action));
        assert!(told.any(|own| own == event), "{event:?}: {trail:?}");
    }
    let by_account = trail.iter().any(|(kind, _, _)| kind == "account");
    assert!(!by_account, "the person did nothing: {trail:?}");
}
