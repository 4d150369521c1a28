//! Tasks between signing in and going on: what they hold back, and how each is done.

mod of_hosts;
mod passwords;
mod reach;
mod second_factors;
mod terms;

use widgets_core::stores::ReplaceReason;
use widgets_tests::prelude::*;

/// Path of the page that replaces a password.
const PASSWORD_PAGE: &str = "/account/security/password";
/// Path of the page that asks for a second factor.
const FACTOR_PAGE: &str = "/account/security/second-factor";
/// Path of the page that asks to accept terms.
const TERMS_PAGE: &str = "/account/terms";
const PROFILE: &str = "/account/profile";

/// Terms of that edition.
fn terms(edition: &str) -> SignUp {
    SignUp::open().terms(Terms::new(edition, "/terms"))
}

/// Demands another password of that person.
async fn demand(host: &TestHost, person: &Person, reason: ReplaceReason) {
    let users = host.users();
    let demanding = users.require_new_password(&person.account, reason);
    demanding.await.unwrap();
}

/// A program is told of that task, and where it is done.
#[track_caller]
fn assert_due(reply: &Reply, name: &str, address: &str) {
    reply.assert_problem(403, "task_due");
    let task = &reply.json()["task"];
    assert_eq!(
        (&task["name"], &task["address"]),
        (&json!(name), &json!(address))
    );
    assert!(!task["title"].as_str().unwrap().is_empty());
}
