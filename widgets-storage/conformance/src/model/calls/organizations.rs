//! Calls of `OrganizationStore`.

use widgets_core::entitlement::{Entitlement, Entitlements};
use widgets_core::id::OrganizationId;
use widgets_core::role::{Role, Roles};
use widgets_core::stores::{NewOrganization, Organization};

use super::{Call, World, call, calls};

impl World {
    pub(super) fn organization_call(&mut self, method: &str) -> Option<Call> {
        calls! { self, method;
            organizations.create_organization(new, change):
                new = self.new_organization(), change = self.change();
            organizations.find_organization(&slug): slug = self.slug();
            organizations.find_membership(&account, &slug):
                account = self.account(), slug = self.slug();
            organizations.set_entitlements(&place, entitlements, change):
                place = self.organization(),
                entitlements = self.entitlements(), change = self.change();
            organizations.add_member(&place, &account, roles, change):
                place and account = self.member(false), roles = self.roles(), change = self.change();
            organizations.set_member_roles(&place, &account, roles, change):
                place and account = self.member(true), roles = self.roles(), change = self.change();
            organizations.remove_member(&place, &account, change):
                place and account = self.member(true), change = self.change();
        }
    }

    fn new_organization(&mut self) -> NewOrganization {
        let (id, slug) = (OrganizationId::parse(self.name()).unwrap(), self.slug());
        self.organizations.push((id.clone(), slug.clone()));
        let names = ["Nordlicht & Söhne", "Werft '1' \"☕\""];
        let name = self.dice.pick(&names).to_owned();
        let new = Organization::new(id, slug, name, self.entitlements());
        NewOrganization::new(new, self.account())
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
