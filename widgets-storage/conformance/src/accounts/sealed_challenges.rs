//! Checks of sealing challenges anew under another key.

use std::fmt::Debug;

use widgets_core::id::ChallengeId;
use widgets_core::stores::{
    Challenge, ChallengePurpose, Ending, ResendChallenge, Resending, Sealed,
};

use crate::Fixture;
use crate::bench::mailboxes::{Begun, TRIES};
use crate::bench::{Bench, assert_one, at};

pub async fn sealed_challenges_are_read_in_pages_by_their_identifiers(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let new = (0..5).map(|number| {
        let mut new = bench.new_challenge(ChallengePurpose::SignUp, None);
        new.sealed = vec![number];
        new
    });
    let new: Vec<_> = new.collect();
    for new in new.iter().rev() {
        bench.begin(new.clone()).await;
    }
    let expected: Vec<_> = new.iter().map(|new| sealed(&new.id, &new.sealed)).collect();
    assert_eq!(page(&bench, None, 9).await, expected);
    assert_eq!(page(&bench, None, 0).await, []);
    assert_eq!(page(&bench, None, 2).await, expected[..2]);
    assert_eq!(page(&bench, Some(&new[1].id), 2).await, expected[2..4]);
    assert_eq!(page(&bench, Some(&new[3].id), 2).await, expected[4..]);
    assert_eq!(page(&bench, Some(&new[4].id), 2).await, []);
}

pub async fn a_challenge_sealed_anew_is_the_same_otherwise(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let begun = bench.challenge(ChallengePurpose::SignUp, None).await;
    let other = bench.challenge(ChallengePurpose::SignUp, None).await;
    assert_eq!(bench.tries(&begun, 1).await, Some(TRIES - 1));
    let before = bench.find(&begun, 1).await.expect("it lives");
    let trail = bench.trail().await;
    assert!(reseal(&bench, &at_first(&begun), &[7]).await);
    assert_eq!(bench.trail().await, trail, "it appends nothing");
    let found = bench.find(&begun, 1).await.expect("it lives");
    assert_eq!(found.sealed, [7]);
    assert_eq!(rest(&found), rest(&before));
    let found = bench.find(&other, 1).await.expect("it lives");
    assert_eq!(found.sealed, [0, 1, 255]);
    assert_eq!(page(&bench, None, 1).await, [sealed(&begun.id, &[7])]);
}

pub async fn attack_164_a_challenge_that_changed_meanwhile_is_not_sealed_anew(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let begun = bench.challenge(ChallengePurpose::SignUp, None).await;
    let read = page(&bench, None, 9).await.remove(0);
    let again = ResendChallenge {
        id: begun.id.clone(),
        browser: begun.browser,
        link: bench.token(),
        sealed: vec![9],
        tries: 3,
        code_expires_at: at(700),
        sent_before: at(50),
        most_sends: 9,
    };
    let accounts = &bench.stores.accounts;
    let sent = accounts.resend_challenge(again, bench.change(at(100)));
    assert_eq!(sent.await.unwrap(), Resending::Sent);
    assert!(!reseal(&bench, &read, &[7]).await);
    let found = bench.find(&begun, 101).await.expect("it lives");
    assert_eq!(found.sealed, [9], "the newer code stands");
}

pub async fn attack_164_a_spent_challenge_sealed_anew_stays_spent(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let begun = bench.challenge(ChallengePurpose::SignUp, None).await;
    let read = page(&bench, None, 9).await.remove(0);
    let accounts = &bench.stores.accounts;
    let ended = accounts.revoke_challenge(&begun.link, bench.change(at(1)));
    assert_eq!(ended.await.unwrap(), Ending::Ended);
    assert!(!reseal(&bench, &read, &[7]).await);
    assert!(!bench.lives(&begun).await);
    assert_eq!(page(&bench, None, 9).await, []);
}

pub async fn attack_164_one_of_a_crowd_seals_a_challenge_anew(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let begun = bench.challenge(ChallengePurpose::SignUp, None).await;
    let answers = bench
        .crowd(|bench, number| {
            let read = at_first(&begun);
            let new = [1, u8::try_from(number).unwrap()];
            async move { reseal(&bench, &read, &new).await }
        })
        .await;
    assert_one(&answers, "true");
}

/// All that sealing anew leaves alone.
fn rest(own: &Challenge) -> impl PartialEq + Debug + use<> {
    let moments = (own.sent_at, own.code_expires_at, own.expires_at);
    let email = own.email.as_str().to_owned();
    (own.browser, email, own.tries_left, own.sends, moments)
}

/// What a challenge of the bench holds at first.
fn at_first(begun: &Begun) -> Sealed<ChallengeId> {
    sealed(&begun.id, &[0, 1, 255])
}

fn sealed(id: &ChallengeId, value: &[u8]) -> Sealed<ChallengeId> {
    Sealed {
        id: id.clone(),
        sealed: value.to_vec(),
    }
}

async fn page(bench: &Bench, after: Option<&ChallengeId>, limit: u32) -> Vec<Sealed<ChallengeId>> {
    let accounts = &bench.stores.accounts;
    accounts.sealed_challenges(after, limit).await.unwrap()
}

async fn reseal(bench: &Bench, old: &Sealed<ChallengeId>, new: &[u8]) -> bool {
    let accounts = &bench.stores.accounts;
    accounts.reseal_challenge(old, new.to_vec()).await.unwrap()
}
