//! The host over this driver.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use own_driver::TokioPostgres;
use tower::ServiceExt as _;
use widgets_core::admin::{Secret, UserToCreate};
use widgets_core::mail::RecordingMailer;
use widgets_core::{Keys, Widgets};
use widgets_storage::SqlStores;

use crate::server::Schema;

#[tokio::test(flavor = "multi_thread")]
async fn somebody_signs_in_at_the_host() {
    let schema = Schema::create().await;
    let stores = SqlStores::over(TokioPostgres::new(schema.pool()));
    stores.migrate().await.unwrap();
    let url = "http://localhost/account";
    let builder = Widgets::builder(url, Keys::development(), stores);
    let builder = builder.mailer(RecordingMailer::default());
    let (router, widgets) = own_driver::host(builder).await.unwrap();
    let management = widgets.management("a test");
    let maren = UserToCreate::new("maren@tea.example")
        .verified(true)
        .display_name("Maren")
        .secret(Secret::password("maren likes green tea"));
    management.users().create(maren).await.unwrap();

    let send = async |request: Request<Body>| router.clone().oneshot(request).await.unwrap();
    let page = Request::get("/account/sign-in").body(Body::empty());
    let page = send(page.unwrap()).await;
    let ctx = cookie(page.headers());
    let page = text(page.into_body()).await;
    let (_, token) = page.split_once("name=\"csrf_token\" value=\"").unwrap();
    let (token, _) = token.split_once('"').unwrap();
    let entry = Request::post("/account/sign-in")
        .header(header::COOKIE, ctx)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(format!(
            "csrf_token={token}&email=maren%40tea.example&password=maren+likes+green+tea"
        )));
    let entered = send(entry.unwrap()).await;
    assert_eq!(entered.status(), StatusCode::SEE_OTHER);
    let home = Request::get("/").header(header::COOKIE, cookie(entered.headers()));
    let home = send(home.body(Body::empty()).unwrap()).await;
    let home = text(home.into_body()).await;
    assert!(home.contains("You are maren@tea.example."), "{home}");
}

/// The cookies that a response sets, as a browser sends them back.
fn cookie(headers: &axum::http::HeaderMap) -> String {
    let set = headers.get_all(header::SET_COOKIE).iter();
    let pairs = set.map(|line| line.to_str().unwrap().split(';').next().unwrap());
    pairs.collect::<Vec<_>>().join("; ")
}

async fn text(body: Body) -> String {
    let bytes = axum::body::to_bytes(body, 1_000_000).await.unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}
