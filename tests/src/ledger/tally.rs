//! What a count came to.

use std::fmt;

/// What the count of a ledger came to.
#[derive(Debug, Clone)]
pub struct Tally {
    /// Attempts that were told done.
    pub done: usize,
    /// Attempts that were left open.
    pub unknown: usize,
    /// Mails in the outbox, one for each fact with which one goes.
    pub mails: usize,
    /// Everything that is not as it must be: facts told done that the store does not know begin with
    /// `lost`, those that it knows more than once with `doubled`.
    pub wrongs: Vec<String>,
}

impl Tally {
    /// Demands that nothing is lost, doubled, halved or otherwise wrong, and that the ledger saw
    /// enough to say so.
    pub fn assert_whole(&self, least_done: usize, least_unknown: usize) {
        assert!(self.wrongs.is_empty(), "{self}\n{}", self.wrongs.join("\n"));
        assert!(self.done >= least_done, "too few to say anything: {self}");
        let seen = self.unknown >= least_unknown;
        assert!(seen, "nothing was ever left open: {self}");
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (done, unknown, mails) = (self.done, self.unknown, self.mails);
        write!(f, "{done} done, {unknown} unknown, {mails} mails, ")?;
        write!(f, "{} wrong", self.wrongs.len())
    }
}
