//! Checks of deleting accounts, and of ending every session there is.

use widgets_core::id::AccountId;
use widgets_core::permission::{Role, Roles};
use widgets_core::stores::{
    ChallengePurpose, Deletion, Epoch, LinkIssue, MemberChange, MembershipCreation, OpenedSession,
};

use crate::Fixture;
use crate::bench::mailboxes::MAREN;
use crate::bench::{Bench, CROWD, assert_one, at};

pub async fn a_deleted_account_leaves_nothing_but_its_trail(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let own = bench.rooted(true).await;
    let owner = bench.account("owner@nordlicht.example").await;
    let organization = bench.organization("nordlicht", &owner).await;
    let organizations = &bench.stores.organizations;
    let roles = Roles::several([Role::Owner, Role::Member]).unwrap();
    let added = organizations.add_member(&organization, &own.account, roles, bench.change(at(2)));
    assert_eq!(added.await.unwrap(), MembershipCreation::Added);
    let bystander = bench.session(&owner, at(5)).await;

    let delete = async |change| delete(&bench, &own.account, change).await;
    assert_eq!(bench.takes_place(at(10), delete).await, Deletion::Deleted);
    assert_eq!(bench.works(&own).await, [false; 5]);
    let accounts = &bench.stores.accounts;
    assert!(accounts.find_account(&own.account).await.unwrap().is_none());
    assert!(bench.credentials(MAREN, None).await.is_none());
    assert!(bench.is_admitted(&bystander.token, at(10)).await);
    let removed = organizations.remove_member(&organization, &own.account, bench.change(at(11)));
    assert_eq!(removed.await.unwrap(), MemberChange::Missing);
    assert_eq!(bench.is_refused(at(12), delete).await, Deletion::Missing);
    let opening = bench.opening(&own.account, at(10));
    assert_eq!(bench.opens(opening).await, OpenedSession::Refused);
    let link = bench.new_link(&own.account, at(100));
    let issued = accounts.issue_link(link, bench.change(at(12))).await;
    assert_eq!(issued.unwrap(), LinkIssue::Missing);
    let again = bench.account(MAREN).await;
    assert_ne!(again, own.account, "the address is free");
}

pub async fn the_last_owner_of_an_organization_is_not_deleted(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let own = bench.rooted(true).await;
    let other = bench.account("other@nordlicht.example").await;
    let shared = bench.organization("shared", &own.account).await;
    let alone = bench.organization("alone", &own.account).await;
    let organizations = &bench.stores.organizations;
    for (organization, role) in [(&shared, Role::Owner), (&alone, Role::Admin)] {
        let change = bench.change(at(2));
        let added = organizations.add_member(organization, &other, Roles::one(role), change);
        assert_eq!(added.await.unwrap(), MembershipCreation::Added);
    }
    let delete = async |change| delete(&bench, &own.account, change).await;
    assert_eq!(bench.is_refused(at(10), delete).await, Deletion::LastOwner);
    assert_eq!(bench.works(&own).await, [true; 5]);
    let (roles, change) = (Roles::one(Role::Owner), bench.change(at(11)));
    let raised = organizations.set_member_roles(&alone, &other, roles, change);
    assert_eq!(raised.await.unwrap(), MemberChange::Changed);
    assert_eq!(bench.takes_place(at(12), delete).await, Deletion::Deleted);
}

pub async fn two_owners_who_are_deleted_at_once_leave_one(fixture: Fixture) {
    let bench = Bench::new(fixture);
    for round in 0..20 {
        let [one, other] = owners(&bench, round).await;
        let first = spawn_delete(&bench, &one);
        let second = spawn_delete(&bench, &other);
        let outcomes = [first.await.unwrap(), second.await.unwrap()];
        assert!(outcomes.contains(&Deletion::Deleted), "{outcomes:?}");
        assert!(outcomes.contains(&Deletion::LastOwner), "{outcomes:?}");
    }
}

pub async fn deleting_an_owner_and_removing_the_other_leave_one(fixture: Fixture) {
    let bench = Bench::new(fixture);
    for round in 0..20 {
        let [one, other] = owners(&bench, round).await;
        let slug = widgets_core::stores::Slug::parse(&format!("round-{round}-b")).unwrap();
        let organizations = &bench.stores.organizations;
        let organization = organizations.find_organization(&slug).await.unwrap();
        let organization = organization.expect("it is there").id;
        let deleting = spawn_delete(&bench, &one);
        let removing = tokio::spawn({
            let bench = bench.clone();
            async move {
                let organizations = &bench.stores.organizations;
                let change = bench.change(at(10));
                let removed = organizations.remove_member(&organization, &other, change);
                removed.await.unwrap()
            }
        });
        let outcomes = (deleting.await.unwrap(), removing.await.unwrap());
        let fine = [
            (Deletion::Deleted, MemberChange::LastOwner),
            (Deletion::LastOwner, MemberChange::Changed),
        ];
        assert!(fine.contains(&outcomes), "{outcomes:?} in round {round}");
    }
}

pub async fn attack_006_no_session_outlives_a_race_with_deleting(fixture: Fixture) {
    let bench = Bench::new(fixture);
    for round in 0..5 {
        let account = bench
            .account(&format!("round-{round}@nordlicht.example"))
            .await;
        let openings: Vec<_> = (0..CROWD)
            .map(|_| bench.opening(&account, at(10)))
            .collect();
        bench
            .crowd(|bench, number| {
                let (opening, account) = (openings[number].clone(), account.clone());
                async move {
                    if number == CROWD / 2 {
                        delete(&bench, &account, bench.change(at(10))).await;
                    } else {
                        bench.opens(opening).await;
                    }
                }
            })
            .await;
        for opening in &openings {
            assert!(!bench.is_admitted(&opening.session.token, at(10)).await);
        }
    }
}

pub async fn attack_156_one_of_a_crowd_deletes_an_account(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let own = bench.rooted(true).await;
    let answers = bench.crowd(|bench, _| {
        let (account, change) = (own.account.clone(), bench.change(at(10)));
        async move { delete(&bench, &account, change).await }
    });
    assert_one(&answers.await, "Deleted");
}

pub async fn ending_every_session_voids_links_and_challenges_too(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let own = bench.rooted(true).await;
    let other = bench.account("other@nordlicht.example").await;
    let strangers = bench.session(&other, at(1)).await;
    let mut short = bench.opening(&other, at(2));
    short.session.session.idle_until = at(3);
    bench.open(short, at(2)).await;
    let sign_up = bench.challenge(ChallengePurpose::SignUp, None).await;

    let accounts = &bench.stores.accounts;
    let end = async |change| accounts.end_all_sessions(change).await.unwrap();
    assert_eq!(bench.takes_place(at(10), end).await, 3, "the live ones");
    assert_eq!(bench.works(&own).await, [false, false, false, true, false]);
    assert!(!bench.is_admitted(&strangers.token, at(10)).await);
    assert!(bench.lives(&sign_up).await, "it belongs to no account");
    for account in [&own.account, &other] {
        let found = accounts.find_account(account).await.unwrap();
        assert_eq!(found.expect("it is there").epoch, Epoch(1));
    }
    let late = bench.opening(&own.account, at(10));
    assert_eq!(bench.opens(late).await, OpenedSession::Refused);
    assert_eq!(bench.takes_place(at(11), end).await, 0);
}

pub async fn no_session_outlives_a_race_with_ending_all(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let account = bench.account(MAREN).await;
    let openings: Vec<_> = (0..CROWD)
        .map(|_| bench.opening(&account, at(10)))
        .collect();
    bench
        .crowd(|bench, number| {
            let opening = openings[number].clone();
            async move {
                if number == CROWD / 2 {
                    let accounts = &bench.stores.accounts;
                    let ended = accounts.end_all_sessions(bench.change(at(10)));
                    ended.await.unwrap();
                } else {
                    bench.opens(opening).await;
                }
            }
        })
        .await;
    for opening in &openings {
        assert!(!bench.is_admitted(&opening.session.token, at(10)).await);
    }
}

async fn delete(
    bench: &Bench,
    account: &AccountId,
    change: widgets_core::stores::Change,
) -> Deletion {
    let accounts = &bench.stores.accounts;
    accounts.delete_account(account, change).await.unwrap()
}

fn spawn_delete(bench: &Bench, account: &AccountId) -> tokio::task::JoinHandle<Deletion> {
    let (bench, account) = (bench.clone(), account.clone());
    tokio::spawn(async move { delete(&bench, &account, bench.change(at(10))).await })
}

/// Two owners of the same two organizations.
async fn owners(bench: &Bench, round: usize) -> [AccountId; 2] {
    let one = bench
        .account(&format!("one-{round}@nordlicht.example"))
        .await;
    let other = bench
        .account(&format!("other-{round}@nordlicht.example"))
        .await;
    for name in ["a", "b"] {
        let slug = format!("round-{round}-{name}");
        let organization = bench.organization(&slug, &one).await;
        let roles = Roles::one(Role::Owner);
        // The first one has a third owner, so that all depends on the second.
        let third = bench
            .account(&format!("third-{round}-{name}@nordlicht.example"))
            .await;
        let more: &[&AccountId] = if name == "a" {
            &[&other, &third]
        } else {
            &[&other]
        };
        for member in more {
            let change = bench.change(at(2));
            let organizations = &bench.stores.organizations;
            let added = organizations.add_member(&organization, member, roles.clone(), change);
            assert_eq!(added.await.unwrap(), MembershipCreation::Added);
        }
    }
    [one, other]
}
