//! Tasks of the host's own.

use std::sync::atomic::AtomicBool;

use widgets_core::Task;
use widgets_tests::host::pages::{DESK, LOBBY, ONBOARDING};
use widgets_tests::prelude::*;

use super::{PROFILE, assert_due};

over_every_combination! {
    a_task_of_the_host_is_done_on_its_page,
    an_outage_of_the_host_lets_nobody_on,
}

tests! {
    fn tasks_that_cannot_be_are_told: build_with_impossible_tasks();
}

/// A task that is due until it is said to be done.
fn task(done: &Arc<AtomicBool>) -> Task {
    let done = Arc::clone(done);
    let title = |_: &_| "Tell us who you are".to_owned();
    Task::new("names", title, ONBOARDING, move |user: UserCtx| {
        let done = Arc::clone(&done);
        async move { Ok(user.email().is_some() && !done.load(Ordering::SeqCst)) }
    })
}

async fn a_task_of_the_host_is_done_on_its_page(host: TestHostBuilder) {
    let done = Arc::new(AtomicBool::new(false));
    let own = task(&done).reaching(["profile.names_form", "profile.names"]);
    let host = host.with(|builder| builder.task(own)).start().await;
    let maren = host.person("Maren").await;
    let mut browser = host.signed_in(&maren).await;
    let refused = browser.get_json(PROFILE).await;
    assert_due(&refused, "names", ONBOARDING);
    assert_eq!(refused.json()["task"]["title"], "Tell us who you are");
    browser
        .get(DESK)
        .await
        .assert_location("/onboarding?return_to=/desk");
    assert_eq!(browser.get(LOBBY).await.body, "nobody");
    // Its page knows who it is, and shows the form that it needs.
    let page = must_show(browser.get("/onboarding/names?return_to=/desk").await);
    page.assert_shows(&maren.email);
    let fields = [
        ("given_name", ""),
        ("middle_name", ""),
        ("family_name", ""),
        ("display_name", "Captain"),
    ];
    let saved = browser.submit(&page, "/profile/names", &fields).await;
    must_accept(saved).assert_location_starts("/onboarding/names");
    browser
        .get(PROFILE)
        .await
        .assert_location_starts(ONBOARDING);
    done.store(true, Ordering::SeqCst);
    must_show(browser.get(DESK).await);
    assert_eq!(
        browser.get_json(PROFILE).await.json()["display_name"],
        "Captain"
    );
}

async fn an_outage_of_the_host_lets_nobody_on(host: TestHostBuilder) {
    let title = |_: &_| "A task".to_owned();
    let asked = |user: UserCtx| async move {
        assert!(!user.email().unwrap().as_str().starts_with("panicking"));
        Err(Problem::unavailable("the host's database is gone"))
    };
    let own = Task::new("broken", title, ONBOARDING, asked);
    let host = host.with(|builder| builder.task(own)).start().await;
    for (name, status, code) in [("Maren", 503, "unavailable"), ("Panicking", 500, "fault")] {
        let person = host.person(name).await;
        let mut browser = host.signed_in(&person).await;
        for path in [PROFILE, DESK, LOBBY] {
            browser.get_json(path).await.assert_problem(status, code);
        }
        must_accept(browser.sign_out().await);
    }
}

async fn build_with_impossible_tasks() {
    let title = |_: &_| "A task".to_owned();
    let never = |_: UserCtx| async { Ok(false) };
    let own = |name, page: &str| Task::new(name, title, page, never);
    let url = "http://localhost:3000/account";
    let built = Widgets::builder(url, Keys::development(), MemoryStores::new())
        .mailer(RecordingMailer::new())
        .task(own("Two words", "/a"))
        .task(own("a", "https://elsewhere.example"))
        .task(own("terms", "/a"))
        .task(own("b", "/b").reaching(["profile.nothing"]))
        .build();
    let told = built.await.unwrap_err().to_string();
    for part in [
        "\"Two words\" must be one lower-case word",
        "\"https://elsewhere.example\"",
        "two tasks are named \"terms\"",
        "\"profile.nothing\", which no widget here has",
    ] {
        assert!(told.contains(part), "{part} in {told}");
    }
}
