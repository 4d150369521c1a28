//! Accepting terms, and changed ones.

use widgets_tests::harness::factors::happened;
use widgets_tests::prelude::*;

use super::{PROFILE, TERMS_PAGE, assert_due, terms};

over_every_combination! {
    changed_terms_are_accepted_once,
    only_what_was_shown_is_accepted,
    without_terms_there_is_no_page,
}

async fn changed_terms_are_accepted_once(host: TestHostBuilder) {
    let host = host.sign_up(terms("2026-11")).start().await;
    let mut browser = host.browser();
    let page = browser.get("/account/sign-up").await;
    let mut fields = typed(MAREN).to_vec();
    fields.push(("terms", "true"));
    let page = browser.through(&page, "/sign-up", &fields).await;
    host.enter_mailed(&mut browser, &page, MAREN).await;
    // What was accepted when signing up is not asked for again.
    must_show(browser.get(PROFILE).await);
    browser.get(TERMS_PAGE).await.assert_location("/account");

    let newer = host.beside().sign_up(terms("2026-12")).start().await;
    browser.origin.clone_from(&newer.origin);
    assert_due(&browser.get_json(PROFILE).await, "terms", TERMS_PAGE);
    let asked = browser.get(PROFILE).await;
    let page = browser.follow(asked).await;
    page.assert_says("terms-lead-changed");
    page.assert_count("a[href='/terms'][target=_blank]", 1);
    let refused = must_refuse(browser.submit(&page, "/terms", &[]).await);
    refused.assert_invalid("terms");
    let accepted = [("terms", "true")];
    let (_, again) = browser.filled_in(&page, "/terms", &accepted);
    let done = browser.submit(&page, "/terms", &accepted).await;
    done.assert_location(PROFILE);
    // A double click notes it once.
    must_accept(browser.send(TERMS_PAGE, again).await).assert_location(PROFILE);
    assert_eq!(happened(&newer, "terms.accepted").await, 1);
    must_show(browser.get(PROFILE).await);
    let account = newer.users().find(MAREN).await.unwrap().unwrap();
    let terms = account.terms.unwrap();
    assert_eq!(
        (terms.edition.as_str(), terms.at),
        ("2026-12", newer.clock.now())
    );
}

async fn only_what_was_shown_is_accepted(host: TestHostBuilder) {
    let host = host.sign_up(terms("2026-11")).start().await;
    let newer = host.beside().sign_up(terms("2026-12")).start().await;
    let maren = host.person("Maren").await;
    let mut browser = host.signed_in(&maren).await;
    let page = browser.get(TERMS_PAGE).await;
    page.assert_says("terms-lead");
    browser.origin.clone_from(&newer.origin);
    let accepted = [("terms", "true")];
    let refused = must_refuse(browser.submit(&page, "/terms", &accepted).await);
    refused.assert_says("terms-changed");
    refused.assert_count("input[name=edition][value='2026-12']", 1);
    refused.assert_count("input[name=terms][checked]", 0);
    let done = browser.submit(&refused, "/terms", &accepted).await;
    must_accept(done).assert_location("/account");
    must_show(browser.get(PROFILE).await);
}

async fn without_terms_there_is_no_page(SignedIn(_host, _, mut browser): SignedIn) {
    must_answer(404, browser.get(TERMS_PAGE).await);
    let body = json!({ "terms": true });
    browser
        .post_json(TERMS_PAGE, &body)
        .await
        .assert_problem(404, "missing");
}
