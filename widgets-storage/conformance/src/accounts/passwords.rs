//! Checks of resetting and changing passwords.

use widgets_core::crypto::TokenHash;
use widgets_core::stores::{
    AccountStatus, ChallengePurpose, ChangePasswordWrite, Epoch, PasswordOutcome,
    ResetPasswordWrite,
};

use crate::Fixture;
use crate::setup::mailboxes::{Begun, MAREN, Populated};
use crate::setup::{Checks, assert_one, at, password};

pub async fn a_reset_sets_the_password_and_ends_everything_else(fixture: Fixture) {
    let checks = Checks::new(fixture);
    for (verified, epoch) in [(false, 0), (true, 0)] {
        let own = checks.populated(verified).await;
        let begun = checks
            .challenge(ChallengePurpose::RESET, Some(&own.account))
            .await;
        assert_eq!(checks.works(&own).await, [true; 5]);
        let reset = resetting(&own, &begun);
        let accounts = &checks.stores.accounts;
        let set = async |change| accounts.reset_password(reset, change).await.unwrap();
        assert_eq!(checks.takes_place(at(10), set).await, PasswordOutcome::Set);
        assert_eq!(checks.works(&own).await, [false; 5]);
        assert!(!checks.lives(&begun).await);
        let found = checks.credentials(MAREN, None).await.expect("it is theirs");
        assert_eq!(found.password, Some(password(3)));
        assert_eq!((found.epoch, found.verified), (Epoch(epoch + 1), true));
        let again = resetting(&own, &begun);
        is_not_reset(&checks, again, 10).await;
        accounts
            .delete_account(&own.account, checks.change(at(11)))
            .await
            .unwrap();
    }
}

pub async fn attack_041_a_reset_is_refused_without_a_challenge_that_fits(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let own = checks.populated(false).await;
    let other = checks.account("other@nordlicht.example").await;
    is_not_reset(&checks, resetting(&own, &own.challenge), 10).await;
    let strangers = checks
        .challenge(ChallengePurpose::RESET, Some(&other))
        .await;
    is_not_reset(&checks, resetting(&own, &strangers), 10).await;
    let nobodys = checks.challenge(ChallengePurpose::RESET, None).await;
    is_not_reset(&checks, resetting(&own, &nobodys), 10).await;
    let begun = checks
        .challenge(ChallengePurpose::RESET, Some(&own.account))
        .await;
    is_not_reset(&checks, resetting(&own, &begun), 1_000).await;
    let mut later = resetting(&own, &begun);
    later.epoch = Epoch(1);
    is_not_reset(&checks, later, 10).await;
    assert_eq!(checks.works(&own).await, [true; 5]);
    let found = checks.credentials(MAREN, None).await.expect("it is theirs");
    assert!(!found.verified);
    checks.switch(&own.account, AccountStatus::Disabled).await;
    is_not_reset(&checks, resetting(&own, &begun), 10).await;
    checks.switch(&own.account, AccountStatus::Active).await;
    is_not_reset(&checks, resetting(&own, &begun), 10).await;
}

pub async fn attack_040_one_of_a_crowd_resets_a_password(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let own = checks.populated(true).await;
    let begun = checks
        .challenge(ChallengePurpose::RESET, Some(&own.account))
        .await;
    let answers = checks.crowd(|checks, _| {
        let (reset, change) = (resetting(&own, &begun), checks.change(at(10)));
        async move {
            let accounts = &checks.stores.accounts;
            accounts.reset_password(reset, change).await.unwrap()
        }
    });
    assert_one(&answers.await, "Set");
    let found = checks.credentials(MAREN, None).await.expect("it is theirs");
    assert_eq!(found.epoch, Epoch(1));
}

pub async fn attack_041_a_changed_password_voids_links_and_challenges(fixture: Fixture) {
    let checks = Checks::new(fixture);
    for (end_others, here) in [(true, false), (true, true), (false, false)] {
        let own = checks.populated(true).await;
        let mut setting = changing(&own);
        setting.end_others = end_others;
        setting.device = here.then_some(own.device);
        let known = here || !end_others;
        let accounts = &checks.stores.accounts;
        let set = async |change| accounts.change_password(setting, change).await.unwrap();
        assert_eq!(checks.takes_place(at(10), set).await, PasswordOutcome::Set);
        let works = checks.works(&own).await;
        assert_eq!(works, [false, !end_others, false, known, false]);
        let renewed = TokenHash::from_bytes([0x77; 32]);
        let admitted = accounts.admit(&renewed, None, at(11)).await.unwrap();
        let session = admitted.map(|own| own.session.id);
        assert_eq!(session.as_ref(), Some(&own.session.session.id));
        let found = checks.credentials(MAREN, None).await.expect("it is theirs");
        assert_eq!((found.password, found.epoch), (Some(password(3)), Epoch(1)));
        is_not_changed(&checks, changing(&own), 10).await;
        accounts
            .delete_account(&own.account, checks.change(at(11)))
            .await
            .unwrap();
    }
}

pub async fn a_change_is_refused_unless_everything_fits(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let own = checks.populated(true).await;
    let other = checks.account("other@nordlicht.example").await;
    let strangers = checks.session(&other, at(5)).await.session.id;
    let refused = async |spoil: &dyn Fn(&mut ChangePasswordWrite)| {
        let mut setting = changing(&own);
        spoil(&mut setting);
        is_not_changed(&checks, setting, 10).await;
    };
    refused(&|setting| setting.old = Some(password(2))).await;
    refused(&|setting| setting.old = None).await;
    refused(&|setting| setting.epoch = Epoch(1)).await;
    refused(&|setting| setting.session = strangers.clone()).await;
    refused(&|setting| setting.account = other.clone()).await;
    is_not_changed(&checks, changing(&own), 3_601).await;
    assert_eq!(checks.works(&own).await, [true; 5]);
    let accounts = &checks.stores.accounts;
    let ended = accounts.end_session(&own.account, &own.session.session.id, checks.change(at(9)));
    ended.await.unwrap();
    refused(&|_| ()).await;
    checks.switch(&own.account, AccountStatus::Disabled).await;
    refused(&|setting| setting.epoch = Epoch(1)).await;
}

pub async fn one_of_a_crowd_changes_a_password(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let own = checks.populated(true).await;
    let answers = checks.crowd(|checks, _| {
        let (setting, change) = (changing(&own), checks.change(at(10)));
        async move {
            let accounts = &checks.stores.accounts;
            accounts.change_password(setting, change).await.unwrap()
        }
    });
    assert_one(&answers.await, "Set");
}

fn resetting(own: &Populated, begun: &Begun) -> ResetPasswordWrite {
    ResetPasswordWrite::new(begun.id.clone(), own.account.clone(), Epoch(0), password(3))
}

fn changing(own: &Populated) -> ChangePasswordWrite {
    ChangePasswordWrite::new(
        own.account.clone(),
        Epoch(0),
        password(3),
        own.session.session.id.clone(),
        TokenHash::from_bytes([0x77; 32]),
    )
    .old(Some(password(1)))
}

async fn is_not_reset(checks: &Checks, reset: ResetPasswordWrite, second: i64) {
    let before = checks.credentials(MAREN, None).await.expect("it is theirs");
    let accounts = &checks.stores.accounts;
    let set = async |change| accounts.reset_password(reset, change).await.unwrap();
    let outcome = checks.is_refused(at(second), set).await;
    assert_eq!(outcome, PasswordOutcome::Refused);
    let after = checks.credentials(MAREN, None).await.expect("it is theirs");
    assert_eq!(
        (after.password, after.epoch),
        (before.password, before.epoch)
    );
}

async fn is_not_changed(checks: &Checks, setting: ChangePasswordWrite, second: i64) {
    let before = checks.credentials(MAREN, None).await.expect("it is theirs");
    let accounts = &checks.stores.accounts;
    let set = async |change| accounts.change_password(setting, change).await.unwrap();
    let outcome = checks.is_refused(at(second), set).await;
    assert_eq!(outcome, PasswordOutcome::Refused);
    let after = checks.credentials(MAREN, None).await.expect("it is theirs");
    assert_eq!(
        (after.password, after.epoch),
        (before.password, before.epoch)
    );
}
