//! Signing up and being invited, as a person does it.

use crate::prelude::*;
use futures_util::future::join_all;
use widgets_core::admin::InviteUser;

use crate::harness::mail::link_in;

/// The address of the person who signs up.
pub const MAREN: &str = "maren@nordlicht.example";
/// Fills in the form, and gives what it answers.
pub async fn fill_in(browser: &mut Browser, fields: &[(&str, &str)]) -> Reply {
    browser.fill("/account/sign-up", fields).await
}

/// What somebody types to sign up with that address.
pub fn typed(email: &str) -> [(&'static str, &str); 3] {
    typed_as("Maren", email, PASSWORD)
}

/// What somebody types to sign up.
pub fn typed_as<'a>(
    name: &'a str,
    email: &'a str,
    password: &'a str,
) -> [(&'static str, &'a str); 3] {
    [
        ("display_name", name),
        ("email", email),
        ("password", password),
    ]
}

/// Signs up as far as the page that takes the code.
pub async fn begin(browser: &mut Browser, email: &str) -> Reply {
    let reply = fill_in(browser, &typed(email)).await;
    reply.assert_status(303);
    browser.follow(reply).await
}

/// Whether there is an account for the address.
pub async fn has_account(host: &TestHost, email: &str) -> bool {
    host.users().find(email).await.unwrap().is_some()
}

/// The display name of the person with that address.
pub async fn name_of(host: &TestHost, email: &str) -> String {
    let account = host.users().find(email).await.unwrap().unwrap();
    let profile = host.users().profile(&account.id).await.unwrap();
    profile.names.display_name.to_string()
}

/// Somebody to be invited for a week.
pub fn invite(email: &str) -> InviteUser {
    InviteUser::new(email.to_owned())
        .display_name("Maren Okafor")
        .by(Some("Jona of Nordlicht".to_owned()))
        .lifetime(7 * DAY)
}

/// The path of the link in the newest mail to that address.
pub async fn invitation_link(host: &TestHost, email: &str) -> String {
    let text = host.newest_mail(email).await.text;
    link_in(&text).unwrap_or_else(|| panic!("no link in {text}"))
}

/// Accepts an invitation with a password of one's own.
pub async fn accept(browser: &mut Browser, link: &str) -> Reply {
    let page = browser.get(link).await;
    accept_on(browser, &page, link).await
}

/// The same on its page, as it is open already.
pub async fn accept_on(browser: &mut Browser, page: &Reply, link: &str) -> Reply {
    let fields = [("display_name", "Maren"), ("password", PASSWORD)];
    browser.submit(page, link, &fields).await
}

/// What all of them come to, begun at the same time.
pub async fn at_once<F: Future>(all: impl Iterator<Item = F>) -> Vec<F::Output> {
    join_all(all).await
}
