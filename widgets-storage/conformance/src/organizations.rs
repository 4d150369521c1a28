//! Checks of organizations and their members.

use widgets_core::entitlement::{Entitlement, Entitlements};
use widgets_core::id::{AccountId, OrganizationId};
use widgets_core::role::{Role, Roles};
use widgets_core::stores::{
    AccountStatus, Change, MemberOutcome, Membership, MembershipOutcome, NewOrganization,
    Organization, OrganizationOutcome, Slug,
};

use crate::Fixture;
use crate::setup::{Checks, at};

const SLUG: &str = "nordlicht";

pub async fn a_new_organization_has_its_owner(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let owner = checks.account("owner@nordlicht.example").await;
    let new = checks.new_organization(SLUG, &owner);
    let expected = format!("{:?}", new.organization);
    let outcome = checks.takes_place(at(5), async |change| create(&checks, new, change).await);
    assert_eq!(outcome.await, OrganizationOutcome::Created);
    let found = find(&checks, SLUG).await;
    assert_eq!(format!("{:?}", found.expect("it was created")), expected);
    let found = find(&checks, "other").await;
    assert!(found.is_none());
    let membership = membership(&checks, &owner).await.expect("they own it");
    assert_eq!(membership.roles, Roles::one(Role::OWNER));
    assert_eq!(membership.since, at(5));
}

pub async fn a_slug_belongs_to_one_organization(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let owner = checks.account("owner@nordlicht.example").await;
    let second = checks.account("second@nordlicht.example").await;
    let first = checks.organization(SLUG, &owner).await;
    let outcome = checks.is_refused(at(5), async |change| {
        let new = checks.new_organization(SLUG, &second);
        create(&checks, new, change).await
    });
    assert_eq!(outcome.await, OrganizationOutcome::SlugTaken);
    let found = find(&checks, SLUG).await;
    assert_eq!(found.expect("it was created").id, first);
    assert!(membership(&checks, &second).await.is_none());
}

pub async fn an_organization_needs_an_owner_that_exists(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let outcome = checks.is_refused(at(5), async |change| {
        let new = checks.new_organization(SLUG, &checks.account_id());
        create(&checks, new, change).await
    });
    assert_eq!(outcome.await, OrganizationOutcome::OwnerMissing);
    let found = find(&checks, SLUG).await;
    assert!(found.is_none());
}

pub async fn a_membership_of_nobody_or_nothing_is_none(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let owner = checks.account("owner@nordlicht.example").await;
    checks.organization(SLUG, &owner).await;
    let organizations = &checks.stores.organizations;
    for (account, place) in [(checks.account_id(), slug(SLUG)), (owner, slug("nowhere"))] {
        let found = organizations.find_membership(&account, &place).await;
        assert!(found.unwrap().is_none(), "{account} in {place}");
    }
}

pub async fn entitlements_are_set_as_a_whole(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let owner = checks.account("owner@nordlicht.example").await;
    let organization = checks.organization(SLUG, &owner).await;
    checks.organization("werft", &owner).await;
    let custom = Entitlement::parse("coffee_2").unwrap();
    let sets = [
        Entitlements::from_iter([Entitlement::AUDIT, custom, Entitlement::API_KEYS]),
        Entitlements::default(),
    ];
    for entitlements in sets {
        let set = checks.takes_place(at(5), async |change| {
            let entitlements = entitlements.clone();
            let organizations = &checks.stores.organizations;
            organizations
                .set_entitlements(&organization, entitlements, change)
                .await
                .unwrap()
        });
        assert!(set.await);
        let found = find(&checks, SLUG).await;
        assert_eq!(found.expect("it was created").entitlements, entitlements);
        let membership = membership(&checks, &owner).await.expect("they own it");
        assert_eq!(membership.organization.entitlements, entitlements);
    }
    let other = find(&checks, "werft").await;
    let other = other.expect("it was created").entitlements;
    assert_eq!(other, Entitlements::from_iter([Entitlement::SSO]));
    let missing = checks.organization_id();
    let set = checks.is_refused(at(5), async |change| {
        let (organizations, none) = (&checks.stores.organizations, Entitlements::default());
        organizations
            .set_entitlements(&missing, none, change)
            .await
            .unwrap()
    });
    assert!(!set.await);
}

pub async fn a_member_is_added_once(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let owner = checks.account("owner@nordlicht.example").await;
    let member = checks.account("member@nordlicht.example").await;
    let organization = checks.organization(SLUG, &owner).await;
    let add = async |organization: &OrganizationId, account: &AccountId, role, change| {
        let (organizations, roles) = (&checks.stores.organizations, Roles::one(role));
        organizations
            .add_member(organization, account, roles, change)
            .await
            .unwrap()
    };
    let outcome = checks.takes_place(at(5), async |change| {
        add(&organization, &member, Role::ADMIN, change).await
    });
    assert_eq!(outcome.await, MembershipOutcome::Added);
    let outcome = checks.is_refused(at(6), async |change| {
        add(&organization, &member, Role::OWNER, change).await
    });
    assert_eq!(outcome.await, MembershipOutcome::AlreadyMember);
    let found = membership(&checks, &member)
        .await
        .expect("they are a member");
    assert_eq!((found.roles, found.since), (Roles::one(Role::ADMIN), at(5)));
    let (nowhere, nobody) = (checks.organization_id(), checks.account_id());
    for (organization, account) in [(&nowhere, &member), (&organization, &nobody)] {
        let outcome = checks.is_refused(at(7), async |change| {
            add(organization, account, Role::MEMBER, change).await
        });
        assert_eq!(outcome.await, MembershipOutcome::Missing);
    }
}

pub async fn a_members_roles_are_set_as_a_whole(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let (organization, _, member) = team(&checks).await;
    let several = Roles::several([Role::OWNER, Role::MEMBER]).unwrap();
    for roles in [several, Roles::one(Role::ADMIN)] {
        let outcome = checks.takes_place(at(6), async |change| {
            let (organizations, roles) = (&checks.stores.organizations, roles.clone());
            organizations
                .set_member_roles(&organization, &member, roles, change)
                .await
                .unwrap()
        });
        assert_eq!(outcome.await, MemberOutcome::Changed);
        let found = membership(&checks, &member)
            .await
            .expect("they are a member");
        assert_eq!((found.roles, found.since), (roles, at(5)));
    }
}

pub async fn a_removed_member_is_no_member(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let (organization, owner, member) = team(&checks).await;
    let remove = async |change| {
        let organizations = &checks.stores.organizations;
        organizations
            .remove_member(&organization, &member, change)
            .await
            .unwrap()
    };
    assert_eq!(
        checks.takes_place(at(6), remove).await,
        MemberOutcome::Changed
    );
    assert!(membership(&checks, &member).await.is_none());
    assert!(membership(&checks, &owner).await.is_some());
    assert_eq!(
        checks.is_refused(at(7), remove).await,
        MemberOutcome::Missing
    );
}

pub async fn changing_what_is_no_membership_changes_nothing(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let (organization, owner, _) = team(&checks).await;
    let stranger = checks.account("stranger@nordlicht.example").await;
    let (nowhere, nobody) = (checks.organization_id(), checks.account_id());
    let organizations = &checks.stores.organizations;
    for (organization, account) in [
        (&nowhere, &owner),
        (&organization, &nobody),
        (&organization, &stranger),
    ] {
        for role in [Role::OWNER, Role::MEMBER] {
            let set = checks.is_refused(at(6), async |change| {
                let roles = Roles::one(role);
                organizations
                    .set_member_roles(organization, account, roles, change)
                    .await
                    .unwrap()
            });
            assert_eq!(set.await, MemberOutcome::Missing);
        }
        let removed = checks.is_refused(at(6), async |change| {
            organizations
                .remove_member(organization, account, change)
                .await
                .unwrap()
        });
        assert_eq!(removed.await, MemberOutcome::Missing);
    }
}

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

pub async fn a_disabled_account_keeps_its_memberships(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let (_, _, member) = team(&checks).await;
    checks.switch(&member, AccountStatus::Disabled).await;
    checks.switch(&member, AccountStatus::Active).await;
    let mut open_session = checks.open_session(&member, at(10));
    open_session.epoch.0 = 1;
    let opened = checks.open(open_session, at(10)).await;
    let admission = checks
        .accounts()
        .admit(&opened.token, Some(&slug(SLUG)), at(10))
        .await;
    assert!(
        admission
            .unwrap()
            .expect("the session is live")
            .membership
            .is_some()
    );
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

async fn create(checks: &Checks, new: NewOrganization, change: Change) -> OrganizationOutcome {
    let organizations = &checks.stores.organizations;
    organizations
        .create_organization(new, change)
        .await
        .unwrap()
}

async fn find(checks: &Checks, text: &str) -> Option<Organization> {
    let organizations = &checks.stores.organizations;
    organizations.find_organization(&slug(text)).await.unwrap()
}

fn slug(text: &str) -> Slug {
    Slug::parse(text).unwrap()
}
