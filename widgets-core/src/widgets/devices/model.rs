//! Inputs, and data of the pages.

use schemars::JsonSchema;
use serde::Serialize;

use crate::crypto::TokenHash;
use crate::http::cursor::Cursor;
use crate::http::list_fields::{Filter, Search};
use crate::http::user_agent::UserAgent;
use crate::stores::{Device, DeviceFilter, DeviceOrder, DevicePosition, Selected, Sorted};
use crate::types::clock::Timestamp;
use crate::types::id::DeviceId;
use crate::{choices, fields};

/// Name of the field with selected browsers.
pub(super) const DEVICE: &str = "device";

choices! {
    /// A kind of device.
    pub(super) enum Kind {
        Computer = "computer",
        Handheld = "handheld",
    }
}

choices! {
    /// Whether a browser is trusted.
    pub(super) enum Trust {
        Trusted = "trusted",
    }
}

fields! {
    /// Which page of the list, of which browsers, in which order.
    pub(super) struct ListFields {
        /// Where the page begins: `next` of the one before it.
        pub(super) after: Cursor<DevicePosition>,
        /// How the name of the browser or of its system begins.
        pub(super) q: Search,
        /// Which kind of device.
        pub(super) kind: Filter<Kind>,
        /// Only those that are trusted.
        pub(super) trust: Filter<Trust>,
        /// The order; the latest first, or last with a `-` before it.
        pub(super) sort: Sorted<DeviceOrder>,
    }
}

impl ListFields {
    pub(super) fn filter(&self) -> DeviceFilter {
        DeviceFilter::default()
            .search(self.q.to_string())
            .handheld(self.kind.chosen().map(|kind| kind == Kind::Handheld))
            .trusted(self.trust.chosen().is_some())
            .sorted(self.sort)
    }
}

fields! {
    /// Some browsers.
    pub(super) struct SelectedFields {
        /// Their identifiers.
        pub(super) device: Selected<DeviceId>,
    }
}

/// Forgets browsers that the account knows.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ForgetDevices {
    /// The browsers, at least one.
    pub devices: Selected<DeviceId>,
}

/// Forgets all browsers that the account knows but the one in use.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct ForgetOtherDevices;

/// Ends the trust in browsers: their next sign-ins ask for the second factor again.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct DistrustDevices {
    /// The browsers, at least one.
    pub devices: Selected<DeviceId>,
}

/// Ends the trust in all browsers, the one in use too.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct DistrustAllDevices;

/// A browser in the list.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "KnownBrowser")]
pub(super) struct Listed {
    pub(super) id: DeviceId,
    /// Whether it is the one in use.
    pub(super) current: bool,
    pub(super) device: UserAgent,
    /// Since when the account knows it.
    pub(super) created_at: Timestamp,
    /// When the account was last signed in to with it.
    pub(super) last_used_at: Timestamp,
    /// When it is forgotten.
    pub(super) expires_at: Timestamp,
    /// Until when it is trusted, so that it is asked for no second factor; `null` if it is not.
    pub(super) trusted_until: Option<Timestamp>,
}

impl Listed {
    pub(super) fn of(own: Device, current: Option<&TokenHash>) -> Self {
        Self {
            id: own.id,
            current: current == Some(&own.token),
            device: UserAgent::stored(own.browser, own.system, own.handheld),
            created_at: own.created_at,
            last_used_at: own.last_used_at,
            expires_at: own.expires_at,
            trusted_until: own.trusted_until,
        }
    }
}

/// A page of the list.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "KnownBrowsers")]
pub(super) struct DeviceList {
    pub(super) devices: Vec<Listed>,
    /// Value of `after` for the next page; `null` on the last.
    pub(super) next: Cursor<DevicePosition>,
    /// What was asked for.
    #[serde(skip)]
    pub(super) asked: ListFields,
}

/// The browsers that are to be forgotten, or no longer trusted.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "SelectedBrowsers")]
pub(super) struct Asked {
    pub(super) devices: Vec<Listed>,
}
