//! What a new password voids: sessions, codes, links and resets that were begun before.

use std::time::Duration;

use widgets_tests::harness::mail::MailedCode;
use widgets_tests::harness::person::{PASSWORD, Person};
use widgets_tests::{Browser, House, HouseBuilder, Reply};

use super::{NEW_PASSWORD, bare, change, enter, opens, set, signed_in_by_code};

over_every_house! {
    attack_001_a_copied_cookie_is_worth_nothing_after_a_change,
    attack_007_a_change_voids_what_was_begun_and_ends_others_if_chosen,
    attack_007_a_reset_voids_what_was_begun_and_ends_every_session,
    attack_041_a_change_voids_links_and_resets,
}

/// What was begun for somebody before a change: a sign-in and a reset by code, each in a browser of
/// its own, and a link of the host's back end.
struct Begun {
    sign_in: (Browser, Reply, MailedCode),
    reset: (Browser, Reply, MailedCode),
    link: String,
}

impl Begun {
    async fn for_person(house: &House, person: &Person) -> Self {
        // Mails of before come before.
        house.deliver().await;
        let mut browser = house.browser();
        let page = house.ask_to_sign_in(&mut browser, &person.email).await;
        let sign_in = (browser, page, house.mailed_code(&person.email).await);
        let mut browser = house.browser();
        let page = house.ask_to_reset(&mut browser, &person.email).await;
        let reset = (browser, page, house.mailed_code(&person.email).await);
        let management = house.widgets.management("tests");
        let hour = Duration::from_secs(60 * 60);
        let link = management.users().sign_in_link(&person.account, hour).await;
        let link = link.unwrap().reveal().to_owned();
        let (_, token) = link.rsplit_once('/').unwrap();
        Self {
            sign_in,
            reset,
            link: format!("/account/sign-in/link/{token}"),
        }
    }

    async fn comes_to_nothing(mut self, house: &House) {
        let (browser, page, mailed) = &mut self.sign_in;
        let late = enter(browser, page, &[("code", &mailed.code)]).await;
        assert_eq!(late.status, 422);
        let link = browser.get(&mailed.link).await;
        assert!(link.says("codes-over-title"));
        assert!(!house.is_in(browser).await);
        let (browser, page, mailed) = &mut self.reset;
        let fields = [
            ("code", mailed.code.as_str()),
            ("new_password", "three spoons in the drawer"),
        ];
        assert_eq!(enter(browser, page, &fields).await.status, 422);
        let link = browser.get(&mailed.link).await;
        assert!(link.says("codes-over-title"));
        let spent = house.browser().get(&self.link).await;
        assert!(spent.says("sign-in-link-spent-title"));
    }
}

async fn attack_001_a_copied_cookie_is_worth_nothing_after_a_change(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let mut browser = house.signed_in(&maren).await;
    let mut thief = browser.clone();
    let reply = change(&mut browser, PASSWORD, NEW_PASSWORD, false).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    assert!(house.is_in(&mut browser).await);
    assert!(!house.is_in(&mut thief).await);
}

async fn attack_007_a_change_voids_what_was_begun_and_ends_others_if_chosen(house: HouseBuilder) {
    let house = house.start().await;
    for (name, end_others) in [("Maren", true), ("Jonas", false)] {
        let person = house.person(name).await;
        let mut browser = house.signed_in(&person).await;
        let mut elsewhere = house.signed_in(&person).await;
        let begun = Begun::for_person(&house, &person).await;
        let done = change(&mut browser, PASSWORD, NEW_PASSWORD, end_others).await;
        assert_eq!(done.status, 303, "{}", done.text());
        assert!(house.is_in(&mut browser).await);
        assert_eq!(house.is_in(&mut elsewhere).await, !end_others);
        begun.comes_to_nothing(&house).await;
        assert!(opens(&house, &person, NEW_PASSWORD).await);
    }
}

async fn attack_007_a_reset_voids_what_was_begun_and_ends_every_session(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let mut here = house.signed_in(&maren).await;
    let mut elsewhere = house.signed_in(&maren).await;
    let mut begun = Begun::for_person(&house, &maren).await;
    let page = house.ask_to_reset(&mut here, &maren.email).await;
    let mailed = house.mailed_code(&maren.email).await;
    let fields = [
        ("code", mailed.code.as_str()),
        ("new_password", NEW_PASSWORD),
    ];
    let reply = enter(&mut here, &page, &fields).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    for browser in [&mut here, &mut elsewhere, &mut begun.sign_in.0] {
        assert!(!house.is_in(browser).await);
    }
    begun.comes_to_nothing(&house).await;
    assert!(opens(&house, &maren, NEW_PASSWORD).await);
}

async fn attack_041_a_change_voids_links_and_resets(house: HouseBuilder) {
    let house = house.start().await;
    let aiko = bare(&house, "aiko").await;
    let mut browser = signed_in_by_code(&house, &aiko).await;
    // A first password too: whoever asked for a code before it does not get in by it.
    let begun = Begun::for_person(&house, &aiko).await;
    assert_eq!(set(&mut browser, NEW_PASSWORD).await.status, 303);
    begun.comes_to_nothing(&house).await;
    let begun = Begun::for_person(&house, &aiko).await;
    let done = change(&mut browser, NEW_PASSWORD, PASSWORD, false).await;
    assert_eq!(done.status, 303, "{}", done.text());
    begun.comes_to_nothing(&house).await;
    // What is asked for afterwards works.
    house.clock.advance(Duration::from_secs(60 * 60));
    let mut later = signed_in_by_code(&house, &aiko).await;
    assert!(house.is_in(&mut later).await);
}
