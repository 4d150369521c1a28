//! The shop's own sign-in drives the account pages.

#![allow(clippy::unwrap_used, reason = "a test")]

use example_serving::browser::{Browser, Reply};
use widgets_core::{Keys, Widgets};
use widgets_storage::MemoryStores;

const MAREN: &str = "email=maren%40paper.example&password=maren+likes+laid+paper";
const JONAS: &str = "email=jonas%40paper.example&password=jonas+likes+wove+paper";

async fn browser() -> Browser {
    let url = "http://localhost/account";
    let builder = Widgets::builder(url, Keys::development(), MemoryStores::new());
    Browser::at(own_sign_in::shop(builder).await.unwrap())
}

async fn sign_in(browser: &mut Browser, who: &str, next: &str) -> Reply {
    browser.post("/login", &format!("next={next}&{who}")).await
}

fn leads_to(reply: &Reply) -> &str {
    assert_eq!(reply.status, 303, "{}", reply.page);
    &reply.location
}

#[tokio::test]
async fn the_account_pages_follow_the_shops_own_sign_in() {
    let mut browser = browser().await;
    let stranger = browser.get("/account/profile").await;
    assert_eq!(leads_to(&stranger), "/login?next=/account/profile");
    let wrong = sign_in(&mut browser, "email=a&password=b", "/").await;
    assert_eq!(wrong.status, 422);
    let back = sign_in(&mut browser, MAREN, "/account/profile").await;
    assert_eq!(leads_to(&back), "/account/profile");

    let Reply { status, page, .. } = browser.get("/account/profile").await;
    assert_eq!(status, 200);
    assert!(page.contains("maren@paper.example"), "{page}");
    assert!(page.contains("action=\"/logout\""));
    assert!(!page.contains("/account/sign-out") && !page.contains("/account/sessions"));
    assert_eq!(browser.get("/account/sign-in").await.status, 404);

    let left = browser.post("/logout", "").await;
    assert_eq!(leads_to(&left), "/");
    let stranger = browser.get("/account/profile").await;
    assert_eq!(leads_to(&stranger), "/login?next=/account/profile");
}

#[tokio::test]
async fn a_widget_in_a_page_of_the_shops_saves_and_comes_back() {
    let mut browser = browser().await;
    let stranger = browser.get("/settings").await;
    assert_eq!(leads_to(&stranger), "/login?next=/settings");
    sign_in(&mut browser, MAREN, "/settings").await;
    let settings = browser.get("/settings").await;
    assert_eq!(settings.status, 200, "{}", settings.page);
    let token = settings.csrf_token();
    let names = "display_name=Maren+O.&given_name=&middle_name=&family_name=";
    let form = format!("csrf_token={token}&return_to=/settings&{names}");
    let saved = browser.post("/account/profile/names", &form).await;
    assert_eq!(leads_to(&saved), "/settings");
    let page = browser.get("/account/profile").await.page;
    assert!(page.contains("Maren O."), "{page}");
    // The form belongs to Maren's session, and is refused from any other.
    sign_in(&mut browser, JONAS, "/").await;
    let forged = browser.post("/account/profile/names", &form).await;
    assert_eq!(forged.status, 403);
}

#[tokio::test]
async fn a_club_is_for_its_members() {
    let mut browser = browser().await;
    let stranger = browser.get("/clubs/printers").await;
    assert_eq!(leads_to(&stranger), "/login?next=/clubs/printers");
    sign_in(&mut browser, MAREN, "/clubs/printers").await;
    let Reply { status, page, .. } = browser.get("/clubs/printers").await;
    assert_eq!(status, 200, "{page}");
    assert!(page.contains("You run this club."));
    sign_in(&mut browser, JONAS, "/clubs/printers").await;
    assert_eq!(browser.get("/clubs/printers").await.status, 404);
}

#[tokio::test]
async fn signing_in_leads_to_pages_of_the_shop_alone() {
    let mut browser = browser().await;
    for elsewhere in ["//e.example", "https://e.example", "/%5Ce.example", ""] {
        let back = sign_in(&mut browser, MAREN, elsewhere).await;
        assert_eq!(leads_to(&back), "/", "{elsewhere}");
    }
}
