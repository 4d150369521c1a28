//! Removing what no longer has any effect.

use std::collections::BTreeMap;

use widgets_core::clock::Timestamp;

use super::State;

impl State {
    /// Sweeps up to so many rows that have ended, and events older than that.
    pub(super) fn sweep(
        &mut self,
        at: Timestamp,
        events_before: Option<Timestamp>,
        limit: u32,
    ) -> u64 {
        let mut budget = u64::from(limit);
        sweep(&mut self.sessions, &mut budget, |(_, own)| !own.is_live(at));
        let sessions = &self.sessions;
        self.session_devices
            .retain(|id, _| sessions.contains_key(id));
        sweep(&mut self.links, &mut budget, |own| own.expires_at <= at);
        sweep(&mut self.challenges, &mut budget, |own| {
            own.challenge.expires_at <= at
        });
        sweep(&mut self.devices, &mut budget, |own| {
            own.device.expires_at <= at
        });
        sweep(&mut self.forms, &mut budget, |(_, end)| *end <= at);
        sweep(&mut self.sign_ins, &mut budget, |own| own.expires_at <= at);
        if let Some(before) = events_before {
            // Their ids stay known, so that none is ever used again.
            self.events.retain(|event| {
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
