//! Passkeys.

use async_trait::async_trait;
use widgets_core::id::{AccountId, PasskeyId};
use widgets_core::name::Name;
use widgets_core::stores::*;

use super::{MemoryStores, State, Stop};

#[async_trait]
impl PasskeyStore for MemoryStores {
    async fn find_passkey(&self, credential_id: &[u8]) -> StoreResult<Option<OwnedPasskey>> {
        let state = self.state();
        let mut all = state.passkeys.values();
        let found = all.find(|(_, own)| own.credential_id == credential_id);
        Ok(found.and_then(|(account, own)| {
            let stored = &state.accounts.get(account)?.account;
            let (epoch, status) = (stored.epoch, stored.status);
            Some(OwnedPasskey::new(
                account.clone(),
                epoch,
                status,
                own.clone(),
            ))
        }))
    }

    async fn add_passkey(
        &self,
        adding: AddPasskeyWrite,
        change: Change,
    ) -> StoreResult<AddPasskeyOutcome> {
        use AddPasskeyOutcome::{Added, Refused, Taken, TooMany, Unverified};
        self.write(change, |state, _| {
            let (account, new) = (&adding.account, adding.passkey);
            Stop::unless(state.is_at_epoch(account, adding.epoch), Refused)?;
            let stored = state.accounts.get(account);
            let verified = stored.is_some_and(|own| own.verified && own.account.email.is_some());
            Stop::unless(verified, Unverified)?;
            let held = state.passkeys_of(account).len();
            Stop::unless(held < Passkey::MOST as usize, TooMany)?;
            let mut all = state.passkeys.values();
            let taken =
                all.any(|(_, own)| own.id == new.id || own.credential_id == new.credential_id);
            Stop::unless(!taken, Taken)?;
            let row = (account.clone(), new.clone());
            state.passkeys.insert(new.id, row);
            state.factors_changed(account, &adding.others);
            Ok(Added)
        })
    }

    async fn rename_passkey(
        &self,
        account: &AccountId,
        passkey: &PasskeyId,
        name: &Name,
        change: Change,
    ) -> StoreResult<RenameOutcome> {
        self.write(change, |state, _| {
            let held = state.passkeys.get_mut(passkey);
            let own = held.filter(|(owner, _)| owner == account);
            let (_, own) = own.ok_or(Stop::With(RenameOutcome::Missing))?;
            own.name = name.clone();
            Ok(RenameOutcome::Renamed)
        })
    }

    async fn remove_passkey(
        &self,
        removing: RemovePasskeyWrite,
        change: Change,
    ) -> StoreResult<RemovePasskeyOutcome> {
        use RemovePasskeyOutcome::{LastWayIn, Missing, Removed};
        self.write(change, |state, _| {
            let (account, id) = (&removing.account, &removing.passkey);
            let held = state.passkeys.get(id);
            let own = held.is_some_and(|(owner, _)| owner == account);
            Stop::unless(own, Missing)?;
            let keeps = state.keeps_a_way_in(account, &WayIn::Passkey(id), removing.mailed_code);
            Stop::unless(keeps, LastWayIn)?;
            state.passkeys.remove(id);
            state.factors_changed(account, &removing.others);
            Ok(Removed)
        })
    }
}

impl State {
    /// The first that was added first.
    pub(super) fn passkeys_of(&self, account: &AccountId) -> Vec<Passkey> {
        let all = self.passkeys.values();
        let own = all.filter(|(owner, _)| owner == account);
        let mut own: Vec<_> = own.map(|(_, own)| own.clone()).collect();
        own.sort_by(|one, other| (one.created_at, &one.id).cmp(&(other.created_at, &other.id)));
        own
    }

    /// Whether somebody can still sign in to the account without that (never the last way in).
    pub(super) fn keeps_a_way_in(
        &self,
        account: &AccountId,
        without: &WayIn<'_>,
        mailed_code: bool,
    ) -> bool {
        let stored = self.accounts.get(account);
        let has_password = stored.is_some_and(|own| own.password.is_some());
        let is_mailed_to = stored.is_some_and(|own| own.verified);
        let mut passkeys = self.passkeys_of(account).into_iter();
        has_password && !matches!(without, WayIn::Password)
            || mailed_code && is_mailed_to
            || passkeys.any(|own| !matches!(without, WayIn::Passkey(id) if **id == own.id))
    }
}

/// A way to sign in that is to be removed.
pub(super) enum WayIn<'a> {
    Password,
    Passkey(&'a PasskeyId),
}
