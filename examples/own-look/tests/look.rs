//! The look is on the pages, and what was not replaced is still there.

#![allow(clippy::unwrap_used, reason = "a test")]

use axum::Router;
use example_serving::browser::Browser;
use widgets_core::{Keys, Widgets};
use widgets_storage::MemoryStores;

#[tokio::test]
async fn every_page_wears_the_look() {
    let builder = Widgets::builder(
        "http://localhost/account",
        Keys::development(),
        MemoryStores::new(),
    )
    .mailer(widgets_core::mail::RecordingMailer::new());
    let widgets = own_look::dress(builder).build().await.unwrap();
    let mut browser = Browser::at(widgets_axum::mount(Router::new(), &widgets));

    let reply = browser.get("/account/sign-in").await;
    assert_eq!(reply.status, 200);
    let page = reply.page;
    assert!(page.contains("<header class=\"shop-header\">"));
    assert!(page.contains("class=\"shop-button shop-button-main\""));
    assert!(page.contains("Good to see you again."));
    assert!(!page.contains("wg-button"), "our button is gone");
    assert!(
        page.contains("name=\"language\" value=\"de\""),
        "theirs says which one was pressed"
    );
    assert!(page.contains("wg-field"), "our fields stayed");

    let (_, rest) = page.split_once("/account/assets/brand/").unwrap();
    let (name, _) = rest.split_once('"').unwrap();
    let reply = browser.get(&format!("/account/assets/brand/{name}")).await;
    assert_eq!(reply.status, 200);
    let style = reply.page;
    for token in [
        "--wg-accent:light-dark(#7a3e1d,",
        "--wg-radius:2px",
        "--wg-font:Charter",
    ] {
        assert!(style.contains(token), "{token} is missing in {style}");
    }
}
