//! Passwords: what may be set, how one typed is compared, and hashes brought along from other
//! systems.

mod hashes;
mod policy;

use widgets_core::admin::{ManagementError, Secret, UserToCreate};
use widgets_core::email::Email;
use widgets_core::id::AccountId;
use widgets_tests::House;
use widgets_tests::harness::counting::Work;

fn address(name: &str) -> String {
    format!("{name}@nordlicht.example")
}

async fn create(house: &House, name: &str, secret: Secret) -> Result<AccountId, ManagementError> {
    let user = UserToCreate {
        email: address(name),
        verified: true,
        display_name: String::new(),
        secret,
    };
    house.widgets.management("tests").users().create(user).await
}

/// What an attempt to sign in came to: its status, and the work it cost.
async fn attempt(house: &House, name: &str, password: &str) -> (u16, Work) {
    let mut browser = house.browser();
    let page = browser.get("/account/sign-in").await;
    let email = address(name);
    let fields = [("email", email.as_str()), ("password", password)];
    let before = house.work();
    let reply = browser.submit(&page, "/sign-in", &fields).await;
    let work = house.work() - before;
    let status = reply.status.as_u16();
    assert_eq!(house.is_in(&mut browser).await, status == 303);
    (status, work)
}

async fn status(house: &House, name: &str, password: &str) -> u16 {
    attempt(house, name, password).await.0
}

fn computed(house: &House) -> u64 {
    house.widgets.password_hashes().computed()
}

/// The hash the store keeps, and how `Debug` shows it and all else that is read for a sign-in.
async fn stored(house: &House, name: &str) -> (String, String) {
    let email = Email::parse(&address(name)).unwrap();
    let accounts = &house.storage.stores.accounts;
    let now = widgets_core::clock::Clock::now(&*house.clock);
    let found = accounts.credentials(email.key(), None, now).await;
    let found = found.unwrap().unwrap();
    let shown = format!("{found:?} {:?}", found.password);
    (found.password.unwrap().as_str().to_owned(), shown)
}
