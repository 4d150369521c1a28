//! Removing what no longer has any effect.

use std::collections::BTreeMap;

use widgets_core::clock::Timestamp;

use super::MemoryStores;

impl MemoryStores {
    pub(super) fn sweep(&self, at: Timestamp, events_before: Option<Timestamp>, limit: u32) -> u64 {
        let mut state = self.state();
        let mut budget = u64::from(limit);
        sweep(&mut state.sessions, &mut budget, |(_, own)| {
            !own.is_live(at)
        });
        sweep(&mut state.links, &mut budget, |own| own.expires_at <= at);
        sweep(&mut state.challenges, &mut budget, |own| {
            own.challenge.expires_at <= at
        });
        sweep(&mut state.devices, &mut budget, |expires_at| {
            *expires_at <= at
        });
        sweep(&mut state.forms, &mut budget, |(_, expires_at)| {
            *expires_at <= at
        });
        if let Some(before) = events_before {
            // Their ids stay known, so that none is ever used again.
            state.events.retain(|event| {
                let goes = budget > 0 && event.at < before;
                budget -= u64::from(goes);
                !goes
            });
        }
        u64::from(limit) - budget
    }
}

/// Removes what is past, as far as there is room.
fn sweep<K: Ord, V>(rows: &mut BTreeMap<K, V>, budget: &mut u64, is_past: impl Fn(&V) -> bool) {
    rows.retain(|_, row| {
        let goes = *budget > 0 && is_past(row);
        *budget -= u64::from(goes);
        !goes
    });
}
