//! Passwords: what may be set, how one typed is compared, and hashes brought along from other
//! systems.

mod breached;
mod hashes;
mod policy;

use widgets_core::crypto::PasswordFlaw;
use widgets_tests::prelude::*;

async fn create(host: &TestHost, name: &str, secret: Secret) -> Result<AccountId, ManagementError> {
    host.users().create(user(name, secret)).await
}

/// What an attempt to sign in came to: its status, and the work it cost.
async fn attempt(host: &TestHost, name: &str, password: &str) -> (u16, Work) {
    let mut browser = host.browser();
    let page = browser.get("/account/sign-in").await;
    let fields = [("email", &*address(name)), ("password", password)];
    let page = browser.through(&page, "/sign-in", &fields[..1]).await;
    let before = host.work();
    let reply = browser.submit(&page, PROOF, &fields).await;
    let work = host.work() - before;
    let status = reply.status.as_u16();
    assert_eq!(host.is_in(&mut browser).await, status == 303);
    (status, work)
}

async fn status(host: &TestHost, name: &str, password: &str) -> u16 {
    attempt(host, name, password).await.0
}

/// The hash the store keeps, and how `Debug` shows it and all else that is read for a sign-in.
async fn stored(host: &TestHost, name: &str) -> (String, String) {
    let email = Email::parse(&address(name)).unwrap();
    let accounts = &host.storage.stores.accounts;
    let now = widgets_core::clock::Clock::now(&*host.clock);
    let found = accounts.credentials(email.key(), None, now).await;
    let found = found.unwrap().unwrap();
    let shown = format!("{found:?} {:?}", found.password);
    (found.password.unwrap().as_str().to_owned(), shown)
}

/// Creates an account with that password.
async fn set(host: &TestHost, name: &str, password: &str) {
    host.create(user(name, Secret::password(password))).await;
}

/// What the back end is told is wrong with a password.
async fn flaws(host: &TestHost, name: &str, password: &str) -> Vec<PasswordFlaw> {
    match create(host, name, Secret::password(password)).await {
        Err(ManagementError::Password(flaws)) => flaws,
        other => panic!("{password}: {other:?}"),
    }
}
