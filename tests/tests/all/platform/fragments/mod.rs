//! Widgets in pages of the host's own.

mod forms;

use widgets_tests::host::pages::{DESK, ELSEWHERE, LOUNGE, MISTAKE, ROASTERY};
use widgets_tests::prelude::*;

use self::forms::with_badge;

over_every_host! {
    a_fragment_is_the_widget_without_a_page_around_it,
    a_question_leads_back_to_the_host_page,
    lists_are_paged_at_the_address_of_the_host_page,
    signing_in_returns_to_the_host_page,
    several_fragments_cost_one_session_query,
    return_paths_stay_on_the_host,
    the_guard_decides_about_fragments_too,
    fragments_of_pages_mounted_elsewhere_lead_there,
    the_profile_fits_into_the_hosts_page,
}

async fn a_fragment_is_the_widget_without_a_page_around_it(SignedIn(_, _, mut browser): SignedIn) {
    let desk = must_show(browser.get(DESK).await);
    desk.assert_says("sessions-this");
    for (selector, count) in [
        ("#wg-sessions.wg[data-wg-widget=sessions]", 1),
        ("#wg-hello[data-wg-widget=hello]", 1),
        ("html", 1),
        ("main", 0),
        ("nav", 0),
        ("head link[rel=stylesheet][href^='/account/assets/']", 2),
        ("head script[type=module][src^='/account/assets/']", 1),
    ] {
        desk.assert_count(selector, count);
    }
    assert_eq!(desk.header("cache-control"), "no-store");
    let own = browser.get("/account/sessions").await;
    own.assert_count("main #wg-sessions[data-wg-widget=sessions]", 1);
    own.assert_count("#wg-sessions.wg", 0);
}

async fn a_question_leads_back_to_the_host_page(OnePerson(host, maren): OnePerson) {
    let mut other = host.signed_in(&maren).await;
    let mut browser = host.signed_in(&maren).await;
    let desk = browser.get("/desk?beans=2").await;
    let asking = "/account/sessions/others/end?return_to=/desk%3Fbeans%3D2";
    assert!(desk.links_to(asking), "{:?}", desk.targets());
    let question = browser.get(asking).await;
    question.assert_count("main a[href='/desk?beans=2']", 1);
    let done = browser.submit(&question, "/sessions/others/end", &[]).await;
    done.assert_told("/desk?beans=2", "sessions.others_ended");
    assert!(!host.is_in(&mut other).await);
    // The end of the session in use leads to signing in, because the host's page asks for that.
    let list = browser.get_json("/account/sessions").await.json();
    let own = list["sessions"][0]["id"].as_str().unwrap();
    let asking = format!("/account/sessions/{own}/end?return_to=/desk");
    let question = browser.get(&asking).await;
    let out = browser.submit(&question, "/end", &[]).await;
    out.assert_told("/account/sign-in", "sign_in.signed_out");
}

async fn lists_are_paged_at_the_address_of_the_host_page(OnePerson(host, maren): OnePerson) {
    for _ in 0..45 {
        host.signed_in(&maren).await;
        host.clock.advance(Duration::from_secs(1));
    }
    let mut browser = host.signed_in(&maren).await;
    let begin = "/desk?after=mine&hello.after=x";
    let first = browser.get(begin).await;
    let next = first.target("sessions.after=");
    let start = format!("{begin}&sessions.after=");
    assert!(next.starts_with(&start), "{next}");
    let second = browser.get(&next).await;
    assert_ne!(first.count("#wg-sessions li"), 0);
    assert!(second.count("#wg-sessions li") > 1, "{}", second.body);
    assert!(second.links_to(begin), "{:?}", second.targets());
    // A form on the second page comes back to the second page.
    let return_to = second.hidden("/hello", "return_to").unwrap();
    assert!(return_to.contains("sessions.after="), "{return_to}");
    // The widget's own page reads the plain key and leaves the other one alone.
    let begin = "/account/sessions?sessions.after=x&q=1";
    let more = browser.get(begin).await.target("&after=");
    assert!(more.starts_with(&format!("{begin}&after=")), "{more}");
}

async fn signing_in_returns_to_the_host_page(SignedOut(host, maren, mut browser): SignedOut) {
    for (path, escaped) in [
        ("/elsewhere?a=1&b=2", "/elsewhere%3Fa%3D1%26b%3D2"),
        (DESK, DESK),
    ] {
        let refused = must_accept(browser.get(path).await);
        refused.assert_location(&format!("/account/sign-in?return_to={escaped}"));
    }
    let page = browser.get("/account/sign-in?return_to=/desk").await;
    let wrong = [("email", maren.email.as_str()), ("password", "not this")];
    let page = browser.submit(&page, "/sign-in", &wrong).await;
    let done = browser.submit(&page, PROOF, &maren.typed()).await;
    done.assert_location(DESK);
    let program = must_answer(401, host.browser().get_json(DESK).await);
    assert_eq!(program.header("content-type"), "application/problem+json");
}

async fn several_fragments_cost_one_session_query(SignedIn(host, _, mut browser): SignedIn) {
    let mut queries = async |page: &str| {
        // Late enough that the use of the session is noted too.
        host.clock.advance(2 * MINUTE);
        let before = host.work().accounts;
        must_show(browser.get(page).await);
        host.work().accounts - before
    };
    // A page with one fragment, of the sessions, and one with another fragment beside it.
    let one = queries(ELSEWHERE).await;
    assert_ne!(one, 0);
    assert_eq!(queries(DESK).await, one);
}

async fn return_paths_stay_on_the_host(SignedIn(_, _, mut browser): SignedIn) {
    for elsewhere in [
        "https://evil.example/",
        "//evil.example/x",
        "/\\evil.example",
        "javascript:x",
    ] {
        let fields = [("greeting", "Hello"), ("return_to", elsewhere)];
        let done = browser.fill("/account/hello", &fields).await;
        done.assert_told("/account/hello", "hello.greeted");
        let bytes = elsewhere.bytes();
        let query: String = bytes.map(|byte| format!("%{byte:02X}")).collect();
        let path = format!("/account/sessions/others/end?return_to={query}");
        let question = browser.get(&path).await;
        assert!(!question.body.contains("evil.example"), "{}", question.body);
        assert_eq!(question.hidden("/others/end", "return_to"), None);
    }
}

async fn the_guard_decides_about_fragments_too(host: TestHost) {
    let (maren, stranger) = (host.person("Maren").await, host.person("Stranger").await);
    host.organization("nordlicht", &maren).await;
    let mut member = host.signed_in(&maren).await;
    must_show(member.get(ROASTERY).await).assert_count("#wg-probe", 1);
    let before = host.probe.ran();
    let refused = must_answer(404, host.signed_in(&stranger).await.get(ROASTERY).await);
    refused.assert_says("missing-title");
    must_accept(host.browser().get(ROASTERY).await);
    assert_eq!(host.probe.ran(), before);
    // An endpoint that acts is no fragment for anybody.
    member.get(MISTAKE).await.assert_status(500);
}

async fn fragments_of_pages_mounted_elsewhere_lead_there(OnePerson(host, maren): OnePerson) {
    host.signed_in(&maren).await;
    let mut browser = host.signed_in(&maren).await;
    let mut targets = browser.get(ELSEWHERE).await.targets();
    targets.retain(|target| target.contains("/account/"));
    assert!(targets.len() > 3, "{targets:?}");
    for target in targets {
        assert!(target.starts_with("/t/one/account/"), "{target}");
    }
}

async fn the_profile_fits_into_the_hosts_page(host: TestHostBuilder) {
    let (_host, mut browser) = with_badge(host).await;
    let lounge = browser.get(LOUNGE).await;
    // The heading of the host's page, and that of the widget.
    lounge.assert_count("h1", 1);
    lounge.assert_count("#wg-profile h2", 1);
    let long = "x".repeat(300);
    let action = "/profile/names";
    let names = |given| {
        let others = ["middle_name", "family_name", "display_name"].map(|name| (name, ""));
        [[("given_name", given)].as_slice(), &others].concat()
    };
    let refused = must_refuse(browser.submit(&lounge, action, &names(&long)).await);
    refused.assert_count("#wg-profile-given_name[aria-invalid=true]", 1);
    let done = browser.submit(&refused, action, &names("Maren")).await;
    done.assert_told("/lounge", "profile.names_saved");
}
