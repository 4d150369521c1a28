//! The look is on the pages, and what was not replaced is still there.

#![allow(clippy::unwrap_used, reason = "a test")]

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;
use widgets_core::{Keys, Widgets};
use widgets_storage::MemoryStores;

async fn get(router: &Router, path: &str) -> (u16, String) {
    let request = Request::get(path).body(Body::empty()).unwrap();
    let response = router.clone().oneshot(request).await.unwrap();
    let status = response.status().as_u16();
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    (status, String::from_utf8(bytes.to_vec()).unwrap())
}

#[tokio::test]
async fn every_page_wears_the_look() {
    let builder = Widgets::builder(
        "http://localhost/account",
        Keys::development(),
        MemoryStores::new(),
    )
    .mailer(widgets_core::mail::RecordingMailer::new());
    let widgets = own_look::dress(builder).build().await.unwrap();
    let router = widgets_axum::mount(Router::new(), &widgets);

    let (status, page) = get(&router, "/account/sign-in").await;
    assert_eq!(status, 200);
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
    let (status, style) = get(&router, &format!("/account/assets/brand/{name}")).await;
    assert_eq!(status, 200);
    for token in [
        "--wg-accent:light-dark(#7a3e1d,",
        "--wg-radius:2px",
        "--wg-font:Charter",
    ] {
        assert!(style.contains(token), "{token} is missing in {style}");
    }
}
