//! Signing in with a password or a one-time link, and signing out.

use widgets_tests::prelude::*;
over_every_combination! {
    signing_in_leads_back_to_where_it_interrupted,
    staying_signed_in_is_a_choice,
    signing_out_ends_this_session_or_all,
    a_one_time_link_signs_in_once,
    a_wrong_password_shows_the_form_again,
    signing_in_again_renews_the_session,
}

async fn signing_in_leads_back_to_where_it_interrupted(
    SignedOut(_, maren, mut browser): SignedOut,
) {
    let interrupted = browser.get("/account/sessions?after=x%26y").await;
    let page = browser.follow(interrupted).await;
    page.assert_says_with("sign-in-title", &[("name", "Coffee Desk")]);
    let reply = browser.submit(&page, "/sign-in", &maren.typed()).await;
    reply.assert_location("/account/sessions?after=x%26y");
    // Whoever is signed in already goes on at once.
    let again = browser.get("/account/sign-in?return_to=/beans").await;
    again.assert_location("/beans");
    // The entrance leads to the first page.
    let home = browser.get("/account").await;
    home.assert_location("/account/profile");
}

async fn staying_signed_in_is_a_choice(OnePerson(host, maren): OnePerson) {
    let cookie = |reply: &widgets_tests::Reply| {
        let cookies = reply.headers.get_all("set-cookie").iter();
        let mut lines = cookies.map(|line| line.to_str().unwrap().to_owned());
        lines.find(|line| line.starts_with("__Host-wg=")).unwrap()
    };
    let mut browser = host.browser();
    let reply = host.sign_in(&mut browser, &maren.email, PASSWORD).await;
    // It goes with the browser.
    assert!(!cookie(&reply).contains("Max-Age"));
    let mut other = host.browser();
    let fields = [
        ("email", maren.email.as_str()),
        ("password", PASSWORD),
        ("keep", "true"),
    ];
    let reply = other.fill("/account/sign-in", &fields).await;
    assert!(
        cookie(&reply).contains("Max-Age=5184000"),
        "{}",
        cookie(&reply)
    );
    host.clock.advance(13 * DAY);
    assert!(!host.is_in(&mut browser).await);
    assert!(host.is_in(&mut other).await);
}

async fn signing_out_ends_this_session_or_all(OnePerson(host, maren): OnePerson) {
    let (mut one, mut two) = (host.signed_in(&maren).await, host.signed_in(&maren).await);
    let copy = one.clone();
    let out = one.sign_out().await;
    assert_eq!(out.header("clear-site-data"), "\"cache\"");
    assert!(one.follow(out).await.says("sign-out-done"));
    // The cookie is worth nothing any more.
    assert!(!host.is_in(&mut copy.clone()).await);
    assert!(host.is_in(&mut two).await);

    let mut three = host.signed_in(&maren).await;
    let out = three
        .fill("/account/sign-out", &[("everywhere", "true")])
        .await;
    assert!(three.follow(out).await.says("sign-out-everywhere-done"));
    assert!(!host.is_in(&mut two).await);
}

async fn a_one_time_link_signs_in_once(OnePerson(host, maren): OnePerson) {
    let link = |lifetime| {
        let (host, maren) = (&host, &maren);
        async move {
            let link = host
                .users()
                .sign_in_link(&maren.account, lifetime)
                .await
                .unwrap();
            link.reveal().strip_prefix(&host.origin).unwrap().to_owned()
        }
    };
    let path = link(10 * MINUTE).await;
    let mut browser = host.browser();
    for _ in 0..2 {
        let page = browser.get(&path).await;
        assert!(page.says("sign-in-link-title"), "looking does not spend it");
    }
    let page = browser.get(&path).await;
    let done = browser.submit(&page, &path, &[]).await;
    assert_eq!(done.status, 303);
    let list = browser.get("/account/sessions").await;
    list.assert_says("sessions-by-link");

    let mut thief = host.browser();
    let spent = thief.get(&path).await;
    spent.assert_says("sign-in-link-spent-title");
    let form = thief.get("/account/sign-in").await.form("/sign-in").1;
    let fields: Vec<(&str, &str)> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let refused = thief.post(&path, &fields).await;
    assert_eq!(refused.status, 422);
    assert!(!host.is_in(&mut thief).await);

    let late = link(MINUTE).await;
    host.clock.advance(Duration::from_secs(61));
    assert!(thief.get(&late).await.says("sign-in-link-spent-title"));
    let void = link(MINUTE).await;
    host.users().disable(&maren.account).await.unwrap();
    host.users().enable(&maren.account).await.unwrap();
    assert!(thief.get(&void).await.says("sign-in-link-spent-title"));
}

async fn a_wrong_password_shows_the_form_again(SignedOut(host, maren, mut browser): SignedOut) {
    let reply = host
        .sign_in(&mut browser, &maren.email, "not the password")
        .await;
    assert_eq!(reply.status, 422);
    reply.assert_says("sign-in-wrong");
    // The address stands there again.
    assert!(reply.body.contains(&maren.email));
    // The password does not.
    assert!(!reply.body.contains("not the password"));
    assert_eq!(reply.count("[role=alert]"), 1);

    let reply = host.sign_in(&mut browser, &maren.email, "").await;
    assert_eq!(reply.count("input[type=password][aria-invalid=true]"), 1);
    reply.assert_says("sign-in-password-empty");
    let reply = host.sign_in(&mut browser, "maren@nordlicht", "").await;
    assert_eq!(reply.count("input[name=email][aria-invalid=true]"), 1);
    reply.assert_says("email-malformed");
    let right = [("email", maren.email.as_str()), ("password", PASSWORD)];
    assert_eq!(browser.submit(&reply, "/sign-in", &right).await.status, 303);
}

async fn signing_in_again_renews_the_session(SignedIn(host, maren, mut browser): SignedIn) {
    assert_eq!(browser.get("/account/probe/fresh").await.status, 200);
    host.clock.advance(11 * MINUTE);
    assert_eq!(
        browser.get_json("/account/probe/fresh").await.json()["code"],
        "stale"
    );
    let page = browser
        .get("/account/sign-in?again=1&return_to=/account/probe/fresh")
        .await;
    page.assert_says("sign-in-again-lead");
    let before = browser.clone();
    let done = browser.submit(&page, "/sign-in", &maren.typed()).await;
    done.assert_location("/account/probe/fresh");
    assert_eq!(browser.get("/account/probe/fresh").await.status, 200);
    let id = |browser: &Browser| {
        browser.cookies["__Host-wg"]
            .split_once('.')
            .unwrap()
            .0
            .to_owned()
    };
    assert_eq!(id(&browser), id(&before), "the session stays");
    // Its old token does not.
    assert!(!host.is_in(&mut before.clone()).await);
    let list = browser.get_json("/account/sessions").await;
    assert_eq!(list.json()["sessions"].as_array().unwrap().len(), 1);
}
