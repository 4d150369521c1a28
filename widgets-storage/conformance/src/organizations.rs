//! Checks of organizations and their members.

use widgets_core::id::{AccountId, OrganizationId};
use widgets_core::role::{Role, Roles};
use widgets_core::stores::{MemberOutcome, Membership, MembershipOutcome, Slug};

use crate::Fixture;
use crate::setup::{Checks, at};

const SLUG: &str = "nordlicht";

pub async fn the_last_owner_stays(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let (organization, owner, member) = team(&checks).await;
    // Owning another organization does not help this one.
    checks.organization("werft", &member).await;
    let organizations = &checks.stores.organizations;
    let demote = async |change| {
        let roles = Roles::several([Role::ADMIN, Role::MEMBER]).unwrap();
        organizations
            .set_member_roles(&organization, &owner, roles, change)
            .await
            .unwrap()
    };
    let remove = async |change| {
        organizations
            .remove_member(&organization, &owner, change)
            .await
            .unwrap()
    };
    let promote = async |account: &AccountId, change| {
        let roles = Roles::several([Role::OWNER, Role::ADMIN]).unwrap();
        organizations
            .set_member_roles(&organization, account, roles, change)
            .await
            .unwrap()
    };
    assert_eq!(
        checks.is_refused(at(6), demote).await,
        MemberOutcome::LastOwner
    );
    assert_eq!(
        checks.is_refused(at(6), remove).await,
        MemberOutcome::LastOwner
    );
    let found = membership(&checks, &owner).await.expect("they own it");
    assert_eq!(found.roles, Roles::one(Role::OWNER));
    let outcome = checks.takes_place(at(7), async |change| promote(&owner, change).await);
    assert_eq!(outcome.await, MemberOutcome::Changed, "they stay an owner");
    let outcome = checks.takes_place(at(7), async |change| promote(&member, change).await);
    assert_eq!(outcome.await, MemberOutcome::Changed);
    assert_eq!(
        checks.takes_place(at(8), demote).await,
        MemberOutcome::Changed
    );
    assert_eq!(
        checks.takes_place(at(8), remove).await,
        MemberOutcome::Changed
    );
    let outcome = checks.is_refused(at(9), async |change| {
        organizations
            .remove_member(&organization, &member, change)
            .await
            .unwrap()
    });
    assert_eq!(outcome.await, MemberOutcome::LastOwner);
}

/// An organization, its owner, and a plain member since a moment later.
async fn team(checks: &Checks) -> (OrganizationId, AccountId, AccountId) {
    let owner = checks.account("owner@nordlicht.example").await;
    let member = checks.account("member@nordlicht.example").await;
    let organization = checks.organization(SLUG, &owner).await;
    let (organizations, roles) = (&checks.stores.organizations, Roles::one(Role::MEMBER));
    let added = organizations.add_member(&organization, &member, roles, checks.change(at(5)));
    assert_eq!(added.await.unwrap(), MembershipOutcome::Added);
    (organization, owner, member)
}

/// The membership, as both ways of asking tell it.
async fn membership(checks: &Checks, account: &AccountId) -> Option<Membership> {
    let organizations = &checks.stores.organizations;
    let found = organizations.find_membership(account, &slug(SLUG)).await;
    let found = found.unwrap();
    let opened = checks.session(account, at(20)).await;
    let admission = checks
        .accounts()
        .admit(&opened.token, Some(&slug(SLUG)), at(20))
        .await;
    let admission = admission.unwrap().expect("the session is live");
    let told = (format!("{found:?}"), format!("{:?}", admission.membership));
    assert_eq!(told.0, told.1, "both ways of asking tell the same");
    found
}

fn slug(text: &str) -> Slug {
    Slug::parse(text).unwrap()
}
