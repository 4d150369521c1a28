//! The same pages as JSON, for programs.

use widgets_tests::prelude::*;

over_every_combination! {
    programs_sign_in_and_out_in_json,
    programs_list_and_end_sessions_in_json,
}

async fn programs_sign_in_and_out_in_json(SignedOut(host, maren, mut program): SignedOut) {
    let refused = program.get_json("/account/sessions").await;
    refused.assert_problem(401, "not_signed_in");
    assert_eq!(refused.json()["sign_in"], "/account/sign-in");

    let wrong = json!({ "email": maren.email, "password": "wrong" });
    let refused = program.post_json("/account/sign-in", &wrong).await;
    refused.assert_error_at("form");

    let right = json!({ "email": maren.email, "password": PASSWORD, "keep": true });
    let signed_in = must_show(program.post_json("/account/sign-in", &right).await);
    assert_eq!(signed_in.json()["account"], maren.account.as_str());
    let entrance = program.get_json("/account").await.json();
    let profile = json!({ "label": "Profile", "href": "/account/profile" });
    assert_eq!(entrance["pages"][0], profile);
    must_show(program.post_json("/account/sign-out", &json!({})).await);
    assert!(!host.is_in(&mut program).await);
}

async fn programs_list_and_end_sessions_in_json(SignedIn(host, maren, mut program): SignedIn) {
    let mut other = host.signed_in(&maren).await;
    let list = program.get_json("/account/sessions").await.json();
    let [own, ended] = &list["sessions"].as_array().unwrap()[..] else {
        panic!("two sessions: {list}");
    };
    assert!(
        own["current"] == true && ended["current"] == false,
        "{list}"
    );
    assert_eq!(own["device"]["browser"], "Chrome");
    assert_eq!(own["proofs"][0]["method"], "password");
    let path = format!("/account/sessions/{}/end", other.session_id());
    must_show(program.post_json(&path, &json!({})).await);
    assert!(!host.is_in(&mut other).await);
    let gone = program.post_json(&path, &json!({})).await;
    gone.assert_problem(404, "missing");
    let others = "/account/sessions/others/end";
    let ended = program.post_json(others, &json!({})).await;
    assert_eq!(ended.json()["count"], 0);
}
