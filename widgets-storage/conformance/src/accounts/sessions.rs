//! Checks of the sessions of an account.

use std::time::Duration;

use widgets_core::id::SessionId;
use widgets_core::role::{Role, Roles};
use widgets_core::stores::{
    AccountStatus, EndOutcome, MembershipOutcome, Session, SessionPosition, Slug,
};

use crate::Fixture;
use crate::setup::{Checks, at, just_before};

pub async fn a_live_session_is_admitted_with_its_account(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let account = checks.account("Maren@Nordlicht.example").await;
    checks.account("other@nordlicht.example").await;
    let opened = checks.session(&account, at(10)).await;
    checks.session(&account, at(10)).await;
    let admission = checks.accounts().admit(&opened.token, None, at(11)).await;
    let admission = admission.unwrap().expect("the session is live");
    assert_same(&admission.session, &opened.session);
    assert_eq!(admission.account.id, account);
    assert_eq!(admission.account.email.as_str(), "Maren@Nordlicht.example");
    assert_eq!(
        admission.account.email.key().as_str(),
        "maren@nordlicht.example"
    );
    assert_eq!(admission.account.status, AccountStatus::Active);
    assert_eq!(admission.account.created_at, at(0));
    assert!(admission.membership.is_none());
}

pub async fn admission_tells_the_membership_asked_about(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let owner = checks.account("owner@nordlicht.example").await;
    let member = checks.account("member@nordlicht.example").await;
    let organization = checks.organization("nordlicht", &owner).await;
    checks.organization("werft", &owner).await;
    let roles = Roles::several([Role::ADMIN, Role::MEMBER]).unwrap();
    let added = checks
        .stores
        .organizations
        .add_member(&organization, &member, roles.clone(), checks.change(at(5)))
        .await;
    assert_eq!(added.unwrap(), MembershipOutcome::Added);
    let opened = checks.session(&member, at(10)).await;
    let membership = async |slug: &str| {
        let slug = Slug::parse(slug).unwrap();
        let admission = checks
            .accounts()
            .admit(&opened.token, Some(&slug), at(11))
            .await;
        let admission = admission.unwrap().expect("the session is live");
        assert_same(&admission.session, &opened.session);
        admission.membership
    };
    let found = membership("nordlicht").await.expect("they are a member");
    assert_eq!(found.roles, roles);
    assert_eq!(found.since, at(5));
    assert_eq!(found.organization.id, organization);
    assert_eq!(found.organization.slug.as_str(), "nordlicht");
    assert_eq!(found.organization.name, "nordlicht & Söhne");
    assert!(
        membership("werft").await.is_none(),
        "an organization of others"
    );
    assert!(
        membership("nowhere").await.is_none(),
        "an organization that is not there"
    );
}

pub async fn attack_002_only_the_right_token_is_admitted(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let account = checks.account("maren@nordlicht.example").await;
    checks.session(&account, at(10)).await;
    assert!(!checks.is_admitted(&checks.token(), at(10)).await);
}

pub async fn attack_004_a_session_ends_at_its_idle_and_absolute_limits(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let account = checks.account("maren@nordlicht.example").await;
    let other = checks.account("other@nordlicht.example").await;
    let mut idle = checks.open_session(&account, at(0));
    idle.session.session.idle_until = at(100);
    idle.session.session.expires_at = at(200);
    let mut absolute = checks.open_session(&other, at(0));
    absolute.session.session.idle_until = at(300);
    absolute.session.session.expires_at = at(200);
    for (open_session, end) in [(idle, at(100)), (absolute, at(200))] {
        let opened = checks.open(open_session, at(0)).await;
        let (account, id) = (&opened.session.account, &opened.session.id);
        let none = SessionId::parse("none").unwrap();
        for (moment, live) in [(just_before(end), true), (end, false)] {
            assert_eq!(checks.is_admitted(&opened.token, moment).await, live);
            let found = checks.accounts().find_session(account, id, moment).await;
            assert_eq!(found.unwrap().is_some(), live);
            let there = checks.accounts().has_session(id, moment).await;
            assert_eq!(there.unwrap(), live);
            let list = checks
                .accounts()
                .list_sessions(account, &none, None, 9, moment)
                .await;
            assert_eq!(list.unwrap().len(), usize::from(live));
        }
    }
}

pub async fn attack_006_a_disabled_account_is_not_admitted(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let account = checks.account("maren@nordlicht.example").await;
    let opened = checks.session(&account, at(10)).await;
    checks.switch(&account, AccountStatus::Disabled).await;
    assert!(!checks.is_admitted(&opened.token, at(11)).await);
    let there = checks.accounts().has_session(&opened.session.id, at(11));
    assert!(!there.await.unwrap());
    checks.switch(&account, AccountStatus::Active).await;
    assert!(
        !checks.is_admitted(&opened.token, at(12)).await,
        "its sessions are gone"
    );
}

pub async fn touching_moves_marks_forward_and_never_back(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let account = checks.account("maren@nordlicht.example").await;
    let opened = checks.session(&account, at(0)).await.session;
    let touched = async |seen, idle| {
        checks
            .is_refused(at(0), async |_| {
                let touched = checks
                    .accounts()
                    .touch_session(&opened.id, at(seen), at(idle))
                    .await;
                touched.unwrap();
            })
            .await;
        let found = checks
            .accounts()
            .find_session(&account, &opened.id, at(1))
            .await;
        let found = found.unwrap().expect("the session is live");
        (found.last_used_at, found.idle_until)
    };
    assert_eq!(touched(60, 3_660).await, (at(60), at(3_660)));
    assert_eq!(touched(30, 3_630).await, (at(60), at(3_660)));
    assert_eq!(touched(90, 3_600).await, (at(90), at(3_660)));
    assert_eq!(touched(80, 3_690).await, (at(90), at(3_690)));
}

pub async fn attack_004_touching_never_passes_the_absolute_limit(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let account = checks.account("maren@nordlicht.example").await;
    let opened = checks.session(&account, at(0)).await;
    let id = &opened.session.id;
    let touched = checks
        .accounts()
        .touch_session(id, at(3_000), at(1_000_000))
        .await;
    touched.unwrap();
    let end = opened.session.expires_at;
    let found = checks
        .accounts()
        .find_session(&account, id, just_before(end))
        .await;
    assert_eq!(found.unwrap().expect("the session is live").idle_until, end);
    assert!(!checks.is_admitted(&opened.token, end).await);
}

pub async fn touching_a_missing_session_is_no_error(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let missing = checks.session_id();
    checks
        .accounts()
        .touch_session(&missing, at(1), at(2))
        .await
        .unwrap();
}

pub async fn sessions_are_listed_newest_first_in_pages(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let account = checks.account("maren@nordlicht.example").await;
    let other = checks.account("other@nordlicht.example").await;
    checks.session(&other, at(10)).await;
    // Identifiers that collations would put in another order than bytes do.
    let mut names = vec!["Zeta", "alpha", "Beta", "_x", "zz", "a-b", "ab"];
    for name in &names {
        let mut open_session = checks.open_session(&account, at(10));
        open_session.session.session.id = SessionId::parse(*name).unwrap();
        checks.open(open_session, at(10)).await;
    }
    let newest = checks.session(&account, at(12)).await.session.id;
    let oldest = checks.session(&account, at(9)).await.session.id;
    let here = checks.session(&account, at(11)).await.session.id;
    names.sort_unstable();
    names.reverse();
    let mut expected = vec![newest.as_str()];
    expected.extend(names);
    expected.push(oldest.as_str());

    for limit in [1, 2, 3, 100] {
        let mut seen: Vec<String> = Vec::new();
        let mut after: Option<SessionPosition> = None;
        loop {
            let page = checks
                .accounts()
                .list_sessions(&account, &here, after.as_ref(), limit, at(20))
                .await
                .unwrap();
            assert!(page.len() <= usize::try_from(limit).unwrap());
            let Some(last) = page.last() else { break };
            after = Some(SessionPosition::new(last.created_at, last.id.clone()));
            seen.extend(page.iter().map(|session| session.id.as_str().to_owned()));
        }
        assert_eq!(seen, expected, "in pages of {limit}");
    }
}

pub async fn attack_008_a_session_of_somebody_else_reads_as_missing(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let account = checks.account("maren@nordlicht.example").await;
    let stranger = checks.account("stranger@nordlicht.example").await;
    let opened = checks.session(&account, at(10)).await;
    let id = &opened.session.id;
    let accounts = &checks.stores.accounts;
    let own = accounts.find_session(&account, id, at(11)).await.unwrap();
    assert_same(&own.expect("it is their own"), &opened.session);
    assert!(
        accounts
            .find_session(&stranger, id, at(11))
            .await
            .unwrap()
            .is_none()
    );
    let ending = checks.is_refused(at(11), async |change| {
        accounts.end_session(&stranger, id, change).await.unwrap()
    });
    assert_eq!(ending.await, EndOutcome::Missing);
    assert!(checks.is_admitted(&opened.token, at(11)).await);
}

pub async fn attack_003_an_ended_session_is_gone(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let account = checks.account("maren@nordlicht.example").await;
    let opened = checks.session(&account, at(10)).await;
    let stays = checks.session(&account, at(10)).await;
    let accounts = &checks.stores.accounts;
    let end = async |change| {
        accounts
            .end_session(&account, &opened.session.id, change)
            .await
            .unwrap()
    };
    assert_eq!(checks.takes_place(at(11), end).await, EndOutcome::Ended);
    assert!(!checks.is_admitted(&opened.token, at(11)).await);
    assert!(checks.is_admitted(&stays.token, at(11)).await);
    assert_eq!(checks.is_refused(at(12), end).await, EndOutcome::Missing);
}

pub async fn ending_all_sessions_but_one_counts_the_live_ones(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let account = checks.account("maren@nordlicht.example").await;
    let other = checks.account("other@nordlicht.example").await;
    let kept = checks.session(&account, at(10)).await;
    let strangers = checks.session(&other, at(10)).await;
    let first = checks.session(&account, at(10)).await;
    let second = checks.session(&account, at(11)).await;
    let mut short = checks.open_session(&account, at(12));
    short.session.session.idle_until = at(13);
    checks.open(short, at(12)).await;

    let accounts = &checks.stores.accounts;
    let end = async |change| {
        accounts
            .end_sessions(&account, Some(&kept.session.id), change)
            .await
            .unwrap()
    };
    assert_eq!(
        checks.takes_place(at(20), end).await,
        2,
        "the expired one does not count"
    );
    for (opened, live) in [
        (&kept, true),
        (&strangers, true),
        (&first, false),
        (&second, false),
    ] {
        assert_eq!(checks.is_admitted(&opened.token, at(20)).await, live);
    }
    assert_eq!(
        checks.takes_place(at(21), end).await,
        0,
        "the change is appended all the same"
    );
    let end_all = async |change| accounts.end_sessions(&account, None, change).await.unwrap();
    assert_eq!(checks.takes_place(at(22), end_all).await, 1);
    assert!(!checks.is_admitted(&kept.token, at(22)).await);
}

pub(super) fn assert_same(one: &Session, other: &Session) {
    assert_eq!(format!("{one:?}"), format!("{other:?}"));
    assert!(one.is_live(just_before(one.idle_until.min(one.expires_at))));
    assert!(one.expires_at.since(one.created_at) > Duration::ZERO);
}
