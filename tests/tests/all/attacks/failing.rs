//! What fails refuses, and says nothing of itself.

use std::sync::Arc;
use widgets_tests::prelude::*;

use widgets_core::RequestCtx;
use widgets_core::hooks::HookRefusal;
use widgets_core::widgets::sign_in::EmailAndPassword;

over_every_combination! {
    attack_030_a_failing_hook_denies,
    attack_030_a_failing_store_denies,
    attack_162_a_panic_is_a_page_with_an_id,
}

async fn attack_030_a_failing_hook_denies(host: TestHostBuilder) {
    let host = host
        .with(|builder| {
            builder.before(|_: RequestCtx, input: Arc<EmailAndPassword>| async move {
                match input.email().as_str().split('@').next().unwrap() {
                    "refused" => Err(HookRefusal::new("Your account is under review.")),
                    "field" => Err(HookRefusal::at("email", "Use your work address.")),
                    "panics" => panic!("a hook's secret"),
                    _ => Ok(()),
                }
            })
        })
        .start()
        .await;
    let cases = [
        ("refused", 403, "Your account is under review."),
        ("field", 422, "Use your work address."),
        ("panics", 500, "Something went wrong on our side"),
    ];
    for (name, status, text) in cases {
        let person = host.person(name).await;
        let mut browser = host.browser();
        let reply = host.sign_in(&mut browser, &person.email, PASSWORD).await;
        assert_eq!(reply.status, status, "{name}");
        reply.assert_shows(text);
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
        assert!(
            !reply.body.contains("SELECT") && !reply.body.contains("panicked"),
            "{path}"
        );
    }
    let page = browser.get("/account/probe/panic").await;
    page.assert_shows("tell support this number: req_");
    let json = browser.get_json("/account/probe/panic").await;
    assert!(
        json.json()["instance"]
            .as_str()
            .unwrap()
            .starts_with("req_")
    );
    let token = browser.csrf_token().await;
    let reply = browser
        .post("/account/probe/panic", &[("csrf_token", &token)])
        .await;
    assert_eq!(reply.status, 500);
    // The process lives.
    let answer = browser.get("/account/sign-in").await;
    answer.assert_status(200);
}
