//! Entitlements: features of an organization, usually set by its plan.

use std::borrow::Cow;
use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use super::word::is_word;

/// A feature that is enabled per organization, such as `sso`.
///
/// Hosts declare their own with [`Entitlement::new`].
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct Entitlement(Cow<'static, str>);

impl Entitlement {
    /// Single sign-on.
    pub const SSO: Self = Self::new("sso");
    /// Directory provisioning.
    pub const DIRECTORY: Self = Self::new("directory");
    /// Verified domains.
    pub const DOMAINS: Self = Self::new("domains");
    /// A session policy of its own.
    pub const SESSION_POLICY: Self = Self::new("session_policy");
    /// Roles of its own.
    pub const ROLES: Self = Self::new("roles");
    /// API keys.
    pub const API_KEYS: Self = Self::new("api_keys");
    /// The audit trail.
    pub const AUDIT: Self = Self::new("audit");
    /// Its own logo and colour.
    pub const BRANDING: Self = Self::new("branding");

    /// The entitlements declared by the library.
    pub const BUILT_IN: &'static [Self] = &[
        Self::SSO,
        Self::DIRECTORY,
        Self::DOMAINS,
        Self::SESSION_POLICY,
        Self::ROLES,
        Self::API_KEYS,
        Self::AUDIT,
        Self::BRANDING,
    ];

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

    /// The entitlement as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
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
