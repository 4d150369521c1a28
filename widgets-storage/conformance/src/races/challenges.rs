//! Races for challenges, and for forms that wait.

use widgets_core::stores::{ChallengePurpose, PendingForm, Sealed};

use super::crowd;
use crate::setup::{CROWD, Checks, MAREN, TRIES, assert_one, at};

pub async fn attack_039_a_crowd_is_answered_as_often_as_tries_are_left(checks: Checks) {
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

pub async fn attack_050_a_crowd_is_sent_one_mail(checks: Checks) {
    let account = checks.account(MAREN).await;
    for owner in [Some(&account), None] {
        let begun = checks.challenge(ChallengePurpose::SIGN_IN, owner).await;
        let answers = crowd!(checks, accounts.resend_challenge(again, change);
            again = checks.again(&begun), change = checks.change(at(100)));
        assert_one(&answers, "Sent", "Refused");
        let found = checks.find(&begun, 100).await.expect("it lives");
        assert_eq!(found.sends, 2);
        let first = checks
            .accounts()
            .find_challenge_by_link(&begun.link, at(100));
        assert!(first.await.unwrap().is_none(), "its first link still works");
    }
}

pub async fn attack_169_a_crowd_of_resets_ends_none_of_another_browser(checks: Checks) {
    let account = checks.account(MAREN).await;
    for owner in [Some(&account), None] {
        let own = checks.challenge(ChallengePurpose::RESET, owner).await;
        let new = (0..CROWD).map(|_| checks.new_challenge(ChallengePurpose::RESET, owner));
        let new: Vec<_> = new.collect();
        crowd!(checks, number => accounts.begin_challenge(new, change);
            new = new[number].clone(), change = checks.change(at(0)));
        for link in new.iter().map(|new| &new.link).chain([&own.link]) {
            let found = checks.accounts().find_challenge_by_link(link, at(1));
            assert!(found.await.unwrap().is_some());
        }
        // A newer one of the same browser ends the one before.
        let mut newer = checks.new_challenge(ChallengePurpose::RESET, owner);
        newer.browser = own.browser;
        checks.begin(newer).await;
        assert!(checks.find(&own, 1).await.is_none());
    }
}

pub async fn attack_164_one_of_a_crowd_seals_a_challenge_anew(checks: Checks) {
    let new = checks.new_challenge(ChallengePurpose::SIGN_UP, None);
    let read = Sealed::new(new.id.clone(), new.sealed.clone());
    checks.begin(new).await;
    let answers = crowd!(checks, number => accounts.reseal_challenge(&old, new);
        old = read.clone(), new = vec![1, u8::try_from(number).unwrap()]);
    assert_one(&answers, "true", "false");
}

pub async fn attack_040_one_of_a_crowd_completes_a_sign_up(checks: Checks) {
    let begun = checks.challenge(ChallengePurpose::SIGN_UP, None).await;
    let answers = crowd!(checks, accounts.complete_sign_up(completion, change);
        completion = checks.completion(&begun, MAREN), change = checks.change(at(10)));
    assert_one(&answers, "Completed", "Refused");
}

pub async fn attack_047_one_of_a_crowd_of_sign_ups_gets_the_address(checks: Checks) {
    let mut begun = Vec::new();
    for _ in 0..CROWD {
        begun.push(checks.challenge(ChallengePurpose::SIGN_UP, None).await);
    }
    let answers = crowd!(checks, number => accounts.complete_sign_up(completion, change);
        completion = checks.completion(&begun[number], MAREN), change = checks.change(at(10)));
    assert_one(&answers, "Completed", "Taken");
}

pub async fn attack_156_one_of_a_crowd_takes_a_form(checks: Checks) {
    let token = checks.token();
    let form = PendingForm::new(token, vec![1], at(100));
    checks.accounts().add_pending_form(form).await.unwrap();
    let answers = crowd!(checks, accounts.drop_pending_form(&form); form = token);
    assert_one(&answers, "true", "false");
}
