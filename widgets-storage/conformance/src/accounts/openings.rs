//! Checks of opening and renewing sessions.

use widgets_core::stores::{
    AccountStatus, Epoch, OpenSession, OpenedSession, Redeem, RememberDevice, RenewSession, Session,
};

use super::sessions::assert_same;
use crate::Fixture;
use crate::bench::{Bench, address, at};

pub async fn opening_a_session_keeps_all_of_it(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let account = bench.account("maren@nordlicht.example").await;
    let mut opening = bench.opening(&account, at(10));
    opening.session.session.proved_at = at(9);
    opening.session.session.seen_at = at(11);
    opening.session.session.kept = false;
    opening.session.session.address = String::new();
    opening.session.session.user_agent = "x".repeat(512);
    let opened = opening.session.clone();
    let outcome = bench.takes_place(at(10), async |change| {
        bench
            .accounts()
            .open_session(opening, change)
            .await
            .unwrap()
    });
    assert_eq!(outcome.await, OpenedSession::Opened);
    let admission = bench
        .accounts()
        .admit(&opened.token, None, at(12))
        .await
        .unwrap();
    assert_same(
        &admission.expect("the session is live").session,
        &opened.session,
    );
}

pub async fn attack_040_a_link_opens_one_session(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let account = bench.account("maren@nordlicht.example").await;
    let link = bench.link(&account, at(100)).await;
    let opening = || OpenSession {
        redeem: Some(Redeem::Link(link)),
        ..bench.opening(&account, at(10))
    };
    let first = opening();
    let outcome = bench.takes_place(at(10), async |change| {
        bench.accounts().open_session(first, change).await.unwrap()
    });
    assert_eq!(outcome.await, OpenedSession::Opened);
    assert!(
        bench
            .accounts()
            .find_link(&link, at(10))
            .await
            .unwrap()
            .is_none()
    );
    refuses(&bench, opening()).await;
}

pub async fn opening_is_refused_without_a_link_that_works(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let account = bench.account("maren@nordlicht.example").await;
    let other = bench.account("other@nordlicht.example").await;
    let with = |link| OpenSession {
        redeem: Some(Redeem::Link(link)),
        ..bench.opening(&account, at(10))
    };
    let expired = bench.link(&account, at(10)).await;
    refuses(&bench, with(expired)).await;
    refuses(&bench, with(bench.token())).await;
    let strangers = bench.link(&other, at(100)).await;
    refuses(&bench, with(strangers)).await;
    let still = bench
        .accounts()
        .find_link(&strangers, at(10))
        .await
        .unwrap();
    assert!(
        still.is_some(),
        "a refused attempt spent the link of somebody else"
    );
}

pub async fn opening_is_refused_at_another_epoch(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let account = bench.account("maren@nordlicht.example").await;
    let held = bench.session(&account, at(5)).await;
    let link = bench.link(&account, at(100)).await;
    let device = bench.token();
    let everything = |epoch| OpenSession {
        epoch: Epoch(epoch),
        redeem: Some(Redeem::Link(link)),
        replaces: Some(held.session.id.clone()),
        device: Some(RememberDevice {
            token: device,
            expires_at: at(1_000),
        }),
        ..bench.opening(&account, at(10))
    };
    refuses(&bench, everything(1)).await;
    assert!(bench.is_admitted(&held.token, at(10)).await);
    let found = bench.accounts().find_link(&link, at(10)).await.unwrap();
    assert!(found.is_some(), "a refused attempt spent the link");
    let email = address("maren@nordlicht.example");
    let found = bench
        .accounts()
        .credentials(email.key(), Some(&device), at(10))
        .await;
    assert!(!found.unwrap().expect("it is theirs").known_device);

    bench.switch(&account, AccountStatus::Disabled).await;
    refuses(&bench, bench.opening(&account, at(10))).await;
    let current = |epoch| OpenSession {
        epoch: Epoch(epoch),
        ..bench.opening(&account, at(10))
    };
    refuses(&bench, current(1)).await;
    bench.switch(&account, AccountStatus::Active).await;
    refuses(&bench, current(0)).await;
    bench.open(current(1), at(10)).await;
    refuses(&bench, bench.opening(&bench.account_id(), at(10))).await;
}

pub async fn attack_001_opening_ends_the_session_the_browser_had(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let account = bench.account("maren@nordlicht.example").await;
    let other = bench.account("other@nordlicht.example").await;
    for before in [&account, &other] {
        let held = bench.session(before, at(5)).await;
        let stays = bench.session(before, at(5)).await;
        let mut opening = bench.opening(&account, at(10));
        opening.replaces = Some(held.session.id.clone());
        let opened = bench.open(opening, at(10)).await;
        assert!(!bench.is_admitted(&held.token, at(10)).await);
        assert!(bench.is_admitted(&stays.token, at(10)).await);
        assert!(bench.is_admitted(&opened.token, at(10)).await);
    }
    let mut opening = bench.opening(&account, at(10));
    opening.replaces = Some(bench.session_id());
    bench.open(opening, at(10)).await;
}

pub async fn attack_001_renewing_changes_the_token_and_keeps_the_session(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let account = bench.account("maren@nordlicht.example").await;
    let held = bench.session(&account, at(5)).await;
    let mut renewal = bench.renewal(&held, at(50));
    let session = &mut renewal.session.session;
    (session.created_at, session.seen_at) = (at(50), at(51));
    (session.idle_until, session.expires_at) = (at(5_000), at(6_000));
    (session.kept, session.address) = (false, "2001:db8::1".to_owned());
    session.user_agent = "another".to_owned();
    let renewed = renewal.session.clone();
    let outcome = bench.takes_place(at(50), async |change| {
        bench
            .accounts()
            .renew_session(renewal, change)
            .await
            .unwrap()
    });
    assert_eq!(outcome.await, OpenedSession::Opened);
    assert!(
        !bench.is_admitted(&held.token, at(51)).await,
        "the old token is void"
    );
    let there = bench.accounts().has_session(&held.session.id, at(51)).await;
    assert!(there.unwrap(), "and the session goes on");
    let admission = bench
        .accounts()
        .admit(&renewed.token, None, at(51))
        .await
        .unwrap();
    let expected = Session {
        created_at: at(5),
        ..renewed.session
    };
    assert_same(&admission.expect("the session is live").session, &expected);
}

pub async fn renewing_is_refused_unless_everything_fits(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let account = bench.account("maren@nordlicht.example").await;
    let other = bench.account("other@nordlicht.example").await;
    let held = bench.session(&account, at(5)).await;
    let second = bench.session(&account, at(5)).await;
    let refused = async |change: &dyn Fn(&mut RenewSession), moment| {
        let mut renewal = bench.renewal(&held, at(50));
        change(&mut renewal);
        let token = renewal.session.token;
        let outcome = bench.is_refused(moment, async |change| {
            bench
                .accounts()
                .renew_session(renewal, change)
                .await
                .unwrap()
        });
        assert_eq!(outcome.await, OpenedSession::Refused);
        assert!(!bench.is_admitted(&token, at(50)).await);
    };
    let unknown = bench.token();
    refused(&|renewal| renewal.old_token = unknown, at(50)).await;
    refused(&|renewal| renewal.old_token = second.token, at(50)).await;
    refused(&|renewal| renewal.epoch = Epoch(1), at(50)).await;
    refused(
        &|renewal| renewal.session.session.account = other.clone(),
        at(50),
    )
    .await;
    refused(&|_| (), held.session.idle_until).await;
    assert!(bench.is_admitted(&held.token, at(50)).await);
    bench.switch(&account, AccountStatus::Disabled).await;
    refused(&|_| (), at(50)).await;
}

/// The opening is refused and leaves nothing behind.
async fn refuses(bench: &Bench, opening: OpenSession) {
    let token = opening.session.token;
    let outcome = bench.is_refused(at(10), async |change| {
        bench
            .accounts()
            .open_session(opening, change)
            .await
            .unwrap()
    });
    assert_eq!(outcome.await, OpenedSession::Refused);
    assert!(!bench.is_admitted(&token, at(10)).await);
}
