//! The table itself: it is migrated once, and holds one row for each account.

use tokio::task::JoinSet;
use widgets_core::admin::ManagementError;
use widgets_core::id::AccountId;
use widgets_storage::{Plan, SqlStores};

use crate::shop::Shop;

async fn run(shop: &Shop, sql: &'static str) {
    let database: &SqlStores = &shop.database;
    database.write(Plan::new().any(sql, []), ()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn coming_along_goes_on_after_an_interruption() {
    let shop = Shop::open().await;
    shop.users.bring_along(&shop.widgets).await.unwrap();
    // As if the process had ended between the account and its mark.
    run(&shop, "UPDATE users SET account_id = NULL").await;
    shop.users.bring_along(&shop.widgets).await.unwrap();
    let accounts = shop.found("SELECT id FROM wg_accounts").await;
    assert_eq!(accounts.len(), 1);
    let waiting = shop.found("SELECT id FROM users WHERE account_id IS NULL");
    assert_eq!(waiting.await.len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_users_with_one_address_are_told_and_not_mixed() {
    let shop = Shop::open().await;
    let twin = "INSERT INTO users (id, email, display_name) \
         VALUES (7, 'MAREN@paper.example', 'Another Maren')";
    run(&shop, twin).await;
    let outcome = shop.users.bring_along(&shop.widgets).await;
    assert!(
        matches!(outcome, Err(ManagementError::Taken)),
        "{outcome:?}"
    );
    assert_eq!(shop.account("maren@paper.example").await.as_str(), "1042");
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_156_a_crowd_of_one_account_has_one_number() {
    let shop = Shop::open().await;
    let account = AccountId::parse("acc_new").unwrap();
    let mut crowd = JoinSet::new();
    for _ in 0..20 {
        let (users, account) = (shop.users.clone(), account.clone());
        crowd.spawn(async move { users.number(&account, "new@paper.example").await.unwrap() });
    }
    let numbers = crowd.join_all().await;
    assert!(numbers.iter().all(|number| *number == 1043), "{numbers:?}");
}
