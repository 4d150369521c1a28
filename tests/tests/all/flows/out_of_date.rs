//! Forms of pages that are out of date: nothing is done, and what was typed is not lost.

use widgets_tests::prelude::*;

over_every_combination! {
    a_form_of_a_session_that_ended_in_another_tab_is_found_again,
    a_form_of_an_earlier_session_is_found_after_a_reload,
    attack_078_a_form_of_somebody_else_is_shown_to_nobody,
    attack_078_a_token_issued_to_nobody_keeps_nothing,
    a_form_of_a_browser_that_lost_its_cookies_is_shown_again,
}

const FORM: &str = "/account/profile/names";
const NAMES: [(&str, &str); 4] = [
    ("given_name", "Maren"),
    ("middle_name", ""),
    ("family_name", "Okafor"),
    ("display_name", "Captain"),
];

/// Opens the form in one tab, and signs out in another.
async fn signed_out_elsewhere(browser: &mut Browser) -> Reply {
    let page = browser.get(FORM).await;
    must_accept(browser.sign_out().await);
    page
}

async fn a_form_of_a_session_that_ended_in_another_tab_is_found_again(
    SignedIn(_, maren, mut browser): SignedIn,
) {
    let page = signed_out_elsewhere(&mut browser).await;
    let asked = browser.submit(&page, FORM, &NAMES).await;
    asked.assert_location("/account/sign-in?return_to=/account/profile/names");
    let page = must_say(browser.follow(asked).await, "sign-in-pending-lead");
    let back = browser.submit(&page, "/sign-in", &maren.typed()).await;
    let page = must_say(browser.follow(back).await, "pending-ended");
    assert_eq!(page.field_value("display_name"), "Captain");
    let profile = browser.get_json("/account/profile").await.json();
    assert_eq!(profile["display_name"], "Maren", "nothing was saved yet");
    must_accept(browser.submit(&page, FORM, &NAMES).await);
}

async fn a_form_of_an_earlier_session_is_found_after_a_reload(
    SignedIn(host, maren, mut browser): SignedIn,
) {
    let page = signed_out_elsewhere(&mut browser).await;
    must_accept(host.sign_in(&mut browser, &maren.email, PASSWORD).await);
    let refused = must_answer(403, browser.submit(&page, FORM, &NAMES).await);
    refused.assert_says("problem-reload");
    assert!(refused.links_to(FORM));
    let page = must_say(browser.get(FORM).await, "pending-ended");
    assert_eq!(page.field_value("display_name"), "Captain");
}

async fn attack_078_a_form_of_somebody_else_is_shown_to_nobody(
    SignedIn(host, _, mut browser): SignedIn,
) {
    let page = signed_out_elsewhere(&mut browser).await;
    let jonas = host.person("Jonas").await;
    must_accept(host.sign_in(&mut browser, &jonas.email, PASSWORD).await);
    let refused = must_answer(403, browser.submit(&page, FORM, &NAMES).await);
    assert!(!refused.body.contains("Captain"));
    let page = must_show(browser.get(FORM).await);
    assert!(!page.body.contains("Captain") && !page.says("pending-ended"));
    let profile = browser.get_json("/account/profile").await.json();
    assert_eq!(profile["display_name"], "Jonas");
}

async fn attack_078_a_token_issued_to_nobody_keeps_nothing(SignedIn(_, _, mut browser): SignedIn) {
    let page = signed_out_elsewhere(&mut browser).await;
    let token = page.hidden(FORM, "csrf_token").unwrap();
    let parts: Vec<&str> = token.split('~').collect();
    let [signature, session, owner] = parts[..] else {
        panic!("{token}");
    };
    let other = format!("{signature}~ses_other~{owner}");
    for forged in [
        "",
        "x",
        signature,
        "~~",
        &other,
        &format!("x~{session}~{owner}"),
    ] {
        let fields = [&NAMES[..], &[("csrf_token", forged)]].concat();
        must_answer(403, browser.post(FORM, &fields).await);
        assert!(!browser.has_pending_form(), "{forged}");
    }
    // A program is told, and repeats it itself.
    let body = json!({ "display_name": "Captain" }).to_string();
    let told = browser.send_json(Method::POST, FORM, &token, &body).await;
    assert!([401, 403].contains(&told.status.as_u16()), "{}", told.body);
    assert!(!browser.has_pending_form());
}

async fn a_form_of_a_browser_that_lost_its_cookies_is_shown_again(
    SignedOut(host, maren, mut browser): SignedOut,
) {
    // A tab that was restored after the browser was closed.
    let page = browser.get("/account/sign-in?return_to=/beans").await;
    browser.cookies.clear();
    let shown = must_answer(403, browser.submit(&page, "/sign-in", &maren.typed()).await);
    shown.assert_says("out-of-date-or-no-cookies");
    assert_eq!(shown.field_value("email"), maren.email);
    assert!(!shown.body.contains(PASSWORD));
    let done = browser.submit(&shown, PROOF, &maren.typed()).await;
    done.assert_location("/beans");

    // Whoever was signed in signs in first, and finds what was typed.
    let page = browser.get(FORM).await;
    browser.cookies.clear();
    let asked = browser.submit(&page, FORM, &NAMES).await;
    asked.assert_location("/account/sign-in?return_to=/account/profile/names");
    let page = browser.follow(asked).await;
    let back = browser.submit(&page, "/sign-in", &maren.typed()).await;
    let page = must_say(browser.follow(back).await, "pending-ended");
    assert_eq!(page.field_value("display_name"), "Captain");

    let mut other = host.browser();
    let page = other.get("/account/sign-up").await;
    other.cookies.clear();
    other.get("/account/reset").await;
    let fields = [
        ("email", "nele@nordlicht.example"),
        ("display_name", "Nele"),
    ];
    let shown = must_answer(403, other.submit(&page, "/sign-up", &fields).await);
    shown.assert_says("out-of-date");
    assert_eq!(shown.field_value("display_name"), "Nele");
    must_accept(
        other
            .submit(&shown, "/sign-up", &typed("nele@nordlicht.example"))
            .await,
    );
}
