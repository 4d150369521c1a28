//! The app over HTTP: who sees which tasks.

#![allow(clippy::unwrap_used, reason = "tests")]

use example_serving::browser::Browser;
use htmx_tasks::{PERSON, app, open};
use widgets_core::mail::RecordingMailer;

#[tokio::test(flavor = "multi_thread")]
async fn people_see_and_tick_their_own_tasks() {
    let folder = tempfile::tempdir().unwrap();
    let pool = open(folder.path().join("tasks.db")).await;
    let app = app(
        "http://127.0.0.1:3000",
        pool.unwrap(),
        RecordingMailer::new(),
    );
    let (router, _) = app.await.unwrap();
    let mut browser = Browser::at(router);
    let stranger = browser.get("/tasks").await;
    assert_eq!(stranger.location, "/account/sign-in?return_to=/tasks");

    let (email, password) = PERSON;
    let typed = format!("return_to=/&email={email}&password={password}").replace(' ', "+");
    let typed = typed.replace('@', "%40");
    let entered = browser
        .fill_in("/account/sign-in", "/account/sign-in", &typed)
        .await;
    assert_eq!(entered.location, "/", "{}", entered.page);
    let list = browser.get("/tasks").await.page;
    assert!(
        list.contains("Glaze the tall jugs") && !list.contains("✓"),
        "{list}"
    );
    assert!(browser.post("/tasks/2", "").await.page.contains("✓"));
    // Nobody's task, and nobody else's.
    assert!(!browser.post("/tasks/2", "").await.page.contains("✓"));
    assert!(!browser.post("/tasks/99", "").await.page.contains("✓"));
    let added = browser.post("/tasks", "title=Sweep+%3Cb%3E").await.page;
    assert!(added.contains("Sweep &#60;b&#62;"), "{added}");
}
