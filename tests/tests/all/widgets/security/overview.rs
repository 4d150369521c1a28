//! The overview: how one signs in, and where one is signed in.

use super::{SECURITY, change};
use widgets_core::locale::Locale;
use widgets_core::stores::Preferences;
use widgets_tests::prelude::*;

over_every_combination! {
    the_age_of_a_password_is_shown,
    how_old_an_imported_password_is_nobody_knows_unless_told,
    the_overview_tells_where_one_is_signed_in,
}

/// [`PASSWORD`] as another system hashes it.
const IMPORTED: &str = "$2b$04$abcdefghijklmnopqrstuuqREtd3VJD2QVZbuFskFSLk6eRIrQoOS";

async fn the_age_of_a_password_is_shown(OnePerson(host, maren): OnePerson) {
    host.clock.advance(280 * DAY);
    let mut browser = host.signed_in(&maren).await;
    let overview = browser.get(SECURITY).await;
    overview.assert_says_with("security-password-age", &[("when", "9 months ago")]);
    let mailed = overview.text().matches(&maren.email).count();
    assert!(mailed >= 1, "the address of the mailed code");
    let saved = must_accept(change(&mut browser, PASSWORD, NEW_PASSWORD, true).await);
    let overview = browser.follow(saved).await;
    overview.assert_says_with("security-password-age", &[("when", "just now")]);
    host.clock.advance(2 * DAY);
    host.sign_in(&mut browser, &maren.email, NEW_PASSWORD).await;
    let german = Preferences::default().language(Locale::parse("de"));
    let saving = host.users();
    let saving = saving.set_preferences(&maren.account, german);
    saving.await.unwrap();
    let overview = browser.get(SECURITY).await;
    overview.assert_shows("Zuletzt geändert: vor 2 Tagen.");
}

async fn how_old_an_imported_password_is_nobody_knows_unless_told(host: TestHost) {
    let imported = || Secret::Hash(IMPORTED.to_owned());
    let maren = host.create(user("Maren", imported())).await;
    let mut browser = host.signed_in(&maren).await;
    let overview = must_say(browser.get(SECURITY).await, "security-password-set");
    assert!(
        !overview.says("security-password-age"),
        "it was rehashed, not set"
    );
    let at = host.clock.now().minus(400 * DAY);
    let jo = user("Jo", imported()).password_set_at(Some(at));
    let jo = host.create(jo).await;
    let overview = host.signed_in(&jo).await.get(SECURITY).await;
    overview.assert_says_with("security-password-age", &[("when", "a year ago")]);
}

async fn the_overview_tells_where_one_is_signed_in(SignedIn(host, maren, mut browser): SignedIn) {
    must_say(browser.get(SECURITY).await, "security-devices-only-this");
    let mut elsewhere = host.signed_in(&maren).await;
    must_say(
        elsewhere.get(SECURITY).await,
        "security-devices-others[one]",
    );
    host.signed_in(&maren).await;
    let overview = browser.get(SECURITY).await;
    overview.assert_says_with("security-devices-others[other]", &[("count", "2")]);
}
