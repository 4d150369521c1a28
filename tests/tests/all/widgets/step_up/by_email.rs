//! Confirming by a code that is mailed.

use widgets_core::admin::{Secret, UserToCreate};
use widgets_tests::prelude::*;

use super::{PENDING_FORM, STEP_UP, send, stale, with_vault};

over_every_combination! {
    a_code_by_email_confirms_too,
    a_session_lists_what_was_proved_in_it,
    attack_027_a_code_confirms_nobody_elses_session,
    an_account_without_a_password_confirms_by_email,
}

async fn an_account_without_a_password_confirms_by_email(host: TestHostBuilder) {
    let (host, _) = with_vault(host).await;
    let user = UserToCreate {
        email: "nia@nordlicht.example".to_owned(),
        verified: true,
        display_name: String::new(),
        secret: Secret::None,
    };
    let account = host.users().create(user).await.unwrap();
    let link = host.users().sign_in_link(&account, HOUR).await.unwrap();
    let path = link.reveal().strip_prefix(&host.origin).unwrap().to_owned();
    let mut browser = host.browser();
    follow_link(&mut browser, &path).await;
    host.clock.advance(11 * MINUTE);
    let asking = browser.get(STEP_UP).await;
    assert_eq!(asking.count("input[type=password]"), 0);
    assert_eq!(asking.count("form[action$='/step-up/email']"), 1);
    let hashes = host.hashes();
    let body = json!({ "password": PASSWORD });
    let reply = browser.post_json(STEP_UP, &body).await;
    assert_eq!(reply.status, 422);
    assert_eq!(host.hashes(), hashes + 1);
}

/// Asks for a code by email, and gives the page that takes it and what was mailed.
async fn ask_for_code(host: &TestHost, browser: &mut Browser, email: &str) -> (Reply, MailedCode) {
    let page = browser.get(STEP_UP).await;
    let asked = browser.submit(&page, "/step-up/email", &[]).await;
    asked.assert_status(303);
    let page = browser.follow(asked).await;
    let mailed = host.mailed_code(email).await;
    (page, mailed)
}

async fn a_session_lists_what_was_proved_in_it(host: TestHostBuilder) {
    let (host, _) = with_vault(host).await;
    let maren = host.person("maren").await;
    let mut browser = stale(&host, &maren).await;
    let proofs = async |browser: &mut Browser| {
        let list = browser.get_json("/account/sessions").await.json();
        list["sessions"][0]["proofs"].clone()
    };
    let opened = proofs(&mut browser).await;
    assert_eq!(opened[0]["method"], "password");
    assert_eq!(opened.as_array().unwrap().len(), 1);
    let (page, mailed) = ask_for_code(&host, &mut browser, &maren.email).await;
    give(&mut browser, &page, &mailed.code).await;
    let emailed = proofs(&mut browser).await;
    assert_eq!(emailed[0], opened[0]);
    assert_eq!(emailed[1]["method"], "email");
    assert!(emailed[1]["at"].as_str() > opened[0]["at"].as_str());
    let list = browser.get("/account/sessions").await;
    assert!(
        list.text().contains("Signed in with a password"),
        "{}",
        list.text()
    );
    // The same once more is the same proof with a later moment.
    host.clock.advance(Duration::from_secs(11 * 60));
    let asking = browser.get(STEP_UP).await;
    let fields = [("password", PASSWORD)];
    browser.submit(&asking, "/step-up", &fields).await;
    let again = proofs(&mut browser).await;
    assert_eq!(again.as_array().unwrap().len(), 2);
    assert!(again[0]["at"].as_str() > emailed[1]["at"].as_str());
    assert_eq!(again[1], emailed[1]);
}

async fn give(browser: &mut Browser, page: &Reply, code: &str) -> Reply {
    let fields = [("code", code)];
    browser.submit(page, &code_form(page), &fields).await
}

async fn a_code_by_email_confirms_too(host: TestHostBuilder) {
    let (host, vault) = with_vault(host).await;
    let maren = host.person("maren").await;
    let mut browser = stale(&host, &maren).await;
    send(&mut browser, "a ring").await;
    let before = browser.clone();
    let (page, mailed) = ask_for_code(&host, &mut browser, &maren.email).await;
    assert!(vault.put().is_empty());
    let wrong = give(&mut browser, &page, "00000000").await;
    assert_eq!(wrong.status, 422);
    assert_eq!(browser.get("/account/probe/fresh").await.status, 303);
    // Any answer may come.
    assert_eq!(wrong.count("form[data-wg-native]"), 1);
    let done = give(&mut browser, &page, &mailed.code).await;
    done.assert_location("/account/vault?notice=vault.put");
    assert_eq!(vault.put(), ["thing=a ring"]);
    assert!(!browser.cookies.contains_key(PENDING_FORM));
    assert_eq!(browser.get("/account/probe/fresh").await.status, 200);
    // The old token is spent.
    assert!(!host.is_in(&mut before.clone()).await);
    // The code is spent, too.
    host.clock.advance(11 * MINUTE);
    let again = give(&mut browser, &page, &mailed.code).await;
    assert_eq!(again.status, 422);
    // Without a form that waits, and with the link: back to where they were.
    let asked = browser.get("/account/probe/fresh").await;
    let page = browser.follow(asked).await;
    let asked = browser.submit(&page, "/step-up/email", &[]).await;
    browser.follow(asked).await;
    let mailed = host.mailed_code(&maren.email).await;
    let link = browser.get(&mailed.link).await;
    let back = browser.submit(&link, &mailed.link, &[]).await;
    back.assert_location("/account/probe/fresh");
    // A program does the same.
    host.clock.advance(11 * MINUTE);
    let path = "/account/step-up/email";
    let sent = browser.post_json(path, &json!({})).await;
    let path = sent.json()["code"].as_str().unwrap().to_owned();
    let mailed = host.mailed_code(&maren.email).await;
    let code = json!({ "code": mailed.code });
    let proved = browser.post_json(&path, &code).await;
    proved.assert_status(200);
    assert_eq!(browser.get("/account/probe/fresh").await.status, 200);
}

async fn attack_027_a_code_confirms_nobody_elses_session(host: TestHostBuilder) {
    let (host, vault) = with_vault(host).await;
    let (maren, mallory) = (host.person("maren").await, host.person("mallory").await);
    let mut browser = host.signed_in(&mallory).await;
    let mut victim = stale(&host, &maren).await;
    send(&mut victim, "a ring").await;
    let (page, mailed) = ask_for_code(&host, &mut browser, &mallory.email).await;
    // Mallory's code, in Mallory's browser, with the session of somebody else.
    let mut mixed = browser.clone();
    for name in ["__Host-wg", PENDING_FORM] {
        mixed
            .cookies
            .insert(name.to_owned(), victim.cookies[name].clone());
    }
    let refused = mixed
        .post_with_token(&page.path, &[("code", mailed.code.as_str())])
        .await;
    refused.assert_status(422);
    assert_eq!(mixed.get("/account/probe/fresh").await.status, 303);
    // And with none at all.
    let mut nobody = browser.clone();
    nobody.cookies.remove("__Host-wg");
    let refused = nobody
        .post_with_token(&page.path, &[("code", mailed.code.as_str())])
        .await;
    assert_ne!(refused.status, 200);
    assert!(!host.is_in(&mut nobody).await);
    // In another browser the code is nobody's.
    let mut other = host.signed_in(&mallory).await;
    assert_eq!(
        other
            .post_with_token(&page.path, &[("code", mailed.code.as_str())])
            .await
            .status,
        422
    );
    assert!(vault.put().is_empty());
}
