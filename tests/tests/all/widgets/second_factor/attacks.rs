//! What attackers try who have the first proof.

use widgets_tests::harness::factors::{BY_APP, SECOND, STEP, WAITING, give, happened};
use widgets_tests::prelude::*;

use super::{WithApp, asked};
use crate::platform::guard::fill;

over_every_combination! {
    attack_005_a_sign_in_that_waits_reaches_nothing_else,
    attack_054_a_code_works_once_also_at_the_same_moment,
    attack_055_only_the_documented_drift_is_accepted,
    attack_056_five_wrong_codes_end_a_sign_in_and_a_new_one_goes_on_counting,
    attack_056_a_stranger_without_the_first_proof_locks_nobody_out,
    attack_042_a_reset_keeps_the_second_factor,
    attack_041_a_new_password_voids_a_sign_in_that_waits,
}

/// Every endpoint that asks for somebody who is signed in refuses, as it refuses a stranger.
async fn attack_005_a_sign_in_that_waits_reaches_nothing_else(WithApp(host, maren, ..): WithApp) {
    let mut waiting = asked(&host, &maren).await;
    for endpoint in host.endpoints() {
        if endpoint.rule().who() == Who::Anyone {
            continue;
        }
        let path = fill(endpoint.path(), "nordlicht");
        let refused = if *endpoint.method() == Method::POST {
            waiting.post_json(&path, &json!({})).await
        } else {
            waiting.get_json(&path).await
        };
        refused.assert_problem(401, "not_signed_in");
        assert!(waiting.cookies.contains_key(WAITING), "{path}");
    }
    // The cookie is no session.
    let token = waiting.cookies[WAITING].clone();
    let mut planted = host.browser();
    planted.plant("__Host-wg", format!("ses_made_up.{token}.{token}"));
    assert!(!host.is_in(&mut planted).await);
    // A sign-in of somebody else does not complete it.
    let mallory = host.person_with_app("Mallory").await;
    host.clock.advance(STEP);
    let code = mallory.2.code(&host);
    must_refuse(give(&mut waiting, &code).await);
    assert!(!host.is_in(&mut waiting).await);
}

async fn attack_054_a_code_works_once_also_at_the_same_moment(
    WithApp(host, maren, _, app): WithApp,
) {
    let (mut one, mut two) = (asked(&host, &maren).await, asked(&host, &maren).await);
    let (first, second) = (one.get(SECOND).await, two.get(SECOND).await);
    let code = app.code(&host);
    let (_, first) = one.filled_in(&first, BY_APP, &[("code", &code)]);
    let (_, second) = two.filled_in(&second, BY_APP, &[("code", &code)]);
    let (first, second) = tokio::join!(one.send(BY_APP, first), two.send(BY_APP, second));
    let opened = [&first, &second]
        .iter()
        .filter(|own| own.opens_session())
        .count();
    assert_eq!(opened, 1, "{} {}", first.status, second.status);
    // Neither later, nor that of the step before.
    let before = app.code_at(host.clock.now().minus(STEP));
    let mut third = asked(&host, &maren).await;
    for used in [&code, &before] {
        must_refuse(give(&mut third, used).await).assert_says("second-code-used");
    }
    host.clock.advance(STEP);
    must_refuse(give(&mut third, &code).await).assert_says("second-code-used");
    must_accept(give(&mut third, &app.code(&host)).await);
}

async fn attack_055_only_the_documented_drift_is_accepted(WithApp(host, maren, _, app): WithApp) {
    host.clock.advance(10 * STEP);
    let now = host.clock.now();
    let mut browser = asked(&host, &maren).await;
    for at in [now.minus(2 * STEP), now.plus(2 * STEP)] {
        let page = must_refuse(give(&mut browser, &app.code_at(at)).await);
        assert!(!page.says("second-code-used"));
    }
    must_accept(give(&mut browser, &app.code_at(now.minus(STEP))).await);
    let mut browser = asked(&host, &maren).await;
    must_accept(give(&mut browser, &app.code_at(now.plus(STEP))).await);
}

async fn attack_056_five_wrong_codes_end_a_sign_in_and_a_new_one_goes_on_counting(
    WithApp(host, maren, mut owner, app): WithApp,
) {
    let mut browser = asked(&host, &maren).await;
    let page = browser.get(SECOND).await;
    for left in (1..5).rev() {
        let wrong = app.wrong(&host);
        let refused = browser.submit(&page, BY_APP, &[("code", &wrong)]).await;
        let left = left.to_string();
        assert!(must_refuse(refused).text().contains(&left) || left == "1");
    }
    let wrong = app.wrong(&host);
    let over = browser.submit(&page, BY_APP, &[("code", &wrong)]).await;
    must_refuse(over).assert_says("second-over-title");
    let right = app.code(&host);
    let over = browser.submit(&page, BY_APP, &[("code", &right)]).await;
    must_refuse(over).assert_says("second-over-title");
    // Beginning anew begins no new count.
    let mut again = asked(&host, &maren).await;
    let page = again.get(SECOND).await;
    must_answer(429, again.submit(&page, BY_APP, &[("code", &right)]).await);
    // A browser that the account knows has a count of its own.
    owner.sign_out().await;
    must_lead(
        host.sign_in(&mut owner, &maren.email, PASSWORD).await,
        SECOND,
    );
    must_accept(give(&mut owner, &right).await);
    // Which a right code clears for all.
    host.clock.advance(STEP);
    must_accept(
        again
            .submit(&page, BY_APP, &[("code", &app.code(&host))])
            .await,
    );
    assert!(happened(&host, "session.refused").await >= 5);
}

async fn attack_056_a_stranger_without_the_first_proof_locks_nobody_out(
    WithApp(host, maren, _, app): WithApp,
) {
    for _ in 0..20 {
        let mut stranger = host.browser();
        let code = [("code", "123456")];
        must_refuse(stranger.post_with_token(BY_APP, &code).await);
    }
    let mut browser = asked(&host, &maren).await;
    must_accept(give(&mut browser, &app.code(&host)).await);
}

async fn attack_042_a_reset_keeps_the_second_factor(WithApp(host, maren, mut owner, app): WithApp) {
    let mut browser = host.browser();
    let (page, mailed) = host.code_to_reset(&mut browser, &maren.email).await;
    must_accept(enter_reset(&mut browser, &page, &mailed.code, NEW_PASSWORD).await);
    assert!(!host.is_in(&mut browser).await);
    assert!(!host.is_in(&mut owner).await);
    must_lead(
        host.sign_in(&mut browser, &maren.email, NEW_PASSWORD).await,
        SECOND,
    );
    must_accept(give(&mut browser, &app.code(&host)).await);
}

async fn attack_041_a_new_password_voids_a_sign_in_that_waits(
    WithApp(host, maren, mut owner, app): WithApp,
) {
    let mut waiting = asked(&host, &maren).await;
    let page = waiting.get(SECOND).await;
    let fields = [
        ("current_password", PASSWORD),
        ("new_password", NEW_PASSWORD),
    ];
    must_accept(owner.fill("/account/security/password", &fields).await);
    let code = app.code(&host);
    let over = waiting.submit(&page, BY_APP, &[("code", &code)]).await;
    must_refuse(over).assert_says("second-over-title");
    assert!(!host.is_in(&mut waiting).await);
}
