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
        "/account/sessions?notice=sessions.ended",
        "/account/probe/panic",
    ] {
        seen.push(browser.get(path).await);
        seen.push(browser.get_json(path).await);
        seen.push(browser.head(path).await);
    }
    seen.push(browser.post("/account/sign-out", &[]).await);
    seen
}

/// Takes out what must differ: ids, tokens, ports, and what the server itself adds.
fn comparable(reply: &Reply) -> (String, u16, Vec<(String, String)>, String) {
    let mut headers: Vec<(String, String)> = reply
        .headers
        .iter()
        .filter(|(name, _)| !["date", "server", "content-length"].contains(&name.as_str()))
        .map(|(name, value)| (name.to_string(), scrub(value.to_str().unwrap())))
        .collect();
    headers.sort();
    (
        reply.path.clone(),
        reply.status.as_u16(),
        headers,
        scrub(&reply.body),
    )
}

fn scrub(text: &str) -> String {
    let mut clean = String::new();
    let mut word = String::new();
    for letter in text.chars().chain(['\n']) {
        if letter.is_ascii_alphanumeric() || letter == '_' || letter == '-' {
            word.push(letter);
            continue;
        }
        let id = ["ses_", "req_", "acc_"]
            .iter()
            .any(|prefix| word.starts_with(prefix));
        clean.push_str(if id || word.len() == 43 {
            "SECRET"
        } else {
            &word
        });
        word.clear();
        clean.push(letter);
    }
    clean
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_165_every_framework_and_store_answers_alike() {
    let expected: Vec<_> = walk(Framework::Axum, Storage::Memory)
        .await
        .iter()
        .map(comparable)
        .collect();
    for (framework, storage) in [
        (Framework::Tower, Storage::Memory),
        (Framework::Rocket, Storage::Memory),
        (Framework::Axum, Storage::Sqlite),
        (Framework::Rocket, Storage::Sqlite),
        (Framework::Axum, Storage::Postgres),
        (Framework::Rocket, Storage::Postgres),
    ] {
        let seen: Vec<_> = walk(framework, storage)
            .await
            .iter()
            .map(comparable)
            .collect();
        assert_eq!(seen.len(), expected.len(), "{framework:?} over {storage:?}");
        for (seen, expected) in seen.iter().zip(&expected) {
            assert_eq!(seen, expected, "{framework:?} over {storage:?}");
        }
    }
}
