//! Entitlements: features of an organization, usually set by its plan.

use std::borrow::Cow;
use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use super::word::{is_word, names};

names! {
    /// A feature that is enabled per organization, such as `sso`.
    ///
    /// Hosts declare their own with [`Entitlement::new`].
    Entitlement {
        /// Single sign-on.
        SSO = "sso";
        /// Directory provisioning.
        DIRECTORY = "directory";
        /// Verified domains.
        DOMAINS = "domains";
        /// A session policy of its own.
        SESSION_POLICY = "session_policy";
        /// Roles of its own.
        ROLES = "roles";
        /// API keys.
        API_KEYS = "api_keys";
        /// The audit trail.
        AUDIT = "audit";
        /// Its own logo and colour.
        BRANDING = "branding";
    }
}

impl Entitlement {
    /// An entitlement of the host: a lower-case word of at most 32 characters. Validated when the
    /// widgets are built.
    #[must_use]
    pub const fn new(text: &'static str) -> Self {
        Self(Cow::Borrowed(text))
    }

    /// Parses an entitlement; `None` if it is not a single lower-case word.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let entitlement = Self(Cow::Owned(text.to_owned()));
        entitlement.is_well_formed().then_some(entitlement)
    }

    pub(crate) fn is_well_formed(&self) -> bool {
        is_word(&self.0)
    }
}

/// The entitlements of an organization.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct Entitlements(BTreeSet<Entitlement>);

impl Entitlements {
    /// Whether `entitlement` is included.
    #[must_use]
    pub fn contains(&self, entitlement: &Entitlement) -> bool {
        self.0.contains(entitlement)
    }

    /// The entitlements in order.
    pub fn iter(&self) -> impl Iterator<Item = &Entitlement> {
        self.0.iter()
    }
}

impl FromIterator<Entitlement> for Entitlements {
    fn from_iter<I: IntoIterator<Item = Entitlement>>(entitlements: I) -> Self {
        Self(entitlements.into_iter().collect())
    }
}
