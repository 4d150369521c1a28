//! A form whose session had ended is found again, as it was, by whoever typed it.

mod attacks;

use widgets_tests::host::pages::DESK;
use widgets_tests::host::vault::VaultWidget;
use widgets_tests::prelude::*;

over_every_combination! {
    the_form_is_as_it_was_after_signing_in,
    every_form_of_the_profile_is_found_again,
    somebody_else_never_sees_it,
    it_goes_once_it_was_sent,
    it_goes_after_half_an_hour,
    it_comes_back_only_where_it_stood,
    a_form_that_waited_for_a_confirmation_is_found_after_signing_in,
    what_has_nothing_typed_is_not_kept,
    programs_are_asked_to_sign_in,
}

over_every_host! {
    a_form_in_a_page_of_the_hosts_is_found_again,
}

const PENDING_FORM: &str = "__Host-wg-pending";
const ENDED: &str = "pending-ended";
const WHY: &str = "sign-in-pending-lead";
const NAMES: [(&str, &str); 4] = [
    ("given_name", "Maren"),
    ("middle_name", ""),
    ("family_name", "Ökafor \"<b>"),
    ("display_name", "Captain"),
];

/// Opens a page, lets the session end, and sends its form all the same.
async fn send_late(
    host: &TestHost,
    browser: &mut Browser,
    person: &Person,
    (path, action): (&str, &str),
    fields: &[(&str, &str)],
) -> Reply {
    let page = browser.get(path).await;
    host.users().end_sessions(&person.account).await.unwrap();
    browser.submit(&page, action, fields).await
}

/// Signs in on the page the answer leads to, and comes back.
async fn come_back(browser: &mut Browser, asked: Reply, person: &Person) -> Reply {
    let page = browser.follow(asked).await;
    let back = browser.submit(&page, "/sign-in", &person.typed()).await;
    browser.follow(back).await
}

async fn names_late(host: &TestHost, browser: &mut Browser, person: &Person) -> Reply {
    let form = ("/account/profile/names", "/profile/names");
    send_late(host, browser, person, form, &NAMES).await
}

async fn the_form_is_as_it_was_after_signing_in(SignedIn(host, maren, mut browser): SignedIn) {
    let asked = names_late(&host, &mut browser, &maren).await;
    assert_eq!(asked.status, 303);
    asked.assert_location("/account/sign-in?return_to=/account/profile/names");
    assert!(!browser.has_session());
    let sign_in = asked.location().unwrap();
    assert!(browser.get(&sign_in).await.says(WHY));
    let nobody = host.browser().get(&sign_in).await;
    assert!(!nobody.says(WHY), "{}", nobody.text());
    let page = come_back(&mut browser, asked, &maren).await;
    assert_eq!(page.path, "/account/profile/names");
    page.assert_says(ENDED);
    assert_eq!(page.count("input[name=display_name][value=Captain]"), 1);
    assert!(
        page.body.contains("value=\"Ökafor &quot;&lt;b&gt;\""),
        "{}",
        page.body
    );
    let profile = browser.get_json("/account/profile").await.json();
    assert_eq!(profile["display_name"], "Maren", "nothing was saved yet");
    // Looked at again it is still there, and sent it is done.
    let page = browser.get("/account/profile/names").await;
    page.assert_says(ENDED);
    let saved = browser.submit(&page, "/profile/names", &NAMES).await;
    saved.assert_location("/account/profile?notice=profile.names_saved");
    assert!(!browser.cookies.contains_key(PENDING_FORM));
    let page = browser.get("/account/profile/names").await;
    assert!(!page.says(ENDED));
}

async fn every_form_of_the_profile_is_found_again(SignedIn(host, maren, mut browser): SignedIn) {
    let form = ("/account/profile/preferences", "/profile/preferences");
    let fields = [("language", "de"), ("time_zone", "Europe/Berlin")];
    let asked = send_late(&host, &mut browser, &maren, form, &fields).await;
    let page = come_back(&mut browser, asked, &maren).await;
    assert!(page.says(ENDED), "in the language from before");
    assert_eq!(page.count("option[value='Europe/Berlin'][selected]"), 1);
    assert_eq!(page.count("option[value=de][selected]"), 1);
    // So is that of a widget of the host's.
    let form = ("/account/hello", "/hello");
    let fields = [("greeting", "Moin")];
    let asked = send_late(&host, &mut browser, &maren, form, &fields).await;
    let page = come_back(&mut browser, asked, &maren).await;
    page.assert_says(ENDED);
    assert_eq!(page.count("input[name=greeting][value=Moin]"), 1);
    let sent = browser.submit(&page, "/hello", &fields).await;
    sent.assert_location("/account/hello?notice=hello.greeted");
}

async fn somebody_else_never_sees_it(host: TestHost) {
    let (maren, mallory) = (host.person("Maren").await, host.person("Mallory").await);
    let mut browser = host.signed_in(&maren).await;
    let asked = names_late(&host, &mut browser, &maren).await;
    let cookie = browser.cookies[PENDING_FORM].clone();
    let page = come_back(&mut browser, asked, &mallory).await;
    assert_eq!(page.path, "/account/profile/names");
    assert!(!page.says(ENDED) && !page.body.contains("Captain"));
    assert!(!browser.cookies.contains_key(PENDING_FORM));
    // It is gone, also for whoever typed it.
    browser.plant(PENDING_FORM, cookie.clone());
    browser
        .fill("/account/sign-in?again=1", &maren.typed())
        .await;
    let page = browser.get("/account/profile/names").await;
    assert!(!page.body.contains("Captain"));
    // Nor does a cookie that was carried off show it.
    let mut browser = host.signed_in(&maren).await;
    names_late(&host, &mut browser, &maren).await;
    let mut thief = host.signed_in(&mallory).await;
    thief.plant(PENDING_FORM, browser.cookies[PENDING_FORM].clone());
    let page = thief.get("/account/profile/names").await;
    assert!(!page.body.contains("Captain"));
    let mut nobody = host.browser();
    nobody.plant(PENDING_FORM, cookie);
    assert_eq!(nobody.get("/account/profile/names").await.status, 303);
}

async fn it_goes_once_it_was_sent(SignedIn(host, maren, mut browser): SignedIn) {
    let asked = names_late(&host, &mut browser, &maren).await;
    let page = come_back(&mut browser, asked, &maren).await;
    // Another form does not touch it.
    browser
        .fill("/account/hello", &[("greeting", "Moin")])
        .await;
    assert!(browser.cookies.contains_key(PENDING_FORM));
    // What is sent and refused is on the page that says so.
    let long = "x".repeat(200);
    let fields = [
        ("given_name", long.as_str()),
        ("middle_name", ""),
        ("family_name", ""),
        ("display_name", "Captain"),
    ];
    let refused = browser.submit(&page, "/profile/names", &fields).await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.count("input[name=display_name][value=Captain]"), 1);
    assert!(!refused.says(ENDED));
    assert!(!browser.cookies.contains_key(PENDING_FORM));
    let page = browser.get("/account/profile/names").await;
    assert!(!page.body.contains("Captain"));
}

async fn it_goes_after_half_an_hour(SignedIn(host, maren, mut browser): SignedIn) {
    let asked = names_late(&host, &mut browser, &maren).await;
    host.clock.advance(Duration::from_secs(30 * 60 - 1));
    let page = come_back(&mut browser, asked, &maren).await;
    assert!(page.says(ENDED), "a second is left");
    host.clock.advance(Duration::from_secs(1));
    let page = browser.get("/account/profile/names").await;
    assert!(!page.body.contains("Captain"));
    assert!(!browser.cookies.contains_key(PENDING_FORM));
}

async fn it_comes_back_only_where_it_stood(host: TestHostBuilder) {
    let vault = VaultWidget::default();
    let widget = vault.widget();
    let host = host.with(|builder| builder.widget(widget)).start().await;
    let maren = host.person("Maren").await;
    host.organization("nordlicht", &maren).await;
    host.organization("suedwind", &maren).await;
    let mut browser = host.signed_in(&maren).await;
    let form = ("/account/vault/o/nordlicht", "/vault/o/nordlicht");
    let fields = [("thing", "a ring"), ("pin", "1234")];
    let asked = send_late(&host, &mut browser, &maren, form, &fields).await;
    let page = come_back(&mut browser, asked, &maren).await;
    assert_eq!(page.path, form.0);
    assert_eq!(page.count("input[name=thing][value='a ring']"), 1);
    let other = browser.get("/account/vault/o/suedwind").await;
    assert!(!other.says(ENDED) && !other.body.contains("a ring"));
    assert!(browser.cookies.contains_key(PENDING_FORM));
    // Where the browser does not say where the form stood, nobody guesses.
    let page = browser.get(form.0).await;
    host.users().end_sessions(&maren.account).await.unwrap();
    let (target, hidden) = page.form(form.1);
    let mut all: Vec<(&str, &str)> = vec![("thing", "a pearl")];
    all.extend(
        hidden
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str())),
    );
    let asked = browser.post(&target, &all).await;
    asked.assert_location("/account/sign-in");
    come_back(&mut browser, asked, &maren).await;
    let page = browser.get(form.0).await;
    assert!(!page.body.contains("a pearl"));
    assert!(vault.put().is_empty());
}

async fn a_form_that_waited_for_a_confirmation_is_found_after_signing_in(host: TestHostBuilder) {
    let vault = VaultWidget::default();
    let widget = vault.widget();
    let host = host.with(|builder| builder.widget(widget)).start().await;
    let maren = host.person("Maren").await;
    let mut browser = host.signed_in(&maren).await;
    host.clock.advance(11 * MINUTE);
    let asking = browser
        .fill_through("/account/vault", &[("thing", "a ring")])
        .await;
    host.users().end_sessions(&maren.account).await.unwrap();
    let fields = [("password", PASSWORD)];
    let signed_out = browser.submit(&asking, "/step-up", &fields).await;
    signed_out.assert_location_starts("/account/sign-in");
    let page = come_back(&mut browser, signed_out, &maren).await;
    // Fresh as it is, nothing asks again.
    assert_eq!(page.path, "/account/vault");
    page.assert_says(ENDED);
    assert_eq!(page.count("input[name=thing][value='a ring']"), 1);
    assert!(vault.put().is_empty());
    let done = browser
        .submit(&page, "/vault", &[("thing", "a ring")])
        .await;
    done.assert_location("/account/vault?notice=vault.put");
    assert_eq!(vault.put(), ["thing=a ring"]);
}

async fn what_has_nothing_typed_is_not_kept(SignedIn(host, maren, mut browser): SignedIn) {
    let form = ("/account/sessions/others/end", "/sessions/others/end");
    let asked = send_late(&host, &mut browser, &maren, form, &[]).await;
    asked.assert_location("/account/sign-in?return_to=/account/sessions/others/end");
    assert!(!browser.cookies.contains_key(PENDING_FORM));
    // Nor is the password of somebody who is asked to confirm.
    let mut browser = host.signed_in(&maren).await;
    host.clock.advance(11 * MINUTE);
    let form = ("/account/step-up", "/step-up");
    let fields = [("password", PASSWORD)];
    send_late(&host, &mut browser, &maren, form, &fields).await;
    assert!(!browser.cookies.contains_key(PENDING_FORM));
}

async fn programs_are_asked_to_sign_in(SignedIn(host, maren, mut program): SignedIn) {
    let token = program.csrf_token().await;
    host.users().end_sessions(&maren.account).await.unwrap();
    let path = "/account/hello";
    let request = program
        .request(http::Method::POST, path)
        .header("accept", "application/json")
        .header("content-type", "application/json")
        .header("x-csrf-token", token)
        .body(json!({ "greeting": "Moin" }).to_string());
    let refused = program.send(path, request).await;
    assert_eq!(refused.json()["code"], "not_signed_in");
    assert!(!program.cookies.contains_key(PENDING_FORM));
}

async fn a_form_in_a_page_of_the_hosts_is_found_again(
    SignedIn(host, maren, mut browser): SignedIn,
) {
    let fields = [("greeting", "Moin")];
    let asked = send_late(&host, &mut browser, &maren, (DESK, "/hello"), &fields).await;
    asked.assert_location("/account/sign-in?return_to=/desk");
    let page = come_back(&mut browser, asked, &maren).await;
    assert_eq!(page.path, DESK);
    assert_eq!(page.count("#wg-hello [data-wg-notice]"), 1);
    assert_eq!(page.count("#wg-sessions [data-wg-notice]"), 0);
    page.assert_says(ENDED);
    assert_eq!(page.count("#wg-hello input[name=greeting][value=Moin]"), 1);
    // Somebody else on the same page: nothing, and the cookie is taken away with the host's page.
    let mallory = host.person("Mallory").await;
    let kept = browser.cookies[PENDING_FORM].clone();
    let mut other = host.signed_in(&mallory).await;
    other.plant(PENDING_FORM, kept);
    let page = other.get(DESK).await;
    assert!(!page.says(ENDED) && !page.body.contains("Moin"));
    assert!(!other.cookies.contains_key(PENDING_FORM));
}
