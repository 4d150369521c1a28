//! Checks of completing a sign-up.

use widgets_core::stores::{
    AcceptedTerms, AccountStatus, ChallengePurpose, CompleteSignUpWrite, Epoch, RememberDevice,
    SignUpOutcome,
};

use crate::Fixture;
use crate::setup::mailboxes::{Begun, MAREN};
use crate::setup::{CROWD, Checks, address, assert_one, at, password};

pub async fn completing_a_sign_up_makes_an_account_with_its_first_session(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let other = checks.account("other@nordlicht.example").await;
    for (email, purpose) in [
        (MAREN, ChallengePurpose::SignUp),
        ("invited@nordlicht.example", ChallengePurpose::Invitation),
    ] {
        let before = checks.session(&other, at(5)).await;
        let begun = begin(&checks, purpose, email).await;
        let device = checks.token();
        let mut completion = checks.completion(&begun, email);
        completion.account.verified = false;
        completion.account.terms = Some("2026-03".to_owned());
        completion.replaces = Some(before.session.id.clone());
        completion.device = Some(RememberDevice::new(device, at(9_000)));
        let (id, session) = (completion.account.id.clone(), completion.session.clone());
        let accounts = &checks.stores.accounts;
        let complete = async |change| accounts.complete_sign_up(completion, change).await.unwrap();
        let outcome = checks.takes_place(at(10), complete).await;
        assert_eq!(outcome, SignUpOutcome::Completed);

        let admission = accounts.admit(&session.token, None, at(11)).await.unwrap();
        let account = admission.expect("the session is live").account;
        assert_eq!(account.id, id);
        assert_eq!(account.email, address(email));
        assert_eq!(
            (account.status, account.epoch),
            (AccountStatus::Active, Epoch(0))
        );
        assert_eq!(account.created_at, at(10));
        let terms = AcceptedTerms::new("2026-03".to_owned(), at(10));
        assert_eq!(account.terms, Some(terms));
        let found = checks.credentials(email, Some(&device)).await;
        let found = found.expect("it is theirs");
        assert!(found.verified && found.known_device);
        assert_eq!(found.password, Some(password(1)));
        assert!(!checks.is_admitted(&before.token, at(11)).await);
        assert!(!checks.lives(&begun).await);
        let again = checks.completion(&begun, email);
        assert_eq!(refused(&checks, again, 11).await, SignUpOutcome::Refused);
    }
}

pub async fn terms_are_kept_of_whoever_was_asked(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let mut asked = checks.new_account(MAREN);
    asked.terms = Some("Æ ☕".to_owned());
    let id = asked.id.clone();
    let accounts = &checks.stores.accounts;
    accounts
        .create_account(asked, checks.change(at(7)))
        .await
        .unwrap();
    let found = accounts.find_account(&id).await.unwrap();
    let terms = AcceptedTerms::new("Æ ☕".to_owned(), at(7));
    assert_eq!(found.expect("it is there").terms, Some(terms));
    let other = checks.account("other@nordlicht.example").await;
    let found = accounts.find_account(&other).await.unwrap();
    assert_eq!(found.expect("it is there").terms, None);
}

pub async fn attack_027_a_sign_up_is_refused_without_a_challenge_that_fits(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let begun = begin(&checks, ChallengePurpose::SignUp, MAREN).await;
    let elsewhere = checks.completion(&begun, "victim@nordlicht.example");
    let refusal = SignUpOutcome::Refused;
    assert_eq!(refused(&checks, elsewhere, 10).await, refusal);
    let late = checks.completion(&begun, MAREN);
    assert_eq!(refused(&checks, late, 1_000).await, refusal);
    for purpose in [
        ChallengePurpose::SignIn,
        ChallengePurpose::Reset,
        ChallengePurpose::StepUp,
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
    let begun = begin(&checks, ChallengePurpose::SignUp, MAREN).await;
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
    let begun = begin(&checks, ChallengePurpose::SignUp, MAREN).await;
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
        begun.push(begin(&checks, ChallengePurpose::SignUp, MAREN).await);
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
