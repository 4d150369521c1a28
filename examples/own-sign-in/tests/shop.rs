//! The shop's own sign-in drives the account pages.

#![allow(clippy::unwrap_used, reason = "a test")]

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, header};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;
use widgets_core::{Keys, Widgets};
use widgets_storage::MemoryStores;

const MAREN: &str = "email=maren%40paper.example&password=maren+likes+laid+paper";
const JONAS: &str = "email=jonas%40paper.example&password=jonas+likes+wove+paper";

/// A browser at the shop.
struct Browser {
    router: Router,
    cookie: String,
}

/// Status, headers and body.
type Reply = (u16, HeaderMap, String);

impl Browser {
    async fn new() -> Self {
        let url = "http://localhost/account";
        let builder = Widgets::builder(url, Keys::development(), MemoryStores::new());
        let router = own_sign_in::shop(builder).await.unwrap();
        let cookie = String::new();
        Self { router, cookie }
    }

    async fn ask(&mut self, method: &str, path: &str, body: String) -> Reply {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        if let Some(set) = parts.headers.get(header::SET_COOKIE) {
            let (pair, _) = set.to_str().unwrap().split_once(';').unwrap();
            pair.clone_into(&mut self.cookie);
        }
        let bytes = body.collect().await.unwrap().to_bytes();
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        (parts.status.as_u16(), parts.headers, text)
    }

    async fn get(&mut self, path: &str) -> Reply {
        self.ask("GET", path, String::new()).await
    }

    async fn sign_in(&mut self, who: &str, next: &str) -> Reply {
        let body = format!("next={next}&{who}");
        self.ask("POST", "/login", body).await
    }
}

fn leads_to(reply: &Reply) -> &str {
    assert_eq!(reply.0, 303, "{}", reply.2);
    reply.1[header::LOCATION].to_str().unwrap()
}

fn csrf_token(page: &str) -> String {
    let (_, rest) = page.split_once("name=\"csrf_token\" value=\"").unwrap();
    rest.split_once('"').unwrap().0.to_owned()
}

#[tokio::test]
async fn the_account_pages_follow_the_shops_own_sign_in() {
    let mut browser = Browser::new().await;
    let stranger = browser.get("/account/profile").await;
    assert_eq!(leads_to(&stranger), "/login?next=/account/profile");
    let wrong = browser.sign_in("email=a&password=b", "/").await;
    assert_eq!(wrong.0, 422);
    let back = browser.sign_in(MAREN, "/account/profile").await;
    assert_eq!(leads_to(&back), "/account/profile");

    let (status, _, page) = browser.get("/account/profile").await;
    assert_eq!(status, 200);
    assert!(page.contains("maren@paper.example"), "{page}");
    assert!(page.contains("action=\"/logout\""));
    assert!(!page.contains("/account/sign-out") && !page.contains("/account/sessions"));
    assert_eq!(browser.get("/account/sign-in").await.0, 404);

    let left = browser.ask("POST", "/logout", String::new()).await;
    assert_eq!(leads_to(&left), "/");
    let stranger = browser.get("/account/profile").await;
    assert_eq!(leads_to(&stranger), "/login?next=/account/profile");
}

#[tokio::test]
async fn a_widget_in_a_page_of_the_shops_saves_and_comes_back() {
    let mut browser = Browser::new().await;
    let stranger = browser.get("/settings").await;
    assert_eq!(leads_to(&stranger), "/login?next=/settings");
    browser.sign_in(MAREN, "/settings").await;
    let (status, _, page) = browser.get("/settings").await;
    assert_eq!(status, 200, "{page}");
    let token = csrf_token(&page);
    let names = "display_name=Maren+O.&given_name=&middle_name=&family_name=";
    let form = format!("csrf_token={token}&return_to=/settings&{names}");
    let saved = browser
        .ask("POST", "/account/profile/names", form.clone())
        .await;
    assert!(leads_to(&saved).starts_with("/settings?notice="));
    let (_, _, page) = browser.get("/account/profile").await;
    assert!(page.contains("Maren O."), "{page}");
    // The form belongs to Maren's session, and is refused from any other.
    browser.sign_in(JONAS, "/").await;
    let forged = browser.ask("POST", "/account/profile/names", form).await;
    assert_eq!(forged.0, 403);
}

#[tokio::test]
async fn a_club_is_for_its_members() {
    let mut browser = Browser::new().await;
    let stranger = browser.get("/clubs/printers").await;
    assert_eq!(leads_to(&stranger), "/login?next=/clubs/printers");
    browser.sign_in(MAREN, "/clubs/printers").await;
    let (status, _, page) = browser.get("/clubs/printers").await;
    assert_eq!(status, 200, "{page}");
    assert!(page.contains("You run this club."));
    browser.sign_in(JONAS, "/clubs/printers").await;
    assert_eq!(browser.get("/clubs/printers").await.0, 404);
}

#[tokio::test]
async fn signing_in_leads_to_pages_of_the_shop_alone() {
    let mut browser = Browser::new().await;
    for elsewhere in ["//e.example", "https://e.example", "/%5Ce.example", ""] {
        let back = browser.sign_in(MAREN, elsewhere).await;
        assert_eq!(leads_to(&back), "/", "{elsewhere}");
    }
}
