//! Checks of challenges: who finds them, how often they are tried, and what ends them.

use widgets_core::stores::{
    AccountStatus, Challenge, ChallengePurpose, Ending, Epoch, NewChallenge, ResendChallenge,
    Resending,
};

use crate::Fixture;
use crate::bench::mailboxes::{Begun, MAREN, TRIES};
use crate::bench::{Bench, CROWD, address, assert_one, at};

pub async fn a_challenge_is_kept_word_for_word(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let account = bench.account(MAREN).await;
    for purpose in [
        ChallengePurpose::SignUp,
        ChallengePurpose::Invitation,
        ChallengePurpose::SignIn,
        ChallengePurpose::Reset,
        ChallengePurpose::StepUp,
    ] {
        for owner in [Some(&account), None] {
            let mut new = bench.new_challenge(purpose, owner);
            new.email = address("Maren@Nordlicht.example");
            let (kept, browser) = (new.clone(), new.browser);
            let accounts = &bench.stores.accounts;
            bench
                .takes_place(at(3), async |change| {
                    accounts.begin_challenge(new, change).await.unwrap();
                })
                .await;
            let by_link = accounts.find_challenge_by_link(&kept.link, at(4)).await;
            let by_id = accounts.find_challenge(&kept.id, &browser, at(4)).await;
            assert_kept(&by_link.unwrap().expect("it lives"), &kept);
            assert_kept(&by_id.unwrap().expect("it lives"), &kept);
        }
    }
}

fn assert_kept(found: &Challenge, kept: &NewChallenge) {
    assert_eq!(found.id, kept.id);
    assert_eq!(found.purpose, kept.purpose);
    assert_eq!(found.account, kept.account);
    assert_eq!(found.email, kept.email);
    assert_eq!(found.email.as_str(), kept.email.as_str());
    assert_eq!(found.browser, kept.browser);
    assert_eq!(found.sealed, kept.sealed);
    assert_eq!((found.tries_left, found.sends), (TRIES, 1));
    assert_eq!(found.sent_at, at(3));
    assert_eq!(found.code_expires_at, kept.code_expires_at);
    assert_eq!(found.expires_at, kept.expires_at);
}

pub async fn attack_027_a_challenge_belongs_to_the_browser_that_began_it(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let account = bench.account(MAREN).await;
    for owner in [Some(&account), None] {
        let begun = bench.challenge(ChallengePurpose::SignIn, owner).await;
        let elsewhere = Begun {
            browser: bench.token(),
            ..begun.clone()
        };
        assert!(bench.find(&elsewhere, 1).await.is_none());
        assert_eq!(bench.tries(&elsewhere, 1).await, None);
        assert_eq!(resend(&bench, &elsewhere, 100, 9).await, Resending::Refused);
        let found = bench.find(&begun, 1).await.expect("it lives");
        assert_eq!(found.tries_left, TRIES, "another browser used up a try");
    }
    let begun = bench.challenge(ChallengePurpose::Invitation, None).await;
    let accounts = &bench.stores.accounts;
    let found = accounts.find_challenge_by_link(&begun.link, at(1)).await;
    assert!(found.unwrap().is_some(), "whoever has the link");
    let unknown = accounts.find_challenge_by_link(&bench.token(), at(1)).await;
    assert!(unknown.unwrap().is_none());
}

pub async fn attack_039_a_challenge_ends_when_it_expires(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let account = bench.account(MAREN).await;
    for owner in [Some(&account), None] {
        let begun = bench.challenge(ChallengePurpose::Reset, owner).await;
        assert_eq!(bench.tries(&begun, 599).await, Some(TRIES - 1));
        assert_eq!(bench.tries(&begun, 600).await, None, "its code has expired");
        assert!(bench.find(&begun, 999).await.is_some());
        assert!(bench.find(&begun, 1_000).await.is_none());
        let accounts = &bench.stores.accounts;
        let by_link = accounts.find_challenge_by_link(&begun.link, at(1_000));
        assert!(by_link.await.unwrap().is_none());
        assert_eq!(resend(&bench, &begun, 1_000, 9).await, Resending::Refused);
        let revoke = async |change| {
            accounts
                .revoke_challenge(&begun.link, change)
                .await
                .unwrap()
        };
        assert_eq!(bench.is_refused(at(1_000), revoke).await, Ending::Missing);
    }
}

pub async fn attack_041_a_challenge_is_void_once_its_account_is_disabled(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let account = bench.account(MAREN).await;
    let begun = bench
        .challenge(ChallengePurpose::SignIn, Some(&account))
        .await;
    let nobodys = bench.challenge(ChallengePurpose::SignIn, None).await;
    bench.switch(&account, AccountStatus::Disabled).await;
    let late = bench
        .challenge(ChallengePurpose::SignIn, Some(&account))
        .await;
    let mut current = bench.new_challenge(ChallengePurpose::SignIn, Some(&account));
    current.account = Some((account.clone(), Epoch(1)));
    let current = bench.begin(current).await;
    let missing = bench.account_id();
    let missing = bench
        .challenge(ChallengePurpose::SignIn, Some(&missing))
        .await;
    for begun in [&begun, &late, &current, &missing] {
        is_void(&bench, begun).await;
    }
    bench.switch(&account, AccountStatus::Active).await;
    for begun in [&begun, &late, &missing] {
        is_void(&bench, begun).await;
    }
    assert!(bench.lives(&current).await);
    assert!(bench.lives(&nobodys).await);
}

async fn is_void(bench: &Bench, begun: &Begun) {
    assert!(!bench.lives(begun).await);
    assert_eq!(bench.tries(begun, 10).await, None);
    assert_eq!(resend(bench, begun, 100, 9).await, Resending::Refused);
    let accounts = &bench.stores.accounts;
    let revoke = async |change| {
        accounts
            .revoke_challenge(&begun.link, change)
            .await
            .unwrap()
    };
    assert_eq!(bench.is_refused(at(10), revoke).await, Ending::Missing);
}

pub async fn attack_039_tries_are_counted_until_none_is_left(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let account = bench.account(MAREN).await;
    for owner in [Some(&account), None] {
        let begun = bench.challenge(ChallengePurpose::SignIn, owner).await;
        for left in (0..TRIES).rev() {
            assert_eq!(bench.tries(&begun, 10).await, Some(left));
            let found = bench.find(&begun, 10).await.expect("it lives");
            assert_eq!(found.tries_left, left);
        }
        assert_eq!(bench.tries(&begun, 10).await, None);
        assert!(bench.lives(&begun).await, "its link still works");
    }
}

pub async fn attack_039_a_crowd_is_answered_as_often_as_tries_are_left(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let account = bench.account(MAREN).await;
    for owner in [Some(&account), None] {
        let begun = bench.challenge(ChallengePurpose::SignIn, owner).await;
        let answers = bench.crowd(|bench, _| {
            let begun = begun.clone();
            async move { bench.tries(&begun, 10).await }
        });
        let answers = answers.await;
        let refused = answers.get("None").copied().unwrap_or(0);
        assert_eq!(refused, CROWD - usize::try_from(TRIES).unwrap());
        for left in 0..TRIES {
            assert_eq!(answers.get(&format!("Some({left})")), Some(&1));
        }
    }
}

pub async fn a_new_code_takes_the_place_of_the_old(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let account = bench.account(MAREN).await;
    for owner in [Some(&account), None] {
        let begun = bench.challenge(ChallengePurpose::SignIn, owner).await;
        for _ in 0..TRIES {
            bench.tries(&begun, 10).await;
        }
        let again = again(&bench, &begun, 9);
        let link = again.link;
        let accounts = &bench.stores.accounts;
        let send = async |change| accounts.resend_challenge(again, change).await.unwrap();
        assert_eq!(bench.takes_place(at(100), send).await, Resending::Sent);
        let found = bench.find(&begun, 101).await.expect("it lives");
        assert_eq!((found.tries_left, found.sends), (3, 2));
        assert_eq!((found.sent_at, found.code_expires_at), (at(100), at(700)));
        assert_eq!((found.sealed, found.expires_at), (vec![9], at(1_000)));
        let old = accounts.find_challenge_by_link(&begun.link, at(101)).await;
        assert!(old.unwrap().is_none(), "the old link still works");
        let new = accounts.find_challenge_by_link(&link, at(101)).await;
        assert_eq!(new.unwrap().expect("it lives").id, begun.id);
        assert_eq!(bench.tries(&begun, 699).await, Some(2));
    }
}

pub async fn attack_050_resending_waits_and_ends(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let begun = bench.challenge(ChallengePurpose::SignUp, None).await;
    // Sent at 0; the next after 30 seconds, and three in all.
    assert_eq!(resend(&bench, &begun, 29, 3).await, Resending::Refused);
    assert_eq!(resend(&bench, &begun, 30, 3).await, Resending::Sent);
    assert_eq!(resend(&bench, &begun, 59, 3).await, Resending::Refused);
    assert_eq!(resend(&bench, &begun, 60, 3).await, Resending::Sent);
    assert_eq!(resend(&bench, &begun, 99, 3).await, Resending::Refused);
    let found = bench.find(&begun, 100).await.expect("it lives");
    assert_eq!((found.sends, found.sent_at), (3, at(60)));
    let missing = Begun {
        id: bench.challenge_id(),
        ..begun
    };
    assert_eq!(resend(&bench, &missing, 99, 9).await, Resending::Refused);
}

pub async fn attack_050_a_crowd_is_sent_one_mail(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let account = bench.account(MAREN).await;
    for owner in [Some(&account), None] {
        let begun = bench.challenge(ChallengePurpose::SignIn, owner).await;
        let answers = bench.crowd(|bench, _| {
            let (again, change) = (again(&bench, &begun, 9), bench.change(at(100)));
            async move {
                let accounts = &bench.stores.accounts;
                accounts.resend_challenge(again, change).await.unwrap()
            }
        });
        assert_one(&answers.await, "Sent");
        let found = bench.find(&begun, 100).await.expect("it lives");
        assert_eq!(found.sends, 2);
    }
}

pub async fn correcting_an_address_ends_the_challenge_of_the_same_browser(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let first = bench.challenge(ChallengePurpose::SignUp, None).await;
    let replacing = |browser| NewChallenge {
        browser,
        replaces: Some(first.id.clone()),
        ..bench.new_challenge(ChallengePurpose::SignUp, None)
    };
    bench.begin(replacing(bench.token())).await;
    assert!(bench.lives(&first).await, "somebody else ended it");
    let second = bench.begin(replacing(first.browser)).await;
    assert!(!bench.lives(&first).await);
    assert!(bench.lives(&second).await);
    let third = bench.begin(replacing(first.browser)).await;
    assert!(
        bench.lives(&third).await,
        "what has ended ends nothing more"
    );
}

pub async fn attack_041_a_newer_reset_ends_the_one_before(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let account = bench.account(MAREN).await;
    let reset = ChallengePurpose::Reset;
    let elsewhere = async |email| {
        let mut new = bench.new_challenge(reset, None);
        new.email = address(email);
        bench.begin(new).await
    };
    // Whose the address is makes no difference: whoever began the first one sees it end.
    for owner in [Some(&account), None] {
        let stay = [
            bench.challenge(ChallengePurpose::SignIn, owner).await,
            elsewhere("other@nordlicht.example").await,
        ];
        let first = bench.challenge(reset, owner).await;
        elsewhere("third@nordlicht.example").await;
        bench.challenge(ChallengePurpose::SignIn, owner).await;
        assert!(bench.lives(&first).await);
        let second = bench.challenge(reset, owner).await;
        assert!(!bench.lives(&first).await);
        assert!(bench.lives(&second).await);
        for begun in &stay {
            assert!(bench.lives(begun).await);
        }
    }
}

pub async fn attack_041_of_a_crowd_of_resets_one_lives(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let account = bench.account(MAREN).await;
    for owner in [Some(&account), None] {
        let new: Vec<_> = (0..CROWD)
            .map(|_| bench.new_challenge(ChallengePurpose::Reset, owner))
            .collect();
        bench
            .crowd(|bench, number| {
                let new = new[number].clone();
                async move {
                    bench.begin(new).await;
                }
            })
            .await;
        let mut lives = 0;
        for new in &new {
            let accounts = &bench.stores.accounts;
            let found = accounts.find_challenge_by_link(&new.link, at(1)).await;
            lives += usize::from(found.unwrap().is_some());
        }
        assert_eq!(lives, 1);
    }
}

pub async fn i_did_not_ask_for_this_ends_a_challenge(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let account = bench.account(MAREN).await;
    for owner in [Some(&account), None] {
        let begun = bench.challenge(ChallengePurpose::SignUp, owner).await;
        let stays = bench.challenge(ChallengePurpose::SignUp, owner).await;
        let accounts = &bench.stores.accounts;
        let revoke = async |change| {
            accounts
                .revoke_challenge(&begun.link, change)
                .await
                .unwrap()
        };
        assert_eq!(bench.takes_place(at(10), revoke).await, Ending::Ended);
        is_void(&bench, &begun).await;
        assert!(bench.lives(&stays).await);
    }
}

/// Half a minute after the last one, at that second, and no more than so many.
async fn resend(bench: &Bench, begun: &Begun, second: i64, most: u32) -> Resending {
    let mut again = again(bench, begun, most);
    again.sent_before = at(second - 30);
    let accounts = &bench.stores.accounts;
    let trail = bench.trail().await;
    let sent = accounts.resend_challenge(again, bench.change(at(second)));
    let sent = sent.await.unwrap();
    let appended = bench.trail().await != trail;
    assert_eq!(appended, sent == Resending::Sent);
    sent
}

fn again(bench: &Bench, begun: &Begun, most_sends: u32) -> ResendChallenge {
    ResendChallenge {
        id: begun.id.clone(),
        browser: begun.browser,
        link: bench.token(),
        sealed: vec![9],
        tries: 3,
        code_expires_at: at(700),
        sent_before: at(50),
        most_sends,
    }
}
