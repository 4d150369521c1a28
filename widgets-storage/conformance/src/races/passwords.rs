//! Races for the password of an account.

use widgets_core::stores::{ChallengePurpose, Epoch};

use super::crowd;
use crate::setup::{Checks, MAREN, assert_one, at};

pub async fn attack_040_one_of_a_crowd_resets_a_password(checks: Checks) {
    let own = checks.populated(true).await;
    let begun = checks
        .challenge(ChallengePurpose::RESET, Some(&own.account))
        .await;
    let answers = crowd!(checks, accounts.reset_password(reset, change);
        reset = own.resetting(&begun), change = checks.change(at(10)));
    assert_one(&answers, "Set", "Refused");
    let found = checks.credentials(MAREN, None).await.expect("it is theirs");
    assert_eq!(found.epoch, Epoch(1));
}

pub async fn one_of_a_crowd_removes_a_password(checks: Checks) {
    let own = checks.populated(true).await;
    let answers = crowd!(checks, accounts.change_password(setting, change);
        setting = own.removing(checks.token()), change = checks.change(at(10)));
    assert_one(&answers, "Set", "Refused");
}

pub async fn one_of_a_crowd_changes_a_password(checks: Checks) {
    let own = checks.populated(true).await;
    let answers = crowd!(checks, accounts.change_password(setting, change);
        setting = own.changing(checks.token()), change = checks.change(at(10)));
    assert_one(&answers, "Set", "Refused");
}
