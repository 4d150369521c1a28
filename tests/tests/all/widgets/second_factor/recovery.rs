//! Recovery codes.

use widgets_tests::harness::factors::{BY_RECOVERY, MAKE, SECOND, SHOW, codes, give_recovery};
use widgets_tests::prelude::*;

use super::{WithApp, asked};

over_every_combination! {
    codes_are_made_shown_for_a_while_and_downloaded,
    attack_058_a_code_works_once_and_new_ones_void_the_old,
    attack_056_factors_share_their_tries,
    codes_stand_in_for_a_factor_only,
    few_codes_are_warned_of,
}

async fn codes_are_made_shown_for_a_while_and_downloaded(
    WithApp(host, maren, mut browser, app): WithApp,
) {
    let question = browser.get(MAKE).await;
    question.assert_says("recovery-make-title");
    let shown = browser.through(&question, MAKE, &[]).await;
    assert_eq!(shown.path, SHOW);
    shown.assert_says("recovery-show-once");
    shown.assert_count("ol li code", 10);
    let made = codes(&browser.get_json(SHOW).await);
    assert_eq!(made.len(), 10);
    for code in &made {
        shown.assert_shows(code);
    }
    // The same after a reload, and as a file.
    let file = browser.get(&shown.target("/file")).await;
    assert_eq!(file.header("content-type"), "text/plain; charset=utf-8");
    assert_eq!(
        file.header("content-disposition"),
        "attachment; filename=\"recovery-codes.txt\""
    );
    assert!(file.body.contains(&maren.email), "{}", file.body);
    assert!(
        made.iter().all(|code| file.body.contains(code)),
        "{}",
        file.body
    );
    let told = host.newest_mail(&maren.email).await;
    assert!(told.subject.contains("recovery codes"), "{}", told.subject);
    assert!(!made.iter().any(|code| told.text.contains(code)));
    // Nobody else sees them, and nobody after a while.
    let jo = host.person("Jo").await;
    let mut other = host.signed_in(&jo).await;
    must_lead(other.get(SHOW).await, "/account/security");
    host.clock.advance(9 * MINUTE);
    must_show(browser.get(SHOW).await);
    host.clock.advance(MINUTE);
    let code = json!({ "code": app.code(&host) });
    must_show(
        browser
            .post_json("/account/step-up/authenticator", &code)
            .await,
    );
    must_lead(browser.get(SHOW).await, "/account/security");
    must_answer(404, browser.get_json(&format!("{SHOW}/file")).await);
}

async fn attack_058_a_code_works_once_and_new_ones_void_the_old(
    WithApp(host, maren, mut owner, _): WithApp,
) {
    let old = host.recovery_codes(&mut owner).await;
    host.clock.advance(Duration::from_secs(1));
    let mut browser = asked(&host, &maren).await;
    let page = browser.get(SECOND).await;
    page.assert_says("second-other");
    let page = browser.get(&page.target("way=recovery_code")).await;
    let typed = old[0].to_uppercase().replace('-', " ");
    must_accept(
        browser
            .submit(&page, BY_RECOVERY, &[("code", &typed)])
            .await,
    );
    assert!(host.is_in(&mut browser).await);
    let told = host.newest_mail(&maren.email).await;
    assert!(told.text.contains("9 recovery codes left"), "{}", told.text);
    let mut again = asked(&host, &maren).await;
    must_refuse(give_recovery(&mut again, &old[0]).await);
    // At the same moment too.
    let (mut one, mut two) = (asked(&host, &maren).await, asked(&host, &maren).await);
    let way = format!("{SECOND}?way=recovery_code");
    let (first, second) = (one.get(&way).await, two.get(&way).await);
    let (_, first) = one.filled_in(&first, BY_RECOVERY, &[("code", &old[1])]);
    let (_, second) = two.filled_in(&second, BY_RECOVERY, &[("code", &old[1])]);
    let (first, second) = tokio::join!(one.send(BY_RECOVERY, first), two.send(BY_RECOVERY, second));
    let opened = [&first, &second]
        .iter()
        .filter(|own| own.opens_session())
        .count();
    assert_eq!(opened, 1, "{} {}", first.status, second.status);
    let new = host.recovery_codes(&mut owner).await;
    must_refuse(give_recovery(&mut again, &old[2]).await);
    must_accept(give_recovery(&mut again, &new[2]).await);
}

async fn attack_056_factors_share_their_tries(WithApp(host, maren, mut owner, app): WithApp) {
    let made = host.recovery_codes(&mut owner).await;
    let mut browser = asked(&host, &maren).await;
    for number in 0..4 {
        let wrong = app.wrong(&host);
        let refused = if number % 2 == 0 {
            widgets_tests::harness::factors::give(&mut browser, &wrong).await
        } else {
            give_recovery(&mut browser, "0000-0000-0000").await
        };
        must_refuse(refused);
    }
    let over = give_recovery(&mut browser, "0000-0000-0000").await;
    must_refuse(over).assert_says("second-over-title");
    let code = [("code", made[0].as_str())];
    must_refuse(browser.post_with_token(BY_RECOVERY, &code).await).assert_says("second-over-title");
}

async fn codes_stand_in_for_a_factor_only(SignedIn(host, maren, mut browser): SignedIn) {
    let question = browser.get(MAKE).await;
    let refused = browser.submit(&question, MAKE, &[]).await;
    must_refuse(refused).assert_says("recovery-needs-factor");
    must_lead(browser.get(SHOW).await, "/account/security");
    assert!(host.opens(&maren.email, PASSWORD).await);
}

async fn few_codes_are_warned_of(WithApp(host, maren, mut owner, _): WithApp) {
    let made = host.recovery_codes(&mut owner).await;
    let page = owner.get("/account/security").await;
    assert!(!page.says("recovery-few"));
    page.assert_says_with("recovery-left[other]", &[("left", "10")]);
    for code in &made[..7] {
        let mut browser = asked(&host, &maren).await;
        must_accept(give_recovery(&mut browser, code).await);
        browser.sign_out().await;
    }
    let page = owner.get("/account/security").await;
    page.assert_says("recovery-few");
    page.assert_says_with("recovery-warning[other]", &[("left", "3")]);
}
