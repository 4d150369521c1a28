//! Widgets in pages of the host's own.

mod forms;

use widgets_tests::host::pages::{DESK, ELSEWHERE, LOUNGE, MISTAKE, ROASTERY};
use widgets_tests::prelude::*;

use self::forms::badge;

over_every_host! {
    a_fragment_is_the_widget_without_a_page_around_it,
    a_question_leads_back_whatever_is_answered,
    lists_page_on_the_hosts_address_under_the_widgets_name,
    whoever_is_not_signed_in_comes_back_to_the_hosts_page,
    several_fragments_and_extractors_cost_one_session_query,
    nobody_is_led_away_from_the_host,
    the_guard_decides_about_fragments_too,
    fragments_of_pages_mounted_elsewhere_lead_there,
    the_profile_fits_into_the_hosts_page,
}

/// The hidden field of that name in the form whose action ends with `action`.
fn hidden(page: &Reply, action: &str, name: &str) -> Option<String> {
    let (_, hidden) = page.form(action);
    hidden
        .into_iter()
        .find(|(own, _)| own == name)
        .map(|(_, value)| value)
}

async fn a_fragment_is_the_widget_without_a_page_around_it(SignedIn(_, _, mut browser): SignedIn) {
    let desk = browser.get(DESK).await;
    desk.assert_status(200);
    assert_eq!(desk.count("#wg-sessions.wg[data-wg-widget=sessions]"), 1);
    assert_eq!(desk.count("#wg-hello[data-wg-widget=hello]"), 1);
    desk.assert_says("sessions-active-now");
    assert_eq!(
        (desk.count("html"), desk.count("main"), desk.count("nav")),
        (1, 0, 0)
    );
    desk.assert_count("head link[rel=stylesheet][href^='/account/assets/']", 2);
    desk.assert_count("head script[type=module][src^='/account/assets/']", 1);
    assert_eq!(desk.header("cache-control"), "no-store");
    let own = browser.get("/account/sessions").await;
    assert_eq!(own.count("main #wg-sessions[data-wg-widget=sessions]"), 1);
    assert_eq!(own.count("#wg-sessions.wg"), 0);
}

async fn a_question_leads_back_whatever_is_answered(OnePerson(host, maren): OnePerson) {
    let mut other = host.signed_in(&maren).await;
    let mut browser = host.signed_in(&maren).await;
    let desk = browser.get("/desk?beans=2").await;
    let asking = "/account/sessions/others/end?return_to=/desk%3Fbeans%3D2";
    assert!(desk.links_to(asking), "{:?}", desk.targets());
    let question = browser.get(asking).await;
    question.assert_count("main a[href='/desk?beans=2']", 1);
    let done = browser.submit(&question, "/sessions/others/end", &[]).await;
    done.assert_location("/desk?beans=2&notice=sessions.others_ended");
    assert!(!host.is_in(&mut other).await);
    // Ending the session in use leads out, since the host's page is not theirs any more.
    let list = browser.get_json("/account/sessions").await.json();
    let own = list["sessions"][0]["id"].as_str().unwrap();
    let question = browser
        .get(&format!("/account/sessions/{own}/end?return_to=/desk"))
        .await;
    let out = browser.submit(&question, "/end", &[]).await;
    out.assert_location("/account/sign-in?notice=sign_in.signed_out");
}

async fn lists_page_on_the_hosts_address_under_the_widgets_name(OnePerson(host, maren): OnePerson) {
    for _ in 0..45 {
        host.signed_in(&maren).await;
        host.clock.advance(Duration::from_secs(1));
    }
    let mut browser = host.signed_in(&maren).await;
    let next = |page: &Reply| {
        let targets = page.targets();
        targets
            .into_iter()
            .find(|target| target.contains("sessions.after="))
    };
    let first = browser.get("/desk?after=mine&hello.after=x").await;
    let second = next(&first).unwrap_or_else(|| panic!("{:?}", first.targets()));
    assert!(
        second.starts_with("/desk?after=mine&hello.after=x&sessions.after="),
        "{second}"
    );
    let second = browser.get(&second).await;
    assert_ne!(first.count("#wg-sessions li"), 0);
    assert!(second.count("#wg-sessions li") > 1, "{}", second.body);
    let back = "/desk?after=mine&hello.after=x".to_owned();
    assert!(second.links_to(&back), "{:?}", second.targets());
    // What is done there comes back to the same page of the list.
    let return_to = hidden(&second, "/hello", "return_to").unwrap();
    assert!(return_to.contains("sessions.after="), "{return_to}");
    // The page of ours reads the plain key and leaves the other alone.
    let own = browser.get("/account/sessions?sessions.after=x&q=1").await;
    let more = own.target("&after=");
    assert!(
        more.starts_with("/account/sessions?sessions.after=x&q=1&after="),
        "{more}"
    );
}

async fn whoever_is_not_signed_in_comes_back_to_the_hosts_page(
    SignedOut(host, maren, mut browser): SignedOut,
) {
    for (path, escaped) in [
        ("/elsewhere?a=1&b=2", "/elsewhere%3Fa%3D1%26b%3D2"),
        (DESK, DESK),
    ] {
        let refused = browser.get(path).await;
        refused.assert_status(303);
        let sign_in = format!("/account/sign-in?return_to={escaped}");
        refused.assert_location(&sign_in);
    }
    let page = browser.get("/account/sign-in?return_to=/desk").await;
    let wrong = [("email", maren.email.as_str()), ("password", "not this")];
    let page = browser.submit(&page, "/sign-in", &wrong).await;
    let done = browser.submit(&page, "/sign-in", &maren.typed()).await;
    done.assert_location(DESK);
    let program = host.browser().get_json(DESK).await;
    assert_eq!(program.status, 401);
    assert_eq!(program.header("content-type"), "application/problem+json");
}

async fn several_fragments_and_extractors_cost_one_session_query(
    SignedIn(host, _, mut browser): SignedIn,
) {
    // Late enough that the use of the session is noted too.
    host.clock.advance(2 * MINUTE);
    let (before, ..) = host.counts.all();
    assert_eq!(browser.get(DESK).await.status, 200);
    let (after, ..) = host.counts.all();
    // Who it is, that the session is in use, and the list itself.
    assert_eq!(after - before, 3);
}

async fn nobody_is_led_away_from_the_host(SignedIn(_, _, mut browser): SignedIn) {
    for elsewhere in [
        "https://evil.example/",
        "//evil.example/x",
        "/\\evil.example",
        "javascript:x",
    ] {
        let fields = [("greeting", "Hello"), ("return_to", elsewhere)];
        let done = browser.fill("/account/hello", &fields).await;
        done.assert_location("/account/hello?notice=hello.greeted");
        let query: String = elsewhere
            .bytes()
            .map(|byte| format!("%{byte:02X}"))
            .collect();
        let path = format!("/account/sessions/others/end?return_to={query}");
        let question = browser.get(&path).await;
        assert!(!question.body.contains("evil.example"), "{}", question.body);
        assert_eq!(hidden(&question, "/others/end", "return_to"), None);
    }
}

async fn the_guard_decides_about_fragments_too(host: TestHost) {
    let (maren, stranger) = (host.person("Maren").await, host.person("Stranger").await);
    host.organization("nordlicht", &maren).await;
    let member = host.signed_in(&maren).await.get(ROASTERY).await;
    assert_eq!(
        (member.status.as_u16(), member.count("#wg-probe")),
        (200, 1),
        "{}",
        member.body
    );
    let before = host.probe.ran();
    let refused = host.signed_in(&stranger).await.get(ROASTERY).await;
    assert_eq!(refused.status, 404);
    refused.assert_says("missing-title");
    assert_eq!(host.browser().get(ROASTERY).await.status, 303);
    assert_eq!(host.probe.ran(), before);
    // A row that acts is not shown, whoever asks.
    let mistake = host.signed_in(&maren).await.get(MISTAKE).await;
    assert_eq!(mistake.status, 500);
}

async fn fragments_of_pages_mounted_elsewhere_lead_there(OnePerson(host, maren): OnePerson) {
    host.signed_in(&maren).await;
    let mut browser = host.signed_in(&maren).await;
    let page = browser.get(ELSEWHERE).await;
    let targets = page.targets();
    let ours = targets.iter().filter(|target| target.contains("/account/"));
    let (there, elsewhere): (Vec<_>, Vec<_>) =
        ours.partition(|target| target.starts_with("/t/one/account/"));
    assert!(there.len() > 3 && elsewhere.is_empty(), "{elsewhere:?}");
}

async fn the_profile_fits_into_the_hosts_page(host: TestHostBuilder) {
    let host = host.with(|builder| builder.widget(badge())).start().await;
    let maren = host.person("Maren").await;
    let mut browser = host.signed_in(&maren).await;
    let lounge = browser.get(LOUNGE).await;
    assert_eq!(lounge.count("h1"), 1, "the page's own");
    assert_eq!(lounge.count("#wg-profile h2"), 1);
    let long = "x".repeat(300);
    let names = |given| {
        [
            ("given_name", given),
            ("middle_name", ""),
            ("family_name", ""),
            ("display_name", ""),
        ]
    };
    let refused = browser
        .submit(&lounge, "/profile/names", &names(&long))
        .await;
    refused.assert_status(422);
    refused.assert_count("#wg-profile-given_name[aria-invalid=true]", 1);
    let done = browser
        .submit(&refused, "/profile/names", &names("Maren"))
        .await;
    done.assert_location("/lounge?notice=profile.names_saved");
}
