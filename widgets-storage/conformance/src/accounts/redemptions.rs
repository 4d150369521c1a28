//! Checks of opening and renewing sessions by redeeming a challenge.

use widgets_core::stores::{ChallengePurpose, Epoch, OpenOutcome, OpenSession, RenewSession};

use crate::Fixture;
use crate::setup::mailboxes::{Begun, MAREN, Populated};
use crate::setup::{Checks, assert_one, at, password};

pub async fn attack_040_a_challenge_opens_one_session(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let own = checks.populated(true).await;
    let [first, again] = [(), ()].map(|()| open_session(&checks, &own, &own.challenge));
    let token = first.session.token;
    let accounts = &checks.stores.accounts;
    let open = async |change| accounts.open_session(first, change).await.unwrap();
    let outcome = checks.takes_place(at(10), open).await;
    assert_eq!(outcome, OpenOutcome::Opened);
    assert!(checks.is_admitted(&token, at(10)).await);
    let works = checks.works(&own).await;
    assert_eq!(
        works,
        [true, true, true, true, false],
        "it ends nothing else"
    );
    let found = checks.credentials(MAREN, None).await.expect("it is theirs");
    assert_eq!((found.password, found.epoch), (Some(password(1)), Epoch(0)));
    is_refused(&checks, again, 10).await;
}

pub async fn attack_040_a_challenge_renews_a_session_once(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let own = checks.populated(true).await;
    let step_up = checks
        .challenge(ChallengePurpose::STEP_UP, Some(&own.account))
        .await;
    let one = renewal(&checks, &own, &step_up);
    let token = one.session.token;
    let accounts = &checks.stores.accounts;
    let renew = async |change| accounts.renew_session(one, change).await.unwrap();
    let outcome = checks.takes_place(at(10), renew).await;
    assert_eq!(outcome, OpenOutcome::Opened);
    assert!(checks.is_admitted(&token, at(10)).await);
    assert!(!checks.lives(&step_up).await);
    assert_eq!(checks.works(&own).await, [false, true, true, true, true]);
}

pub async fn attack_027_a_challenge_opens_what_it_is_for(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let own = checks.populated(false).await;
    let other = checks.account("other@nordlicht.example").await;
    for purpose in [
        ChallengePurpose::SIGN_UP,
        ChallengePurpose::INVITATION,
        ChallengePurpose::RESET,
        ChallengePurpose::STEP_UP,
    ] {
        let begun = checks.challenge(purpose.clone(), Some(&own.account)).await;
        is_refused(&checks, open_session(&checks, &own, &begun), 10).await;
        if purpose != ChallengePurpose::STEP_UP {
            is_not_renewed(&checks, renewal(&checks, &own, &begun)).await;
        }
        assert!(checks.lives(&begun).await, "a refused attempt spent it");
    }
    let strangers = checks
        .challenge(ChallengePurpose::SIGN_IN, Some(&other))
        .await;
    let nobodys = checks.challenge(ChallengePurpose::SIGN_IN, None).await;
    for begun in [&strangers, &nobodys] {
        is_refused(&checks, open_session(&checks, &own, begun), 10).await;
    }
    is_refused(&checks, open_session(&checks, &own, &own.challenge), 1_000).await;
    let mut later = open_session(&checks, &own, &own.challenge);
    later.epoch = Epoch(1);
    is_refused(&checks, later, 10).await;
    is_not_renewed(&checks, renewal(&checks, &own, &own.challenge)).await;
    let step_up = checks
        .challenge(ChallengePurpose::STEP_UP, Some(&own.account))
        .await;
    let mut wrong = renewal(&checks, &own, &step_up);
    wrong.old_token = checks.token();
    is_not_renewed(&checks, wrong).await;
    assert_eq!(checks.works(&own).await, [true; 5]);
    let found = checks.credentials(MAREN, None).await.expect("it is theirs");
    assert!(!found.verified && found.password.is_some());
}

pub async fn attack_023_whoever_proves_the_mailbox_first_ends_what_others_prepared(
    fixture: Fixture,
) {
    let checks = Checks::new(fixture);
    let own = checks.populated(false).await;
    let second = checks
        .challenge(ChallengePurpose::SIGN_IN, Some(&own.account))
        .await;
    let bystander = checks.account("other@nordlicht.example").await;
    let bystander = checks.session(&bystander, at(5)).await;
    let one = open_session(&checks, &own, &second);
    let token = one.session.token;
    assert_eq!(checks.opens(one).await, OpenOutcome::Opened);
    assert!(checks.is_admitted(&token, at(10)).await);
    assert_eq!(checks.works(&own).await, [false; 5]);
    assert!(checks.is_admitted(&bystander.token, at(10)).await);
    let found = checks.credentials(MAREN, None).await.expect("it is theirs");
    assert!(found.verified);
    assert_eq!((found.password, found.epoch), (None, Epoch(1)));
}

pub async fn attack_023_proving_the_mailbox_in_a_session_keeps_that_one(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let own = checks.populated(false).await;
    let step_up = checks
        .challenge(ChallengePurpose::STEP_UP, Some(&own.account))
        .await;
    let one = renewal(&checks, &own, &step_up);
    let token = one.session.token;
    let accounts = &checks.stores.accounts;
    let renewed = accounts.renew_session(one, checks.change(at(10))).await;
    assert_eq!(renewed.unwrap(), OpenOutcome::Opened);
    assert!(checks.is_admitted(&token, at(10)).await);
    assert_eq!(checks.works(&own).await, [false; 5]);
    let found = checks.credentials(MAREN, None).await.expect("it is theirs");
    assert!(found.verified);
    assert_eq!((found.password, found.epoch), (None, Epoch(1)));
}

pub async fn attack_040_one_of_a_crowd_redeems_a_challenge(fixture: Fixture) {
    let checks = Checks::new(fixture);
    for verified in [true, false] {
        let own = checks.populated(verified).await;
        let answers = checks.crowd(|checks, _| {
            let one = open_session(&checks, &own, &own.challenge);
            async move { checks.opens(one).await }
        });
        assert_one(&answers.await, "Opened");
        let accounts = &checks.stores.accounts;
        accounts
            .delete_account(&own.account, checks.change(at(11)))
            .await
            .unwrap();
    }
}

pub async fn attack_040_one_of_a_crowd_steps_up(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let own = checks.populated(true).await;
    let step_up = checks
        .challenge(ChallengePurpose::STEP_UP, Some(&own.account))
        .await;
    let answers = checks.crowd(|checks, _| {
        let (renewal, change) = (renewal(&checks, &own, &step_up), checks.change(at(10)));
        async move {
            let accounts = &checks.stores.accounts;
            accounts.renew_session(renewal, change).await.unwrap()
        }
    });
    assert_one(&answers.await, "Opened");
}

fn open_session(checks: &Checks, own: &Populated, begun: &Begun) -> OpenSession {
    checks
        .open_session(&own.account, at(10))
        .redeem(begun.redeem())
}

fn renewal(checks: &Checks, own: &Populated, begun: &Begun) -> RenewSession {
    checks.renewal(&own.session, at(10)).redeem(begun.redeem())
}

async fn is_refused(checks: &Checks, open_session: OpenSession, second: i64) {
    let token = open_session.session.token;
    let accounts = &checks.stores.accounts;
    let open = async |change| accounts.open_session(open_session, change).await.unwrap();
    let outcome = checks.is_refused(at(second), open).await;
    assert_eq!(outcome, OpenOutcome::Refused);
    assert!(!checks.is_admitted(&token, at(10)).await);
}

async fn is_not_renewed(checks: &Checks, renewal: RenewSession) {
    let token = renewal.session.token;
    let accounts = &checks.stores.accounts;
    let renew = async |change| accounts.renew_session(renewal, change).await.unwrap();
    let outcome = checks.is_refused(at(10), renew).await;
    assert_eq!(outcome, OpenOutcome::Refused);
    assert!(!checks.is_admitted(&token, at(10)).await);
}
