//! The list of known browsers, and forgetting some.

use widgets_tests::harness::devices::{FORGET, LIST, PHONE, ids, meet, three};
use widgets_tests::prelude::*;
over_every_combination! {
    a_browser_is_listed_and_forgotten,
    several_are_forgotten_at_once,
    attack_008_other_peoples_browsers_are_missing,
}

async fn a_browser_is_listed_and_forgotten(SignedIn(host, maren, mut desk): SignedIn) {
    let [mut phone, _] = three(&host, &maren).await;
    let list = desk.get(LIST).await;
    list.assert_says("devices-this");
    list.assert_count("tbody tr", 3);
    list.assert_count("tbody label > span + input[type=checkbox][name=device]", 3);
    let before = ids(&mut desk).await;

    let row = list.text().find("Firefox on Windows").unwrap();
    assert!(
        row < list.text().find("Safari on iPhone").unwrap(),
        "the latest first"
    );
    let id = &before[1];
    let question = desk.get(&list.target(&format!("?device={id}"))).await;
    question.assert_says_with("devices-forget-title", &[("device", "Safari on iPhone")]);
    let done = desk.through(&question, "/devices/forget", &[]).await;
    done.assert_says("devices-forgotten");
    done.assert_count("tbody tr", 2);
    assert!(!done.text().contains("iPhone"));

    // Nobody is signed out, and the browser is new when it comes back.
    assert!(host.is_in(&mut phone).await);
    phone.sign_out().await;
    host.clock.advance(Duration::from_secs(1));
    must_accept(host.sign_in(&mut phone, &maren.email, PASSWORD).await);
    let after = ids(&mut desk).await;
    assert!(after.len() == 3 && !before.contains(&after[0]), "{after:?}");

    let others = desk.get(&done.target("/devices/others/forget")).await;
    let done = desk.through(&others, "/others/forget", &[]).await;
    done.assert_says("devices-others-forgotten");
    done.assert_says("devices-this");
    assert_eq!(ids(&mut desk).await.len(), 1);
}

async fn several_are_forgotten_at_once(SignedIn(host, maren, mut desk): SignedIn) {
    three(&host, &maren).await;
    let known = ids(&mut desk).await;
    // As a form without script sends it.
    let page = desk.get("/account/devices?kind=computer").await;
    page.assert_count(
        "form[data-wg-select] button[type=submit][data-wg-confirm]",
        1,
    );
    page.assert_count("form[data-wg-select] input[name=csrf_token]", 0);
    let back = page.hidden("/devices/forget", "return_to").unwrap();
    assert_eq!(back, "/account/devices?kind=computer");
    let ticked = [
        ("return_to", back.as_str()),
        ("device", &known[0]),
        ("device", &known[1]),
    ];
    let asking = format!("{FORGET}?{}", encode(&ticked));
    let question = desk.get(&asking).await;
    question.assert_says_with("devices-forget-several-title[other]", &[("count", "2")]);
    for name in ["Firefox on Windows", "Safari on iPhone"] {
        question.assert_shows(name);
    }
    assert!(
        question.links_to(&back),
        "cancel leads to the list as it was"
    );
    let done = desk.submit(&question, "/devices/forget", &[]).await;
    done.assert_told("/account/devices?kind=computer", "devices.forgotten");
    assert_eq!(ids(&mut desk).await, known[2..]);
    // A second click finds nothing to forget.
    let again = desk.submit(&question, "/devices/forget", &[]).await;
    assert_eq!(again.status, 404);
    assert_eq!(desk.get(&asking).await.status, 404);
    // Nothing selected.
    desk.get(FORGET).await.assert_says("list-none-selected");
    desk.post_json(FORGET, &json!({}))
        .await
        .assert_error_at("device");
    desk.post_json(FORGET, &json!({ "device": ["", "a b"] }))
        .await
        .assert_error_at("device");
}

async fn attack_008_other_peoples_browsers_are_missing(SignedIn(host, _, mut victim): SignedIn) {
    let mallory = host.person("Mallory").await;
    let mut attacker = host.signed_in(&mallory).await;
    meet(&host, &mallory, PHONE).await;
    let [theirs] = &ids(&mut victim).await[..] else {
        panic!("one browser");
    };
    for id in [theirs.as_str(), "dev_made_up"] {
        let path = format!("{FORGET}?device={id}");
        assert_eq!(attacker.get(&path).await.status, 404);
        must_answer(
            404,
            attacker.post_json(FORGET, &json!({ "device": [id] })).await,
        );
    }
    // Beside a browser of one's own it is left out.
    let own = ids(&mut attacker).await;
    let mixed = format!("{FORGET}?device={theirs}&device={}", own[0]);
    let asked = attacker.get_json(&mixed).await.json();
    assert_eq!(asked["devices"].as_array().unwrap().len(), 1, "{asked}");
    let both = json!({ "device": [theirs, own[0]] });
    must_show(attacker.post_json(FORGET, &both).await);
    let others = attacker
        .post_json("/account/devices/others/forget", &json!({}))
        .await;
    assert_eq!(others.json()["count"], 0);
    assert_eq!(ids(&mut victim).await, std::slice::from_ref(theirs));
    // A cursor of somebody else shows nothing of theirs.
    let list = attacker
        .get_json(&format!("{LIST}?after={theirs}"))
        .await
        .json();
    assert_eq!(list["devices"].as_array().unwrap().len(), 1);
}
