//! Permissions of members.

use std::borrow::Cow;

use super::word::names;

names! {
    /// The right to perform one kind of action in an organization, such as `org:members:read`.
    ///
    /// Hosts declare their own with [`Permission::new`]; roles grant them.
    Permission {
        /// See the organization's settings.
        SETTINGS_READ = "org:settings:read";
        /// Change the organization's settings.
        SETTINGS_MANAGE = "org:settings:manage";
        /// See who is a member.
        MEMBERS_READ = "org:members:read";
        /// Invite people.
        MEMBERS_INVITE = "org:members:invite";
        /// Remove members.
        MEMBERS_REMOVE = "org:members:remove";
        /// Change members' roles.
        MEMBERS_ROLES = "org:members:roles";
        /// See the roles.
        ROLES_READ = "org:roles:read";
        /// Make and change roles.
        ROLES_MANAGE = "org:roles:manage";
        /// See the single sign-on connections.
        SSO_READ = "org:sso:read";
        /// Change the single sign-on connections.
        SSO_MANAGE = "org:sso:manage";
        /// See the directory connection.
        DIRECTORY_READ = "org:directory:read";
        /// Change the directory connection.
        DIRECTORY_MANAGE = "org:directory:manage";
        /// See the domains.
        DOMAINS_READ = "org:domains:read";
        /// Add, verify and remove domains.
        DOMAINS_MANAGE = "org:domains:manage";
        /// See the policies.
        POLICY_READ = "org:policy:read";
        /// Change the policies.
        POLICY_MANAGE = "org:policy:manage";
        /// See the organization's API keys.
        KEYS_READ = "org:keys:read";
        /// Make and revoke the organization's API keys.
        KEYS_MANAGE = "org:keys:manage";
        /// Change the connections the organization shares.
        CONNECTIONS_MANAGE = "org:connections:manage";
        /// Decide which applications members have.
        APPLICATIONS_MANAGE = "org:applications:manage";
        /// Read the audit trail.
        AUDIT_READ = "org:audit:read";
        /// Export the audit trail.
        AUDIT_EXPORT = "org:audit:export";
        /// Delete the organization.
        DELETE = "org:delete";
    }
}

impl Permission {
    /// A permission of the host: lower-case words joined by `:`, such as `coffee:brew`. Validated
    /// when the widgets are built.
    #[must_use]
    pub const fn new(text: &'static str) -> Self {
        Self(Cow::Borrowed(text))
    }

    /// Whether it is two to five lower-case words joined by `:`, at most 64 characters in total.
    pub(crate) fn is_well_formed(&self) -> bool {
        let words: Vec<&str> = self.0.split(':').collect();
        let letter = |byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_');
        let word = |word: &&str| !word.is_empty() && word.bytes().all(letter);
        self.0.len() <= 64 && (2..=5).contains(&words.len()) && words.iter().all(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn permissions_are_words_joined_by_colons() {
        assert!(Permission::BUILT_IN.iter().all(Permission::is_well_formed));
        for bad in [
            "",
            "coffee",
            "Coffee:brew",
            "coffee:",
            "a:b:c:d:e:f",
            "a b:c",
        ] {
            assert!(!Permission::new(bad).is_well_formed(), "{bad}");
        }
    }
}
