//! A form that was sent after its session had ended waits, as it was typed, for the same person to
//! sign in again.

mod attacks;

use widgets_tests::host::pages::DESK;
use widgets_tests::prelude::*;

over_every_combination! {
    the_form_is_as_it_was_after_signing_in,
    every_form_of_the_profile_is_found_again,
    a_kept_form_is_shown_to_its_owner_only,
    a_kept_form_goes_once_it_was_sent,
    a_kept_form_goes_after_half_an_hour,
    a_kept_form_shows_only_on_its_page,
    an_unconfirmed_form_is_found_after_signing_in,
    forms_without_input_are_not_kept,
    programs_are_asked_to_sign_in,
}

over_every_host! {
    a_form_in_a_host_page_is_found_again,
}

const ENDED: &str = "pending-ended";
const WHY: &str = "sign-in-pending-lead";
const NAMES_FORM: &str = "/account/profile/names";
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
    host.end_sessions(person).await;
    browser.submit(&page, action, fields).await
}

/// Signs in on the page the answer leads to, and comes back.
async fn come_back(browser: &mut Browser, asked: Reply, person: &Person) -> Reply {
    let page = browser.follow(asked).await;
    let back = browser.submit(&page, "/sign-in", &person.typed()).await;
    browser.follow(back).await
}

async fn names_late(host: &TestHost, browser: &mut Browser, person: &Person) -> Reply {
    let form = (NAMES_FORM, "/profile/names");
    send_late(host, browser, person, form, &NAMES).await
}

async fn the_form_is_as_it_was_after_signing_in(SignedIn(host, maren, mut browser): SignedIn) {
    let asked = must_accept(names_late(&host, &mut browser, &maren).await);
    asked.assert_location("/account/sign-in?return_to=/account/profile/names");
    assert!(!browser.has_session());
    let sign_in = asked.location().unwrap();
    browser.get(&sign_in).await.assert_says(WHY);
    let elsewhere = host.browser().get(&sign_in).await;
    assert!(!elsewhere.says(WHY), "{}", elsewhere.text());
    let page = come_back(&mut browser, asked, &maren).await;
    assert_eq!(page.path, NAMES_FORM);
    assert_filled_in(&page, "display_name", "Captain");
    assert_filled_in(&page, "family_name", "Ökafor \"<b>");
    // Nothing was saved yet.
    let profile = browser.get_json("/account/profile").await.json();
    assert_eq!(profile["display_name"], "Maren");
    // It is there until it was sent.
    let page = must_say(browser.get(NAMES_FORM).await, ENDED);
    let saved = browser.submit(&page, "/profile/names", &NAMES).await;
    saved.assert_told("/account/profile", "profile.names_saved");
    assert!(!browser.has_pending_form());
    assert!(!browser.get(NAMES_FORM).await.says(ENDED));
}

async fn every_form_of_the_profile_is_found_again(SignedIn(host, maren, mut browser): SignedIn) {
    let form = ("/account/profile/preferences", "/profile/preferences");
    let fields = [("language", "de"), ("time_zone", "Europe/Berlin")];
    let asked = send_late(&host, &mut browser, &maren, form, &fields).await;
    let page = come_back(&mut browser, asked, &maren).await;
    // In the language from before.
    page.assert_says(ENDED);
    page.assert_count("option[value='Europe/Berlin'][selected]", 1);
    page.assert_count("option[value=de][selected]", 1);
    // The same with a widget of the host.
    let fields = [("greeting", "Moin")];
    let form = ("/account/hello", "/hello");
    let asked = send_late(&host, &mut browser, &maren, form, &fields).await;
    let page = come_back(&mut browser, asked, &maren).await;
    assert_filled_in(&page, "greeting", "Moin");
    let sent = browser.submit(&page, "/hello", &fields).await;
    sent.assert_told("/account/hello", "hello.greeted");
}

async fn a_kept_form_is_shown_to_its_owner_only(host: TestHost) {
    let (maren, mallory) = (host.person("Maren").await, host.person("Mallory").await);
    let mut browser = host.signed_in(&maren).await;
    let asked = names_late(&host, &mut browser, &maren).await;
    let cookie = browser.cookies[PENDING_FORM].clone();
    let page = come_back(&mut browser, asked, &mallory).await;
    assert_eq!(page.path, NAMES_FORM);
    assert!(!page.says(ENDED) && !page.body.contains("Captain"));
    assert!(!browser.has_pending_form());
    // From then on Maren does not see it either.
    browser.plant(PENDING_FORM, cookie.clone());
    let again = "/account/sign-in?again=1";
    browser.fill(again, &maren.typed()).await;
    assert_gone(&mut browser).await;
    // Nor does a stolen cookie show it to its thief.
    let mut browser = host.signed_in(&maren).await;
    names_late(&host, &mut browser, &maren).await;
    let mut thief = host.signed_in(&mallory).await;
    thief.plant(PENDING_FORM, browser.cookies[PENDING_FORM].clone());
    assert_gone(&mut thief).await;
    let mut nobody = host.browser();
    nobody.plant(PENDING_FORM, cookie);
    nobody.get(NAMES_FORM).await.assert_status(303);
}

async fn a_kept_form_goes_once_it_was_sent(SignedIn(host, maren, mut browser): SignedIn) {
    let asked = names_late(&host, &mut browser, &maren).await;
    let page = come_back(&mut browser, asked, &maren).await;
    // Another form does not touch it.
    let other = [("greeting", "Moin")];
    browser.fill("/account/hello", &other).await;
    assert!(browser.has_pending_form());
    // A refused form is on the page that refuses it.
    let long = "x".repeat(200);
    let mut fields = NAMES;
    fields[0].1 = &long;
    fields[2].1 = "";
    let refused = must_refuse(browser.submit(&page, "/profile/names", &fields).await);
    refused.assert_count("input[name=display_name][value=Captain]", 1);
    assert!(!refused.says(ENDED));
    assert!(!browser.has_pending_form());
    assert_gone(&mut browser).await;
}

async fn a_kept_form_goes_after_half_an_hour(SignedIn(host, maren, mut browser): SignedIn) {
    let asked = names_late(&host, &mut browser, &maren).await;
    host.clock.advance(30 * MINUTE - Duration::from_secs(1));
    must_say(come_back(&mut browser, asked, &maren).await, ENDED);
    host.clock.advance(Duration::from_secs(1));
    assert_gone(&mut browser).await;
    assert!(!browser.has_pending_form());
}

async fn a_kept_form_shows_only_on_its_page(WithVault(host, vault): WithVault) {
    let maren = host.person("Maren").await;
    host.organization("nordlicht", &maren).await;
    host.organization("suedwind", &maren).await;
    let mut browser = host.signed_in(&maren).await;
    let form = ("/account/vault/o/nordlicht", "/vault/o/nordlicht");
    let fields = [("thing", "a ring"), ("pin", "1234")];
    let asked = send_late(&host, &mut browser, &maren, form, &fields).await;
    let page = come_back(&mut browser, asked, &maren).await;
    assert_eq!(page.path, form.0);
    assert_filled_in(&page, "thing", "a ring");
    let other = browser.get("/account/vault/o/suedwind").await;
    assert!(!other.says(ENDED) && !other.body.contains("a ring"));
    assert!(browser.has_pending_form());
    // A browser that does not say where the form stood is not led there.
    let page = browser.get(form.0).await;
    host.end_sessions(&maren).await;
    let (target, hidden) = page.form(form.1);
    let hidden = hidden.iter().map(|(name, value)| (&**name, &**value));
    let all: Vec<_> = [("thing", "a pearl")].into_iter().chain(hidden).collect();
    let asked = must_lead(browser.post(&target, &all).await, "/account/sign-in");
    come_back(&mut browser, asked, &maren).await;
    assert!(!browser.get(form.0).await.body.contains("a pearl"));
    assert!(vault.put().is_empty());
}

async fn an_unconfirmed_form_is_found_after_signing_in(WithVault(host, vault): WithVault) {
    let maren = host.person("Maren").await;
    let mut browser = host.signed_in(&maren).await;
    host.clock.advance(11 * MINUTE);
    let ring = [("thing", "a ring")];
    let asking = browser.fill_through("/account/vault", &ring).await;
    host.end_sessions(&maren).await;
    let fields = [("password", PASSWORD)];
    let signed_out = browser.submit(&asking, "/step-up", &fields).await;
    signed_out.assert_location_starts("/account/sign-in");
    // The new sign-in is fresh, so that no confirmation is asked for again.
    let page = come_back(&mut browser, signed_out, &maren).await;
    assert_eq!(page.path, "/account/vault");
    assert_filled_in(&page, "thing", "a ring");
    assert!(vault.put().is_empty());
    let done = browser.submit(&page, "/vault", &ring).await;
    done.assert_told("/account/vault", "vault.put");
    assert_eq!(vault.put(), ["thing=a ring"]);
}

async fn forms_without_input_are_not_kept(SignedIn(host, maren, mut browser): SignedIn) {
    let form = ("/account/sessions/others/end", "/sessions/others/end");
    let asked = send_late(&host, &mut browser, &maren, form, &[]).await;
    asked.assert_location("/account/sign-in?return_to=/account/sessions/others/end");
    assert!(!browser.has_pending_form());
    // Nor is the password that a confirmation asks for.
    let mut browser = host.signed_in(&maren).await;
    host.clock.advance(11 * MINUTE);
    let form = ("/account/step-up", "/step-up");
    send_late(&host, &mut browser, &maren, form, &[("password", PASSWORD)]).await;
    assert!(!browser.has_pending_form());
}

async fn programs_are_asked_to_sign_in(SignedIn(host, maren, mut program): SignedIn) {
    let token = program.csrf_token().await;
    host.end_sessions(&maren).await;
    let path = "/account/hello";
    let body = json!({ "greeting": "Moin" }).to_string();
    let refused = program.send_json(Method::POST, path, &token, &body).await;
    assert_eq!(refused.json()["code"], "not_signed_in");
    assert!(!program.has_pending_form());
}

async fn a_form_in_a_host_page_is_found_again(SignedIn(host, maren, mut browser): SignedIn) {
    let fields = [("greeting", "Moin")];
    let asked = send_late(&host, &mut browser, &maren, (DESK, "/hello"), &fields).await;
    asked.assert_location("/account/sign-in?return_to=/desk");
    let page = come_back(&mut browser, asked, &maren).await;
    assert_eq!(page.path, DESK);
    page.assert_count("#wg-hello [data-wg-notice]", 1);
    page.assert_count("#wg-sessions [data-wg-notice]", 0);
    assert_filled_in(&page, "greeting", "Moin");
    // Somebody else sees nothing on the same page, which removes the cookie.
    let mallory = host.person("Mallory").await;
    let mut other = host.signed_in(&mallory).await;
    other.plant(PENDING_FORM, browser.cookies[PENDING_FORM].clone());
    let page = other.get(DESK).await;
    assert!(!page.says(ENDED) && !page.body.contains("Moin"));
    assert!(!other.has_pending_form());
}

/// Asserts that a page shows a form that waited, with that value in that field.
fn assert_filled_in(page: &Reply, field: &str, value: &str) {
    page.assert_says(ENDED);
    page.assert_count(&format!("input[name={field}][value='{value}']"), 1);
}

/// Asserts that the form of the names shows nothing of what was typed.
async fn assert_gone(browser: &mut Browser) {
    let page = browser.get(NAMES_FORM).await;
    assert!(!page.says(ENDED) && !page.body.contains("Captain"));
}
