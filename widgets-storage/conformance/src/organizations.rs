//! Checks of organizations and their members.

use widgets_core::entitlement::{Entitlement, Entitlements};
use widgets_core::id::{AccountId, OrganizationId};
use widgets_core::permission::{Role, Roles};
use widgets_core::stores::{
    AccountStatus, Change, MemberChange, Membership, MembershipCreation, NewOrganization,
    Organization, OrganizationCreation, Slug,
};

use crate::Fixture;
use crate::bench::{Bench, at};

const SLUG: &str = "nordlicht";

pub async fn a_new_organization_has_its_owner(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let owner = bench.account("owner@nordlicht.example").await;
    let new = bench.new_organization(SLUG, &owner);
    let expected = format!("{:?}", new.organization);
    let outcome = bench.takes_place(at(5), async |change| create(&bench, new, change).await);
    assert_eq!(outcome.await, OrganizationCreation::Created);
    let found = find(&bench, SLUG).await;
    assert_eq!(format!("{:?}", found.expect("it was created")), expected);
    let found = find(&bench, "other").await;
    assert!(found.is_none());
    let membership = membership(&bench, &owner).await.expect("they own it");
    assert_eq!(membership.roles, Roles::one(Role::Owner));
    assert_eq!(membership.since, at(5));
}

pub async fn a_slug_belongs_to_one_organization(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let owner = bench.account("owner@nordlicht.example").await;
    let second = bench.account("second@nordlicht.example").await;
    let first = bench.organization(SLUG, &owner).await;
    let outcome = bench.is_refused(at(5), async |change| {
        let new = bench.new_organization(SLUG, &second);
        create(&bench, new, change).await
    });
    assert_eq!(outcome.await, OrganizationCreation::SlugTaken);
    let found = find(&bench, SLUG).await;
    assert_eq!(found.expect("it was created").id, first);
    assert!(membership(&bench, &second).await.is_none());
}

pub async fn an_organization_needs_an_owner_that_exists(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let outcome = bench.is_refused(at(5), async |change| {
        let new = bench.new_organization(SLUG, &bench.account_id());
        create(&bench, new, change).await
    });
    assert_eq!(outcome.await, OrganizationCreation::OwnerMissing);
    let found = find(&bench, SLUG).await;
    assert!(found.is_none());
}

pub async fn a_membership_of_nobody_or_nothing_is_none(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let owner = bench.account("owner@nordlicht.example").await;
    bench.organization(SLUG, &owner).await;
    let organizations = &bench.stores.organizations;
    for (account, place) in [(bench.account_id(), slug(SLUG)), (owner, slug("nowhere"))] {
        let found = organizations.find_membership(&account, &place).await;
        assert!(found.unwrap().is_none(), "{account} in {place}");
    }
}

pub async fn entitlements_are_set_as_a_whole(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let owner = bench.account("owner@nordlicht.example").await;
    let organization = bench.organization(SLUG, &owner).await;
    bench.organization("werft", &owner).await;
    let custom = Entitlement::parse("coffee_2").unwrap();
    let sets = [
        Entitlements::from_iter([Entitlement::AUDIT, custom, Entitlement::API_KEYS]),
        Entitlements::default(),
    ];
    for entitlements in sets {
        let set = bench.takes_place(at(5), async |change| {
            let entitlements = entitlements.clone();
            let organizations = &bench.stores.organizations;
            organizations
                .set_entitlements(&organization, entitlements, change)
                .await
                .unwrap()
        });
        assert!(set.await);
        let found = find(&bench, SLUG).await;
        assert_eq!(found.expect("it was created").entitlements, entitlements);
        let membership = membership(&bench, &owner).await.expect("they own it");
        assert_eq!(membership.organization.entitlements, entitlements);
    }
    let other = find(&bench, "werft").await;
    let other = other.expect("it was created").entitlements;
    assert_eq!(other, Entitlements::from_iter([Entitlement::SSO]));
    let missing = bench.organization_id();
    let set = bench.is_refused(at(5), async |change| {
        let (organizations, none) = (&bench.stores.organizations, Entitlements::default());
        organizations
            .set_entitlements(&missing, none, change)
            .await
            .unwrap()
    });
    assert!(!set.await);
}

pub async fn a_member_is_added_once(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let owner = bench.account("owner@nordlicht.example").await;
    let member = bench.account("member@nordlicht.example").await;
    let organization = bench.organization(SLUG, &owner).await;
    let add = async |organization: &OrganizationId, account: &AccountId, role, change| {
        let (organizations, roles) = (&bench.stores.organizations, Roles::one(role));
        organizations
            .add_member(organization, account, roles, change)
            .await
            .unwrap()
    };
    let outcome = bench.takes_place(at(5), async |change| {
        add(&organization, &member, Role::Admin, change).await
    });
    assert_eq!(outcome.await, MembershipCreation::Added);
    let outcome = bench.is_refused(at(6), async |change| {
        add(&organization, &member, Role::Owner, change).await
    });
    assert_eq!(outcome.await, MembershipCreation::AlreadyMember);
    let found = membership(&bench, &member)
        .await
        .expect("they are a member");
    assert_eq!((found.roles, found.since), (Roles::one(Role::Admin), at(5)));
    let (nowhere, nobody) = (bench.organization_id(), bench.account_id());
    for (organization, account) in [(&nowhere, &member), (&organization, &nobody)] {
        let outcome = bench.is_refused(at(7), async |change| {
            add(organization, account, Role::Member, change).await
        });
        assert_eq!(outcome.await, MembershipCreation::Missing);
    }
}

pub async fn a_members_roles_are_set_as_a_whole(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let (organization, _, member) = team(&bench).await;
    let several = Roles::several([Role::Owner, Role::Member]).unwrap();
    for roles in [several, Roles::one(Role::Admin)] {
        let outcome = bench.takes_place(at(6), async |change| {
            let (organizations, roles) = (&bench.stores.organizations, roles.clone());
            organizations
                .set_member_roles(&organization, &member, roles, change)
                .await
                .unwrap()
        });
        assert_eq!(outcome.await, MemberChange::Changed);
        let found = membership(&bench, &member)
            .await
            .expect("they are a member");
        assert_eq!((found.roles, found.since), (roles, at(5)));
    }
}

pub async fn a_removed_member_is_no_member(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let (organization, owner, member) = team(&bench).await;
    let remove = async |change| {
        let organizations = &bench.stores.organizations;
        organizations
            .remove_member(&organization, &member, change)
            .await
            .unwrap()
    };
    assert_eq!(
        bench.takes_place(at(6), remove).await,
        MemberChange::Changed
    );
    assert!(membership(&bench, &member).await.is_none());
    assert!(membership(&bench, &owner).await.is_some());
    assert_eq!(bench.is_refused(at(7), remove).await, MemberChange::Missing);
}

pub async fn changing_what_is_no_membership_changes_nothing(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let (organization, owner, _) = team(&bench).await;
    let stranger = bench.account("stranger@nordlicht.example").await;
    let (nowhere, nobody) = (bench.organization_id(), bench.account_id());
    let organizations = &bench.stores.organizations;
    for (organization, account) in [
        (&nowhere, &owner),
        (&organization, &nobody),
        (&organization, &stranger),
    ] {
        for role in [Role::Owner, Role::Member] {
            let set = bench.is_refused(at(6), async |change| {
                let roles = Roles::one(role);
                organizations
                    .set_member_roles(organization, account, roles, change)
                    .await
                    .unwrap()
            });
            assert_eq!(set.await, MemberChange::Missing);
        }
        let removed = bench.is_refused(at(6), async |change| {
            organizations
                .remove_member(organization, account, change)
                .await
                .unwrap()
        });
        assert_eq!(removed.await, MemberChange::Missing);
    }
}

pub async fn the_last_owner_stays(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let (organization, owner, member) = team(&bench).await;
    // Owning another organization does not help this one.
    bench.organization("werft", &member).await;
    let organizations = &bench.stores.organizations;
    let demote = async |change| {
        let roles = Roles::several([Role::Admin, Role::Member]).unwrap();
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
        let roles = Roles::several([Role::Owner, Role::Admin]).unwrap();
        organizations
            .set_member_roles(&organization, account, roles, change)
            .await
            .unwrap()
    };
    assert_eq!(
        bench.is_refused(at(6), demote).await,
        MemberChange::LastOwner
    );
    assert_eq!(
        bench.is_refused(at(6), remove).await,
        MemberChange::LastOwner
    );
    let found = membership(&bench, &owner).await.expect("they own it");
    assert_eq!(found.roles, Roles::one(Role::Owner));
    let outcome = bench.takes_place(at(7), async |change| promote(&owner, change).await);
    assert_eq!(outcome.await, MemberChange::Changed, "they stay an owner");
    let outcome = bench.takes_place(at(7), async |change| promote(&member, change).await);
    assert_eq!(outcome.await, MemberChange::Changed);
    assert_eq!(
        bench.takes_place(at(8), demote).await,
        MemberChange::Changed
    );
    assert_eq!(
        bench.takes_place(at(8), remove).await,
        MemberChange::Changed
    );
    let outcome = bench.is_refused(at(9), async |change| {
        organizations
            .remove_member(&organization, &member, change)
            .await
            .unwrap()
    });
    assert_eq!(outcome.await, MemberChange::LastOwner);
}

pub async fn a_disabled_account_keeps_its_memberships(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let (_, _, member) = team(&bench).await;
    bench.switch(&member, AccountStatus::Disabled).await;
    bench.switch(&member, AccountStatus::Active).await;
    let mut opening = bench.opening(&member, at(10));
    opening.epoch.0 = 1;
    let opened = bench.open(opening, at(10)).await;
    let admission = bench
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
async fn team(bench: &Bench) -> (OrganizationId, AccountId, AccountId) {
    let owner = bench.account("owner@nordlicht.example").await;
    let member = bench.account("member@nordlicht.example").await;
    let organization = bench.organization(SLUG, &owner).await;
    let (organizations, roles) = (&bench.stores.organizations, Roles::one(Role::Member));
    let added = organizations.add_member(&organization, &member, roles, bench.change(at(5)));
    assert_eq!(added.await.unwrap(), MembershipCreation::Added);
    (organization, owner, member)
}

/// The membership, as both ways of asking tell it.
async fn membership(bench: &Bench, account: &AccountId) -> Option<Membership> {
    let organizations = &bench.stores.organizations;
    let found = organizations.find_membership(account, &slug(SLUG)).await;
    let found = found.unwrap();
    let opened = bench.session(account, at(20)).await;
    let admission = bench
        .accounts()
        .admit(&opened.token, Some(&slug(SLUG)), at(20))
        .await;
    let admission = admission.unwrap().expect("the session is live");
    let told = (format!("{found:?}"), format!("{:?}", admission.membership));
    assert_eq!(told.0, told.1, "both ways of asking tell the same");
    found
}

async fn create(bench: &Bench, new: NewOrganization, change: Change) -> OrganizationCreation {
    let organizations = &bench.stores.organizations;
    organizations
        .create_organization(new, change)
        .await
        .unwrap()
}

async fn find(bench: &Bench, text: &str) -> Option<Organization> {
    let organizations = &bench.stores.organizations;
    organizations.find_organization(&slug(text)).await.unwrap()
}

fn slug(text: &str) -> Slug {
    Slug::parse(text).unwrap()
}
