//! Checks of what happens when many change one organization at once.

use widgets_core::id::{AccountId, OrganizationId};
use widgets_core::role::{Role, Roles};
use widgets_core::stores::{MemberOutcome, MembershipOutcome};

use crate::Fixture;
use crate::setup::{CROWD, Checks, at};

const SLUG: &str = "nordlicht";

pub async fn attack_156_one_of_a_crowd_gets_a_slug(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let owner = checks.account("owner@nordlicht.example").await;
    let answers = checks.crowd(|checks, _| {
        let new = checks.new_organization(SLUG, &owner);
        let change = checks.change(at(5));
        async move {
            checks
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
    let checks = Checks::new(fixture);
    let owner = checks.account("owner@nordlicht.example").await;
    let member = checks.account("member@nordlicht.example").await;
    let organization = checks.organization(SLUG, &owner).await;
    let answers = checks.crowd(|checks, _| {
        let (organization, member) = (organization.clone(), member.clone());
        let (roles, change) = (Roles::one(Role::MEMBER), checks.change(at(5)));
        async move {
            let organizations = &checks.stores.organizations;
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
    owners_race(fixture, async |checks, organization, _, other| {
        let organizations = &checks.stores.organizations;
        organizations
            .remove_member(&organization, &other, checks.change(at(6)))
            .await
            .unwrap()
    })
    .await;
}

pub async fn two_owners_who_step_down_at_once_leave_one(fixture: Fixture) {
    owners_race(fixture, async |checks, organization, one, _| {
        let (organizations, roles) = (&checks.stores.organizations, Roles::one(Role::MEMBER));
        let change = checks.change(at(6));
        organizations
            .set_member_roles(&organization, &one, roles, change)
            .await
            .unwrap()
    })
    .await;
}

pub async fn leaving_and_stepping_down_at_once_leave_one_owner(fixture: Fixture) {
    let checks = Checks::new(fixture);
    owners_rounds(&checks, async |checks, organization, one, other| {
        let leaving = tokio::spawn({
            let (checks, organization) = (checks.clone(), organization.clone());
            async move {
                let organizations = &checks.stores.organizations;
                let change = checks.change(at(6));
                organizations
                    .remove_member(&organization, &one, change)
                    .await
                    .unwrap()
            }
        });
        let stepping_down = tokio::spawn(async move {
            let (organizations, roles) = (&checks.stores.organizations, Roles::one(Role::ADMIN));
            let change = checks.change(at(6));
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
    act: impl Fn(Checks, OrganizationId, AccountId, AccountId) -> A,
) where
    A: Future<Output = MemberOutcome> + Send + 'static,
{
    let checks = Checks::new(fixture);
    owners_rounds(&checks, async |checks, organization, one, other| {
        let first = act(
            checks.clone(),
            organization.clone(),
            one.clone(),
            other.clone(),
        );
        let second = act(checks, organization, other, one);
        let (first, second) = (tokio::spawn(first), tokio::spawn(second));
        [first.await.unwrap(), second.await.unwrap()]
    })
    .await;
}

/// Of two changes that each take an owner away, one takes place.
async fn owners_rounds(
    checks: &Checks,
    act: impl AsyncFn(Checks, OrganizationId, AccountId, AccountId) -> [MemberOutcome; 2],
) {
    let one = checks.account("one@nordlicht.example").await;
    let other = checks.account("other@nordlicht.example").await;
    for round in 0..CROWD {
        let slug = format!("{SLUG}-{round}");
        let organization = checks.organization(&slug, &one).await;
        let (organizations, roles) = (&checks.stores.organizations, Roles::one(Role::OWNER));
        let added = organizations.add_member(&organization, &other, roles, checks.change(at(5)));
        assert_eq!(added.await.unwrap(), MembershipOutcome::Added);
        let outcomes = act(checks.clone(), organization, one.clone(), other.clone()).await;
        let changed = outcomes
            .iter()
            .filter(|outcome| **outcome == MemberOutcome::Changed);
        assert_eq!(changed.count(), 1, "{outcomes:?} in round {round}");
        assert!(
            outcomes.contains(&MemberOutcome::LastOwner),
            "{outcomes:?} in round {round}"
        );
    }
}
