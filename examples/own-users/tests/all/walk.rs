//! People at the shop, over HTTP.

use example_serving::browser::Browser;
use widgets_storage::Value;

use crate::shop::Shop;

const MAREN: &str = "email=maren%40paper.example&password=maren+likes+laid+paper";
const NAMES: &str = "given_name=&middle_name=&family_name=";

async fn orders(browser: &mut Browser) -> String {
    let reply = browser.get("/orders").await;
    assert_eq!(reply.status, 200, "{}", reply.location);
    reply.page
}

/// Signs Jonas up, and gives the browser that he is signed in with.
async fn sign_up(shop: &Shop) -> Browser {
    let mut browser = shop.browser();
    let sign_up = "/account/sign-up";
    let typed =
        "display_name=Jonas+Lind&email=jonas%40paper.example&password=correct+horse+battery";
    let asked = browser.fill_in(sign_up, sign_up, typed).await;
    assert_eq!(asked.status, 303, "{}", asked.page);
    let code = format!("code={}", shop.mailed_code().await);
    let done = browser
        .fill_in(&asked.location, &asked.location, &code)
        .await;
    assert_eq!(done.status, 303, "{}", done.page);
    browser
}

#[tokio::test(flavor = "multi_thread")]
async fn a_user_from_before_keeps_number_password_and_orders() {
    let shop = Shop::open().await;
    let mut browser = shop.browser();
    let stranger = browser.get("/orders").await;
    assert_eq!(stranger.location, "/account/sign-in?return_to=/orders");
    let (form, enter) = (stranger.location.as_str(), "/account/sign-in");
    let typed = format!("return_to=/orders&{MAREN}");
    let entered = browser.fill_in(form, enter, &typed).await;
    assert_eq!(entered.location, "/orders", "{}", entered.page);
    let page = orders(&mut browser).await;
    for shown in [
        "Orders of Maren Okafor",
        "Customer number 1042",
        "Laid paper",
    ] {
        assert!(page.contains(shown), "no {shown}: {page}");
    }
    assert_eq!(shop.account("maren@paper.example").await.as_str(), "1042");
    let hashes = shop.found("SELECT id FROM users WHERE password IS NOT NULL");
    assert_eq!(hashes.await.len(), 0, "the hash has moved");

    let form = "/account/profile/names";
    let names = format!("display_name=Maren+O.&{NAMES}");
    let saved = browser.fill_in(form, form, &names).await;
    assert_eq!(saved.status, 303, "{}", saved.page);
    assert!(orders(&mut browser).await.contains("Orders of Maren O."));
    let row = shop.found("SELECT display_name FROM users WHERE id = 1042");
    assert_eq!(row.await, [[Value::Text("Maren O.".to_owned())]]);
    let event = "SELECT account_id FROM wg_audit_events WHERE action = 'profile.names_changed'";
    assert_eq!(shop.found(event).await, [[Value::Text("1042".to_owned())]]);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_signs_up_is_in_the_table_until_they_are_deleted() {
    let shop = Shop::open().await;
    let mut browser = sign_up(&shop).await;
    let page = orders(&mut browser).await;
    assert!(page.contains("Orders of Jonas Lind"), "{page}");
    assert!(page.contains("Customer number 1043"), "{page}");
    shop.users.order(1043, "Wove paper").await.unwrap();
    assert!(orders(&mut browser).await.contains("Wove paper"));
    assert!(
        shop.users.order(1044, "Rag paper").await.is_err(),
        "of nobody"
    );

    let management = shop.widgets.management("a test");
    let account = shop.account("jonas@paper.example").await;
    assert!(management.users().delete(&account).await.unwrap());
    let left = browser.get("/orders").await;
    assert_eq!(left.location, "/account/sign-in?return_to=/orders");
    let rows = shop.found("SELECT id FROM users ORDER BY id").await;
    assert_eq!(rows, [[Value::Int(1042)]]);
    let books = shop
        .found("SELECT user_id FROM orders WHERE what = 'Wove paper'")
        .await;
    assert_eq!(
        books,
        [[Value::Null]],
        "the order stays, as an order of nobody"
    );
    // Later events of a deleted account do not create its row again.
    shop.carry_out().await;
    shop.users.hear_of(&account).await.unwrap();
    assert_eq!(shop.found("SELECT id FROM users").await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_signs_up_and_never_comes_to_the_shop_is_in_the_table_too() {
    let shop = Shop::open().await;
    sign_up(&shop).await;
    shop.carry_out().await;
    let rows = shop
        .found("SELECT email, display_name FROM users WHERE id = 1043")
        .await;
    let texts = ["jonas@paper.example", "Jonas Lind"];
    assert_eq!(rows, [texts.map(|text| Value::Text(text.to_owned()))]);
}
