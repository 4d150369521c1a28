//! Browsers that an account knows.

use async_trait::async_trait;

use super::{
    Change, Checked, EndOutcome, PageRequest, Paged, Position, Selected, Sorted, StoreResult,
};
use crate::crypto::TokenHash;
use crate::types::records::records;
use crate::types::{AccountId, DeviceId, Timestamp};

records! {
    /// A browser that an account knows, since somebody signed in with it.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Device {
        /// Identifier. Stays when the account is signed in to again in the same browser.
        pub id: DeviceId,
        /// Hash of the token in the browser's cookie.
        pub token: TokenHash,
        /// Since when the account knows it.
        pub created_at: Timestamp,
        /// When the account was last signed in to with it.
        pub last_used_at: Timestamp = created_at,
        /// When it is forgotten.
        pub expires_at: Timestamp = created_at,
        /// Name of the browser when it was last used, at most 64 bytes of ASCII; empty if unknown.
        pub browser: String = String::new(),
        /// Name of its system, likewise.
        pub system: String = String::new(),
        /// Whether it is a phone or a tablet.
        pub handheld: bool = false,
    }

    /// Which of the browsers an account knows, and in which order.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct DeviceFilter {
        /// How the name of the browser or of the system begins, whatever the case of ASCII letters; empty
        /// for all.
        pub search: String = String::new(),
        /// Only phones and tablets, or only others.
        pub handheld: Option<bool> = None,
        /// The order.
        pub sorted: Sorted<DeviceOrder> = Sorted::default(),
    }
}

crate::choices! {
    /// What known browsers are ordered by; usually the latest first.
    #[non_exhaustive]
    pub enum DeviceOrder {
        /// [`Device::last_used_at`].
        LastUsed = "last_used",
        /// [`Device::created_at`].
        Created = "created",
    }
}

/// The place of a known browser in the list.
pub type DevicePosition = Position<Timestamp, DeviceId>;

impl Device {
    /// Its place in the list.
    #[must_use]
    pub fn position(&self, by: DeviceOrder) -> DevicePosition {
        let key = match by {
            DeviceOrder::LastUsed => self.last_used_at,
            DeviceOrder::Created => self.created_at,
        };
        Position::new(key, self.id.clone())
    }
}

/// Browsers that an account knows. They are added when a session is
/// [opened](super::CredentialStore::open_session) or renewed.
#[async_trait]
pub trait DeviceStore: Checked {
    /// A page of the browsers that this account knows at `at`.
    async fn list_devices(
        &self,
        account: &AccountId,
        filter: &DeviceFilter,
        page: &PageRequest<DevicePosition>,
        at: Timestamp,
    ) -> StoreResult<Paged<Device, DevicePosition>>;

    /// Those of the selected browsers that this account knows at `at`, ordered by id.
    async fn find_devices(
        &self,
        account: &AccountId,
        selected: &Selected<DeviceId>,
        at: Timestamp,
    ) -> StoreResult<Vec<Device>>;

    /// Forgets those of the selected browsers that this account knows at the time of the change.
    /// Missing, without a change, if it knows none of them.
    async fn forget_devices(
        &self,
        account: &AccountId,
        selected: &Selected<DeviceId>,
        change: Change,
    ) -> StoreResult<EndOutcome>;

    /// Forgets all browsers of this account but `keep`, and returns how many it knew at the time of the
    /// change. The change is appended even if there were none.
    async fn forget_other_devices(
        &self,
        account: &AccountId,
        keep: Option<&TokenHash>,
        change: Change,
    ) -> StoreResult<u64>;
}
