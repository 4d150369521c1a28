//! Browsers that an account knows.

use async_trait::async_trait;
use widgets_core::clock::Timestamp;
use widgets_core::crypto::TokenHash;
use widgets_core::id::{AccountId, DeviceId};
use widgets_core::stores::*;

use super::paging::sorted;
use super::{KnownDevice, MemoryStores, State, Stop};

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
        let fits = |own: &Device| {
            filter.handheld.is_none_or(|kind| kind == own.handheld)
                && (begins(&own.browser) || begins(&own.system))
                && (!filter.trusted || own.trusted_until.is_some())
        };
        let devices = state.known_devices(account, at).filter(fits);
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
        let mut found: Vec<Device> = found.collect();
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

    async fn distrust_devices(
        &self,
        account: &AccountId,
        selected: &Selected<DeviceId>,
        change: Change,
    ) -> StoreResult<EndOutcome> {
        self.write(change, |state, at| {
            let devices = state.devices.iter().filter(|((of, _), own)| {
                of == account && at < own.device.expires_at && selected.contains(&own.device.id)
            });
            let tokens = devices.map(|((_, token), _)| *token);
            let trusted: Vec<TokenHash> = tokens
                .filter(|token| state.trusts(account, token, at))
                .collect();
            Stop::unless(!trusted.is_empty(), EndOutcome::Missing)?;
            for token in trusted {
                if let Some(own) = state.devices.get_mut(&(account.clone(), token)) {
                    own.trust = None;
                }
            }
            Ok(EndOutcome::Ended)
        })
    }

    async fn distrust_all_devices(&self, account: &AccountId, change: Change) -> StoreResult<u64> {
        self.write(change, |state, at| {
            let known = state.known_devices(account, at);
            let trusted = known.filter(|own| own.trusted_until.is_some()).count();
            state.end_trust(account);
            Ok(u64::try_from(trusted).unwrap_or(u64::MAX))
        })
    }
}

impl State {
    /// What lists show.
    fn known_devices<'a>(
        &'a self,
        account: &'a AccountId,
        at: Timestamp,
    ) -> impl Iterator<Item = Device> + 'a {
        let devices = self.devices.iter();
        let own = devices.filter(move |((of, _), own)| {
            of == account && !own.replaced && at < own.device.expires_at
        });
        own.map(move |(_, own)| {
            let until = self.trusted_until(account, own, at);
            own.device.clone().trusted_until(until)
        })
    }

    fn trusted_until(
        &self,
        account: &AccountId,
        own: &KnownDevice,
        at: Timestamp,
    ) -> Option<Timestamp> {
        let epoch = self.accounts.get(account)?.account.epoch;
        let (until, then) = own.trust?;
        (at < until && then == epoch).then_some(until)
    }

    /// Whether the account trusts the browser with that token.
    pub(super) fn trusts(&self, account: &AccountId, token: &TokenHash, at: Timestamp) -> bool {
        let known = self.devices.get(&(account.clone(), *token));
        let known = known.filter(|own| at < own.device.expires_at);
        known.is_some_and(|own| self.trusted_until(account, own, at).is_some())
    }

    /// From now on, at the epoch at which the account is.
    pub(super) fn trust(&mut self, account: &AccountId, token: &TokenHash, until: Timestamp) {
        let epoch = self.accounts.get(account).map(|own| own.account.epoch);
        if let Some(own) = self.devices.get_mut(&(account.clone(), *token)) {
            own.trust = epoch.map(|epoch| (until, epoch));
        }
    }

    /// In all browsers.
    pub(super) fn end_trust(&mut self, account: &AccountId) {
        let devices = self.devices.iter_mut();
        for (_, own) in devices.filter(|((of, _), _)| of == account) {
            own.trust = None;
        }
    }
}
