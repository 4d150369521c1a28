//! Forms that could not be let through yet.

use widgets_core::clock::Timestamp;
use widgets_core::crypto::TokenHash;
use widgets_core::stores::{PendingForm, StoreResult};

use super::{MemoryStores, repeated};

impl MemoryStores {
    pub(super) fn keep(&self, form: PendingForm) -> StoreResult<()> {
        let mut state = self.state();
        if state.forms.contains_key(&form.token) {
            return Err(repeated());
        }
        state
            .forms
            .insert(form.token, (form.sealed, form.expires_at));
        Ok(())
    }

    pub(super) fn find_form(&self, token: &TokenHash, at: Timestamp) -> Option<Vec<u8>> {
        let state = self.state();
        let kept = state.forms.get(token);
        kept.filter(|(_, expires_at)| at < *expires_at)
            .map(|(sealed, _)| sealed.clone())
    }

    pub(super) fn drop_form(&self, token: &TokenHash) -> bool {
        self.state().forms.remove(token).is_some()
    }
}
