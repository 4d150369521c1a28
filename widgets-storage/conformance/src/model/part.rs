//! Which methods a sequence calls, and how often.

use super::call::Call;
use super::dice::Dice;
use super::world::World;
use crate::watch::{Boundary, METHODS};

/// What is under test. The other boundaries are not called, so they may be of another kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Part {
    Everything,
    /// Together with organizations, since they are replaced together; likewise the next.
    Accounts,
    Organizations,
    Profile,
    Limits,
    Outbox,
}

/// How many methods a sequence calls most.
const FAVOURITES: usize = 6;

/// What others need to find something; called more often.
const MAKING: [(&str, usize); 14] = [
    ("create_account", 2),
    ("open_session", 4),
    ("renew_session", 2),
    ("begin_challenge", 3),
    ("add_pending_form", 1),
    ("try_challenge", 1),
    ("change_password", 1),
    ("issue_link", 1),
    ("create_organization", 1),
    ("add_member", 2),
    ("save_names", 1),
    ("consume", 1),
    ("claim", 2),
    ("finish", 2),
];

/// Likewise, in sequences with a favourite among them: an account that has a second factor is refused much
/// that others do.
const MAKING_FACTORS: [(&str, usize); 2] = [("add_authenticator", 2), ("begin_sign_in", 2)];

/// What belongs together; favourites of every other sequence.
const THEMES: [&str; 13] = [
    "open_session renew_session take_handover touch_session end_session end_sessions",
    "open_session renew_session forget_devices forget_other_devices",
    "create_account begin_challenge revoke_challenge open_session renew_session",
    "begin_challenge try_challenge resend_challenge set_account_status find_challenge",
    "open_session change_password begin_challenge reset_password credentials",
    "issue_link open_session find_link set_account_status",
    "add_authenticator begin_sign_in try_sign_in end_sign_in open_session make_recovery_codes",
    "add_authenticator begin_sign_in open_session",
    "begin_sign_in open_session distrust_devices distrust_all_devices",
    "add_authenticator begin_factor_reset end_factor_reset complete_factor_reset open_session",
    "add_authenticator rename_authenticator remove_authenticator reseal_authenticator renew_session",
    "create_organization add_member set_member_roles remove_member delete_account",
    "claim finish revive reseal_row sweep",
];

/// What tells of what is there begins so; called at each look.
const READING: [&str; 10] = [
    "admit",
    "credentials",
    "dead",
    "due",
    "find",
    "has",
    "knows",
    "list",
    "sealed",
    "search",
];

/// What takes much away; called less often.
const RARE: [&str; 4] = [
    "delete_account",
    "end_all_sessions",
    "set_account_status",
    "sweep_accounts",
];

/// Puts rows into the outbox whatever there is, where only the outbox is under test.
const APPENDING: &str = "end_sessions";

impl Part {
    pub(super) const fn boundaries(self) -> &'static [Boundary] {
        use Boundary::{Accounts, Limits, Organizations, Outbox, Profile};
        match self {
            Self::Everything => &[Accounts, Organizations, Profile, Limits, Outbox],
            Self::Accounts | Self::Organizations => &[Accounts, Organizations],
            Self::Profile => &[Profile],
            Self::Limits => &[Limits],
            Self::Outbox => &[Outbox],
        }
    }

    /// Whether a method tells of what is there, and changes nothing.
    pub(super) fn reads(method: &str) -> bool {
        READING.iter().any(|word| method.starts_with(word))
    }

    /// The methods under test.
    pub(super) fn methods(self) -> Vec<(Boundary, &'static str)> {
        let own = |(boundary, method): &(Boundary, &str)| {
            // Whether a store that is ready has problems is asked once.
            self.boundaries().contains(boundary) && *method != "problems"
        };
        METHODS.iter().copied().filter(own).collect()
    }
}

impl World {
    /// Chooses the methods that this sequence calls most. Sequences that differ in what they call
    /// meet more than sequences that call a little of everything ("swarm testing", Groce et al.,
    /// 2012). A round of sequences has every method that writes among its favourites once; those that read
    /// are called at each look.
    pub(super) fn choose(&mut self, part: Part, seed: u64) {
        let methods = part.methods().into_iter();
        self.methods = methods.map(|(_, method)| method).collect();
        let writing = self.methods.iter().copied().filter(|own| !Part::reads(own));
        let mut shuffled: Vec<_> = writing.collect();
        let parts = u64::try_from(shuffled.len().div_ceil(FAVOURITES)).unwrap();
        Dice::new(seed / 2 / parts).shuffle(&mut shuffled);
        let chosen = usize::try_from(seed / 2 % parts).unwrap();
        let mut chunks = shuffled.chunks(FAVOURITES);
        self.favourites = chunks.nth(chosen).unwrap_or_default().to_vec();
        if seed.is_multiple_of(2) {
            let theme = usize::try_from(seed / 2).unwrap() % THEMES.len();
            let theme = THEMES[theme].split_whitespace();
            let theme: Vec<_> = theme.filter(|own| self.methods.contains(own)).collect();
            if !theme.is_empty() {
                self.favourites = theme;
            }
        }
        let factors = MAKING_FACTORS.into_iter();
        let is_favourite = |(name, _): &(&str, _)| self.favourites.contains(name);
        let factors = factors.filter(|_| MAKING_FACTORS.iter().any(is_favourite));
        let making = MAKING.into_iter().chain(factors);
        let making = making.flat_map(|(name, times)| std::iter::repeat_n(name, times));
        self.making = making.filter(|name| self.methods.contains(name)).collect();
        if part == Part::Outbox {
            self.making.extend([APPENDING; 3]);
        }
    }

    /// Any call; often one of the method before, since some rules count.
    pub(super) fn any(&mut self) -> Call {
        if let Some(method) = self.before.filter(|_| self.dice.one_in(4)) {
            return self.call_of(method);
        }
        let methods = match self.dice.below(10) {
            0..=2 => &self.making,
            3..=8 => &self.favourites,
            _ => &self.methods,
        };
        let some = if methods.is_empty() {
            &self.methods
        } else {
            methods
        };
        let method = self.dice.pick(some);
        if RARE.contains(&method) && self.dice.one_in(2) {
            return self.any();
        }
        self.before = Some(method);
        self.call_of(method)
    }

    /// Two calls of each method that reads, of which one aims as often at what no longer works, and the
    /// audit trail.
    pub(super) fn look(&mut self) -> Vec<Call> {
        let methods = self.methods.iter().copied();
        let methods: Vec<_> = methods.filter(|own| Part::reads(own)).collect();
        let mut calls = Vec::new();
        for anything in [false, true] {
            self.dice.anything = anything;
            calls.extend(methods.iter().map(|own| self.call_of(own)));
        }
        self.dice.anything = false;
        if self.methods.contains(&"credentials") {
            calls.extend(self.latest_browsers());
            calls.extend(self.browsers_of_latest());
        }
        calls.push(self.trail());
        calls
    }
}
