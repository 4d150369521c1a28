//! What the host lets sign somebody in.

use widgets_core::stores::SignInMethod;
use widgets_core::{SignInPolicy, Support};
use widgets_tests::harness::factors::{ADD, BY_APP, BY_RECOVERY, SECOND, give};
use widgets_tests::prelude::*;

use super::asked;

over_every_combination! {
    what_the_host_does_not_name_opens_nothing,
    what_does_not_count_is_neither_offered_nor_taken,
    support_is_told_in_the_readers_language,
    a_mailed_code_completes_a_sign_in_where_the_host_says_so,
    attack_042_a_mailbox_never_counts_twice,
    attack_056_mailed_codes_share_the_tries,
}

const APP: SignInMethod = SignInMethod::AUTHENTICATOR;

async fn what_the_host_does_not_name_opens_nothing(host: TestHostBuilder) {
    let policy = SignInPolicy::default().first([SignInMethod::PASSWORD]);
    let host = host
        .with(|own| own.sign_in_policy(policy.clone()))
        .start()
        .await;
    let maren = host.person("Maren").await;
    let mut browser = host.browser();
    let page = browser.get("/account/sign-in").await;
    assert!(!page.says("sign-in-by-code"));
    // Asked for all the same, nothing is mailed.
    let before = host.mails_to(&maren.email).await.len();
    let asked = json!({ "email": maren.email, "way": "email" });
    let reply = browser.post_json("/account/sign-in", &asked).await;
    assert!(reply.json().get("code").is_none(), "{}", reply.json());
    assert_eq!(host.mails_to(&maren.email).await.len(), before);
    // The password and links of the host's back end work.
    must_accept(host.sign_in(&mut browser, &maren.email, PASSWORD).await);
    let link = host.sign_in_link(&maren, HOUR).await;
    must_accept(follow_link(&mut host.browser(), &link).await);
}

async fn what_does_not_count_is_neither_offered_nor_taken(host: TestHostBuilder) {
    let policy = SignInPolicy::default().second([APP]);
    let host = host
        .with(|own| own.sign_in_policy(policy.clone()))
        .start()
        .await;
    let (maren, mut browser, app) = host.person_with_app("Maren").await;
    let codes = host.recovery_codes(&mut browser).await;
    let mut browser = asked(&host, &maren).await;
    let page = browser.get(SECOND).await;
    assert!(!page.says("recovery-way"));
    let form = browser.get_json(SECOND).await.json();
    assert_eq!(form["methods"], json!(["authenticator"]));
    let code = json!({ "code": codes[0] });
    must_answer(404, browser.post_json(BY_RECOVERY, &code).await);
    assert!(!host.is_in(&mut browser).await);
    must_accept(give(&mut browser, &app.code(&host)).await);
    browser.get(ADD).await.assert_status(200);
    let _ = BY_APP;
}

async fn support_is_told_in_the_readers_language(host: TestHostBuilder) {
    let support = Support::new("Lost your phone? Write to the desk.")
        .in_language("de", "Telefon verloren? Schreiben Sie dem Empfang.")
        .link("/help/lost-phone");
    let policy = SignInPolicy::default().support(support);
    let host = host
        .with(|own| own.sign_in_policy(policy.clone()))
        .start()
        .await;
    let (maren, ..) = host.person_with_app("Maren").await;
    let mut browser = asked(&host, &maren).await;
    let page = browser.get(SECOND).await;
    page.assert_shows("Write to the desk.");
    assert!(page.links_to("/help/lost-phone"));
    let form = browser.get_json(SECOND).await.json();
    assert_eq!(form["support"]["link"], "/help/lost-phone");
}

const BY_MAIL: &str = "/account/sign-in/second/email";

/// A host where a mailed code is a second factor too, and Maren, who has an app.
async fn with_mail(host: TestHostBuilder) -> (TestHost, Person, Browser) {
    let second = [APP, SignInMethod::RECOVERY_CODE, SignInMethod::EMAIL];
    let policy = SignInPolicy::default().second(second);
    let host = host
        .with(|own| own.sign_in_policy(policy.clone()))
        .start()
        .await;
    let (maren, browser, _) = host.person_with_app("Maren").await;
    (host, maren, browser)
}

/// The page that takes the code which was mailed, in a browser that gave the password.
async fn mailed(host: &TestHost, maren: &Person) -> (Browser, Reply) {
    let mut browser = asked(host, maren).await;
    let page = browser.get(SECOND).await;
    let page = browser.get(&page.target("?way=email")).await;
    let sent = browser.submit(&page, BY_MAIL, &[("trust", "true")]).await;
    let page = browser.follow(sent).await;
    host.deliver().await;
    (browser, page)
}

async fn a_mailed_code_completes_a_sign_in_where_the_host_says_so(host: TestHostBuilder) {
    let (host, maren, _) = with_mail(host).await;
    let (mut browser, page) = mailed(&host, &maren).await;
    assert!(!host.is_in(&mut browser).await);
    let code = host.mailed_code(&maren.email).await;
    let wrong = code.wrong().to_owned();
    must_refuse(enter(&mut browser, &page, &wrong).await);
    must_lead(enter(&mut browser, &page, &code.code).await, "/account");
    assert!(host.is_in(&mut browser).await);
    let list = browser.get_json("/account/sessions").await.json();
    assert_eq!(list["sessions"][0]["proofs"][1]["method"], "email");
    // The choice to trust the browser went along.
    browser.sign_out().await;
    must_lead(
        host.sign_in(&mut browser, &maren.email, PASSWORD).await,
        "/account",
    );
    // In another browser the code opens nothing.
    let (_, page) = mailed(&host, &maren).await;
    let code = host.mailed_code(&maren.email).await;
    let mut other = asked(&host, &maren).await;
    must_refuse(
        other
            .post_with_token(&code_form(&page), &[("code", &code.code)])
            .await,
    );
    assert!(!host.is_in(&mut other).await);
}

async fn attack_042_a_mailbox_never_counts_twice(host: TestHostBuilder) {
    let (host, maren, _) = with_mail(host).await;
    // A mailed code first.
    let mut browser = host.browser();
    let (page, first) = host.code_to_sign_in(&mut browser, &maren.email).await;
    must_lead(enter(&mut browser, &page, &first.code).await, SECOND);
    let form = browser.get_json(SECOND).await.json();
    assert_eq!(form["methods"], json!(["authenticator"]));
    must_answer(404, browser.post_json(BY_MAIL, &json!({})).await);
    // A password that was set by way of the mailbox.
    let mut browser = host.browser();
    let (page, code) = host.code_to_reset(&mut browser, &maren.email).await;
    must_accept(enter_reset(&mut browser, &page, &code.code, NEW_PASSWORD).await);
    must_lead(
        host.sign_in(&mut browser, &maren.email, NEW_PASSWORD).await,
        SECOND,
    );
    let form = browser.get_json(SECOND).await.json();
    assert_eq!(form["methods"], json!(["authenticator"]));
    must_answer(404, browser.post_json(BY_MAIL, &json!({})).await);
}

async fn attack_056_mailed_codes_share_the_tries(host: TestHostBuilder) {
    let (host, maren, _) = with_mail(host).await;
    let (mut browser, page) = mailed(&host, &maren).await;
    let code = host.mailed_code(&maren.email).await;
    let wrong = code.wrong().to_owned();
    for _ in 0..5 {
        must_refuse(enter(&mut browser, &page, &wrong).await);
    }
    // The sign-in is over, so the right code opens nothing.
    let late = enter(&mut browser, &page, &code.code).await;
    assert!(!late.opens_session());
    must_lead(browser.get(SECOND).await, "/account/sign-in");
}
