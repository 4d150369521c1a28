//! Calls of `OrganizationStore`.

use widgets_core::entitlement::{Entitlement, Entitlements};
use widgets_core::id::OrganizationId;
use widgets_core::role::{Role, Roles};
use widgets_core::stores::{NewOrganization, Organization};

use super::{Call, World, call};

impl World {
    pub(super) fn organization_call(&mut self, method: &str) -> Option<Call> {
        Some(match method {
            "create_organization" => {
                let new = self.new_organization();
                call!(self, organizations.create_organization(new, change);
                    new = new, change = self.change())
            }
            "find_organization" => call!(self, organizations.find_organization(&slug);
                slug = self.slug()),
            "find_membership" => call!(self, organizations.find_membership(&account, &slug);
                account = self.account(), slug = self.slug()),
            "set_entitlements" => {
                call!(self, organizations.set_entitlements(&organization, entitlements, change);
                    organization = self.organization(),
                    entitlements = self.entitlements(),
                    change = self.change())
            }
            "add_member" => {
                let (place, account) = self.member(false);
                call!(self, organizations.add_member(&place, &account, roles, change);
                    place = place,
                    account = account,
                    roles = self.roles(),
                    change = self.change())
            }
            "set_member_roles" => {
                let (place, account) = self.member(true);
                call!(self, organizations.set_member_roles(&place, &account, roles, change);
                    place = place,
                    account = account,
                    roles = self.roles(),
                    change = self.change())
            }
            "remove_member" => {
                let (place, account) = self.member(true);
                call!(self, organizations.remove_member(&place, &account, change);
                    place = place, account = account, change = self.change())
            }
            _ => return None,
        })
    }

    fn new_organization(&mut self) -> NewOrganization {
        let (id, slug) = (OrganizationId::parse(self.name()).unwrap(), self.slug());
        self.organizations.push((id.clone(), slug.clone()));
        NewOrganization::new(
            Organization::new(
                id,
                slug,
                self.dice
                    .pick(&["Nordlicht & Söhne", "Werft '1' \"☕\""])
                    .to_owned(),
                self.entitlements(),
            ),
            self.account(),
        )
    }

    fn entitlements(&mut self) -> Entitlements {
        let custom = Entitlement::parse("coffee_2").unwrap();
        let all = [Entitlement::SSO, custom, Entitlement::API_KEYS];
        let some = all.into_iter().filter(|_| self.dice.one_in(2));
        Entitlements::from_iter(some)
    }

    fn roles(&mut self) -> Roles {
        let several = [
            Roles::one(Role::OWNER),
            Roles::one(Role::OWNER),
            Roles::one(Role::ADMIN),
            Roles::one(Role::MEMBER),
            Roles::several([Role::OWNER, Role::MEMBER]).unwrap(),
            Roles::several([Role::ADMIN, Role::MEMBER]).unwrap(),
        ];
        self.dice.pick(&several)
    }
}
