//! Checks of deleting accounts, and of ending every session there is.

use widgets_core::id::AccountId;
use widgets_core::role::{Role, Roles};
use widgets_core::stores::{
    ChallengePurpose, DeleteOutcome, Epoch, LinkOutcome, MemberOutcome, MembershipOutcome,
    OpenOutcome,
};

use crate::Fixture;
use crate::setup::mailboxes::MAREN;
use crate::setup::{CROWD, Checks, assert_one, at};

pub async fn a_deleted_account_leaves_nothing_but_its_trail(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let own = checks.populated(true).await;
    let owner = checks.account("owner@nordlicht.example").await;
    let organization = checks.organization("nordlicht", &owner).await;
    let organizations = &checks.stores.organizations;
    let roles = Roles::several([Role::OWNER, Role::MEMBER]).unwrap();
    let added = organizations.add_member(&organization, &own.account, roles, checks.change(at(2)));
    assert_eq!(added.await.unwrap(), MembershipOutcome::Added);
    let bystander = checks.session(&owner, at(5)).await;

    let delete = async |change| delete(&checks, &own.account, change).await;
    assert_eq!(
        checks.takes_place(at(10), delete).await,
        DeleteOutcome::Deleted
    );
    assert_eq!(checks.works(&own).await, [false; 5]);
    let accounts = &checks.stores.accounts;
    assert!(accounts.find_account(&own.account).await.unwrap().is_none());
    assert!(checks.credentials(MAREN, None).await.is_none());
    assert!(checks.is_admitted(&bystander.token, at(10)).await);
    let removed = organizations.remove_member(&organization, &own.account, checks.change(at(11)));
    assert_eq!(removed.await.unwrap(), MemberOutcome::Missing);
    assert_eq!(
        checks.is_refused(at(12), delete).await,
        DeleteOutcome::Missing
    );
    let open_session = checks.open_session(&own.account, at(10));
    assert_eq!(checks.opens(open_session).await, OpenOutcome::Refused);
    let link = checks.new_link(&own.account, at(100));
    let issued = accounts.issue_link(link, checks.change(at(12))).await;
    assert_eq!(issued.unwrap(), LinkOutcome::Missing);
    let again = checks.account(MAREN).await;
    assert_ne!(again, own.account, "the address is free");
}

pub async fn the_last_owner_of_an_organization_is_not_deleted(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let own = checks.populated(true).await;
    let other = checks.account("other@nordlicht.example").await;
    let shared = checks.organization("shared", &own.account).await;
    let alone = checks.organization("alone", &own.account).await;
    let organizations = &checks.stores.organizations;
    for (organization, role) in [(&shared, Role::OWNER), (&alone, Role::ADMIN)] {
        let change = checks.change(at(2));
        let added = organizations.add_member(organization, &other, Roles::one(role), change);
        assert_eq!(added.await.unwrap(), MembershipOutcome::Added);
    }
    let delete = async |change| delete(&checks, &own.account, change).await;
    assert_eq!(
        checks.is_refused(at(10), delete).await,
        DeleteOutcome::LastOwner
    );
    assert_eq!(checks.works(&own).await, [true; 5]);
    let (roles, change) = (Roles::one(Role::OWNER), checks.change(at(11)));
    let raised = organizations.set_member_roles(&alone, &other, roles, change);
    assert_eq!(raised.await.unwrap(), MemberOutcome::Changed);
    assert_eq!(
        checks.takes_place(at(12), delete).await,
        DeleteOutcome::Deleted
    );
}

pub async fn two_owners_who_are_deleted_at_once_leave_one(fixture: Fixture) {
    let checks = Checks::new(fixture);
    for round in 0..20 {
        let [one, other] = owners(&checks, round).await;
        let first = spawn_delete(&checks, &one);
        let second = spawn_delete(&checks, &other);
        let outcomes = [first.await.unwrap(), second.await.unwrap()];
        assert!(outcomes.contains(&DeleteOutcome::Deleted), "{outcomes:?}");
        assert!(outcomes.contains(&DeleteOutcome::LastOwner), "{outcomes:?}");
    }
}

pub async fn deleting_an_owner_and_removing_the_other_leave_one(fixture: Fixture) {
    let checks = Checks::new(fixture);
    for round in 0..20 {
        let [one, other] = owners(&checks, round).await;
        let slug = widgets_core::stores::Slug::parse(&format!("round-{round}-b")).unwrap();
        let organizations = &checks.stores.organizations;
        let organization = organizations.find_organization(&slug).await.unwrap();
        let organization = organization.expect("it is there").id;
        let deleting = spawn_delete(&checks, &one);
        let removing = tokio::spawn({
            let checks = checks.clone();
            async move {
                let organizations = &checks.stores.organizations;
                let change = checks.change(at(10));
                let removed = organizations.remove_member(&organization, &other, change);
                removed.await.unwrap()
            }
        });
        let outcomes = (deleting.await.unwrap(), removing.await.unwrap());
        let fine = [
            (DeleteOutcome::Deleted, MemberOutcome::LastOwner),
            (DeleteOutcome::LastOwner, MemberOutcome::Changed),
        ];
        assert!(fine.contains(&outcomes), "{outcomes:?} in round {round}");
    }
}

pub async fn attack_006_no_session_outlives_a_race_with_deleting(fixture: Fixture) {
    let checks = Checks::new(fixture);
    for round in 0..5 {
        let account = checks
            .account(&format!("round-{round}@nordlicht.example"))
            .await;
        let open_session: Vec<_> = (0..CROWD)
            .map(|_| checks.open_session(&account, at(10)))
            .collect();
        checks
            .crowd(|checks, number| {
                let (new_open_session, account) = (open_session[number].clone(), account.clone());
                async move {
                    if number == CROWD / 2 {
                        delete(&checks, &account, checks.change(at(10))).await;
                    } else {
                        checks.opens(new_open_session).await;
                    }
                }
            })
            .await;
        for new_open_session in &open_session {
            assert!(
                !checks
                    .is_admitted(&new_open_session.session.token, at(10))
                    .await
            );
        }
    }
}

pub async fn attack_156_one_of_a_crowd_deletes_an_account(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let own = checks.populated(true).await;
    let answers = checks.crowd(|checks, _| {
        let (account, change) = (own.account.clone(), checks.change(at(10)));
        async move { delete(&checks, &account, change).await }
    });
    assert_one(&answers.await, "Deleted");
}

pub async fn ending_every_session_voids_links_and_challenges_too(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let own = checks.populated(true).await;
    let other = checks.account("other@nordlicht.example").await;
    let strangers = checks.session(&other, at(1)).await;
    let mut short = checks.open_session(&other, at(2));
    short.session.session.idle_until = at(3);
    checks.open(short, at(2)).await;
    let sign_up = checks.challenge(ChallengePurpose::SIGN_UP, None).await;

    let accounts = &checks.stores.accounts;
    let end = async |change| accounts.end_all_sessions(change).await.unwrap();
    assert_eq!(checks.takes_place(at(10), end).await, 3, "the live ones");
    assert_eq!(checks.works(&own).await, [false, false, false, true, false]);
    assert!(!checks.is_admitted(&strangers.token, at(10)).await);
    assert!(checks.lives(&sign_up).await, "it belongs to no account");
    for account in [&own.account, &other] {
        let found = accounts.find_account(account).await.unwrap();
        assert_eq!(found.expect("it is there").epoch, Epoch(1));
    }
    let late = checks.open_session(&own.account, at(10));
    assert_eq!(checks.opens(late).await, OpenOutcome::Refused);
    assert_eq!(checks.takes_place(at(11), end).await, 0);
}

pub async fn no_session_outlives_a_race_with_ending_all(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let account = checks.account(MAREN).await;
    let open_session: Vec<_> = (0..CROWD)
        .map(|_| checks.open_session(&account, at(10)))
        .collect();
    checks
        .crowd(|checks, number| {
            let new_open_session = open_session[number].clone();
            async move {
                if number == CROWD / 2 {
                    let accounts = &checks.stores.accounts;
                    let ended = accounts.end_all_sessions(checks.change(at(10)));
                    ended.await.unwrap();
                } else {
                    checks.opens(new_open_session).await;
                }
            }
        })
        .await;
    for new_open_session in &open_session {
        assert!(
            !checks
                .is_admitted(&new_open_session.session.token, at(10))
                .await
        );
    }
}

async fn delete(
    checks: &Checks,
    account: &AccountId,
    change: widgets_core::stores::Change,
) -> DeleteOutcome {
    let accounts = &checks.stores.accounts;
    accounts.delete_account(account, change).await.unwrap()
}

fn spawn_delete(checks: &Checks, account: &AccountId) -> tokio::task::JoinHandle<DeleteOutcome> {
    let (checks, account) = (checks.clone(), account.clone());
    tokio::spawn(async move { delete(&checks, &account, checks.change(at(10))).await })
}

/// Two owners of the same two organizations.
async fn owners(checks: &Checks, round: usize) -> [AccountId; 2] {
    let one = checks
        .account(&format!("one-{round}@nordlicht.example"))
        .await;
    let other = checks
        .account(&format!("other-{round}@nordlicht.example"))
        .await;
    for name in ["a", "b"] {
        let slug = format!("round-{round}-{name}");
        let organization = checks.organization(&slug, &one).await;
        let roles = Roles::one(Role::OWNER);
        // The first one has a third owner, so that all depends on the second.
        let third = checks
            .account(&format!("third-{round}-{name}@nordlicht.example"))
            .await;
        let more: &[&AccountId] = if name == "a" {
            &[&other, &third]
        } else {
            &[&other]
        };
        for member in more {
            let change = checks.change(at(2));
            let organizations = &checks.stores.organizations;
            let added = organizations.add_member(&organization, member, roles.clone(), change);
            assert_eq!(added.await.unwrap(), MembershipOutcome::Added);
        }
    }
    [one, other]
}
