//! What a host decides about signing up.

use std::sync::{Arc, Mutex};
use widgets_tests::prelude::*;

use widgets_core::RequestCtx;
use widgets_core::admin::ManagementError;
use widgets_core::hooks::HookRefusal;
use widgets_core::widgets::sign_up::{BeginSignUp, CompleteSignUp, SignUp, Terms};

over_every_combination! {
    only_addresses_of_the_hosts_domains_sign_up,
    signing_up_can_be_by_invitation_or_closed,
    terms_are_accepted_in_the_edition_that_was_shown,
    a_password_can_be_left_to_the_mailbox,
    a_host_refuses_addresses_and_people,
}

async fn only_addresses_of_the_hosts_domains_sign_up(host: TestHostBuilder) {
    let domains = ["nordlicht.example", "bücher.example"];
    let host = host.with(move |own| own.sign_up(SignUp::domains(domains)));
    let host = host.start().await;
    let mut browser = host.browser();
    let rule = "Use an address that ends in nordlicht.example, bücher.example.";
    let page = browser.get("/account/sign-up").await;
    page.assert_shows(&rule);
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
    let path = format!("{}/address", code_form(&page));
    let form = browser.get(&format!("/account{path}")).await;
    let fields = [("email", "maren@evil.example")];
    let reply = browser.submit(&form, &path, &fields).await;
    assert_eq!(reply.status, 422);
    reply.assert_shows(&rule);
    host.deliver().await;
    assert_eq!(host.mailbox.mails().len(), 1);
}

async fn signing_up_can_be_by_invitation_or_closed(host: TestHostBuilder) {
    let host = host
        .with(|own| own.sign_up(SignUp::invited()))
        .start()
        .await;
    let closed = host.beside();
    let closed = closed
        .with(|own| own.sign_up(SignUp::closed()))
        .start()
        .await;
    let invitation = host.users().invite(invite(MAREN)).await.unwrap();
    let link = invitation_link(&host, MAREN).await;
    for (host, text) in [(&host, "by invitation"), (&closed, "No new accounts")] {
        let mut browser = host.browser();
        let page = browser.get("/account/sign-up").await;
        assert_eq!(
            (page.status.as_u16(), page.count(".wg-widget form")),
            (200, 0)
        );
        page.assert_shows(text);
        let json = browser.get_json("/account/sign-up").await;
        assert_eq!(json.json()["open"], false);
        // A form that says otherwise is refused.
        let token = browser.csrf_token().await;
        let mut fields = typed(MAREN).to_vec();
        fields.push(("csrf_token", &token));
        let reply = browser.post("/account/sign-up", &fields).await;
        reply.assert_status(403);
        let wish = json!({ "email": MAREN, "password": PASSWORD });
        let reply = browser.post_json("/account/sign-up", &wish).await;
        reply.assert_problem(403, "sign_up_closed");
    }
    // Where nobody signs up, an invitation of before is worth nothing either.
    let page = host.browser().get(&link).await;
    let refused = closed.browser().get(&link).await;
    assert_eq!((page.status.as_u16(), refused.status.as_u16()), (200, 403));
    let refused = closed
        .users()
        .invite(invite("jona@nordlicht.example"))
        .await;
    assert!(matches!(refused, Err(ManagementError::SignUpClosed)));
    closed.users().revoke_invitation(&invitation).await.unwrap();
}

async fn terms_are_accepted_in_the_edition_that_was_shown(host: TestHostBuilder) {
    let heard: Arc<Mutex<Vec<String>>> = Arc::default();
    let hearing = Arc::clone(&heard);
    let terms = |edition| SignUp::open().terms(Terms::new(edition, "/terms"));
    let host = host.with(move |own| {
        own.sign_up(terms("2026-11")).subscribe(move |event| {
            if let Some(edition) = event.details.get("terms") {
                hearing.lock().unwrap().push(edition.clone());
            }
            std::future::ready(Ok(()))
        })
    });
    let host = host.start().await;
    let newer = host.beside();
    let newer = newer.with(move |own| own.sign_up(terms("2026-12")));
    let newer = newer.start().await;
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
    let (_, mut hidden) = page.form("/sign-up");
    hidden.retain(|(name, _)| name != "return_to");
    let shown = hidden
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    let all: Vec<_> = shown.chain(fields.iter().copied()).collect();
    let reply = moved.post("/account/sign-up", &all).await;
    assert_eq!(reply.status, 422);
    reply.assert_says("sign-up-terms-changed");
    assert_eq!(reply.count("input[name=terms_edition][value='2026-12']"), 1);

    let page = browser.through(&page, "/sign-up", &fields).await;
    let mailed = host.mailed_code(MAREN).await;
    enter(&mut browser, &page, &mailed.code).await;
    host.deliver().await;
    assert_eq!(*heard.lock().unwrap(), ["2026-11"]);
}

async fn a_password_can_be_left_to_the_mailbox(host: TestHostBuilder) {
    let options = SignUp::open().without_password();
    let host = host.with(|own| own.sign_up(options)).start().await;
    let mut browser = host.browser();
    let page = browser.get("/account/sign-up").await;
    assert_eq!(page.count("input[type=password]"), 0);
    let fields = [("email", MAREN), ("password", PASSWORD)];
    let page = browser.through(&page, "/sign-up", &fields).await;
    let mailed = host.mailed_code(MAREN).await;
    enter(&mut browser, &page, &mailed.code).await;
    assert!(host.is_in(&mut browser).await);
    // What was not asked for was not taken.
    assert!(!host.opens(MAREN, PASSWORD).await);
    let mut again = host.browser();
    let (page, mailed) = host.code_to_sign_in(&mut again, MAREN).await;
    enter(&mut again, &page, &mailed.code).await;
    assert!(host.is_in(&mut again).await);
}

async fn a_host_refuses_addresses_and_people(host: TestHostBuilder) {
    let policy = |email: &widgets_core::email::Email| {
        if email.key().domain() == "throwaway.example" {
            return Err("Use an address you keep.".to_owned());
        }
        Ok(())
    };
    let host = host.with(move |own| {
        own.sign_up(SignUp::open().address_policy(policy))
            .before(|_: RequestCtx, input: Arc<BeginSignUp>| async move {
                assert!(!format!("{input:?}").contains(PASSWORD));
                if input.display_name().as_str() == "Root" {
                    return Err(HookRefusal::at("display_name", "That name is ours."));
                }
                Ok(())
            })
            .before(|_: RequestCtx, input: Arc<CompleteSignUp>| async move {
                if input.email.as_str().starts_with("late") {
                    return Err(HookRefusal::new("You came too late."));
                }
                Ok(())
            })
    });
    let host = host.start().await;
    let mut browser = host.browser();
    let reply = fill_in(&mut browser, &typed("maren@throwaway.example")).await;
    assert_eq!(reply.status, 422);
    reply.assert_shows("Use an address you keep.");
    let fields = [
        ("display_name", "Root"),
        ("email", MAREN),
        ("password", PASSWORD),
    ];
    let reply = fill_in(&mut browser, &fields).await;
    reply.assert_invalid("display_name");
    reply.assert_shows("That name is ours.");
    let page = begin(&mut browser, MAREN).await;
    let path = format!("{}/address", code_form(&page));
    let form = browser.get(&format!("/account{path}")).await;
    let fields = [("email", "maren@throwaway.example")];
    let reply = browser.submit(&form, &path, &fields).await;
    reply.assert_shows("Use an address you keep.");
    // An invitation of the host's does not go around it either.
    let to = "maren@throwaway.example";
    host.users().invite(invite(to)).await.unwrap();
    let link = invitation_link(&host, to).await;
    let reply = accept(&mut host.browser(), &link).await;
    reply.assert_shows("Use an address you keep.");
    assert!(!has_account(&host, to).await);

    let mut late = host.browser();
    let (page, mailed) = host
        .code_to_sign_up(&mut late, "late@nordlicht.example")
        .await;
    let reply = enter(&mut late, &page, &mailed.code).await;
    assert_eq!(reply.status, 403);
    reply.assert_shows("You came too late.");
    assert!(!has_account(&host, "late@nordlicht.example").await);
}
