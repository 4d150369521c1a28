//! Calls of `DeviceStore`, and the browsers that calls make known.

use std::collections::BTreeSet;

use widgets_core::crypto::TokenHash;
use widgets_core::form::Choices as _;
use widgets_core::id::{AccountId, DeviceId};
use widgets_core::stores::*;

use super::{Call, World, call, calls};
use crate::model::world::told;

impl World {
    pub(super) fn device_call(&mut self, method: &str) -> Option<Call> {
        calls! { self, method;
            accounts.list_devices(&account, &filter, &page, now):
                account = self.knowing_account(), filter = self.device_filter(),
                page = self.device_page(&account, &filter), now = self.now();
            accounts.find_devices(&account, &selected, now):
                account and selected = self.selected(), now = self.now();
            accounts.forget_devices(&account, &selected, change):
                account and selected = self.selected(), change = self.change();
            accounts.forget_other_devices(&account, keep.as_ref(), change):
                account and keep = self.kept_device(), change = self.change();
            accounts.distrust_devices(&account, &selected, change):
                account and selected = self.selected_trusted(), change = self.change();
            accounts.distrust_all_devices(&account, change):
                account = self.trusting_account(), change = self.change();
        }
    }

    /// Asks for all browsers of the accounts that knew one of late.
    pub(in crate::model) fn browsers_of_latest(&mut self) -> Vec<Call> {
        let latest = self.devices.iter().rev().take(6).map(|own| own.0.clone());
        let latest: BTreeSet<AccountId> = latest.collect();
        let calls = latest.into_iter().map(|account| {
            call!(self, accounts.list_devices(&account, &filter, &page, now);
                account = account, filter = DeviceFilter::default(),
                page = PageRequest::new(None, 100), now = self.now())
        });
        calls.collect()
    }

    /// An account that knows a browser, or any.
    fn knowing_account(&mut self) -> AccountId {
        self.device_until_its_end().0
    }

    fn device_until_its_end(&mut self) -> (AccountId, TokenHash) {
        let (account, token, end) = self.device();
        self.come_to(&[end], 8);
        (account, token)
    }

    fn device_filter(&mut self) -> DeviceFilter {
        let searches = ["", "", "", "FIRE", "firefox", "mac", "s", "x"];
        let handheld = self.dice.one_in(3).then(|| self.dice.one_in(2));
        let sorted = Sorted::new(self.dice.pick(DeviceOrder::ALL), self.dice.one_in(2));
        DeviceFilter::default()
            .search(self.dice.pick(&searches).to_owned())
            .handheld(handheld)
            .trusted(self.dice.one_in(4))
            .sorted(sorted)
    }

    /// Mostly from a browser of the account on.
    fn device_page(
        &mut self,
        account: &AccountId,
        filter: &DeviceFilter,
    ) -> PageRequest<DevicePosition> {
        let known = self.known_devices(account);
        let some = (!known.is_empty()).then(|| self.dice.pick(&known));
        let after = some.map(|own| own.position(filter.sorted.by));
        let page = self.page(|_| ());
        let has_more = known.len() > 1 && self.dice.one_in(2);
        let limit = if has_more { 1 } else { page.limit };
        PageRequest::new(after.filter(|_| page.after.is_some()), limit)
    }

    pub(super) fn known_devices(&mut self, account: &AccountId) -> Vec<Device> {
        let (all, page) = (DeviceFilter::default(), PageRequest::new(None, 100));
        let accounts = &self.model.accounts;
        told(accounts.list_devices(account, &all, &page, self.just_before())).rows
    }

    /// Some browsers of an account, and sometimes what is none of its own.
    fn selected(&mut self) -> (AccountId, Selected<DeviceId>) {
        let account = self.knowing_account();
        let mut known = self.known_devices(&account);
        self.dice.shuffle(&mut known);
        let mut ids: Vec<DeviceId> = known.into_iter().map(|own| own.id).collect();
        ids.truncate(self.dice.below(4));
        if self.dice.one_in(3) {
            let other = self.account();
            ids.extend(self.known_devices(&other).into_iter().map(|own| own.id));
        }
        if self.dice.one_in(4) {
            ids.push(DeviceId::parse("none").unwrap());
        }
        let other = self.dice.one_in(4).then(|| self.account());
        (other.unwrap_or(account), Selected::new(ids))
    }

    /// Likewise, with one that is trusted if there is one.
    fn selected_trusted(&mut self) -> (AccountId, Selected<DeviceId>) {
        let trusted = self.some_trusted();
        let trusted = trusted.map(|(account, own)| (account, Selected::new([own.id])));
        let some = trusted.filter(|_| !self.dice.one_in(4));
        some.unwrap_or_else(|| self.selected())
    }

    /// An account that trusts a browser, if there is one, or any.
    fn trusting_account(&mut self) -> AccountId {
        let trusted = self.some_trusted().map(|(account, _)| account);
        let some = trusted.filter(|_| !self.dice.one_in(4));
        some.unwrap_or_else(|| self.knowing_account())
    }

    /// A browser to sign in with instead of a second factor, sometimes at its very end.
    pub(super) fn trusted_device(&mut self) -> Option<(AccountId, TokenHash)> {
        let (account, own) = self.some_trusted()?;
        let ends = [own.trusted_until.unwrap_or(own.expires_at), own.expires_at];
        self.come_to(&ends, 8);
        Some((account, self.shown(own.token)))
    }

    pub(super) fn trusts(&mut self, account: &AccountId) -> bool {
        let known = self.known_devices(account);
        known.iter().any(|own| own.trusted_until.is_some())
    }

    /// The latest browser that is trusted, and whose it is.
    fn some_trusted(&mut self) -> Option<(AccountId, Device)> {
        let latest: Vec<AccountId> = self.trusted.iter().rev().take(30).cloned().collect();
        latest.into_iter().find_map(|account| {
            let mut known = self.known_devices(&account).into_iter();
            let own = known.find(|own| own.trusted_until.is_some())?;
            Some((account, own))
        })
    }

    fn kept_device(&mut self) -> (AccountId, Option<TokenHash>) {
        let (account, token) = self.device_until_its_end();
        (account, self.maybe(|_| token))
    }
}
