//! Forms of others, and stores that fail.

use super::{ENDED, NAMES, PENDING_FORM, come_back, names_late};
use widgets_tests::prelude::*;

over_every_combination! {
    attack_078_only_forms_of_that_very_session_are_kept,
    attack_162_a_store_that_fails_loses_no_more_than_the_form,
}

async fn attack_078_only_forms_of_that_very_session_are_kept(host: TestHost) {
    let (maren, mallory) = (host.person("Maren").await, host.person("Mallory").await);
    let mut victim = host.signed_in(&maren).await;
    let foreign = victim.csrf_token().await;
    let mut browser = host.signed_in(&mallory).await;
    let token = browser.csrf_token().await;
    host.users().end_sessions(&mallory.account).await.unwrap();
    for token in [foreign.as_str(), "", "development.AAAA"] {
        let fields = [("csrf_token", token), ("greeting", "Planted")];
        let mut copy = browser.clone();
        assert_eq!(copy.post("/account/hello", &fields).await.status, 403);
        assert!(!copy.cookies.contains_key(PENDING_FORM));
    }
    // Whoever bends the tag of their own session plants words into nobody's form.
    let parts = |browser: &Browser| -> Vec<String> {
        let session = &browser.cookies["__Host-wg"];
        session.splitn(3, '.').map(str::to_owned).collect()
    };
    let tags = [
        parts(&victim)[2].clone(),
        "development.AAAA".to_owned(),
        String::new(),
    ];
    for tag in tags {
        let mut bent = browser.clone();
        let own = parts(&browser);
        let session = format!("{}.{}.{tag}", own[0], own[1]);
        bent.plant("__Host-wg", session);
        let fields = [("csrf_token", token.as_str()), ("greeting", "Planted")];
        assert_eq!(bent.post("/account/hello", &fields).await.status, 303);
        victim.plant(PENDING_FORM, bent.cookies[PENDING_FORM].clone());
        let page = victim.get("/account/hello").await;
        assert_eq!(page.status, 200);
        assert!(!page.body.contains("Planted"), "{tag}");
    }
}

async fn attack_162_a_store_that_fails_loses_no_more_than_the_form(
    SignedIn(host, maren, mut browser): SignedIn,
) {
    let page = browser.get("/account/profile/names").await;
    host.users().end_sessions(&maren.account).await.unwrap();
    host.counts
        .fail(Some(("add_pending_form", Failure::Outage)));
    let asked = browser.submit(&page, "/profile/names", &NAMES).await;
    host.counts.fail(None);
    let to = "/account/sign-in?return_to=/account/profile/names";
    asked.assert_location(&to);
    assert!(!browser.cookies.contains_key(PENDING_FORM));
    let mut browser = host.signed_in(&maren).await;
    let asked = names_late(&host, &mut browser, &maren).await;
    host.counts
        .fail(Some(("find_pending_form", Failure::Outage)));
    let page = come_back(&mut browser, asked, &maren).await;
    host.counts.fail(None);
    assert_eq!(page.status, 200);
    assert!(!page.says(ENDED));
    let page = browser.get("/account/profile/names").await;
    assert!(page.says(ENDED), "it is still there");
}
