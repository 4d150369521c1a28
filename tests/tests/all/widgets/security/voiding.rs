//! What a new password voids: sessions, codes, links and resets that were begun before.

use super::{change, set};
use widgets_tests::prelude::*;

over_every_combination! {
    attack_001_a_change_ends_copied_cookies,
    attack_007_a_change_voids_older_codes,
    attack_007_a_reset_voids_older_codes,
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
    async fn for_person(host: &TestHost, person: &Person) -> Self {
        // Mails from before are delivered first, so that the newest is the one asked for here.
        host.deliver().await;
        let mut browser = host.browser();
        let (page, mailed) = host.code_to_sign_in(&mut browser, &person.email).await;
        let sign_in = (browser, page, mailed);
        let mut browser = host.browser();
        let (page, mailed) = host.code_to_reset(&mut browser, &person.email).await;
        Self {
            sign_in,
            reset: (browser, page, mailed),
            link: host.sign_in_link(person, HOUR).await,
        }
    }

    async fn comes_to_nothing(mut self, host: &TestHost) {
        let (browser, page, mailed) = &mut self.sign_in;
        must_refuse(enter(browser, page, &mailed.code).await);
        assert!(browser.get(&mailed.link).await.says("codes-over-title"));
        assert!(!host.is_in(browser).await);
        let (browser, page, mailed) = &mut self.reset;
        let late = enter_reset(browser, page, &mailed.code, "three spoons in the drawer").await;
        assert_eq!(late.status, 422);
        assert!(browser.get(&mailed.link).await.says("codes-over-title"));
        let spent = host.browser().get(&self.link).await;
        spent.assert_says("sign-in-link-spent-title");
    }
}

async fn attack_001_a_change_ends_copied_cookies(SignedIn(host, _, mut browser): SignedIn) {
    let mut thief = browser.clone();
    must_accept(change(&mut browser, PASSWORD, NEW_PASSWORD, false).await);
    assert!(host.is_in(&mut browser).await);
    host.clock.advance(Duration::from_secs(10));
    assert!(!host.is_in(&mut thief).await);
}

async fn attack_007_a_change_voids_older_codes(host: TestHost) {
    for (name, end_others) in [("Maren", true), ("Jonas", false)] {
        let person = host.person(name).await;
        let mut browser = host.signed_in(&person).await;
        let mut elsewhere = host.signed_in(&person).await;
        let begun = Begun::for_person(&host, &person).await;
        let done = change(&mut browser, PASSWORD, NEW_PASSWORD, end_others).await;
        done.assert_status(303);
        assert!(host.is_in(&mut browser).await);
        assert_eq!(host.is_in(&mut elsewhere).await, !end_others);
        begun.comes_to_nothing(&host).await;
        assert!(host.opens(&person.email, NEW_PASSWORD).await);
    }
}

async fn attack_007_a_reset_voids_older_codes(SignedIn(host, maren, mut here): SignedIn) {
    let mut elsewhere = host.signed_in(&maren).await;
    let mut begun = Begun::for_person(&host, &maren).await;
    let (page, mailed) = host.code_to_reset(&mut here, &maren.email).await;
    let reply = enter_reset(&mut here, &page, &mailed.code, NEW_PASSWORD).await;
    reply.assert_status(303);
    for browser in [&mut here, &mut elsewhere, &mut begun.sign_in.0] {
        assert!(!host.is_in(browser).await);
    }
    begun.comes_to_nothing(&host).await;
    assert!(host.opens(&maren.email, NEW_PASSWORD).await);
}

async fn attack_041_a_change_voids_links_and_resets(host: TestHost) {
    let aiko = host.bare("aiko").await;
    let mut browser = host.signed_in_by_code(&aiko.email).await;
    // A first password too: a code that was asked for before it does not sign in after it.
    let begun = Begun::for_person(&host, &aiko).await;
    assert_eq!(set(&mut browser, NEW_PASSWORD).await.status, 303);
    begun.comes_to_nothing(&host).await;
    let begun = Begun::for_person(&host, &aiko).await;
    must_accept(change(&mut browser, NEW_PASSWORD, PASSWORD, false).await);
    begun.comes_to_nothing(&host).await;
    // What is asked for afterwards works.
    host.clock.advance(HOUR);
    let mut later = host.signed_in_by_code(&aiko.email).await;
    assert!(host.is_in(&mut later).await);
}
