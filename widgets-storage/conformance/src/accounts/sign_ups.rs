//! Checks of completing a sign-up.

use widgets_core::stores::{ChallengePurpose, CompleteSignUpWrite, SignUpOutcome};

use crate::Fixture;
use crate::setup::mailboxes::{Begun, MAREN};
use crate::setup::{CROWD, Checks, address, assert_one, at, password};

pub async fn attack_027_a_sign_up_is_refused_without_a_challenge_that_fits(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let begun = begin(&checks, ChallengePurpose::SIGN_UP, MAREN).await;
    let elsewhere = checks.completion(&begun, "victim@nordlicht.example");
    let refusal = SignUpOutcome::Refused;
    assert_eq!(refused(&checks, elsewhere, 10).await, refusal);
    let late = checks.completion(&begun, MAREN);
    assert_eq!(refused(&checks, late, 1_000).await, refusal);
    for purpose in [
        ChallengePurpose::SIGN_IN,
        ChallengePurpose::RESET,
        ChallengePurpose::STEP_UP,
    ] {
        let other = begin(&checks, purpose, MAREN).await;
        let completion = checks.completion(&other, MAREN);
        assert_eq!(refused(&checks, completion, 10).await, refusal);
        assert!(checks.lives(&other).await);
    }
    let mut unknown = checks.completion(&begun, MAREN);
    unknown.challenge = checks.challenge_id();
    assert_eq!(refused(&checks, unknown, 10).await, refusal);
    assert!(checks.lives(&begun).await, "a refused attempt spent it");
    let accounts = &checks.stores.accounts;
    let revoked = accounts.revoke_challenge(&begun.link, checks.change(at(10)));
    revoked.await.unwrap();
    let revoked = checks.completion(&begun, MAREN);
    assert_eq!(refused(&checks, revoked, 10).await, refusal);
}

pub async fn attack_047_a_sign_up_never_takes_an_address_of_somebody_else(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let begun = begin(&checks, ChallengePurpose::SIGN_UP, MAREN).await;
    let owner = checks.account(MAREN).await;
    let held = checks.session(&owner, at(5)).await;
    let mut completion = checks.completion(&begun, "MAREN@nordlicht.example");
    completion.replaces = Some(held.session.id.clone());
    completion.account.password = Some(password(2));
    assert_eq!(refused(&checks, completion, 10).await, SignUpOutcome::Taken);
    assert!(checks.is_admitted(&held.token, at(10)).await);
    assert!(checks.lives(&begun).await);
    let found = checks.credentials(MAREN, None).await.expect("it is theirs");
    assert_eq!((found.account, found.password), (owner, Some(password(1))));
}

pub async fn attack_040_one_of_a_crowd_completes_a_sign_up(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let begun = begin(&checks, ChallengePurpose::SIGN_UP, MAREN).await;
    let answers = checks.crowd(|checks, _| {
        let (completion, change) = (checks.completion(&begun, MAREN), checks.change(at(10)));
        async move {
            let accounts = &checks.stores.accounts;
            accounts.complete_sign_up(completion, change).await.unwrap()
        }
    });
    let answers = answers.await;
    assert_one(&answers, "Completed");
    assert_eq!(answers.get("Refused"), Some(&(CROWD - 1)), "{answers:?}");
}

pub async fn attack_047_one_of_a_crowd_of_sign_ups_gets_the_address(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let mut begun = Vec::new();
    for _ in 0..CROWD {
        begun.push(begin(&checks, ChallengePurpose::SIGN_UP, MAREN).await);
    }
    let answers = checks.crowd(|checks, number| {
        let completion = checks.completion(&begun[number], MAREN);
        let change = checks.change(at(10));
        async move {
            let accounts = &checks.stores.accounts;
            accounts.complete_sign_up(completion, change).await.unwrap()
        }
    });
    let answers = answers.await;
    assert_one(&answers, "Completed");
    assert_eq!(answers.get("Taken"), Some(&(CROWD - 1)), "{answers:?}");
}

async fn begin(checks: &Checks, purpose: ChallengePurpose, email: &str) -> Begun {
    let mut new = checks.new_challenge(purpose, None);
    new.email = address(email);
    checks.begin(new).await
}

/// What the store answers to an attempt that leaves nothing behind.
async fn refused(checks: &Checks, completion: CompleteSignUpWrite, second: i64) -> SignUpOutcome {
    let (id, token) = (completion.account.id.clone(), completion.session.token);
    let accounts = &checks.stores.accounts;
    let complete = async |change| accounts.complete_sign_up(completion, change).await.unwrap();
    let outcome = checks.is_refused(at(second), complete).await;
    assert!(accounts.find_account(&id).await.unwrap().is_none());
    assert!(!checks.is_admitted(&token, at(10)).await);
    outcome
}
