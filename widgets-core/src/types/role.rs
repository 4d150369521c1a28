//! Roles of members, and the permissions that each role grants.
//!
//! A role is a name. What it grants is data in the [`RoleCatalogue`], for built-in roles and those
//! of the host alike.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::permission::Permission;
use super::word::words;

words! {
    /// The name of a set of permissions in an organization, such as `owner`. The
    /// [`RoleCatalogue`] defines the set; a role that is not in it grants nothing.
    Role {
        /// Has every permission, including the host's. An organization always has an owner.
        OWNER = "owner";
        /// Has every permission except [`Permission::DELETE`], unless the host defines it otherwise.
        ADMIN = "admin";
        /// Can view settings and members, unless the host defines it otherwise.
        MEMBER = "member";
    }
}

/// The roles of a member; at least one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct Roles(BTreeSet<Role>);

impl Roles {
    /// A single role.
    #[must_use]
    pub fn one(role: Role) -> Self {
        Self(BTreeSet::from([role]))
    }

    /// Several roles; `None` if the iterator is empty.
    #[must_use]
    pub fn several(roles: impl IntoIterator<Item = Role>) -> Option<Self> {
        let roles: BTreeSet<Role> = roles.into_iter().collect();
        (!roles.is_empty()).then_some(Self(roles))
    }

    /// Whether `role` is included.
    #[must_use]
    pub fn contains(&self, role: &Role) -> bool {
        self.0.contains(role)
    }

    /// The roles in alphabetical order.
    pub fn iter(&self) -> impl Iterator<Item = &Role> {
        self.0.iter()
    }
}

/// The permissions that a role grants.
///
/// ```
/// use widgets_core::Permission;
/// use widgets_core::role::Grants;
///
/// let grants = Grants::from([Permission::MEMBERS_READ]);
/// assert!(grants.contains(&Permission::MEMBERS_READ) && !grants.contains(&Permission::DELETE));
/// assert!(Grants::all_but([Permission::DELETE]).contains(&Permission::new("coffee:brew")));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grants {
    /// Whether `named` is what is excluded.
    all: bool,
    named: BTreeSet<Permission>,
}

impl Grants {
    /// Every permission, including the host's.
    #[must_use]
    pub const fn all() -> Self {
        Self {
            all: true,
            named: BTreeSet::new(),
        }
    }

    /// Every permission except these, including the host's.
    #[must_use]
    pub fn all_but(permissions: impl IntoIterator<Item = Permission>) -> Self {
        Self {
            all: true,
            named: permissions.into_iter().collect(),
        }
    }

    /// These permissions and no other.
    #[must_use]
    pub fn only(permissions: impl IntoIterator<Item = Permission>) -> Self {
        Self {
            all: false,
            named: permissions.into_iter().collect(),
        }
    }

    /// Whether `permission` is granted.
    #[must_use]
    pub fn contains(&self, permission: &Permission) -> bool {
        self.named.contains(permission) != self.all
    }
}

impl<const N: usize> From<[Permission; N]> for Grants {
    fn from(permissions: [Permission; N]) -> Self {
        Self::only(permissions)
    }
}

/// What each role grants: the built-in roles, and those of the host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleCatalogue(BTreeMap<Role, Grants>);

/// The built-in roles with their defaults.
impl Default for RoleCatalogue {
    fn default() -> Self {
        let sees = [Permission::SETTINGS_READ, Permission::MEMBERS_READ];
        Self(BTreeMap::from([
            (Role::OWNER, Grants::all()),
            (Role::ADMIN, Grants::all_but([Permission::DELETE])),
            (Role::MEMBER, Grants::only(sees)),
        ]))
    }
}

impl RoleCatalogue {
    /// Whether any of these roles grants `permission`.
    #[must_use]
    pub fn grants(&self, roles: &Roles, permission: &Permission) -> bool {
        let mut grants = roles.iter().filter_map(|role| self.0.get(role));
        grants.any(|own| own.contains(permission))
    }

    /// Whether `role` is defined.
    #[must_use]
    pub fn contains(&self, role: &Role) -> bool {
        self.0.contains_key(role)
    }

    /// Each role with what it grants, in alphabetical order.
    pub fn iter(&self) -> impl Iterator<Item = (&Role, &Grants)> {
        self.0.iter()
    }

    /// The defaults with the definitions of a host, which declared these permissions. Invalid
    /// definitions are reported in `problems`.
    pub(crate) fn build(
        given: &[(String, Grants)],
        declared: &[Permission],
        problems: &mut Vec<String>,
    ) -> Self {
        let mut catalogue = Self::default();
        let mut seen = BTreeSet::new();
        for (word, grants) in given {
            problems.extend(undeclared(word, grants, declared));
            match Role::parse(word) {
                None => problems.push(format!(
                    "role {word:?} must be 1 to 32 lower-case ASCII letters, digits and underscores"
                )),
                Some(role) if role == Role::OWNER => problems.push(
                    "role owner holds every permission, which a host cannot change: drop the call"
                        .to_owned(),
                ),
                Some(role) if !seen.insert(role.clone()) => {
                    problems.push(format!("role {role} is given twice: drop one of them"));
                }
                Some(role) => {
                    catalogue.0.insert(role, grants.clone());
                }
            }
        }
        catalogue
    }
}

/// Reports permissions of a role that are not declared.
fn undeclared(word: &str, grants: &Grants, declared: &[Permission]) -> Vec<String> {
    let known = |own: &&Permission| !Permission::BUILT_IN.contains(own) && !declared.contains(own);
    let unknown = grants.named.iter().filter(known);
    unknown
        .map(|own| {
            format!("role {word:?} names the permission {own}: declare it with .permissions([..])")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BREW: Permission = Permission::new("coffee:brew");

    fn built(given: &[(&str, Grants)]) -> (RoleCatalogue, Vec<String>) {
        let given = given.iter();
        let given = given.map(|(word, grants)| ((*word).to_owned(), grants.clone()));
        let given: Vec<_> = given.collect();
        let mut problems = Vec::new();
        let catalogue = RoleCatalogue::build(&given, &[BREW], &mut problems);
        (catalogue, problems)
    }

    #[test]
    fn built_in_roles_hold_what_they_say() {
        let catalogue = RoleCatalogue::default();
        let held = |role: Role| {
            let roles = Roles::one(role);
            let all = Permission::BUILT_IN.iter();
            all.filter(|own| catalogue.grants(&roles, own)).count()
        };
        assert_eq!(held(Role::OWNER), Permission::BUILT_IN.len());
        assert_eq!(held(Role::ADMIN), Permission::BUILT_IN.len() - 1);
        assert_eq!(held(Role::MEMBER), 2);
    }

    #[test]
    fn a_host_adds_roles_and_says_what_built_in_ones_grant() {
        let given = [("barista", [BREW].into()), ("member", [].into())];
        let (catalogue, problems) = built(&given);
        assert_eq!(problems, Vec::<String>::new());
        let barista = Role::custom("barista").unwrap();
        let both = Roles::several([barista.clone(), Role::MEMBER]).unwrap();
        assert!(catalogue.grants(&both, &BREW));
        assert!(!catalogue.grants(&both, &Permission::MEMBERS_READ));
        assert!(catalogue.contains(&barista));
        let stranger = Roles::one(Role::custom("stranger").unwrap());
        assert!(!catalogue.grants(&stranger, &BREW));
    }

    #[test]
    fn what_is_wrong_with_a_role_is_told() {
        let brews = || Grants::from([BREW]);
        let [tea, upper] = ["tea:brew", "Tea"].map(Permission::new);
        for (given, told) in [
            (vec![("Barista", brews())], "must be 1 to 32"),
            (vec![("", brews())], "must be 1 to 32"),
            (vec![("barista", brews()), ("barista", brews())], "twice"),
            (vec![("owner", brews())], "every permission"),
            (vec![("barista", [tea].into())], "tea:brew"),
            (vec![("guest", Grants::all_but([upper]))], "Tea"),
        ] {
            let (catalogue, problems) = built(&given);
            assert_eq!(problems.len(), 1, "{problems:?}");
            assert!(problems[0].contains(told), "{problems:?}");
            let owner = Roles::one(Role::OWNER);
            assert!(catalogue.grants(&owner, &Permission::DELETE));
        }
    }
}
