//! Checks of opening and renewing sessions.

use widgets_core::stores::{
    AccountStatus, Epoch, OpenOutcome, OpenSession, Proof, Redeem, RememberDevice, RenewSession,
    SignInMethod,
};

use super::sessions::assert_same;
use crate::Fixture;
use crate::setup::{Checks, address, at};

/// A proof by a method that only the host knows, whose word is as long as one may be.
fn numbered_proof(number: u32) -> Proof {
    let method = SignInMethod::parse(&format!("a_method_of_the_hosts_own_num_{number:02}"));
    Proof::new(method.unwrap(), at(i64::from(number)))
}

pub async fn attack_040_a_link_opens_one_session(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let account = checks.account("maren@nordlicht.example").await;
    let link = checks.link(&account, at(100)).await;
    let open_session = || {
        checks
            .open_session(&account, at(10))
            .redeem(Some(Redeem::Link(link)))
    };
    let first = open_session();
    let outcome = checks.takes_place(at(10), async |change| {
        checks.accounts().open_session(first, change).await.unwrap()
    });
    assert_eq!(outcome.await, OpenOutcome::Opened);
    assert!(
        checks
            .accounts()
            .find_link(&link, at(10))
            .await
            .unwrap()
            .is_none()
    );
    refuses(&checks, open_session()).await;
}

pub async fn opening_is_refused_without_a_link_that_works(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let account = checks.account("maren@nordlicht.example").await;
    let other = checks.account("other@nordlicht.example").await;
    let with = |link| {
        checks
            .open_session(&account, at(10))
            .redeem(Some(Redeem::Link(link)))
    };
    let expired = checks.link(&account, at(10)).await;
    refuses(&checks, with(expired)).await;
    refuses(&checks, with(checks.token())).await;
    let strangers = checks.link(&other, at(100)).await;
    refuses(&checks, with(strangers)).await;
    let still = checks
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
    let checks = Checks::new(fixture);
    let account = checks.account("maren@nordlicht.example").await;
    let held = checks.session(&account, at(5)).await;
    let link = checks.link(&account, at(100)).await;
    let device = checks.token();
    let current = |epoch| {
        let mut open_session = checks.open_session(&account, at(10));
        open_session.epoch = Epoch(epoch);
        open_session
    };
    let everything = |epoch| {
        current(epoch)
            .redeem(Some(Redeem::Link(link)))
            .replaces(Some(held.session.id.clone()))
            .device(Some(RememberDevice::new(device, at(1_000))))
    };
    refuses(&checks, everything(1)).await;
    assert!(checks.is_admitted(&held.token, at(10)).await);
    let found = checks.accounts().find_link(&link, at(10)).await.unwrap();
    assert!(found.is_some(), "a refused attempt spent the link");
    let email = address("maren@nordlicht.example");
    let found = checks
        .accounts()
        .credentials(email.key(), Some(&device), at(10))
        .await;
    assert!(!found.unwrap().expect("it is theirs").known_device);

    checks.switch(&account, AccountStatus::Disabled).await;
    refuses(&checks, checks.open_session(&account, at(10))).await;
    refuses(&checks, current(1)).await;
    checks.switch(&account, AccountStatus::Active).await;
    refuses(&checks, current(0)).await;
    checks.open(current(1), at(10)).await;
    refuses(&checks, checks.open_session(&checks.account_id(), at(10))).await;
}

pub async fn attack_001_opening_ends_the_session_the_browser_had(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let account = checks.account("maren@nordlicht.example").await;
    let other = checks.account("other@nordlicht.example").await;
    for before in [&account, &other] {
        let held = checks.session(before, at(5)).await;
        let stays = checks.session(before, at(5)).await;
        let mut open_session = checks.open_session(&account, at(10));
        open_session.replaces = Some(held.session.id.clone());
        let opened = checks.open(open_session, at(10)).await;
        assert!(!checks.is_admitted(&held.token, at(10)).await);
        assert!(checks.is_admitted(&stays.token, at(10)).await);
        assert!(checks.is_admitted(&opened.token, at(10)).await);
    }
    let mut open_session = checks.open_session(&account, at(10));
    open_session.replaces = Some(checks.session_id());
    checks.open(open_session, at(10)).await;
}

pub async fn attack_001_renewing_changes_the_token_and_keeps_the_session(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let account = checks.account("maren@nordlicht.example").await;
    let held = checks.session(&account, at(5)).await;
    let mut renewal = checks.renewal(&held, at(50));
    let session = &mut renewal.session.session;
    (session.created_at, session.last_used_at) = (at(50), at(51));
    (session.idle_until, session.expires_at) = (at(5_000), at(6_000));
    (session.persistent, session.address) = (false, "2001:db8::1".to_owned());
    session.user_agent = "another".to_owned();
    session.proofs = session.proofs.clone().with(numbered_proof(7));
    let renewed = renewal.session.clone();
    let outcome = checks.takes_place(at(50), async |change| {
        checks
            .accounts()
            .renew_session(renewal, change)
            .await
            .unwrap()
    });
    assert_eq!(outcome.await, OpenOutcome::Opened);
    assert!(
        !checks.is_admitted(&held.token, at(51)).await,
        "the old token is void"
    );
    let there = checks
        .accounts()
        .has_session(&held.session.id, at(51))
        .await;
    assert!(there.unwrap(), "and the session goes on");
    let admission = checks
        .accounts()
        .admit(&renewed.token, None, at(51))
        .await
        .unwrap();
    let mut expected = renewed.session;
    expected.created_at = at(5);
    assert_same(&admission.expect("the session is live").session, &expected);
}

pub async fn renewing_is_refused_unless_everything_fits(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let account = checks.account("maren@nordlicht.example").await;
    let other = checks.account("other@nordlicht.example").await;
    let held = checks.session(&account, at(5)).await;
    let second = checks.session(&account, at(5)).await;
    let refused = async |change: &dyn Fn(&mut RenewSession), moment| {
        let mut renewal = checks.renewal(&held, at(50));
        change(&mut renewal);
        let token = renewal.session.token;
        let outcome = checks.is_refused(moment, async |change| {
            checks
                .accounts()
                .renew_session(renewal, change)
                .await
                .unwrap()
        });
        assert_eq!(outcome.await, OpenOutcome::Refused);
        assert!(!checks.is_admitted(&token, at(50)).await);
    };
    let unknown = checks.token();
    refused(&|renewal| renewal.old_token = unknown, at(50)).await;
    refused(&|renewal| renewal.old_token = second.token, at(50)).await;
    refused(&|renewal| renewal.epoch = Epoch(1), at(50)).await;
    refused(
        &|renewal| renewal.session.session.account = other.clone(),
        at(50),
    )
    .await;
    refused(&|_| (), held.session.idle_until).await;
    assert!(checks.is_admitted(&held.token, at(50)).await);
    checks.switch(&account, AccountStatus::Disabled).await;
    refused(&|_| (), at(50)).await;
}

/// The opening is refused and leaves nothing behind.
async fn refuses(checks: &Checks, open_session: OpenSession) {
    let token = open_session.session.token;
    let outcome = checks.is_refused(at(10), async |change| {
        checks
            .accounts()
            .open_session(open_session, change)
            .await
            .unwrap()
    });
    assert_eq!(outcome.await, OpenOutcome::Refused);
    assert!(!checks.is_admitted(&token, at(10)).await);
}
