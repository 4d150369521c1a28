//! What a host decides about signing up.

use widgets_core::widgets::sign_up::{BeginSignUp, CompleteSignUp};
use widgets_tests::prelude::*;

over_every_combination! {
    only_addresses_of_the_hosts_domains_sign_up,
    signing_up_can_be_by_invitation_or_closed,
    terms_are_accepted_in_the_edition_that_was_shown,
    a_password_can_be_left_to_the_mailbox,
    a_host_refuses_addresses_and_people,
}

async fn only_addresses_of_the_hosts_domains_sign_up(host: TestHostBuilder) {
    let domains = ["nordlicht.example", "bücher.example"];
    let host = host.sign_up(SignUp::domains(domains)).start().await;
    let mut browser = host.browser();
    let named = domains.join(", ");
    let rule = [("domains", named.as_str())];
    let page = browser.get("/account/sign-up").await;
    page.assert_says_with("sign-up-domain", &rule);
    assert_eq!(page.count("#email-hint"), 1);
    for other in [
        "maren@evil.example",
        "maren@sub.nordlicht.example",
        "maren@nordlicht.example.evil.example",
    ] {
        let reply = fill_in(&mut browser, &typed(other)).await;
        assert_eq!(reply.status, 422, "{other}");
        reply.assert_invalid("email");
        assert_eq!(reply.count("#email-hint"), 0, "the rule is not said twice");
    }
    let page = begin(&mut browser, "maren@xn--bcher-kva.EXAMPLE").await;
    // Correcting the address is no way around.
    let reply = correct_address(&mut browser, &page, "maren@evil.example").await;
    assert_eq!(reply.status, 422);
    reply.assert_says_with("sign-up-domain", &rule);
    host.deliver().await;
    assert_eq!(host.mailbox.mails().len(), 1);
}

async fn signing_up_can_be_by_invitation_or_closed(host: TestHostBuilder) {
    let host = host.sign_up(SignUp::invited()).start().await;
    let closed = host.beside().sign_up(SignUp::closed()).start().await;
    let invitation = host.users().invite(invite(MAREN)).await.unwrap();
    let link = invitation_link(&host, MAREN).await;
    for (host, why) in [
        (&host, "sign-up-invited-text"),
        (&closed, "sign-up-closed-text"),
    ] {
        let mut browser = host.browser();
        let page = must_show(browser.get("/account/sign-up").await);
        page.assert_count(".wg-widget form", 0);
        page.assert_says(why);
        let json = browser.get_json("/account/sign-up").await;
        assert_eq!(json.json()["open"], false);
        // A form that says otherwise is refused.
        let path = "/account/sign-up";
        must_answer(403, browser.post_with_token(path, &typed(MAREN)).await);
        let wish = json!({ "email": MAREN, "password": PASSWORD });
        let reply = browser.post_json(path, &wish).await;
        reply.assert_problem(403, "sign_up_closed");
    }
    // Where nobody signs up, an earlier invitation is worth nothing either.
    let page = host.browser().get(&link).await;
    let refused = closed.browser().get(&link).await;
    assert_eq!((page.status.as_u16(), refused.status.as_u16()), (200, 403));
    assert_refused!(
        closed.users().invite(invite("jona@nordlicht.example")),
        SignUpClosed
    );
    closed.users().revoke_invitation(&invitation).await.unwrap();
}

async fn terms_are_accepted_in_the_edition_that_was_shown(host: TestHostBuilder) {
    let log = Log::default();
    let events = log.clone();
    let terms = |edition| SignUp::open().terms(Terms::new(edition, "/terms"));
    let host = host.with(move |own| events.events(own.sign_up(terms("2026-11"))));
    let host = host.start().await;
    let newer = host.beside().sign_up(terms("2026-12")).start().await;
    let mut browser = host.browser();
    let page = browser.get("/account/sign-up").await;
    assert_eq!(page.count("a[href='/terms'][target=_blank]"), 1);
    let mut fields = typed(MAREN).to_vec();
    let reply = browser.submit(&page, "/sign-up", &fields).await;
    reply.assert_invalid("terms");
    fields.push(("terms", "true"));
    // Accepting what was not shown is not accepting.
    let mut moved = browser.clone();
    moved.origin.clone_from(&newer.origin);
    let reply = must_refuse(moved.submit(&page, "/sign-up", &fields).await);
    reply.assert_says("sign-up-terms-changed");
    assert_eq!(reply.count("input[name=terms_edition][value='2026-12']"), 1);

    let page = browser.through(&page, "/sign-up", &fields).await;
    host.enter_mailed(&mut browser, &page, MAREN).await;
    host.deliver().await;
    let accepted = log.take();
    let accepted: Vec<_> = accepted
        .iter()
        .filter(|own| own.contains("terms"))
        .collect();
    assert!(
        accepted.len() == 1 && accepted[0].contains("2026-11"),
        "{accepted:?}"
    );
}

async fn a_password_can_be_left_to_the_mailbox(host: TestHostBuilder) {
    let options = SignUp::open().without_password();
    let host = host.sign_up(options).start().await;
    let mut browser = host.browser();
    let page = browser.get("/account/sign-up").await;
    assert_eq!(page.count("input[type=password]"), 0);
    let fields = [("email", MAREN), ("password", PASSWORD)];
    let page = browser.through(&page, "/sign-up", &fields).await;
    host.enter_mailed(&mut browser, &page, MAREN).await;
    assert!(host.is_in(&mut browser).await);
    // What was not asked for was not taken.
    assert!(!host.opens(MAREN, PASSWORD).await);
    let mut again = host.signed_in_by_code(MAREN).await;
    assert!(host.is_in(&mut again).await);
}

async fn a_host_refuses_addresses_and_people(host: TestHostBuilder) {
    const KEEP: &str = "Use an address you keep.";
    let policy = |email: &Email| match email.key().domain() {
        "throwaway.example" => Err(KEEP.to_owned()),
        _ => Ok(()),
    };
    let begins = |_: RequestCtx, input: Arc<BeginSignUp>| async move {
        assert!(!format!("{input:?}").contains(PASSWORD));
        match input.display_name().as_str() {
            "Root" => Err(HookRefusal::at("display_name", "That name is ours.")),
            _ => Ok(()),
        }
    };
    let completes = |_: RequestCtx, input: Arc<CompleteSignUp>| async move {
        match input.email.as_str().starts_with("late") {
            true => Err(HookRefusal::new("You came too late.")),
            false => Ok(()),
        }
    };
    let host = host.with(move |own| {
        let own = own.sign_up(SignUp::open().address_policy(policy));
        own.before(begins).before(completes)
    });
    let host = host.start().await;
    let mut browser = host.browser();
    let throwaway = "maren@throwaway.example";
    must_refuse(fill_in(&mut browser, &typed(throwaway)).await).assert_shows(KEEP);
    let reply = fill_in(&mut browser, &typed_as("Root", MAREN, PASSWORD)).await;
    reply.assert_invalid("display_name");
    reply.assert_shows("That name is ours.");
    let page = begin(&mut browser, MAREN).await;
    let reply = correct_address(&mut browser, &page, throwaway).await;
    reply.assert_shows(KEEP);
    // An invitation by the host does not go around it either.
    host.users().invite(invite(throwaway)).await.unwrap();
    let link = invitation_link(&host, throwaway).await;
    accept(&mut host.browser(), &link).await.assert_shows(KEEP);
    assert!(!has_account(&host, throwaway).await);

    let (mut browser, late) = (host.browser(), "late@nordlicht.example");
    let (page, mailed) = host.code_to_sign_up(&mut browser, late).await;
    let reply = must_answer(403, enter(&mut browser, &page, &mailed.code).await);
    reply.assert_shows("You came too late.");
    assert!(!has_account(&host, late).await);
}
