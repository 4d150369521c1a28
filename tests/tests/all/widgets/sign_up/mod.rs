//! Signing up by oneself.

mod attacks;
mod invitations;
mod options;

use widgets_tests::host::pages::WELCOME;
use widgets_tests::prelude::*;

over_every_combination! {
    a_code_signs_up_and_leads_back,
    a_link_signs_up_where_it_was_asked_for,
    a_link_elsewhere_shows_the_code_to_type,
    programs_sign_up_in_json,
    all_errors_of_a_form_are_told_at_once,
    staying_signed_in_is_a_choice_at_sign_up,
    the_link_to_signing_in_keeps_address_and_return_path,
    signed_in_people_skip_the_form,
    a_code_that_is_used_up_or_expired_makes_no_account,
    a_code_is_sent_again_after_a_pause,
    an_address_is_corrected_before_there_is_an_account,
    the_owner_of_an_address_stops_a_sign_up,
}

over_every_host! {
    signing_up_fits_into_the_hosts_page,
}

async fn a_code_signs_up_and_leads_back(Visitor(host, mut browser): Visitor) {
    let path = "/account/sign-up?return_to=%2Faccount%2Fsessions";
    let page = browser.get(path).await;
    page.assert_says_with("password-hint[other]", &[("least", "15")]);
    let page = browser.through(&page, "/sign-up", &typed(MAREN)).await;
    page.assert_shows(MAREN);
    assert!(!has_account(&host, MAREN).await, "nothing is proved yet");
    assert!(!host.is_in(&mut browser).await);
    let reply = host.enter_mailed(&mut browser, &page, MAREN).await;
    reply.assert_told("/account/sessions", "sign_up.done");
    must_say(browser.follow(reply).await, "sign-up-done");
    assert_eq!(name_of(&host, MAREN).await, "Maren");
    // The password works, and the address counts as verified.
    assert!(host.opens(MAREN, PASSWORD).await);
    // Without a page to go back to, the welcome stands on the first page.
    let mut other = host.browser();
    let jona = "jona@nordlicht.example";
    let (page, mailed) = host.code_to_sign_up(&mut other, jona).await;
    let reply = enter(&mut other, &page, &mailed.code).await;
    must_say(other.follow(reply).await, "sign-up-done");
}

async fn a_link_signs_up_where_it_was_asked_for(Visitor(host, mut browser): Visitor) {
    let (_, mailed) = host.code_to_sign_up(&mut browser, MAREN).await;
    for _ in 0..3 {
        browser.get(&mailed.link).await;
        assert!(!has_account(&host, MAREN).await, "looking does nothing");
    }
    must_accept(follow_link(&mut browser, &mailed.link).await);
    assert!(host.is_in(&mut browser).await);
    assert_eq!(name_of(&host, MAREN).await, "Maren");
    must_say(host.browser().get(&mailed.link).await, "codes-over-title");
}

async fn a_link_elsewhere_shows_the_code_to_type(host: TestHost) {
    let (mut desk, mut phone) = (host.browser(), host.browser());
    let (page, mailed) = host.code_to_sign_up(&mut desk, MAREN).await;
    let shown = phone.get(&mailed.link).await;
    assert_eq!(shown.count(".wg-widget form"), 0, "nothing is done here");
    shown.assert_shows(&mailed.code);
    assert!(!host.is_in(&mut phone).await && !has_account(&host, MAREN).await);
    enter(&mut desk, &page, &mailed.code).await;
    assert!(host.is_in(&mut desk).await);
}

async fn programs_sign_up_in_json(Visitor(host, mut program): Visitor) {
    let form = program.get_json("/account/sign-up").await.json();
    assert!(
        form["password"] == true && form["captcha"] == false,
        "{form}"
    );
    let wrong = json!({ "email": "maren", "password": "short" });
    let refused = program.post_json("/account/sign-up", &wrong).await;
    refused.assert_error_at("email");
    assert_eq!(refused.json()["errors"][1]["field"], "password");
    let wish = json!({ "display_name": "Maren", "email": MAREN, "password": PASSWORD });
    let begun = must_show(program.post_json("/account/sign-up", &wish).await);
    let path = begun.json()["code"].as_str().unwrap().to_owned();
    assert_eq!(program.get_json(&path).await.json()["purpose"], "sign_up");
    let mailed = host.mailed_code(MAREN).await;
    let code = json!({ "code": mailed.code });
    let done = must_show(program.post_json(&path, &code).await);
    let account = host.users().find(MAREN).await.unwrap().unwrap();
    assert_eq!(done.json()["account"], account.id.as_str());
    assert!(!done.body.contains("argon2") && !done.body.contains(PASSWORD));
    assert!(host.is_in(&mut program).await);
}

async fn all_errors_of_a_form_are_told_at_once(host: TestHostBuilder) {
    let terms = Terms::new("2026-11", "/terms");
    let host = host.sign_up(SignUp::open().terms(terms)).start().await;
    let mut browser = host.browser();
    let long = "x".repeat(101);
    let reply = fill_in(&mut browser, &typed_as(&long, "maren", "swordfish")).await;
    assert_eq!(reply.status, 422);
    reply.assert_count("[aria-invalid]", 4);
    assert!(reply.body.contains(&long) && !reply.body.contains("swordfish"));
    let counts = [("least", "15"), ("has", "9")];
    reply.assert_says_with("password-too-short[other]", &counts);
    // What was typed stays, except that the terms have to be accepted again.
    let fields = [("email", MAREN), ("password", PASSWORD), ("keep", "true")];
    let reply = fill_in(&mut browser, &fields).await;
    reply.assert_count("[aria-invalid]", 1);
    assert_eq!(reply.count("input[name=keep][checked]"), 1);
    assert_eq!(reply.count("input[name=terms][checked]"), 0);
    assert_eq!(reply.count(&format!("input[value='{MAREN}']")), 1);
    host.deliver().await;
    assert!(host.mailbox.mails().is_empty());
}

async fn staying_signed_in_is_a_choice_at_sign_up(host: TestHost) {
    for (email, keep) in [(MAREN, "true"), ("jona@nordlicht.example", "")] {
        let mut browser = host.browser();
        let fields = [&typed(email)[..], &[("keep", keep)]].concat();
        let page = browser.fill_through("/account/sign-up", &fields).await;
        let reply = host.enter_mailed(&mut browser, &page, email).await;
        let line = reply.set_cookie("__Host-wg").unwrap();
        assert_eq!(line.contains("Max-Age=5184000"), !keep.is_empty(), "{line}");
    }
}

async fn the_link_to_signing_in_keeps_address_and_return_path(Visitor(host, mut browser): Visitor) {
    let query = "return_to=/beans&login_hint=maren%40nordlicht.example";
    let page = browser.get(&format!("/account/sign-up?{query}")).await;
    page.assert_count(&format!("input[name=email][value='{MAREN}']"), 1);
    let link = format!("/account/sign-in?{query}");
    assert_eq!(page.target("/sign-in"), link);
    let sign_in = browser.get(&link).await;
    let typed = format!("input[name=email][value='{MAREN}']:not([type=hidden])");
    assert_eq!(sign_in.count(&typed), 1);
    // And back, unless nobody can sign up.
    assert_eq!(sign_in.target("/sign-up"), page.path);
    let invited = host.beside().sign_up(SignUp::invited()).start().await;
    let sign_in = invited.browser().get(&link).await;
    assert!(!sign_in.targets().iter().any(|to| to.contains("/sign-up")));
}

async fn signed_in_people_skip_the_form(SignedIn(_, _, mut browser): SignedIn) {
    let on = browser.get("/account/sign-up?return_to=%2Fbeans").await;
    on.assert_location("/beans");
}

async fn a_code_that_is_used_up_or_expired_makes_no_account(host: TestHost) {
    // Three wrong ones, and then the right one.
    let mut browser = host.browser();
    let (page, mailed) = host.code_to_sign_up(&mut browser, MAREN).await;
    for _ in 0..3 {
        must_refuse(enter(&mut browser, &page, mailed.wrong()).await);
    }
    assert_eq!(enter(&mut browser, &page, &mailed.code).await.status, 303);

    let jona = "jona@nordlicht.example";
    let mut browser = host.browser();
    let (page, mailed) = host.code_to_sign_up(&mut browser, jona).await;
    for _ in 0..5 {
        enter(&mut browser, &page, mailed.wrong()).await;
    }
    assert_eq!(enter(&mut browser, &page, &mailed.code).await.status, 422);
    assert!(!has_account(&host, jona).await);

    let ilse = "ilse@nordlicht.example";
    let mut browser = host.browser();
    let (page, mailed) = host.code_to_sign_up(&mut browser, ilse).await;
    host.clock.advance(Duration::from_secs(601));
    assert_eq!(enter(&mut browser, &page, &mailed.code).await.status, 422);
    host.clock.advance(HOUR);
    assert!(browser.get(&mailed.link).await.says("codes-over-title"));
    assert!(!has_account(&host, ilse).await);
}

async fn a_code_is_sent_again_after_a_pause(Visitor(host, mut browser): Visitor) {
    let (page, first) = host.code_to_sign_up(&mut browser, MAREN).await;
    assert_eq!(browser.submit(&page, "/resend", &[]).await.status, 422);
    for (mails, pause) in [(2, 31), (3, 61), (4, 121), (5, 241)] {
        host.clock.advance(Duration::from_secs(pause));
        must_accept(browser.submit(&page, "/resend", &[]).await);
        assert_eq!(host.mails_to(MAREN).await.len(), mails);
    }
    host.clock.advance(Duration::from_secs(500));
    let reply = browser.submit(&page, "/resend", &[]).await;
    reply.assert_says("codes-resend-over");
    assert_eq!(enter(&mut browser, &page, &first.code).await.status, 422);
    let last = host.mailed_code(MAREN).await;
    assert_eq!(enter(&mut browser, &page, &last.code).await.status, 303);
    let name = name_of(&host, MAREN).await;
    assert_eq!(name, "Maren", "nothing typed is lost");
}

async fn an_address_is_corrected_before_there_is_an_account(Visitor(host, mut browser): Visitor) {
    let typo = "mraen@nordlicht.example";
    let (page, old) = host.code_to_sign_up(&mut browser, typo).await;
    let corrected = correct_address(&mut browser, &page, MAREN).await;
    let page = browser.follow(corrected).await;
    assert!(browser.get(&old.link).await.says("codes-over-title"));
    host.enter_mailed(&mut browser, &page, MAREN).await;
    assert!(host.is_in(&mut browser).await);
    assert!(!has_account(&host, typo).await);
    assert_eq!(name_of(&host, MAREN).await, "Maren");
    assert!(host.opens(MAREN, PASSWORD).await);
}

async fn the_owner_of_an_address_stops_a_sign_up(host: TestHost) {
    let (mut thief, mut owner) = (host.browser(), host.browser());
    let (page, mailed) = host.code_to_sign_up(&mut thief, MAREN).await;
    let ask = owner.get(&mailed.decline).await;
    let done = owner.through(&ask, &mailed.decline, &[]).await;
    done.assert_says("codes-declined-title");
    assert_eq!(enter(&mut thief, &page, &mailed.code).await.status, 422);
    assert!(!has_account(&host, MAREN).await);
}

async fn signing_up_fits_into_the_hosts_page(Visitor(host, mut browser): Visitor) {
    let page = browser.get(WELCOME).await;
    page.assert_count("h1", 1);
    let weak = [("email", MAREN), ("password", "short")];
    let refused = must_refuse(browser.submit(&page, "/sign-up", &weak).await);
    let code = browser.through(&refused, "/sign-up", &typed(MAREN)).await;
    let reply = host.enter_mailed(&mut browser, &code, MAREN).await;
    reply.assert_told(WELCOME, "sign_up.done");
    let back = browser.follow(reply).await;
    assert_eq!(back.count("form"), 0, "there is nothing left to fill in");
    assert!(host.is_in(&mut browser).await);
}
