//! Checks of resetting and changing passwords.

use widgets_core::crypto::TokenHash;
use widgets_core::stores::{
    AccountStatus, ChallengePurpose, ChangePassword, Epoch, PasswordSetting, ResetPassword,
};

use crate::Fixture;
use crate::bench::mailboxes::{Begun, MAREN, Rooted};
use crate::bench::{Bench, assert_one, at, password};

pub async fn a_reset_sets_the_password_and_ends_everything_else(fixture: Fixture) {
    let bench = Bench::new(fixture);
    for (verified, epoch) in [(false, 0), (true, 0)] {
        let own = bench.rooted(verified).await;
        let begun = bench
            .challenge(ChallengePurpose::Reset, Some(&own.account))
            .await;
        assert_eq!(bench.works(&own).await, [true; 5]);
        let reset = resetting(&own, &begun);
        let accounts = &bench.stores.accounts;
        let set = async |change| accounts.reset_password(reset, change).await.unwrap();
        assert_eq!(bench.takes_place(at(10), set).await, PasswordSetting::Set);
        assert_eq!(bench.works(&own).await, [false; 5]);
        assert!(!bench.lives(&begun).await);
        let found = bench.credentials(MAREN, None).await.expect("it is theirs");
        assert_eq!(found.password, Some(password(3)));
        assert_eq!((found.epoch, found.verified), (Epoch(epoch + 1), true));
        let again = resetting(&own, &begun);
        is_not_reset(&bench, again, 10).await;
        accounts
            .delete_account(&own.account, bench.change(at(11)))
            .await
            .unwrap();
    }
}

pub async fn attack_041_a_reset_is_refused_without_a_challenge_that_fits(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let own = bench.rooted(false).await;
    let other = bench.account("other@nordlicht.example").await;
    is_not_reset(&bench, resetting(&own, &own.challenge), 10).await;
    let strangers = bench.challenge(ChallengePurpose::Reset, Some(&other)).await;
    is_not_reset(&bench, resetting(&own, &strangers), 10).await;
    let nobodys = bench.challenge(ChallengePurpose::Reset, None).await;
    is_not_reset(&bench, resetting(&own, &nobodys), 10).await;
    let begun = bench
        .challenge(ChallengePurpose::Reset, Some(&own.account))
        .await;
    is_not_reset(&bench, resetting(&own, &begun), 1_000).await;
    let mut later = resetting(&own, &begun);
    later.epoch = Epoch(1);
    is_not_reset(&bench, later, 10).await;
    assert_eq!(bench.works(&own).await, [true; 5]);
    let found = bench.credentials(MAREN, None).await.expect("it is theirs");
    assert!(!found.verified);
    bench.switch(&own.account, AccountStatus::Disabled).await;
    is_not_reset(&bench, resetting(&own, &begun), 10).await;
    bench.switch(&own.account, AccountStatus::Active).await;
    is_not_reset(&bench, resetting(&own, &begun), 10).await;
}

pub async fn attack_040_one_of_a_crowd_resets_a_password(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let own = bench.rooted(true).await;
    let begun = bench
        .challenge(ChallengePurpose::Reset, Some(&own.account))
        .await;
    let answers = bench.crowd(|bench, _| {
        let (reset, change) = (resetting(&own, &begun), bench.change(at(10)));
        async move {
            let accounts = &bench.stores.accounts;
            accounts.reset_password(reset, change).await.unwrap()
        }
    });
    assert_one(&answers.await, "Set");
    let found = bench.credentials(MAREN, None).await.expect("it is theirs");
    assert_eq!(found.epoch, Epoch(1));
}

pub async fn attack_041_a_changed_password_voids_links_and_challenges(fixture: Fixture) {
    let bench = Bench::new(fixture);
    for (end_others, here) in [(true, false), (true, true), (false, false)] {
        let own = bench.rooted(true).await;
        let mut setting = changing(&own);
        setting.end_others = end_others;
        setting.device = here.then_some(own.device);
        let known = here || !end_others;
        let accounts = &bench.stores.accounts;
        let set = async |change| accounts.change_password(setting, change).await.unwrap();
        assert_eq!(bench.takes_place(at(10), set).await, PasswordSetting::Set);
        let works = bench.works(&own).await;
        assert_eq!(works, [false, !end_others, false, known, false]);
        let renewed = TokenHash::from_bytes([0x77; 32]);
        let admitted = accounts.admit(&renewed, None, at(11)).await.unwrap();
        let session = admitted.map(|own| own.session.id);
        assert_eq!(session.as_ref(), Some(&own.session.session.id));
        let found = bench.credentials(MAREN, None).await.expect("it is theirs");
        assert_eq!((found.password, found.epoch), (Some(password(3)), Epoch(1)));
        is_not_changed(&bench, changing(&own), 10).await;
        accounts
            .delete_account(&own.account, bench.change(at(11)))
            .await
            .unwrap();
    }
}

pub async fn a_first_password_is_set_where_there_is_none(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let mut bare = bench.new_account(MAREN);
    bare.password = None;
    let account = bare.id.clone();
    let accounts = &bench.stores.accounts;
    accounts
        .create_account(bare, bench.change(at(0)))
        .await
        .unwrap();
    let session = bench.session(&account, at(5)).await;
    let setting = |old| ChangePassword {
        account: account.clone(),
        epoch: Epoch(0),
        old,
        new: password(3),
        session: session.session.id.clone(),
        token: TokenHash::from_bytes([0x77; 32]),
        end_others: true,
        device: None,
    };
    let wrong = setting(Some(password(1)));
    let change = bench.change(at(10));
    let refused = accounts.change_password(wrong, change).await.unwrap();
    assert_eq!(refused, PasswordSetting::Refused);
    let set = async |change| {
        accounts
            .change_password(setting(None), change)
            .await
            .unwrap()
    };
    assert_eq!(bench.takes_place(at(10), set).await, PasswordSetting::Set);
    let found = bench.credentials(MAREN, None).await.expect("it is theirs");
    assert_eq!(found.password, Some(password(3)));
}

pub async fn a_change_is_refused_unless_everything_fits(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let own = bench.rooted(true).await;
    let other = bench.account("other@nordlicht.example").await;
    let strangers = bench.session(&other, at(5)).await.session.id;
    let refused = async |spoil: &dyn Fn(&mut ChangePassword)| {
        let mut setting = changing(&own);
        spoil(&mut setting);
        is_not_changed(&bench, setting, 10).await;
    };
    refused(&|setting| setting.old = Some(password(2))).await;
    refused(&|setting| setting.old = None).await;
    refused(&|setting| setting.epoch = Epoch(1)).await;
    refused(&|setting| setting.session = strangers.clone()).await;
    refused(&|setting| setting.account = other.clone()).await;
    is_not_changed(&bench, changing(&own), 3_601).await;
    assert_eq!(bench.works(&own).await, [true; 5]);
    let accounts = &bench.stores.accounts;
    let ended = accounts.end_session(&own.account, &own.session.session.id, bench.change(at(9)));
    ended.await.unwrap();
    refused(&|_| ()).await;
    bench.switch(&own.account, AccountStatus::Disabled).await;
    refused(&|setting| setting.epoch = Epoch(1)).await;
}

pub async fn one_of_a_crowd_changes_a_password(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let own = bench.rooted(true).await;
    let answers = bench.crowd(|bench, _| {
        let (setting, change) = (changing(&own), bench.change(at(10)));
        async move {
            let accounts = &bench.stores.accounts;
            accounts.change_password(setting, change).await.unwrap()
        }
    });
    assert_one(&answers.await, "Set");
}

fn resetting(own: &Rooted, begun: &Begun) -> ResetPassword {
    ResetPassword {
        challenge: begun.id.clone(),
        account: own.account.clone(),
        epoch: Epoch(0),
        password: password(3),
    }
}

fn changing(own: &Rooted) -> ChangePassword {
    ChangePassword {
        account: own.account.clone(),
        epoch: Epoch(0),
        old: Some(password(1)),
        new: password(3),
        session: own.session.session.id.clone(),
        token: TokenHash::from_bytes([0x77; 32]),
        end_others: true,
        device: None,
    }
}

async fn is_not_reset(bench: &Bench, reset: ResetPassword, second: i64) {
    let before = bench.credentials(MAREN, None).await.expect("it is theirs");
    let accounts = &bench.stores.accounts;
    let set = async |change| accounts.reset_password(reset, change).await.unwrap();
    let outcome = bench.is_refused(at(second), set).await;
    assert_eq!(outcome, PasswordSetting::Refused);
    let after = bench.credentials(MAREN, None).await.expect("it is theirs");
    assert_eq!(
        (after.password, after.epoch),
        (before.password, before.epoch)
    );
}

async fn is_not_changed(bench: &Bench, setting: ChangePassword, second: i64) {
    let before = bench.credentials(MAREN, None).await.expect("it is theirs");
    let accounts = &bench.stores.accounts;
    let set = async |change| accounts.change_password(setting, change).await.unwrap();
    let outcome = bench.is_refused(at(second), set).await;
    assert_eq!(outcome, PasswordSetting::Refused);
    let after = bench.credentials(MAREN, None).await.expect("it is theirs");
    assert_eq!(
        (after.password, after.epoch),
        (before.password, before.epoch)
    );
}
