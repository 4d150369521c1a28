//! What fails refuses, and says nothing of itself.

use widgets_tests::prelude::*;

over_every_combination! {
    attack_030_a_failing_hook_denies,
    attack_030_a_failing_store_denies,
    attack_162_a_panic_is_a_page_with_an_id,
}

async fn attack_030_a_failing_hook_denies(host: TestHostBuilder) {
    let hook = |_: RequestCtx, input: Arc<EmailAndPassword>| async move {
        match input.email.as_str().split('@').next().unwrap() {
            "refused" => Err(HookRefusal::new("Your account is under review.")),
            "field" => Err(HookRefusal::at("email", "Use your work address.")),
            "panics" => panic!("a hook's secret"),
            _ => Ok(()),
        }
    };
    let host = host.with(move |builder| builder.before(hook)).start().await;
    for (name, status, text) in [
        ("refused", 403, Some("Your account is under review.")),
        ("field", 422, Some("Use your work address.")),
        ("panics", 500, None),
    ] {
        let person = host.person(name).await;
        let mut browser = host.browser();
        let reply = host.sign_in(&mut browser, &person.email, PASSWORD).await;
        reply.assert_status(status);
        match text {
            Some(text) => reply.assert_shows(text),
            None => reply.assert_says("fault-title"),
        }
        assert!(!reply.body.contains("secret"));
        assert!(!host.is_in(&mut browser).await);
    }
    let fine = host.person("fine").await;
    host.signed_in(&fine).await;
}

async fn attack_030_a_failing_store_denies(OnePerson(host, maren): OnePerson) {
    for (failure, status) in [(Failure::Outage, 503), (Failure::Panic, 500)] {
        for call in ["credentials", "consume", "open_session", "clear"] {
            let mut browser = host.browser();
            let page = browser.get("/account/sign-in").await;
            host.counts.fail(Some((call, failure)));
            let reply = browser.submit(&page, "/sign-in", &maren.typed()).await;
            host.counts.fail(None);
            assert_eq!(reply.status, status, "{call} {failure:?}");
            assert!(!reply.body.contains("secret"), "{call} {failure:?}");
            assert!(!browser.has_session(), "{call} {failure:?}");
        }
        // Somebody who is signed in is let through by nothing either, and stays signed in.
        let mut browser = host.signed_in(&maren).await;
        host.counts.fail(Some(("admit", failure)));
        let reply = browser.get("/account/probe/user").await;
        host.counts.fail(None);
        assert_eq!(reply.status, status, "{failure:?}");
        assert_eq!(host.probe.ran(), 0);
        assert!(host.is_in(&mut browser).await, "{failure:?}");
    }
}

async fn attack_162_a_panic_is_a_page_with_an_id(Visitor(_, mut browser): Visitor) {
    for path in ["/account/probe/panic", "/account/probe/panic-view"] {
        let reply = browser.get(path).await;
        assert_eq!(reply.status, 500, "{path}");
        for word in ["SELECT", "panicked"] {
            assert!(!reply.body.contains(word), "{path}");
        }
    }
    let path = "/account/probe/panic";
    must_say(browser.get(path).await, "fault-id").assert_shows("req_");
    let json = browser.get_json(path).await.json();
    assert!(json["instance"].as_str().unwrap().starts_with("req_"));
    must_answer(500, browser.post_with_token(path, &[]).await);
    let page = browser.get("/account/sign-in").await;
    assert_eq!(page.status, 200, "the process lives");
}
