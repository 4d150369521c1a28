//! Signing in with a password or a one-time link, and signing out.

use std::time::Duration;

use widgets_tests::harness::person::PASSWORD;
use widgets_tests::{Browser, TestHostBuilder};

over_every_combination! {
    signing_in_leads_back_to_where_it_interrupted,
    staying_signed_in_is_a_choice,
    signing_out_ends_this_session_or_all,
    a_one_time_link_signs_in_once,
    a_wrong_password_shows_the_form_again,
    signing_in_again_renews_the_session,
}

async fn signing_in_leads_back_to_where_it_interrupted(host: TestHostBuilder) {
    let host = host.start().await;
    let maren = host.person("Maren").await;
    let mut browser = host.browser();
    let interrupted = browser.get("/account/sessions?after=x%26y").await;
    let page = browser.follow(interrupted).await;
    assert!(page.says_with("sign-in-title", &[("name", "Coffee Desk")]));
    let fields = [("email", maren.email.as_str()), ("password", PASSWORD)];
    let reply = browser.submit(&page, "/sign-in", &fields).await;
    assert_eq!(reply.location().unwrap(), "/account/sessions?after=x%26y");
    // Whoever is signed in already goes on at once.
    let again = browser.get("/account/sign-in?return_to=/beans").await;
    assert_eq!(again.location().unwrap(), "/beans");
    // The entrance leads to the first page.
    let home = browser.get("/account").await;
    assert_eq!(home.location().unwrap(), "/account/profile");
}

async fn staying_signed_in_is_a_choice(host: TestHostBuilder) {
    let host = host.start().await;
    let maren = host.person("Maren").await;
    let cookie = |reply: &widgets_tests::Reply| {
        let cookies = reply.headers.get_all("set-cookie").iter();
        let mut lines = cookies.map(|line| line.to_str().unwrap().to_owned());
        lines.find(|line| line.starts_with("__Host-wg=")).unwrap()
    };
    let mut browser = host.browser();
    let reply = host.sign_in(&mut browser, &maren.email, PASSWORD).await;
    assert!(
        !cookie(&reply).contains("Max-Age"),
        "it goes with the browser"
    );
    let mut other = host.browser();
    let page = other.get("/account/sign-in").await;
    let fields = [
        ("email", maren.email.as_str()),
        ("password", PASSWORD),
        ("keep", "true"),
    ];
    let reply = other.submit(&page, "/sign-in", &fields).await;
    assert!(
        cookie(&reply).contains("Max-Age=5184000"),
        "{}",
        cookie(&reply)
    );
    host.clock.advance(Duration::from_secs(13 * 24 * 60 * 60));
    assert!(!host.is_in(&mut browser).await);
    assert!(host.is_in(&mut other).await);
}

async fn signing_out_ends_this_session_or_all(host: TestHostBuilder) {
    let host = host.start().await;
    let maren = host.person("Maren").await;
    let (mut one, mut two) = (host.signed_in(&maren).await, host.signed_in(&maren).await);
    let copy = one.clone();
    let page = one.get("/account/sign-out").await;
    let out = one.submit(&page, "/sign-out", &[]).await;
    assert_eq!(out.header("clear-site-data"), "\"cache\"");
    assert!(one.follow(out).await.says("sign-out-done"));
    assert!(
        !host.is_in(&mut copy.clone()).await,
        "the cookie is worth nothing any more"
    );
    assert!(host.is_in(&mut two).await);

    let mut three = host.signed_in(&maren).await;
    let page = three.get("/account/sign-out").await;
    let out = three
        .submit(&page, "/sign-out", &[("everywhere", "true")])
        .await;
    assert!(three.follow(out).await.says("sign-out-everywhere-done"));
    assert!(!host.is_in(&mut two).await);
}

async fn a_one_time_link_signs_in_once(host: TestHostBuilder) {
    let host = host.start().await;
    let maren = host.person("Maren").await;
    let link = |lifetime| {
        let (host, maren) = (&host, &maren);
        async move {
            let management = host.widgets.management("tests");
            let link = management
                .users()
                .sign_in_link(&maren.account, lifetime)
                .await
                .unwrap();
            link.reveal().strip_prefix(&host.origin).unwrap().to_owned()
        }
    };
    let path = link(Duration::from_secs(600)).await;
    let mut browser = host.browser();
    for _ in 0..2 {
        let page = browser.get(&path).await;
        assert!(page.says("sign-in-link-title"), "looking does not spend it");
    }
    let page = browser.get(&path).await;
    let done = browser.submit(&page, &path, &[]).await;
    assert_eq!(done.status, 303);
    let list = browser.get("/account/sessions").await;
    assert!(list.says("sessions-by-link"));

    let mut thief = host.browser();
    let spent = thief.get(&path).await;
    assert!(spent.says("sign-in-link-spent-title"));
    let form = thief.get("/account/sign-in").await.form("/sign-in").1;
    let fields: Vec<(&str, &str)> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let refused = thief.post(&path, &fields).await;
    assert_eq!(refused.status, 422);
    assert!(!host.is_in(&mut thief).await);

    let late = link(Duration::from_secs(60)).await;
    host.clock.advance(Duration::from_secs(61));
    assert!(thief.get(&late).await.says("sign-in-link-spent-title"));
    let void = link(Duration::from_secs(60)).await;
    let management = host.widgets.management("tests");
    management.users().disable(&maren.account).await.unwrap();
    management.users().enable(&maren.account).await.unwrap();
    assert!(thief.get(&void).await.says("sign-in-link-spent-title"));
}

async fn a_wrong_password_shows_the_form_again(host: TestHostBuilder) {
    let host = host.start().await;
    let maren = host.person("Maren").await;
    let mut browser = host.browser();
    let reply = host
        .sign_in(&mut browser, &maren.email, "not the password")
        .await;
    assert_eq!(reply.status, 422);
    assert!(reply.says("sign-in-wrong"));
    assert!(
        reply.body.contains(&maren.email),
        "the address stands there again"
    );
    assert!(
        !reply.body.contains("not the password"),
        "the password does not"
    );
    assert_eq!(reply.count("[role=alert]"), 1);

    let reply = host.sign_in(&mut browser, &maren.email, "").await;
    assert_eq!(reply.count("input[type=password][aria-invalid=true]"), 1);
    assert!(reply.says("sign-in-password-empty"));
    let reply = host.sign_in(&mut browser, "maren@nordlicht", "").await;
    assert_eq!(reply.count("input[name=email][aria-invalid=true]"), 1);
    assert!(reply.says("email-malformed"));
    let right = [("email", maren.email.as_str()), ("password", PASSWORD)];
    assert_eq!(browser.submit(&reply, "/sign-in", &right).await.status, 303);
}

async fn signing_in_again_renews_the_session(host: TestHostBuilder) {
    let host = host.start().await;
    let maren = host.person("Maren").await;
    let mut browser = host.signed_in(&maren).await;
    assert_eq!(browser.get("/account/probe/fresh").await.status, 200);
    host.clock.advance(Duration::from_secs(11 * 60));
    assert_eq!(
        browser.get_json("/account/probe/fresh").await.json()["code"],
        "stale"
    );
    let page = browser
        .get("/account/sign-in?again=1&return_to=/account/probe/fresh")
        .await;
    assert!(page.says("sign-in-again-lead"));
    let before = browser.clone();
    let fields = [("email", maren.email.as_str()), ("password", PASSWORD)];
    let done = browser.submit(&page, "/sign-in", &fields).await;
    assert_eq!(done.location().unwrap(), "/account/probe/fresh");
    assert_eq!(browser.get("/account/probe/fresh").await.status, 200);
    let id = |browser: &Browser| {
        browser.cookies["__Host-wg"]
            .split_once('.')
            .unwrap()
            .0
            .to_owned()
    };
    assert_eq!(id(&browser), id(&before), "the session stays");
    assert!(
        !host.is_in(&mut before.clone()).await,
        "its old token does not"
    );
    let list = browser.get_json("/account/sessions").await;
    assert_eq!(list.json()["sessions"].as_array().unwrap().len(), 1);
}
