//! Writes to organizations and their members.

use widgets_core::entitlement::Entitlements;
use widgets_core::role::{Role, Roles};

use super::fault_rig::FaultRig;

pub(crate) async fn try_all(fault_rig: &FaultRig) {
    let checks = &fault_rig.checks;
    let organizations = &checks.stores.organizations;
    let account = checks.account("owner@werft.example").await;
    let second = checks.account("second@werft.example").await;
    let organization = checks.organization("nordlicht", &account).await;
    let new = checks.new_organization("werft", &account);
    fault_rig
        .all_or_nothing(4, async |change| {
            let new = new.clone();
            organizations
                .create_organization(new, change)
                .await
                .map(drop)
        })
        .await;
    fault_rig
        .all_or_nothing(1, async |change| {
            let none = Entitlements::default();
            organizations
                .set_entitlements(&organization, none, change)
                .await
                .map(drop)
        })
        .await;
    fault_rig
        .all_or_nothing(4, async |change| {
            let roles = Roles::one(Role::OWNER);
            organizations
                .add_member(&organization, &second, roles, change)
                .await
                .map(drop)
        })
        .await;
    fault_rig
        .all_or_nothing(6, async |change| {
            let roles = Roles::several([Role::ADMIN, Role::MEMBER]).unwrap();
            organizations
                .set_member_roles(&organization, &second, roles, change)
                .await
                .map(drop)
        })
        .await;
    fault_rig
        .all_or_nothing(5, async |change| {
            organizations
                .remove_member(&organization, &second, change)
                .await
                .map(drop)
        })
        .await;
}
