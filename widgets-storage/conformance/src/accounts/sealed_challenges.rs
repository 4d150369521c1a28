//! Checks of sealing challenges anew under another key.

use widgets_core::id::ChallengeId;
use widgets_core::stores::{ChallengePurpose, EndOutcome, ResendOutcome, Sealed};

use super::challenges::again;
use crate::Fixture;
use crate::setup::mailboxes::Begun;
use crate::setup::{Checks, assert_one, at};

pub async fn attack_164_a_challenge_that_changed_meanwhile_is_not_sealed_anew(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let begun = checks.challenge(ChallengePurpose::SIGN_UP, None).await;
    let read = page(&checks, None, 9).await.remove(0);
    let again = again(&checks, &begun, 9);
    let accounts = &checks.stores.accounts;
    let sent = accounts.resend_challenge(again, checks.change(at(100)));
    assert_eq!(sent.await.unwrap(), ResendOutcome::Sent);
    assert!(!reseal(&checks, &read, &[7]).await);
    let found = checks.find(&begun, 101).await.expect("it lives");
    assert_eq!(found.sealed, [9], "the newer code stands");
}

pub async fn attack_164_a_spent_challenge_sealed_anew_stays_spent(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let begun = checks.challenge(ChallengePurpose::SIGN_UP, None).await;
    let read = page(&checks, None, 9).await.remove(0);
    let accounts = &checks.stores.accounts;
    let ended = accounts.revoke_challenge(&begun.link, checks.change(at(1)));
    assert_eq!(ended.await.unwrap(), EndOutcome::Ended);
    assert!(!reseal(&checks, &read, &[7]).await);
    assert!(!checks.lives(&begun).await);
    assert_eq!(page(&checks, None, 9).await, []);
}

pub async fn attack_164_one_of_a_crowd_seals_a_challenge_anew(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let begun = checks.challenge(ChallengePurpose::SIGN_UP, None).await;
    let answers = checks
        .crowd(|checks, number| {
            let read = at_first(&begun);
            let new = [1, u8::try_from(number).unwrap()];
            async move { reseal(&checks, &read, &new).await }
        })
        .await;
    assert_one(&answers, "true");
}

/// What a challenge of the checks holds at first.
fn at_first(begun: &Begun) -> Sealed<ChallengeId> {
    sealed(&begun.id, &[0, 1, 255])
}

fn sealed(id: &ChallengeId, value: &[u8]) -> Sealed<ChallengeId> {
    Sealed::new(id.clone(), value.to_vec())
}

async fn page(
    checks: &Checks,
    after: Option<&ChallengeId>,
    limit: u32,
) -> Vec<Sealed<ChallengeId>> {
    let accounts = &checks.stores.accounts;
    accounts.sealed_challenges(after, limit).await.unwrap()
}

async fn reseal(checks: &Checks, old: &Sealed<ChallengeId>, new: &[u8]) -> bool {
    let accounts = &checks.stores.accounts;
    accounts.reseal_challenge(old, new.to_vec()).await.unwrap()
}
