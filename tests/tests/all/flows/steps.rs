//! The steps of signing in, and of resetting a password.

use widgets_tests::prelude::*;

over_every_combination! {
    the_address_is_typed_once,
    a_wrong_password_answers_at_its_own_address,
    both_fields_at_once_sign_in_on_one_screen,
    a_step_keeps_where_it_leads,
    another_language_keeps_the_step,
    steps_of_one_form_share_a_limit,
    attack_016_the_next_step_tells_nothing_of_accounts,
    a_reset_ends_at_the_password_in_a_browser_that_is_known,
    a_browser_remembers_as_long_as_its_user_wants,
}

over_every_host! {
    a_step_without_an_address_begins_at_the_first,
    a_changed_address_is_no_address,
}

const SIGN_IN: &str = "/account/sign-in";

/// Says who it is, and gives the step that takes a proof.
async fn identify(browser: &mut Browser, path: &str, email: &str) -> Reply {
    let page = browser.get(path).await;
    let next = browser.submit(&page, "/sign-in", &[("email", email)]).await;
    browser.follow(next).await
}

/// The address that the field of a page holds.
fn address_on(page: &Reply) -> String {
    page.field_value("email")
}

async fn the_address_is_typed_once(SignedOut(host, maren, mut browser): SignedOut) {
    let step = identify(&mut browser, SIGN_IN, &maren.email).await;
    assert_eq!(step.path, PROOF);
    // Reload, Back and Forward, and a second tab.
    for _ in 0..2 {
        let page = must_show(browser.get(PROOF).await);
        assert_eq!(address_on(&page), maren.email);
        page.assert_count("input[name=password][autofocus]", 1);
        let first = must_show(browser.get(SIGN_IN).await);
        assert_eq!(address_on(&first), maren.email);
    }
    // What else asks for it has it.
    for path in ["/account/reset", "/account/sign-up"] {
        assert_eq!(address_on(&browser.get(path).await), maren.email);
    }
    must_accept(browser.submit(&step, PROOF, &maren.typed()).await);
    // It outlasts signing out, until somebody else says that it is not theirs.
    let out = browser.sign_out().await;
    let page = browser.follow(out).await;
    assert_eq!(address_on(&page), maren.email);
    let page = browser.through(&page, "/sign-in/forget", &[]).await;
    assert_eq!(
        (page.path.as_str(), address_on(&page)),
        (SIGN_IN, String::new())
    );
    page.assert_count("form[action$='/sign-in/forget']", 0);
    assert!(!browser.cookies.contains_key(ADDRESS));
    assert_eq!(address_on(&host.browser().get(SIGN_IN).await), "");
}

async fn a_wrong_password_answers_at_its_own_address(SignedOut(_, maren, mut browser): SignedOut) {
    let step = identify(&mut browser, SIGN_IN, &maren.email).await;
    let wrong = [
        ("email", maren.email.as_str()),
        ("password", "not this one"),
    ];
    let refused = must_refuse(browser.submit(&step, PROOF, &wrong).await);
    assert_eq!(refused.path, PROOF);
    refused.assert_says("sign-in-wrong");
    assert_eq!(address_on(&refused), maren.email);
    let again = must_show(browser.get(PROOF).await);
    must_accept(browser.submit(&again, PROOF, &maren.typed()).await);
}

async fn both_fields_at_once_sign_in_on_one_screen(SignedOut(host, maren, mut browser): SignedOut) {
    let page = browser.get(SIGN_IN).await;
    let unseen = "input[type=password][autocomplete=current-password][tabindex='-1']";
    page.assert_count(unseen, 1);
    must_accept(browser.submit(&page, "/sign-in", &maren.typed()).await);
    assert!(host.is_in(&mut browser).await);
    // Without the password, it is the step of the address.
    let mut other = host.browser();
    let page = other.get(SIGN_IN).await;
    let fields = [("email", maren.email.as_str()), ("password", "")];
    other
        .submit(&page, "/sign-in", &fields)
        .await
        .assert_location(PROOF);
}

async fn a_step_keeps_where_it_leads(SignedOut(_, maren, mut browser): SignedOut) {
    let path = "/account/sign-in?return_to=/beans%3Fpage%3D2&organization=nordlicht";
    let step = identify(&mut browser, path, &maren.email).await;
    assert_eq!(
        step.path,
        "/account/sign-in/password?organization=nordlicht&return_to=/beans%3Fpage%3D2"
    );
    let again = must_show(browser.get(&step.path).await);
    let other = again.target("/account/sign-in?");
    again.assert_count(".wg-beside a[aria-label]", 1);
    assert_eq!(other, "/account/sign-in?return_to=/beans%3Fpage%3D2");
    let done = browser.submit(&again, PROOF, &maren.typed()).await;
    done.assert_location("/beans?page=2");
    // Who is signed in goes on.
    let back = browser.get(&step.path).await;
    back.assert_location("/beans?page=2");
}

async fn another_language_keeps_the_step(SignedOut(_, maren, mut browser): SignedOut) {
    let step = identify(
        &mut browser,
        "/account/sign-in?return_to=/beans",
        &maren.email,
    )
    .await;
    let chosen = browser
        .submit(&step, "/language", &[("language", "de")])
        .await;
    chosen.assert_location(&step.path);
    let page = must_show(browser.follow(chosen).await);
    assert_eq!(page.header("content-language"), "de");
    assert_eq!(address_on(&page), maren.email);
    let done = browser.submit(&page, PROOF, &maren.typed()).await;
    done.assert_location("/beans");
}

async fn steps_of_one_form_share_a_limit(SignedOut(_, _, mut browser): SignedOut) {
    let mut statuses = Vec::new();
    for at in 0..32_u32 {
        let path = [SIGN_IN, PROOF][at as usize % 2];
        let email = format!("guess{at}@nordlicht.example");
        let fields = [("email", email.as_str()), ("password", "a wrong guess")];
        statuses.push(browser.post_with_token(path, &fields).await.status.as_u16());
    }
    assert!(statuses[..30].iter().all(|own| *own == 422), "{statuses:?}");
    assert_eq!(statuses[30..], [429, 429]);
}

async fn attack_016_the_next_step_tells_nothing_of_accounts(host: TestHost) {
    host.accounts_in_every_state().await;
    let mut seen = Vec::new();
    for name in STATES {
        let email = address(name);
        let mut browser = host.browser();
        let page = browser.get(SIGN_IN).await;
        let before = host.work();
        let next = browser
            .submit(&page, "/sign-in", &[("email", &email)])
            .await;
        let step = browser.get(PROOF).await;
        let work = host.work() - before;
        seen.push((work, next.outward(&[&email]), step.outward(&[&email])));
    }
    assert!(seen.iter().all(|own| *own == seen[0]));
}

async fn a_reset_ends_at_the_password_in_a_browser_that_is_known(
    SignedOut(host, maren, mut browser): SignedOut,
) {
    // The address is typed on the first page alone: five screens to the page that was asked for.
    let step = identify(
        &mut browser,
        "/account/sign-in?return_to=/beans",
        &maren.email,
    )
    .await;
    step.assert_count("form[id=forgot][hidden]", 1);
    step.assert_count("button[form=forgot]", 1);
    let page = browser.through(&step, "/reset", &[]).await;
    page.assert_count("input[name=new_password]", 1);
    let mailed = host.mailed_code(&maren.email).await;
    let done = enter_reset(&mut browser, &page, &mailed.code, NEW_PASSWORD).await;
    done.assert_told("/account/sign-in/password?return_to=/beans", "reset.done");
    assert!(!browser.has_session(), "it does not sign in");
    let step = must_say(browser.follow(done).await, "reset-done");
    assert_eq!(address_on(&step), maren.email);
    step.assert_count("input[name=password][autofocus]", 1);
    // Others cannot lock out a browser that the account knows.
    for at in 0..6 {
        let mut other = host.browser();
        other.forwarded = Some(format!("203.0.113.{at}"));
        host.sign_in(&mut other, &maren.email, "a wrong guess")
            .await;
    }
    let fields = [("email", maren.email.as_str()), ("password", NEW_PASSWORD)];
    let stranger = host
        .sign_in(&mut host.browser(), &maren.email, NEW_PASSWORD)
        .await;
    assert_eq!(stranger.status, 429);
    let done = browser.submit(&step, PROOF, &fields).await;
    done.assert_location("/beans");
}

async fn a_browser_remembers_as_long_as_its_user_wants(SignedOut(host, maren, _): SignedOut) {
    for (keep, lasts) in [("", false), ("true", true)] {
        let mut browser = host.browser();
        let fields = [&maren.typed()[..], &[("keep", keep)]].concat();
        let done = browser.fill(SIGN_IN, &fields).await;
        let cookie = done.set_cookie(ADDRESS).unwrap();
        assert_eq!(cookie.contains("Max-Age=34560000"), lasts, "{cookie}");
        assert!(!cookie.contains("nordlicht"), "it is sealed");
    }
    // A program keeps its own addresses.
    let mut program = host.browser();
    let typed = json!({ "email": maren.email });
    let next = must_show(program.post_json(SIGN_IN, &typed).await);
    assert_eq!(next.json()["step"], "proof");
    assert!(next.set_cookie(ADDRESS).is_none());
}

async fn a_step_without_an_address_begins_at_the_first(Visitor(_, mut browser): Visitor) {
    for step in ["password", "code"] {
        let path = format!("/account/sign-in/{step}?return_to=/beans");
        let begun = browser.get(&path).await;
        begun.assert_location("/account/sign-in?return_to=/beans");
    }
}

async fn a_changed_address_is_no_address(SignedOut(_, maren, mut browser): SignedOut) {
    identify(&mut browser, SIGN_IN, &maren.email).await;
    let sealed = browser.cookies[ADDRESS].clone();
    let changed = sealed.replacen(&sealed[sealed.len() / 2..], "AAAA", 1);
    for other in ["", "x", "%%%", maren.email.as_str(), changed.as_str()] {
        browser.plant(ADDRESS, other);
        browser.get(PROOF).await.assert_location(SIGN_IN);
    }
    browser.plant(ADDRESS, sealed);
    must_show(browser.get(PROOF).await);
}
