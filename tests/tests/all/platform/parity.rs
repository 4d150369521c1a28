//! The same bytes from every framework and store.

use widgets_tests::prelude::*;
/// One walk; everything it saw.
async fn walk(framework: Framework, storage: Storage) -> Vec<Reply> {
    let host = TestHost::of(framework, storage).start().await;
    let maren = host.person("Maren").await;
    let mut browser = host.browser();
    browser.forwarded = Some("203.0.113.7".to_owned());
    let mut seen = vec![browser.get("/account/sessions").await];
    let page = browser.get("/account/sign-in").await;
    let wrong = [("email", maren.email.as_str()), ("password", "not the one")];
    seen.push(browser.submit(&page, "/sign-in", &wrong).await);
    let right = [("email", maren.email.as_str()), ("password", PASSWORD)];
    seen.push(browser.submit(&page, "/sign-in", &right).await);
    seen.push(page);
    for path in [
        "/account",
        "/account/sessions",
        "/account/sessions/",
        "/account/sessions/others/end",
        "/account/sessions/ses_x/end",
        "/account/sign-in?again=1&return_to=/x",
        "/account/sign-out",
        "/account/nothing/here",
        "/account/probe/panic",
    ] {
        seen.push(browser.get(path).await);
        seen.push(browser.get_json(path).await);
        seen.push(browser.head(path).await);
    }
    browser.plant(NOTICE, "sessions.ended~%2Faccount%2Fsessions");
    seen.push(browser.get("/account/sessions").await);
    seen.push(browser.post("/account/sign-out", &[]).await);
    seen
}

tests! {
    fn attack_165_every_framework_and_store_answers_alike: compare();
}

async fn compare() {
    let expected = walk(Framework::Axum, Storage::Memory).await;
    for (framework, storage) in [
        (Framework::Tower, Storage::Memory),
        (Framework::Rocket, Storage::Memory),
        (Framework::Axum, Storage::Sqlite),
        (Framework::Rocket, Storage::Sqlite),
        (Framework::Axum, Storage::Postgres),
        (Framework::Rocket, Storage::Postgres),
    ] {
        let seen = walk(framework, storage).await;
        assert_eq!(seen.len(), expected.len(), "{framework:?} over {storage:?}");
        for (seen, expected) in seen.iter().zip(&expected) {
            let place = format!("{framework:?} over {storage:?}: {}", seen.path);
            assert_eq!(seen.path, expected.path, "{place}");
            assert_eq!(seen.outward(&[]), expected.outward(&[]), "{place}");
        }
    }
}
