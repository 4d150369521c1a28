//! Forms of others, and stores that fail.

use widgets_tests::prelude::*;

use super::{ENDED, NAMES, NAMES_FORM, come_back, names_late};

over_every_combination! {
    attack_078_only_forms_of_that_very_session_are_kept,
    attack_162_a_failing_store_loses_only_the_form,
}

async fn attack_078_only_forms_of_that_very_session_are_kept(host: TestHost) {
    let (maren, mallory) = (host.person("Maren").await, host.person("Mallory").await);
    let mut victim = host.signed_in(&maren).await;
    let foreign = victim.csrf_token().await;
    let mut browser = host.signed_in(&mallory).await;
    let token = browser.csrf_token().await;
    host.end_sessions(&mallory).await;
    for token in ["", "development.AAAA"] {
        let fields = [("csrf_token", token), ("greeting", "Planted")];
        let mut copy = browser.clone();
        must_answer(403, copy.post("/account/hello", &fields).await);
        assert!(!copy.has_pending_form());
    }
    // A token of Maren's session keeps it for Maren, not for Mallory.
    let mut copy = browser.clone();
    let fields = [("csrf_token", foreign.as_str()), ("greeting", "Planted")];
    let asked = copy.post("/account/hello", &fields).await;
    asked.assert_location_starts("/account/sign-in");
    must_accept(host.sign_in(&mut copy, &mallory.email, PASSWORD).await);
    let page = must_show(copy.get("/account/hello").await);
    assert!(!page.body.contains("Planted"));
    // With a forged tag in the cookie of her own session, Mallory plants no text into a form of
    // Maren's.
    let parts = |browser: &Browser| -> Vec<String> {
        let cookie = browser.cookies["__Host-wg"].splitn(3, '.');
        cookie.map(str::to_owned).collect()
    };
    let (own, foreign) = (parts(&browser)[..2].join("."), parts(&victim).remove(2));
    for tag in [foreign.as_str(), "development.AAAA", ""] {
        let mut bent = browser.clone();
        bent.plant("__Host-wg", format!("{own}.{tag}"));
        let fields = [("csrf_token", token.as_str()), ("greeting", "Planted")];
        must_accept(bent.post("/account/hello", &fields).await);
        victim.plant(PENDING_FORM, bent.cookies[PENDING_FORM].clone());
        let page = must_show(victim.get("/account/hello").await);
        assert!(!page.body.contains("Planted"), "{tag}");
    }
}

async fn attack_162_a_failing_store_loses_only_the_form(
    SignedIn(host, maren, mut browser): SignedIn,
) {
    let page = browser.get(NAMES_FORM).await;
    host.end_sessions(&maren).await;
    let fails = |call| host.counts.fail(Some((call, Failure::Outage)));
    fails("add_pending_form");
    let asked = browser.submit(&page, "/profile/names", &NAMES).await;
    host.counts.fail(None);
    asked.assert_location("/account/sign-in?return_to=/account/profile/names");
    assert!(!browser.has_pending_form());
    let mut browser = host.signed_in(&maren).await;
    let asked = names_late(&host, &mut browser, &maren).await;
    fails("find_pending_form");
    let page = come_back(&mut browser, asked, &maren).await;
    host.counts.fail(None);
    page.assert_status(200);
    assert!(!page.says(ENDED));
    browser.get(NAMES_FORM).await.assert_says(ENDED);
}
