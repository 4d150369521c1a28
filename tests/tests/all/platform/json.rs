//! The same pages as JSON, for programs.

use widgets_tests::prelude::*;
over_every_combination! {
    programs_do_all_of_it_in_json,
}

async fn programs_do_all_of_it_in_json(SignedOut(host, maren, mut program): SignedOut) {
    let refused = program.get_json("/account/sessions").await;
    assert_eq!(refused.status, 401);
    assert_eq!(refused.header("content-type"), "application/problem+json");
    assert_eq!(refused.json()["code"], "not_signed_in");
    assert_eq!(refused.json()["sign_in"], "/account/sign-in");

    let wrong = json!({ "email": maren.email, "password": "wrong" });
    let refused = program.post_json("/account/sign-in", &wrong).await;
    refused.assert_error_at("form");

    let right = json!({ "email": maren.email, "password": PASSWORD, "keep": true });
    let signed_in = program.post_json("/account/sign-in", &right).await;
    signed_in.assert_status(200);
    assert_eq!(signed_in.json()["account"], maren.account.as_str());
    let entrance = program.get_json("/account").await.json();
    let profile = json!({ "label": "Profile", "href": "/account/profile" });
    assert_eq!(entrance["pages"][0], profile);

    host.signed_in(&maren).await;
    let list = program.get_json("/account/sessions").await.json();
    let sessions = list["sessions"].as_array().unwrap();
    assert_eq!(sessions.len(), 2);
    assert_eq!(
        (&sessions[0]["current"], &sessions[1]["current"]),
        (&json!(true), &json!(false))
    );
    assert_eq!(sessions[0]["device"]["browser"], "Chrome");
    assert_eq!(sessions[0]["proofs"][0]["method"], "password");

    let path = format!(
        "/account/sessions/{}/end",
        sessions[1]["id"].as_str().unwrap()
    );
    let reply = program.post_json(&path, &json!({})).await;
    reply.assert_status(200);
    let gone = program.post_json(&path, &json!({})).await;
    gone.assert_problem(404, "missing");
    let ended = program
        .post_json("/account/sessions/others/end", &json!({}))
        .await;
    assert_eq!(ended.json()["ended"], 0);
    let out = program.post_json("/account/sign-out", &json!({})).await;
    assert_eq!(out.status, 200);
    assert!(!host.is_in(&mut program).await);
}
