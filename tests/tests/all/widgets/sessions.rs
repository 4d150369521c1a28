//! The list of sessions: who is signed in where, and signing other devices out.

use widgets_tests::prelude::*;
over_every_combination! {
    one_browser_signs_the_other_out,
    long_lists_are_paged,
    the_back_end_ends_sessions,
}

async fn one_browser_signs_the_other_out(SignedIn(host, maren, mut desk): SignedIn) {
    let mut phone = host.browser();
    phone.agent = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 \
                   (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1"
        .to_owned();
    host.clock.advance(Duration::from_secs(5));
    host.sign_in(&mut phone, &maren.email, PASSWORD).await;
    host.clock.advance(3 * HOUR);

    let list = desk.get("/account/sessions").await;
    assert_eq!(list.status, 200);
    let text = list.text();
    let (this, other) = (
        text.find("Chrome on macOS").unwrap(),
        text.find("Safari on iPhone").unwrap(),
    );
    assert!(this < other, "the session in use comes first: {text}");
    assert!(
        text.contains("This device") && text.contains("3 hours ago"),
        "{text}"
    );
    assert!(text.contains("Maren"), "the bar names the person: {text}");

    let ask = list.target("/sessions/ses_");
    let question = desk.get(&ask).await;
    question.assert_says_with("sessions-end-title", &[("device", "Safari on iPhone")]);
    let done = desk.submit(&question, "/end", &[]).await;
    assert_eq!(done.status, 303);
    let list = desk.follow(done).await;
    list.assert_says("sessions-ended");
    assert!(!list.text().contains("iPhone"));

    let out = phone.get("/account/sessions").await;
    assert_eq!(out.status, 303);
    out.assert_location("/account/sign-in?return_to=/account/sessions");
    // The dead cookie is taken away.
    assert!(!phone.has_session());
    assert!(host.is_in(&mut desk).await);
}

async fn long_lists_are_paged(OnePerson(host, maren): OnePerson) {
    for _ in 0..25 {
        host.signed_in(&maren).await;
        host.clock.advance(Duration::from_secs(1));
    }
    let mut browser = host.signed_in(&maren).await;
    let ids = |reply: &widgets_tests::Reply| -> Vec<String> {
        let json = reply.json();
        let sessions = json["sessions"].as_array().unwrap();
        sessions
            .iter()
            .map(|session| session["id"].as_str().unwrap().to_owned())
            .collect()
    };
    let first = browser.get_json("/account/sessions").await;
    let next = first.json()["next"].as_str().unwrap().to_owned();
    let second = browser
        .get_json(&format!("/account/sessions?after={next}"))
        .await;
    assert_eq!((ids(&first).len(), ids(&second).len()), (21, 5));
    assert!(second.json()["next"].is_null());
    let mut all = [ids(&first), ids(&second)].concat();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 26, "every session once");

    let page = browser.get("/account/sessions").await;
    let more = page.target("after=");
    let older = browser.get(&more).await;
    older.assert_says("sessions-first");
    assert!(!older.says("sessions-this"));
    // What is not a position shows the first page.
    let shown = browser.get("/account/sessions?after=zzz").await;
    shown.assert_says("sessions-this");
}

async fn the_back_end_ends_sessions(SignedIn(host, maren, mut browser): SignedIn) {
    let management = host.widgets.management("support desk");
    assert_eq!(
        management
            .users()
            .end_sessions(&maren.account)
            .await
            .unwrap(),
        1
    );
    assert!(!host.is_in(&mut browser).await);
    let found = management
        .users()
        .find(&maren.email)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(found.id, maren.account);
}
