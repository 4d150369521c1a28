//! Finding people: all of them page by page, by how an address or name begins, by their identifier; and
//! whose a password is.

use widgets_core::form::Cursor;
use widgets_core::stores::{AccountSearch, ListedAccount, PageRequest, Position};
use widgets_tests::prelude::*;

over_every_combination! {
    everybody_is_listed_page_by_page,
    people_are_searched_by_how_their_address_or_name_begins,
    nobody_is_found_by_a_control_character,
    somebody_is_found_by_their_identifier,
    a_password_opens_no_session_and_is_checked,
    attack_022_passwords_checked_by_the_host_are_limited,
    attack_022_passwords_checked_by_the_host_forgive_no_guess,
    attack_022_a_password_checked_by_the_host_costs_the_same_for_everybody,
}

fn named(listed: &[ListedAccount]) -> Vec<String> {
    listed.iter().map(ListedAccount::display_name).collect()
}

async fn everybody_is_listed_page_by_page(host: TestHost) {
    for name in ["Maren", "Jo", "Ada"] {
        host.person(name).await;
        host.clock.advance(MINUTE);
    }
    let bare = host.bare("aiko").await;
    host.users().disable(&bare.account).await.unwrap();
    let first = host.users().list(&PageRequest::new(None, 3)).await.unwrap();
    assert_eq!(named(&first.rows), [&bare.email, "Ada", "Jo"]);
    // A new account does not move the pages that follow.
    host.person("Tove").await;
    let next = Cursor::new(first.next).page(3);
    let last = host.users().list(&next).await.unwrap();
    assert_eq!(
        (named(&last.rows), last.next),
        (vec!["Maren".to_owned()], None)
    );
}

async fn people_are_searched_by_how_their_address_or_name_begins(host: TestHost) {
    for name in ["Maren", "Marlene", "Jo"] {
        host.person(name).await;
    }
    let called = user("ada", Secret::None).display_name("Ælfrida Mar");
    let ada = host.create(called).await;
    let search = async |search: AccountSearch| {
        let (mut all, mut page) = (Vec::new(), PageRequest::new(None, 1));
        loop {
            let found = host.users().search(&search, &page).await.unwrap();
            all.extend(named(&found.rows));
            let Some(next) = found.next else {
                return all;
            };
            page = PageRequest::new(Some(next), 1);
        }
    };
    let by_name = |typed: &str| AccountSearch::Name(typed.to_owned());
    assert_eq!(search(by_name("MAR")).await, ["Maren", "Marlene"]);
    assert_eq!(search(by_name("æL")).await, ["Ælfrida Mar"]);
    assert_eq!(
        search(by_name("")).await,
        ["Jo", "Maren", "Marlene", "Ælfrida Mar"]
    );
    assert_eq!(search(by_name("nobody")).await, [""; 0]);
    let typed = ada.email.to_uppercase();
    assert_eq!(search(AccountSearch::Email(typed)).await, ["Ælfrida Mar"]);
    let typed = AccountSearch::Email("mar".to_owned());
    assert_eq!(search(typed).await, ["Maren", "Marlene"]);
    // Names follow their changes.
    let mut browser = host.browser();
    host.sign_in(&mut browser, &address("Jo"), PASSWORD).await;
    must_accept(browser.save_display_name("Marit").await);
    assert_eq!(search(by_name("mari")).await, ["Marit"]);
    assert_eq!(search(by_name("jo")).await, [""; 0]);
}

async fn nobody_is_found_by_a_control_character(OnePerson(host, _): OnePerson) {
    for typed in ["\0", "mar\0", "mar\u{1}"] {
        for search in [AccountSearch::Email, AccountSearch::Name] {
            let search = search(typed.to_owned());
            let page = PageRequest::new(None, 3);
            let found = host.users().search(&search, &page).await.unwrap();
            assert_eq!(named(&found.rows), [""; 0], "{search:?}");
        }
    }
    // A position that a host took from an address.
    let nobody = AccountId::parse("acc_nobody").unwrap();
    let after = Position::new("mar\0".to_owned(), nobody);
    let search = AccountSearch::Name("mar".to_owned());
    let page = PageRequest::new(Some(after), 3);
    let found = host.users().search(&search, &page).await.unwrap();
    assert_eq!(named(&found.rows), [""; 0]);
}

async fn somebody_is_found_by_their_identifier(OnePerson(host, maren): OnePerson) {
    let found = host.users().find_by_id(&maren.account).await.unwrap();
    assert_eq!(found.unwrap().address(), maren.email);
    let nobody = AccountId::parse("acc_nobody").unwrap();
    assert!(host.users().find_by_id(&nobody).await.unwrap().is_none());
}

async fn a_password_opens_no_session_and_is_checked(OnePerson(host, maren): OnePerson) {
    let users = host.users();
    let right = users.verify_password(&maren.email, PASSWORD).await.unwrap();
    assert_eq!(right.as_ref(), Some(&maren.account));
    assert_eq!(host.users().end_sessions(&maren.account).await.unwrap(), 0);
    let wrong = users.verify_password(&maren.email, NEW_PASSWORD).await;
    assert_eq!(wrong.unwrap(), None);
    for state in ["unverified", "passwordless", "disabled"] {
        let secret = match state {
            "passwordless" => Secret::None,
            _ => Secret::password(PASSWORD),
        };
        let person = user(state, secret).verified(state != "unverified");
        let person = host.create(person).await;
        if state == "disabled" {
            users.disable(&person.account).await.unwrap();
        }
        let verified = users.verify_password(&person.email, PASSWORD).await;
        assert_eq!(verified.unwrap(), None, "{state}");
    }
}

async fn attack_022_passwords_checked_by_the_host_are_limited(OnePerson(host, maren): OnePerson) {
    let users = host.users();
    let wrong = async || users.verify_password(&maren.email, "wrong").await;
    for _ in 0..5 {
        assert_eq!(wrong().await.unwrap(), None);
    }
    let limited = users.verify_password(&maren.email, PASSWORD);
    assert_refused!(limited, TooManyAttempts(_));
    host.clock.advance(MINUTE);
    let right = users.verify_password(&maren.email, PASSWORD).await.unwrap();
    assert!(right.is_some());
    for _ in 0..5 {
        assert_eq!(
            wrong().await.unwrap(),
            None,
            "a right one clears the counters"
        );
    }
}

async fn attack_022_passwords_checked_by_the_host_forgive_no_guess(
    OnePerson(host, maren): OnePerson,
) {
    // A mail client polls with the right password; a stranger guesses on the page meanwhile.
    let mut stranger = host.browser();
    for guess in 0..6 {
        let right = host.users().verify_password(&maren.email, PASSWORD).await;
        assert!(
            right.unwrap().is_some(),
            "guesses on the page do not lock it out"
        );
        let refused = host.sign_in(&mut stranger, &maren.email, "wrong").await;
        refused.assert_status(if guess < 5 { 422 } else { 429 });
    }
}

async fn attack_022_a_password_checked_by_the_host_costs_the_same_for_everybody(host: TestHost) {
    host.accounts_in_every_state().await;
    let mut works = BTreeSet::new();
    for state in STATES {
        let before = host.work();
        let wrong = host.users().verify_password(&address(state), "wrong").await;
        assert_eq!(wrong.unwrap(), None, "{state}");
        works.insert(format!("{:?}", host.work() - before));
    }
    assert_eq!(works.len(), 1, "{works:?}");
}
