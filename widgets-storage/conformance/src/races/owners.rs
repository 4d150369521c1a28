//! Checks of what happens when many change one organization at once.

use widgets_core::id::{AccountId, OrganizationId};
use widgets_core::permission::{Role, Roles};
use widgets_core::stores::{MemberChange, MembershipCreation};

use crate::Fixture;
use crate::bench::{Bench, CROWD, at};

const SLUG: &str = "nordlicht";

pub async fn attack_156_one_of_a_crowd_gets_a_slug(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let owner = bench.account("owner@nordlicht.example").await;
    let answers = bench.crowd(|bench, _| {
        let new = bench.new_organization(SLUG, &owner);
        let change = bench.change(at(5));
        async move {
            bench
                .stores
                .organizations
                .create_organization(new, change)
                .await
                .unwrap()
        }
    });
    let answers = answers.await;
    assert_eq!(answers.get("Created"), Some(&1), "{answers:?}");
    assert_eq!(answers.get("SlugTaken"), Some(&(CROWD - 1)), "{answers:?}");
}

pub async fn attack_156_one_of_a_crowd_adds_a_member(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let owner = bench.account("owner@nordlicht.example").await;
    let member = bench.account("member@nordlicht.example").await;
    let organization = bench.organization(SLUG, &owner).await;
    let answers = bench.crowd(|bench, _| {
        let (organization, member) = (organization.clone(), member.clone());
        let (roles, change) = (Roles::one(Role::Member), bench.change(at(5)));
        async move {
            let organizations = &bench.stores.organizations;
            organizations
                .add_member(&organization, &member, roles, change)
                .await
                .unwrap()
        }
    });
    let answers = answers.await;
    assert_eq!(answers.get("Added"), Some(&1), "{answers:?}");
    assert_eq!(
        answers.get("AlreadyMember"),
        Some(&(CROWD - 1)),
        "{answers:?}"
    );
}

pub async fn two_owners_who_remove_each_other_leave_one(fixture: Fixture) {
    owners_race(fixture, async |bench, organization, _, other| {
        let organizations = &bench.stores.organizations;
        organizations
            .remove_member(&organization, &other, bench.change(at(6)))
            .await
            .unwrap()
    })
    .await;
}

pub async fn two_owners_who_step_down_at_once_leave_one(fixture: Fixture) {
    owners_race(fixture, async |bench, organization, one, _| {
        let (organizations, roles) = (&bench.stores.organizations, Roles::one(Role::Member));
        let change = bench.change(at(6));
        organizations
            .set_member_roles(&organization, &one, roles, change)
            .await
            .unwrap()
    })
    .await;
}

pub async fn leaving_and_stepping_down_at_once_leave_one_owner(fixture: Fixture) {
    let bench = Bench::new(fixture);
    owners_rounds(&bench, async |bench, organization, one, other| {
        let leaving = tokio::spawn({
            let (bench, organization) = (bench.clone(), organization.clone());
            async move {
                let organizations = &bench.stores.organizations;
                let change = bench.change(at(6));
                organizations
                    .remove_member(&organization, &one, change)
                    .await
                    .unwrap()
            }
        });
        let stepping_down = tokio::spawn(async move {
            let (organizations, roles) = (&bench.stores.organizations, Roles::one(Role::Admin));
            let change = bench.change(at(6));
            organizations
                .set_member_roles(&organization, &other, roles, change)
                .await
                .unwrap()
        });
        [leaving.await.unwrap(), stepping_down.await.unwrap()]
    })
    .await;
}

/// Lets two owners act at once, each with the roles of "one" and "other" exchanged.
async fn owners_race<A>(
    fixture: Fixture,
    act: impl Fn(Bench, OrganizationId, AccountId, AccountId) -> A,
) where
    A: Future<Output = MemberChange> + Send + 'static,
{
    let bench = Bench::new(fixture);
    owners_rounds(&bench, async |bench, organization, one, other| {
        let first = act(
            bench.clone(),
            organization.clone(),
            one.clone(),
            other.clone(),
        );
        let second = act(bench, organization, other, one);
        let (first, second) = (tokio::spawn(first), tokio::spawn(second));
        [first.await.unwrap(), second.await.unwrap()]
    })
    .await;
}

/// Of two changes that each take an owner away, one takes place.
async fn owners_rounds(
    bench: &Bench,
    act: impl AsyncFn(Bench, OrganizationId, AccountId, AccountId) -> [MemberChange; 2],
) {
    let one = bench.account("one@nordlicht.example").await;
    let other = bench.account("other@nordlicht.example").await;
    for round in 0..CROWD {
        let slug = format!("{SLUG}-{round}");
        let organization = bench.organization(&slug, &one).await;
        let (organizations, roles) = (&bench.stores.organizations, Roles::one(Role::Owner));
        let added = organizations.add_member(&organization, &other, roles, bench.change(at(5)));
        assert_eq!(added.await.unwrap(), MembershipCreation::Added);
        let outcomes = act(bench.clone(), organization, one.clone(), other.clone()).await;
        let changed = outcomes
            .iter()
            .filter(|outcome| **outcome == MemberChange::Changed);
        assert_eq!(changed.count(), 1, "{outcomes:?} in round {round}");
        assert!(
            outcomes.contains(&MemberChange::LastOwner),
            "{outcomes:?} in round {round}"
        );
    }
}
