//! Checks of opening and renewing sessions by redeeming a challenge.

use widgets_core::stores::{ChallengePurpose, Epoch, OpenSession, OpenedSession, RenewSession};

use crate::Fixture;
use crate::bench::mailboxes::{Begun, MAREN, Rooted};
use crate::bench::{Bench, assert_one, at, password};

pub async fn attack_040_a_challenge_opens_one_session(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let own = bench.rooted(true).await;
    let [first, again] = [(), ()].map(|()| opening(&bench, &own, &own.challenge));
    let token = first.session.token;
    let accounts = &bench.stores.accounts;
    let open = async |change| accounts.open_session(first, change).await.unwrap();
    let outcome = bench.takes_place(at(10), open).await;
    assert_eq!(outcome, OpenedSession::Opened);
    assert!(bench.is_admitted(&token, at(10)).await);
    let works = bench.works(&own).await;
    assert_eq!(
        works,
        [true, true, true, true, false],
        "it ends nothing else"
    );
    let found = bench.credentials(MAREN, None).await.expect("it is theirs");
    assert_eq!((found.password, found.epoch), (Some(password(1)), Epoch(0)));
    is_refused(&bench, again, 10).await;
}

pub async fn attack_040_a_challenge_renews_a_session_once(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let own = bench.rooted(true).await;
    let step_up = bench
        .challenge(ChallengePurpose::StepUp, Some(&own.account))
        .await;
    let one = renewal(&bench, &own, &step_up);
    let token = one.session.token;
    let accounts = &bench.stores.accounts;
    let renew = async |change| accounts.renew_session(one, change).await.unwrap();
    let outcome = bench.takes_place(at(10), renew).await;
    assert_eq!(outcome, OpenedSession::Opened);
    assert!(bench.is_admitted(&token, at(10)).await);
    assert!(!bench.lives(&step_up).await);
    assert_eq!(bench.works(&own).await, [false, true, true, true, true]);
}

pub async fn attack_027_a_challenge_opens_what_it_is_for(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let own = bench.rooted(false).await;
    let other = bench.account("other@nordlicht.example").await;
    for purpose in [
        ChallengePurpose::SignUp,
        ChallengePurpose::Invitation,
        ChallengePurpose::Reset,
        ChallengePurpose::StepUp,
    ] {
        let begun = bench.challenge(purpose, Some(&own.account)).await;
        is_refused(&bench, opening(&bench, &own, &begun), 10).await;
        if purpose != ChallengePurpose::StepUp {
            is_not_renewed(&bench, renewal(&bench, &own, &begun)).await;
        }
        assert!(bench.lives(&begun).await, "a refused attempt spent it");
    }
    let strangers = bench
        .challenge(ChallengePurpose::SignIn, Some(&other))
        .await;
    let nobodys = bench.challenge(ChallengePurpose::SignIn, None).await;
    for begun in [&strangers, &nobodys] {
        is_refused(&bench, opening(&bench, &own, begun), 10).await;
    }
    is_refused(&bench, opening(&bench, &own, &own.challenge), 1_000).await;
    let mut later = opening(&bench, &own, &own.challenge);
    later.epoch = Epoch(1);
    is_refused(&bench, later, 10).await;
    is_not_renewed(&bench, renewal(&bench, &own, &own.challenge)).await;
    let step_up = bench
        .challenge(ChallengePurpose::StepUp, Some(&own.account))
        .await;
    let mut wrong = renewal(&bench, &own, &step_up);
    wrong.old_token = bench.token();
    is_not_renewed(&bench, wrong).await;
    assert_eq!(bench.works(&own).await, [true; 5]);
    let found = bench.credentials(MAREN, None).await.expect("it is theirs");
    assert!(!found.verified && found.password.is_some());
}

pub async fn attack_023_whoever_proves_the_mailbox_first_ends_what_others_prepared(
    fixture: Fixture,
) {
    let bench = Bench::new(fixture);
    let own = bench.rooted(false).await;
    let second = bench
        .challenge(ChallengePurpose::SignIn, Some(&own.account))
        .await;
    let bystander = bench.account("other@nordlicht.example").await;
    let bystander = bench.session(&bystander, at(5)).await;
    let one = opening(&bench, &own, &second);
    let token = one.session.token;
    assert_eq!(bench.opens(one).await, OpenedSession::Opened);
    assert!(bench.is_admitted(&token, at(10)).await);
    assert_eq!(bench.works(&own).await, [false; 5]);
    assert!(bench.is_admitted(&bystander.token, at(10)).await);
    let found = bench.credentials(MAREN, None).await.expect("it is theirs");
    assert!(found.verified);
    assert_eq!((found.password, found.epoch), (None, Epoch(1)));
}

pub async fn attack_023_proving_the_mailbox_in_a_session_keeps_that_one(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let own = bench.rooted(false).await;
    let step_up = bench
        .challenge(ChallengePurpose::StepUp, Some(&own.account))
        .await;
    let one = renewal(&bench, &own, &step_up);
    let token = one.session.token;
    let accounts = &bench.stores.accounts;
    let renewed = accounts.renew_session(one, bench.change(at(10))).await;
    assert_eq!(renewed.unwrap(), OpenedSession::Opened);
    assert!(bench.is_admitted(&token, at(10)).await);
    assert_eq!(bench.works(&own).await, [false; 5]);
    let found = bench.credentials(MAREN, None).await.expect("it is theirs");
    assert!(found.verified);
    assert_eq!((found.password, found.epoch), (None, Epoch(1)));
}

pub async fn attack_040_one_of_a_crowd_redeems_a_challenge(fixture: Fixture) {
    let bench = Bench::new(fixture);
    for verified in [true, false] {
        let own = bench.rooted(verified).await;
        let answers = bench.crowd(|bench, _| {
            let one = opening(&bench, &own, &own.challenge);
            async move { bench.opens(one).await }
        });
        assert_one(&answers.await, "Opened");
        let accounts = &bench.stores.accounts;
        accounts
            .delete_account(&own.account, bench.change(at(11)))
            .await
            .unwrap();
    }
}

pub async fn attack_040_one_of_a_crowd_steps_up(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let own = bench.rooted(true).await;
    let step_up = bench
        .challenge(ChallengePurpose::StepUp, Some(&own.account))
        .await;
    let answers = bench.crowd(|bench, _| {
        let (renewal, change) = (renewal(&bench, &own, &step_up), bench.change(at(10)));
        async move {
            let accounts = &bench.stores.accounts;
            accounts.renew_session(renewal, change).await.unwrap()
        }
    });
    assert_one(&answers.await, "Opened");
}

fn opening(bench: &Bench, own: &Rooted, begun: &Begun) -> OpenSession {
    OpenSession {
        redeem: begun.redeem(),
        ..bench.opening(&own.account, at(10))
    }
}

fn renewal(bench: &Bench, own: &Rooted, begun: &Begun) -> RenewSession {
    RenewSession {
        redeem: begun.redeem(),
        ..bench.renewal(&own.session, at(10))
    }
}

async fn is_refused(bench: &Bench, opening: OpenSession, second: i64) {
    let token = opening.session.token;
    let accounts = &bench.stores.accounts;
    let open = async |change| accounts.open_session(opening, change).await.unwrap();
    let outcome = bench.is_refused(at(second), open).await;
    assert_eq!(outcome, OpenedSession::Refused);
    assert!(!bench.is_admitted(&token, at(10)).await);
}

async fn is_not_renewed(bench: &Bench, renewal: RenewSession) {
    let token = renewal.session.token;
    let accounts = &bench.stores.accounts;
    let renew = async |change| accounts.renew_session(renewal, change).await.unwrap();
    let outcome = bench.is_refused(at(10), renew).await;
    assert_eq!(outcome, OpenedSession::Refused);
    assert!(!bench.is_admitted(&token, at(10)).await);
}
