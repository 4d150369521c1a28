//! For every endpoint of the route table: what somebody reaches who has a task to do.

use widgets_core::SecondFactorPolicy;
use widgets_core::stores::ReplaceReason;
use widgets_tests::host::pages::{COUNTER, DESK, ENTRANCE, LOBBY};
use widgets_tests::prelude::*;

use super::{FACTOR_PAGE, PASSWORD_PAGE, PROFILE, TERMS_PAGE, assert_due, demand, terms};
use crate::platform::guard::fill;

over_every_combination! {
    attack_005_whoever_has_a_task_reaches_nothing_else,
    attack_005_pages_of_the_host_see_nobody_until_it_is_done,
    tasks_come_in_their_order_and_lead_back,
    nothing_due_costs_nothing,
    staff_are_not_asked_to_do_the_tasks_of_users,
    a_form_that_was_sent_meanwhile_is_found_again,
    a_step_up_goes_on_to_the_task,
}

const NAMES_OF_CAPTAIN: [(&str, &str); 4] = [
    ("given_name", ""),
    ("middle_name", ""),
    ("family_name", ""),
    ("display_name", "Captain"),
];

/// What is reached whatever the task is.
const ALWAYS: [&str; 5] = [
    "sign_in.leave",
    "sign_in.sign_out",
    "step_up.form",
    "step_up.password",
    "step_up.email",
];

/// What each task needs, and its page.
const TASKS: [(&str, &str, &[&str]); 3] = [
    (
        "replace_password",
        PASSWORD_PAGE,
        &["security.password_form", "security.change_password"],
    ),
    (
        "second_factor",
        FACTOR_PAGE,
        &[
            "security.second_factor_task",
            "security.authenticator_form",
            "security.add_authenticator",
        ],
    ),
    ("terms", TERMS_PAGE, &["terms.show", "terms.accept"]),
];

/// A host with each of these tasks, and Maren, who has that one to do.
async fn with_task(host: TestHostBuilder, name: &'static str) -> (TestHost, Person) {
    let host = host.with(move |own| match name {
        "second_factor" => own.second_factors(SecondFactorPolicy::required()),
        "terms" => own.sign_up(terms("2026-11")),
        _ => own,
    });
    let host = host.start().await;
    let maren = host.person("Maren").await;
    host.organization("nordlicht", &maren).await;
    if name == "replace_password" {
        demand(&host, &maren, ReplaceReason::Expired).await;
    }
    (host, maren)
}

async fn attack_005_whoever_has_a_task_reaches_nothing_else(host: TestHostBuilder) {
    let (framework, storage) = (host.framework(), host.storage());
    for (name, page, needed) in TASKS {
        let (host, maren) = with_task(TestHost::of(framework, storage), name).await;
        let (mut refused, mut let_in) = (0, Vec::new());
        for endpoint in host.endpoints() {
            // Some endpoints sign out, so each gets a sign-in of its own.
            let mut browser = host.signed_in(&maren).await;
            let (before, path) = (host.probe.ran(), fill(endpoint.path(), "nordlicht"));
            let posts = *endpoint.method() == Method::POST;
            if endpoint.rule().who() == Who::Anyone {
                continue;
            }
            let reply = match posts {
                true => browser.post_json(&path, &json!({})).await,
                false => browser.get_json(&path).await,
            };
            if reply.code() != "task_due" {
                let_in.push(endpoint.name().to_owned());
                continue;
            }
            refused += 1;
            assert_due(&reply, name, page);
            let shown = match posts {
                true => browser.post_with_token(&path, &[]).await,
                false => browser.get(&path).await,
            };
            shown.assert_location_starts(page);
            assert_eq!(host.probe.ran(), before, "{endpoint:?} ran");
        }
        let_in.retain(|own| !ALWAYS.contains(&own.as_str()) && !needed.contains(&own.as_str()));
        let_in.retain(|own| !own.starts_with("step_up."));
        assert_eq!(let_in, [""; 0], "during {name}");
        assert!(refused > 25, "{refused}");
    }
}

async fn attack_005_pages_of_the_host_see_nobody_until_it_is_done(host: TestHostBuilder) {
    let host = host.sign_up(terms("2026-11")).start().await;
    let maren = host.person("Maren").await;
    host.organization("nordlicht", &maren).await;
    let mut browser = host.signed_in(&maren).await;
    for page in [DESK, COUNTER] {
        let asked = browser.get(page).await;
        asked.assert_location(&format!("{TERMS_PAGE}?return_to={page}"));
        assert_due(&browser.get_json(page).await, "terms", TERMS_PAGE);
    }
    // What is for everybody is shown as to everybody.
    let lobby = must_show(browser.get(LOBBY).await);
    assert_eq!(lobby.body, "nobody");
    let probe = browser.get_json("/account/probe/anyone").await;
    assert_eq!(probe.json()["ran"], true);
    // Nobody is sent in circles: signing in leads to the task too.
    for entrance in [ENTRANCE, "/account/sign-in?return_to=/lobby", "/account"] {
        browser
            .get(entrance)
            .await
            .assert_location_starts(TERMS_PAGE);
    }
    let page = browser.get(&format!("{TERMS_PAGE}?return_to={DESK}")).await;
    let done = browser.submit(&page, "/terms", &[("terms", "true")]).await;
    done.assert_location(DESK);
    must_show(browser.get(DESK).await);
    assert_eq!(browser.get(LOBBY).await.body, maren.email);
}

async fn tasks_come_in_their_order_and_lead_back(host: TestHostBuilder) {
    let host = host.sign_up(terms("2026-11"));
    let host = host.with(|own| own.second_factors(SecondFactorPolicy::required()));
    let host = host.start().await;
    let maren = host.person("Maren").await;
    demand(&host, &maren, ReplaceReason::Compromised).await;
    let mut browser = host.signed_in(&maren).await;
    let asked = browser.get(&format!("{PROFILE}?a=b")).await;
    asked.assert_location("/account/security/password?return_to=/account/profile%3Fa%3Db");
    let page = browser.follow(asked).await;
    page.assert_says("security-replace-compromised");
    page.assert_says_with("task-signed-in-as", &[("email", &maren.email)]);
    assert!(page.links_to("/account/sign-out") && !page.links_to(PROFILE));
    // Reload, Back and another tab show the same.
    let (mut tab, again) = (browser.clone(), browser.get(&page.path).await);
    again.assert_says("security-replace-title");
    tab.get(TERMS_PAGE)
        .await
        .assert_location_starts(PASSWORD_PAGE);
    let fields = [
        ("current_password", PASSWORD),
        ("new_password", NEW_PASSWORD),
    ];
    let asked = browser.submit(&page, "/security/password", &fields).await;
    asked.assert_location("/account/profile?a=b");
    let asked = browser.get("/account/profile?a=b").await;
    asked.assert_location_starts(FACTOR_PAGE);
    let page = browser.follow(asked).await;
    page.assert_says("second-task-title");
    let add = browser.get(&page.target("/authenticators/add")).await;
    let app =
        widgets_tests::harness::factors::App::new(&widgets_tests::harness::factors::key_on(&add));
    let code = app.code(&host);
    let done = browser.submit(&add, "/add", &[("code", &code)]).await;
    // The codes are offered, behind the next task.
    let offered = must_accept(done);
    offered.assert_location_starts("/account/security/recovery-codes/make?return_to=");
    let page = browser.follow(offered).await;
    assert_eq!(page.path.split('?').next(), Some(TERMS_PAGE));
    let done = browser.submit(&page, "/terms", &[("terms", "true")]).await;
    let page = browser.follow(done).await;
    page.assert_says("recovery-make-title");
    let made = browser.submit(&page, "/make", &[]).await;
    let page = browser.follow(made).await;
    assert!(
        page.links_to("/account/profile?a=b"),
        "{:?}",
        page.targets()
    );
    must_show(browser.get(PROFILE).await);
}

async fn nothing_due_costs_nothing(host: TestHostBuilder) {
    let plain = host.start().await;
    let strict = plain.beside().sign_up(terms("2026-11"));
    let strict = strict.with(|own| own.second_factors(SecondFactorPolicy::required_for(|_| false)));
    let strict = strict.start().await;
    let maren = plain.person("Maren").await;
    let mut browser = plain.signed_in(&maren).await;
    let mut same = browser.clone();
    same.origin.clone_from(&strict.origin);
    let body = json!({ "terms": true });
    must_show(same.post_json(TERMS_PAGE, &body).await);
    for path in [PROFILE, DESK] {
        let before = plain.work();
        must_show(browser.get(path).await);
        let usual = plain.work() - before;
        let before = strict.work();
        must_show(same.get(path).await);
        assert_eq!(strict.work() - before, usual, "{path}");
    }
    // What is due is known by the same query.
    demand(&plain, &maren, ReplaceReason::Expired).await;
    let before = plain.work().accounts;
    browser
        .get_json(PROFILE)
        .await
        .assert_problem(403, "task_due");
    assert_eq!(plain.work().accounts - before, 1);
}

async fn staff_are_not_asked_to_do_the_tasks_of_users(host: TestHostBuilder) {
    let (host, maren) = with_task(host, "terms").await;
    let mut staff = host.acting_as(&maren, HOUR).await;
    must_show(staff.get(PROFILE).await);
    must_show(staff.get(DESK).await);
    // Nor can they.
    let body = json!({ "terms": true });
    staff
        .post_json(TERMS_PAGE, &body)
        .await
        .assert_problem(403, "impersonated");
    let mut own = host.signed_in(&maren).await;
    own.get_json(PROFILE).await.assert_problem(403, "task_due");
}

async fn a_form_that_was_sent_meanwhile_is_found_again(
    SignedIn(host, maren, mut browser): SignedIn,
) {
    const NAMES: &str = "/account/profile/names";
    let form = browser.get(NAMES).await;
    demand(&host, &maren, ReplaceReason::Expired).await;
    let fields = NAMES_OF_CAPTAIN;
    let asked = must_accept(browser.submit(&form, "/profile/names", &fields).await);
    asked.assert_location(&format!("{PASSWORD_PAGE}?return_to={NAMES}"));
    let page = browser.follow(asked).await;
    let fields = [
        ("current_password", PASSWORD),
        ("new_password", NEW_PASSWORD),
    ];
    // A double click: the second one is refused, since the password is another one by now.
    let (_, again) = browser.filled_in(&page, "/security/password", &fields);
    let done = must_accept(browser.submit(&page, "/security/password", &fields).await);
    done.assert_location(NAMES);
    must_refuse(browser.send(PASSWORD_PAGE, again).await);
    let page = must_say(browser.get(NAMES).await, "pending-unconfirmed");
    assert_eq!(page.field_value("display_name"), "Captain");
    // Nothing was saved yet; now it is.
    assert_eq!(
        browser.get_json(PROFILE).await.json()["display_name"],
        "Maren"
    );
    let fields = NAMES_OF_CAPTAIN;
    must_accept(browser.submit(&page, "/profile/names", &fields).await);
    assert_eq!(
        browser.get_json(PROFILE).await.json()["display_name"],
        "Captain"
    );
}

async fn a_step_up_goes_on_to_the_task(host: TestHostBuilder) {
    let vault = VaultWidget::default();
    let host = host.vault(&vault).start().await;
    let maren = host.person("Maren").await;
    let mut browser = host.signed_in(&maren).await;
    let form = browser.get("/account/vault").await;
    host.clock.advance(11 * MINUTE);
    let asked = browser.submit(&form, "/vault", &[("thing", "ring")]).await;
    asked.assert_location_starts("/account/step-up");
    demand(&host, &maren, ReplaceReason::Expired).await;
    // What waited for the step-up waits for the task, and is not carried out behind it.
    let page = browser.follow(asked).await;
    let proof = [("password", PASSWORD)];
    let asked = browser.submit(&page, "/step-up", &proof).await;
    let page = browser.follow(must_accept(asked)).await;
    page.assert_says("security-replace-title");
    assert!(vault.put().is_empty());
    let fields = [
        ("current_password", PASSWORD),
        ("new_password", NEW_PASSWORD),
    ];
    must_accept(browser.submit(&page, "/security/password", &fields).await);
    assert!(vault.put().is_empty());
    must_say(browser.get("/account/vault").await, "pending-unconfirmed");
}
