//! Browsers that an account knows.

use async_trait::async_trait;
use widgets_core::clock::Timestamp;
use widgets_core::crypto::TokenHash;
use widgets_core::id::{AccountId, DeviceId};
use widgets_core::stores::*;

use super::paging::sorted;
use super::{MemoryStores, State, Stop};

#[async_trait]
impl DeviceStore for MemoryStores {
    async fn list_devices(
        &self,
        account: &AccountId,
        filter: &DeviceFilter,
        page: &PageRequest<DevicePosition>,
        at: Timestamp,
    ) -> StoreResult<Paged<Device, DevicePosition>> {
        let state = self.state();
        let prefix = filter.search.to_ascii_lowercase();
        let begins = |name: &str| name.to_ascii_lowercase().starts_with(&prefix);
        let fits = |own: &&Device| {
            filter.handheld.is_none_or(|kind| kind == own.handheld)
                && (begins(&own.browser) || begins(&own.system))
        };
        let devices = state.known_devices(account, at).filter(fits).cloned();
        let position = |own: &Device| own.position(filter.sorted.by);
        Ok(sorted(
            page,
            filter.sorted.reversed,
            devices.collect(),
            position,
        ))
    }

    async fn find_devices(
        &self,
        account: &AccountId,
        selected: &Selected<DeviceId>,
        at: Timestamp,
    ) -> StoreResult<Vec<Device>> {
        let state = self.state();
        let devices = state.known_devices(account, at);
        let found = devices.filter(|own| selected.contains(&own.id));
        let mut found: Vec<Device> = found.cloned().collect();
        found.sort_by(|one, other| one.id.cmp(&other.id));
        Ok(found)
    }

    async fn forget_devices(
        &self,
        account: &AccountId,
        selected: &Selected<DeviceId>,
        change: Change,
    ) -> StoreResult<EndOutcome> {
        self.write(change, |state, at| {
            let forgotten = |of: &AccountId, own: &Device| {
                of == account && at < own.expires_at && selected.contains(&own.id)
            };
            let mut devices = state.devices.iter();
            let known = devices.any(|((of, _), own)| forgotten(of, &own.device));
            Stop::unless(known, EndOutcome::Missing)?;
            // With the tokens that they had before, which are of the same id.
            state
                .devices
                .retain(|(of, _), own| !forgotten(of, &own.device));
            Ok(EndOutcome::Ended)
        })
    }

    async fn forget_other_devices(
        &self,
        account: &AccountId,
        keep: Option<&TokenHash>,
        change: Change,
    ) -> StoreResult<u64> {
        self.write(change, |state, at| {
            let known = state.known_devices(account, at);
            let forgotten = known.filter(|own| Some(&own.token) != keep).count();
            let stays = |own: &Device| own.expires_at > at && Some(&own.token) == keep;
            state
                .devices
                .retain(|(of, _), own| of != account || stays(&own.device));
            Ok(u64::try_from(forgotten).unwrap_or(u64::MAX))
        })
    }
}

impl State {
    /// What lists show.
    fn known_devices<'a>(
        &'a self,
        account: &'a AccountId,
        at: Timestamp,
    ) -> impl Iterator<Item = &'a Device> {
        let devices = self.devices.iter();
        let own = devices.filter(move |((of, _), own)| {
            of == account && !own.replaced && at < own.device.expires_at
        });
        own.map(|(_, own)| &own.device)
    }
}
