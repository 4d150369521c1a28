//! Races for organizations, their members and their last owner.

use widgets_core::id::{AccountId, OrganizationId};
use widgets_core::role::{Role, Roles};
use widgets_core::stores::MembershipOutcome;

use super::crowd;
use crate::setup::{Checks, assert_one, at};

pub async fn attack_156_one_of_a_crowd_gets_a_slug(checks: Checks) {
    let owner = checks.account("owner@nordlicht.example").await;
    let answers = crowd!(checks, organizations.create_organization(new, change);
        new = checks.new_organization("nordlicht", &owner), change = checks.change(at(5)));
    assert_one(&answers, "Created", "SlugTaken");
}

pub async fn attack_156_one_of_a_crowd_adds_a_member(checks: Checks) {
    let owner = checks.account("owner@nordlicht.example").await;
    let member = checks.account("member@nordlicht.example").await;
    let organization = checks.organization("nordlicht", &owner).await;
    let answers = crowd!(checks, organizations.add_member(&place, &member, roles, change);
        place = organization.clone(), member = member.clone(),
        roles = Roles::one(Role::MEMBER), change = checks.change(at(5)));
    assert_one(&answers, "Added", "AlreadyMember");
}

/// What takes an owner away.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Act {
    Remove,
    StepDown,
    Delete,
}

pub async fn two_owners_who_remove_each_other_leave_one(checks: Checks) {
    one_owner_stays(checks, [Act::Remove, Act::Remove]).await;
}

pub async fn two_owners_who_step_down_at_once_leave_one(checks: Checks) {
    one_owner_stays(checks, [Act::StepDown, Act::StepDown]).await;
}

pub async fn leaving_and_stepping_down_at_once_leave_one_owner(checks: Checks) {
    one_owner_stays(checks, [Act::Remove, Act::StepDown]).await;
}

pub async fn two_owners_who_are_deleted_at_once_leave_one(checks: Checks) {
    one_owner_stays(checks, [Act::Delete, Act::Delete]).await;
}

pub async fn deleting_an_owner_and_removing_the_other_leave_one(checks: Checks) {
    one_owner_stays(checks, [Act::Delete, Act::Remove]).await;
}

/// Of two acts that each take one of two owners away, one takes place.
async fn one_owner_stays(checks: Checks, acts: [Act; 2]) {
    let deletes = acts.contains(&Act::Delete);
    let mut owners = two_accounts(&checks, 0).await;
    for round in 0..if deletes { 20 } else { 50 } {
        if deletes && round > 0 {
            owners = two_accounts(&checks, round).await;
        }
        let [one, other] = &owners;
        if deletes {
            // Another organization of both has a third owner, so that all depends on the one below.
            let third = checks
                .account(&format!("third-{round}@nordlicht.example"))
                .await;
            owned(&checks, &format!("shared-{round}"), [&third, one, other]).await;
        }
        let place = owned(&checks, &format!("round-{round}"), [one, other]).await;
        let run = |act: Act, account: &AccountId| {
            tokio::spawn(make(act, checks.clone(), place.clone(), account.clone()))
        };
        let (first, second) = (run(acts[0], one), run(acts[1], other));
        let outcomes = [first.await.unwrap(), second.await.unwrap()];
        let refused = outcomes.iter().filter(|own| *own == "LastOwner").count();
        let done = ["Changed", "Deleted"];
        let made = outcomes
            .iter()
            .filter(|own| done.contains(&own.as_str()))
            .count();
        assert_eq!((refused, made), (1, 1), "{outcomes:?} in round {round}");
    }
}

async fn two_accounts(checks: &Checks, round: usize) -> [AccountId; 2] {
    let [one, other] = ["one", "other"].map(|name| format!("{name}-{round}@nordlicht.example"));
    [checks.account(&one).await, checks.account(&other).await]
}

/// An organization of these owners.
async fn owned<const N: usize>(
    checks: &Checks,
    slug: &str,
    owners: [&AccountId; N],
) -> OrganizationId {
    let organization = checks.organization(slug, owners[0]).await;
    for owner in &owners[1..] {
        let (roles, change) = (Roles::one(Role::OWNER), checks.change(at(5)));
        let organizations = &checks.stores.organizations;
        let added = organizations.add_member(&organization, owner, roles, change);
        assert_eq!(added.await.unwrap(), MembershipOutcome::Added);
    }
    organization
}

async fn make(act: Act, checks: Checks, place: OrganizationId, account: AccountId) -> String {
    let (organizations, change) = (&checks.stores.organizations, checks.change(at(10)));
    let roles = Roles::one(Role::ADMIN);
    match act {
        Act::Delete => {
            let deleted = checks.accounts().delete_account(&account, change).await;
            format!("{:?}", deleted.unwrap())
        }
        Act::Remove => {
            let removed = organizations.remove_member(&place, &account, change).await;
            format!("{:?}", removed.unwrap())
        }
        Act::StepDown => {
            let set = organizations.set_member_roles(&place, &account, roles, change);
            format!("{:?}", set.await.unwrap())
        }
    }
}
