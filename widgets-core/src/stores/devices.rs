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
        /// Until when the account trusts it: who signs in with it is not asked for a second factor. `None`
        /// if it does not. Told by stores alone: [`OpenSession`](super::OpenSession) says what is trusted.
        pub trusted_until: Option<Timestamp> = None,
    }

    /// Which of the browsers an account knows, and in which order.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct DeviceFilter {
        /// How the name of the browser or of the system begins, whatever the case of ASCII letters; empty
        /// for all.
        pub search: String = String::new(),
        /// Only phones and tablets, or only others.
        pub handheld: Option<bool> = None,
        /// Only those that the account trusts.
        pub trusted: bool = false,
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
///
/// An account trusts one of them from a sign-in with a second factor on, until the moment that was chosen
/// then, and for as long as the account stays at the epoch of that sign-in: whatever raises the epoch (a
/// changed password or second factor, a reset) ends all trust in the same write.
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

    /// Ends the trust in those of the selected browsers that this account trusts at the time of the change;
    /// they stay known. Missing, without a change, if it trusts none of them.
    async fn distrust_devices(
        &self,
        account: &AccountId,
        selected: &Selected<DeviceId>,
        change: Change,
    ) -> StoreResult<EndOutcome>;

    /// Ends the trust in all browsers of this account, and returns how many it trusted at the time of the
    /// change. The change is appended even if there were none.
    async fn distrust_all_devices(&self, account: &AccountId, change: Change) -> StoreResult<u64>;
}
