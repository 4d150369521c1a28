//! Checks of challenges: who finds them, how often they are tried, and what ends them.

use widgets_core::stores::{
    AccountStatus, ChallengePurpose, EndOutcome, Epoch, ResendChallenge, ResendOutcome,
};

use crate::Fixture;
use crate::setup::mailboxes::{Begun, MAREN, TRIES};
use crate::setup::{CROWD, Checks, address, assert_one, at};

pub async fn attack_027_a_challenge_belongs_to_the_browser_that_began_it(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let account = checks.account(MAREN).await;
    for owner in [Some(&account), None] {
        let begun = checks.challenge(ChallengePurpose::SIGN_IN, owner).await;
        let elsewhere = Begun {
            browser: checks.token(),
            ..begun.clone()
        };
        assert!(checks.find(&elsewhere, 1).await.is_none());
        assert_eq!(checks.tries(&elsewhere, 1).await, None);
        assert_eq!(
            resend(&checks, &elsewhere, 100, 9).await,
            ResendOutcome::Refused
        );
        let found = checks.find(&begun, 1).await.expect("it lives");
        assert_eq!(found.tries_left, TRIES, "another browser used up a try");
    }
    let begun = checks.challenge(ChallengePurpose::INVITATION, None).await;
    let accounts = &checks.stores.accounts;
    let found = accounts.find_challenge_by_link(&begun.link, at(1)).await;
    assert!(found.unwrap().is_some(), "the link alone finds it");
    let unknown = accounts
        .find_challenge_by_link(&checks.token(), at(1))
        .await;
    assert!(unknown.unwrap().is_none());
}

pub async fn attack_039_a_challenge_ends_when_it_expires(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let account = checks.account(MAREN).await;
    for owner in [Some(&account), None] {
        let begun = checks.challenge(ChallengePurpose::RESET, owner).await;
        assert_eq!(checks.tries(&begun, 599).await, Some(TRIES - 1));
        assert_eq!(
            checks.tries(&begun, 600).await,
            None,
            "its code has expired"
        );
        assert!(checks.find(&begun, 999).await.is_some());
        assert!(checks.find(&begun, 1_000).await.is_none());
        let accounts = &checks.stores.accounts;
        let by_link = accounts.find_challenge_by_link(&begun.link, at(1_000));
        assert!(by_link.await.unwrap().is_none());
        assert_eq!(
            resend(&checks, &begun, 1_000, 9).await,
            ResendOutcome::Refused
        );
        let revoke = async |change| {
            accounts
                .revoke_challenge(&begun.link, change)
                .await
                .unwrap()
        };
        assert_eq!(
            checks.is_refused(at(1_000), revoke).await,
            EndOutcome::Missing
        );
    }
}

pub async fn attack_041_a_challenge_is_void_once_its_account_is_disabled(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let account = checks.account(MAREN).await;
    let begun = checks
        .challenge(ChallengePurpose::SIGN_IN, Some(&account))
        .await;
    let nobodys = checks.challenge(ChallengePurpose::SIGN_IN, None).await;
    checks.switch(&account, AccountStatus::Disabled).await;
    let late = checks
        .challenge(ChallengePurpose::SIGN_IN, Some(&account))
        .await;
    let mut current = checks.new_challenge(ChallengePurpose::SIGN_IN, Some(&account));
    current.account = Some((account.clone(), Epoch(1)));
    let current = checks.begin(current).await;
    let missing = checks.account_id();
    let missing = checks
        .challenge(ChallengePurpose::SIGN_IN, Some(&missing))
        .await;
    for begun in [&begun, &late, &current, &missing] {
        is_void(&checks, begun).await;
    }
    checks.switch(&account, AccountStatus::Active).await;
    for begun in [&begun, &late, &missing] {
        is_void(&checks, begun).await;
    }
    assert!(checks.lives(&current).await);
    assert!(checks.lives(&nobodys).await);
}

async fn is_void(checks: &Checks, begun: &Begun) {
    assert!(!checks.lives(begun).await);
    assert_eq!(checks.tries(begun, 10).await, None);
    assert_eq!(resend(checks, begun, 100, 9).await, ResendOutcome::Refused);
    let accounts = &checks.stores.accounts;
    let revoke = async |change| {
        accounts
            .revoke_challenge(&begun.link, change)
            .await
            .unwrap()
    };
    assert_eq!(checks.is_refused(at(10), revoke).await, EndOutcome::Missing);
}

pub async fn attack_039_tries_are_counted_until_none_is_left(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let account = checks.account(MAREN).await;
    for owner in [Some(&account), None] {
        let begun = checks.challenge(ChallengePurpose::SIGN_IN, owner).await;
        for left in (0..TRIES).rev() {
            assert_eq!(checks.tries(&begun, 10).await, Some(left));
            let found = checks.find(&begun, 10).await.expect("it lives");
            assert_eq!(found.tries_left, left);
        }
        assert_eq!(checks.tries(&begun, 10).await, None);
        assert!(checks.lives(&begun).await, "its link still works");
    }
}

pub async fn attack_039_a_crowd_is_answered_as_often_as_tries_are_left(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let account = checks.account(MAREN).await;
    for owner in [Some(&account), None] {
        let begun = checks.challenge(ChallengePurpose::SIGN_IN, owner).await;
        let answers = checks.crowd(|checks, _| {
            let begun = begun.clone();
            async move { checks.tries(&begun, 10).await }
        });
        let answers = answers.await;
        let refused = answers.get("None").copied().unwrap_or(0);
        assert_eq!(refused, CROWD - usize::try_from(TRIES).unwrap());
        for left in 0..TRIES {
            assert_eq!(answers.get(&format!("Some({left})")), Some(&1));
        }
    }
}

pub async fn attack_050_resending_waits_and_ends(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let begun = checks.challenge(ChallengePurpose::SIGN_UP, None).await;
    // Sent at 0; the next after 30 seconds, and three in all.
    assert_eq!(resend(&checks, &begun, 29, 3).await, ResendOutcome::Refused);
    assert_eq!(resend(&checks, &begun, 30, 3).await, ResendOutcome::Sent);
    assert_eq!(resend(&checks, &begun, 59, 3).await, ResendOutcome::Refused);
    assert_eq!(resend(&checks, &begun, 60, 3).await, ResendOutcome::Sent);
    assert_eq!(resend(&checks, &begun, 99, 3).await, ResendOutcome::Refused);
    let found = checks.find(&begun, 100).await.expect("it lives");
    assert_eq!((found.sends, found.sent_at), (3, at(60)));
    let missing = Begun {
        id: checks.challenge_id(),
        ..begun
    };
    assert_eq!(
        resend(&checks, &missing, 99, 9).await,
        ResendOutcome::Refused
    );
}

pub async fn attack_050_a_crowd_is_sent_one_mail(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let account = checks.account(MAREN).await;
    for owner in [Some(&account), None] {
        let begun = checks.challenge(ChallengePurpose::SIGN_IN, owner).await;
        let answers = checks.crowd(|checks, _| {
            let (again, change) = (again(&checks, &begun, 9), checks.change(at(100)));
            async move {
                let accounts = &checks.stores.accounts;
                accounts.resend_challenge(again, change).await.unwrap()
            }
        });
        assert_one(&answers.await, "Sent");
        let found = checks.find(&begun, 100).await.expect("it lives");
        assert_eq!(found.sends, 2);
    }
}

pub async fn attack_041_a_newer_reset_ends_the_one_before(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let account = checks.account(MAREN).await;
    let reset = || ChallengePurpose::RESET;
    let elsewhere = async |email| {
        let mut new = checks.new_challenge(reset(), None);
        new.email = address(email);
        checks.begin(new).await
    };
    // Whether the address has an account makes no difference: the first challenge ends.
    for owner in [Some(&account), None] {
        let stay = [
            checks.challenge(ChallengePurpose::SIGN_IN, owner).await,
            elsewhere("other@nordlicht.example").await,
        ];
        let first = checks.challenge(reset(), owner).await;
        elsewhere("third@nordlicht.example").await;
        checks.challenge(ChallengePurpose::SIGN_IN, owner).await;
        assert!(checks.lives(&first).await);
        let second = checks.challenge(reset(), owner).await;
        assert!(!checks.lives(&first).await);
        assert!(checks.lives(&second).await);
        for begun in &stay {
            assert!(checks.lives(begun).await);
        }
    }
}

pub async fn attack_041_of_a_crowd_of_resets_one_lives(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let account = checks.account(MAREN).await;
    for owner in [Some(&account), None] {
        let new: Vec<_> = (0..CROWD)
            .map(|_| checks.new_challenge(ChallengePurpose::RESET, owner))
            .collect();
        checks
            .crowd(|checks, number| {
                let new = new[number].clone();
                async move {
                    checks.begin(new).await;
                }
            })
            .await;
        let mut lives = 0;
        for new in &new {
            let accounts = &checks.stores.accounts;
            let found = accounts.find_challenge_by_link(&new.link, at(1)).await;
            lives += usize::from(found.unwrap().is_some());
        }
        assert_eq!(lives, 1);
    }
}

/// Half a minute after the last one, at that second, and no more than so many.
async fn resend(checks: &Checks, begun: &Begun, second: i64, most: u32) -> ResendOutcome {
    let mut again = again(checks, begun, most);
    again.sent_before = at(second - 30);
    let accounts = &checks.stores.accounts;
    let trail = checks.trail().await;
    let sent = accounts.resend_challenge(again, checks.change(at(second)));
    let sent = sent.await.unwrap();
    let appended = checks.trail().await != trail;
    assert_eq!(appended, sent == ResendOutcome::Sent);
    sent
}

pub(super) fn again(checks: &Checks, begun: &Begun, most_sends: u32) -> ResendChallenge {
    ResendChallenge::new(
        begun.id.clone(),
        begun.browser,
        checks.token(),
        vec![9],
        at(700),
        at(50),
    )
    .tries(3)
    .most_sends(most_sends)
}
