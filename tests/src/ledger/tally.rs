//! What a count came to.

use std::fmt;

/// What the count of a ledger came to.
#[derive(Debug, Default, Clone)]
pub struct Tally {
    /// Attempts that were told done.
    pub done: usize,
    /// Attempts that were refused.
    pub refused: usize,
    /// Attempts that were left open.
    pub unknown: usize,
    /// How many of those took place.
    pub took_place: usize,
    /// Facts told done that the store does not know.
    pub lost: usize,
    /// Facts that the store knows more than once.
    pub doubled: usize,
    /// Mails in the outbox, one for each fact with which one goes.
    pub mails: usize,
    /// Everything that is not as it must be, those included.
    pub wrongs: Vec<String>,
}

impl Tally {
    /// Demands that nothing is lost, doubled, halved or otherwise wrong, and that the ledger saw
    /// enough to say so.
    pub fn assert_whole(&self, least_done: usize, least_unknown: usize) {
        assert!(self.wrongs.is_empty(), "{self}\n{}", self.wrongs.join("\n"));
        assert!(self.done >= least_done, "too few to say anything: {self}");
        assert!(
            self.unknown >= least_unknown,
            "nothing was ever left open: {self}"
        );
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} done, {} refused, {} unknown ({} of them took place), {} mails; lost {}, doubled {}",
            self.done,
            self.refused,
            self.unknown,
            self.took_place,
            self.mails,
            self.lost,
            self.doubled
        )
    }
}
