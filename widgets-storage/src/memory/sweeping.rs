//! Removing what no longer has any effect.

use std::collections::BTreeMap;

use widgets_core::clock::Timestamp;

use super::MemoryStores;

impl MemoryStores {
    pub(super) fn sweep(&self, at: Timestamp, events_before: Option<Timestamp>, limit: u32) -> u64 {
        let mut state = self.state();
        let mut room = u64::from(limit);
        sweep(&mut state.sessions, &mut room, |(_, own)| !own.is_live(at));
        sweep(&mut state.links, &mut room, |own| own.expires_at <= at);
        sweep(&mut state.challenges, &mut room, |own| {
            own.challenge.expires_at <= at
        });
        sweep(&mut state.devices, &mut room, |expires_at| {
            *expires_at <= at
        });
        sweep(&mut state.forms, &mut room, |(_, expires_at)| {
            *expires_at <= at
        });
        if let Some(before) = events_before {
            // Their ids stay known, so that none is ever used again.
            state.events.retain(|event| {
                let goes = room > 0 && event.at < before;
                room -= u64::from(goes);
                !goes
            });
        }
        u64::from(limit) - room
    }
}

/// Removes what is past, as far as there is room.
fn sweep<K: Ord, V>(rows: &mut BTreeMap<K, V>, room: &mut u64, is_past: impl Fn(&V) -> bool) {
    rows.retain(|_, row| {
        let goes = *room > 0 && is_past(row);
        *room -= u64::from(goes);
        !goes
    });
}
