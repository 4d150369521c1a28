//! The list of sessions: who is signed in where, and signing other devices out.

use widgets_tests::prelude::*;
over_every_combination! {
    one_browser_signs_the_other_out,
    long_lists_are_paged,
    the_back_end_ends_sessions,
    a_use_is_noted_every_five_minutes,
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
    let text = list.text();
    let at = |device| text.find(device).unwrap();
    // The session in use comes first.
    assert!(at("Chrome on macOS") < at("Safari on iPhone"), "{text}");
    list.assert_says("sessions-this");
    for part in ["3 hours ago", "Maren"] {
        list.assert_shows(part);
    }

    let question = desk.get(&list.target("/sessions/ses_")).await;
    question.assert_says_with("sessions-end-title", &[("device", "Safari on iPhone")]);
    let list = must_say(desk.through(&question, "/end", &[]).await, "sessions-ended");
    assert!(!list.text().contains("iPhone"));

    let out = phone.get("/account/sessions").await;
    out.assert_location("/account/sign-in?return_to=/account/sessions");
    assert!(!phone.has_session(), "the reply takes the dead cookie away");
    assert!(host.is_in(&mut desk).await);
}

async fn long_lists_are_paged(OnePerson(host, maren): OnePerson) {
    for _ in 0..25 {
        host.signed_in(&maren).await;
        host.clock.advance(Duration::from_secs(1));
    }
    let mut browser = host.signed_in(&maren).await;
    let ids = |reply: &Reply| -> Vec<String> {
        let json = reply.json();
        let sessions = json["sessions"].as_array().unwrap().iter();
        sessions.map(|own| own["id"].to_string()).collect()
    };
    let first = browser.get_json("/account/sessions").await;
    let next = first.json()["next"].as_str().unwrap().to_owned();
    let path = format!("/account/sessions?after={next}");
    let second = browser.get_json(&path).await;
    assert_eq!((ids(&first).len(), ids(&second).len()), (21, 5));
    assert!(second.json()["next"].is_null());
    let mut all = [ids(&first), ids(&second)].concat();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 26, "every session once");

    let page = browser.get("/account/sessions").await;
    let older = must_say(browser.get(&page.target("after=")).await, "list-first");
    assert!(!older.says("sessions-this"));
    // What is not a position shows the first page.
    let shown = browser.get("/account/sessions?after=zzz").await;
    shown.assert_says("sessions-this");
}

async fn the_back_end_ends_sessions(SignedIn(host, maren, mut browser): SignedIn) {
    assert_eq!(host.end_sessions(&maren).await, 1);
    assert!(!host.is_in(&mut browser).await);
    let found = host.users().find(&maren.email).await.unwrap();
    assert_eq!(found.unwrap().id, maren.account);
}

async fn a_use_is_noted_every_five_minutes(SignedIn(host, _, mut browser): SignedIn) {
    let mut last_used = async || {
        let list = browser.get_json("/account/sessions").await;
        list.json()["sessions"][0]["last_used_at"].clone()
    };
    let opened = last_used().await;
    host.clock.advance(4 * MINUTE);
    for _ in 0..3 {
        assert_eq!(last_used().await, opened);
    }
    // Nor does the page wait for what fails.
    host.clock.advance(2 * MINUTE);
    host.counts.fail(Some(("touch_session", Failure::Outage)));
    assert_eq!(last_used().await, opened);
    host.counts.fail(None);
    // No page waits until it is noted, so a later one shows it.
    for _ in 0..500 {
        if last_used().await != opened {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the use was not noted within 5 seconds");
}
