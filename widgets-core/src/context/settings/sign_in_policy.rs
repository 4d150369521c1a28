//! Which proofs sign somebody in, and what stands in for one.

use std::time::Duration;

use super::support::Support;
use crate::stores::SignInMethod;
use crate::types::rules::broken;

/// One day.
const DAY: Duration = Duration::from_hours(24);

/// What it takes to sign in. Pass it to
/// [`WidgetsBuilder::sign_in_policy`](crate::WidgetsBuilder::sign_in_policy), which says what a policy must
/// not be.
///
/// ```
/// use widgets_core::{SignInPolicy, stores::SignInMethod};
///
/// // By password, then by an app; an app can be lost, so a mailed code does as well.
/// let policy = SignInPolicy::default()
///     .first([SignInMethod::PASSWORD])
///     .second([
///         SignInMethod::AUTHENTICATOR,
///         SignInMethod::RECOVERY_CODE,
///         SignInMethod::EMAIL,
///     ])
///     .trust_days(14);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct SignInPolicy {
    first: Option<Vec<SignInMethod>>,
    second: Option<Vec<SignInMethod>>,
    trust_days: u32,
    reset_delay: Duration,
    support: Option<Support>,
}

impl Default for SignInPolicy {
    /// Every proof that is registered opens a session; every second factor counts but a mailed code;
    /// browsers are trusted for 30 days; a reset of second factors waits for a day.
    fn default() -> Self {
        Self {
            first: None,
            second: None,
            trust_days: 30,
            reset_delay: DAY,
            support: None,
        }
    }
}

impl SignInPolicy {
    /// The most days for which a browser can be trusted.
    pub const MOST_DAYS: u32 = 90;
    /// The longest delay of a reset of second factors.
    pub const LONGEST_DELAY: Duration = Duration::from_hours(30 * 24);

    /// The proofs that may open a session on the sign-in page; no other does. Signing up, links of the
    /// host's back end and impersonation are decided elsewhere.
    pub fn first(mut self, methods: impl IntoIterator<Item = SignInMethod>) -> Self {
        self.first = Some(methods.into_iter().collect());
        self
    }

    /// The proofs that count as second factors where an account has one; no other does. A mailed code
    /// ([`SignInMethod::EMAIL`]) counts only if it is named here, and never beside a first proof that was
    /// mailed, or a password that was last set by way of the mailbox: both would prove the same mailbox.
    ///
    /// An account whose only second factors are none of these cannot sign in until they are
    /// [reset](crate::admin::ManageUsers::reset_second_factors).
    pub fn second(mut self, methods: impl IntoIterator<Item = SignInMethod>) -> Self {
        self.second = Some(methods.into_iter().collect());
        self
    }

    /// For how many days somebody may have their browser trusted when they give a second factor: until
    /// then, a first proof in it signs them in. 30 by default, at most [`Self::MOST_DAYS`]; with 0 nobody
    /// is offered that, and no browser is trusted that was before.
    pub const fn trust_days(mut self, days: u32) -> Self {
        self.trust_days = days;
        self
    }

    /// How long a reset of second factors waits, so that the person can call it off. A day by default, at
    /// most [`Self::LONGEST_DELAY`].
    pub const fn reset_delay(mut self, delay: Duration) -> Self {
        self.reset_delay = delay;
        self
    }

    /// What people are told at the second step who have none of their second factors any more.
    pub fn support(mut self, support: Support) -> Self {
        self.support = Some(support);
        self
    }

    /// For how many days a browser can be trusted; `None` if none can.
    pub(crate) fn trusts_for_days(&self) -> Option<u32> {
        Some(self.trust_days).filter(|days| *days > 0)
    }

    /// For how long a browser is trusted; `None` if none is.
    pub(crate) fn trusts_for(&self) -> Option<Duration> {
        self.trusts_for_days().map(|days| DAY * days)
    }

    pub(crate) const fn delay(&self) -> Duration {
        self.reset_delay
    }

    pub(crate) const fn told(&self) -> Option<&Support> {
        self.support.as_ref()
    }

    /// Whether a proof by that method opens a session. What the host's own code opens is its decision.
    pub(crate) fn opens(&self, method: &SignInMethod) -> bool {
        const OF_THE_HOST: [SignInMethod; 3] = [
            SignInMethod::LINK,
            SignInMethod::IMPERSONATION,
            SignInMethod::HOST,
        ];
        let named = self.first.as_ref().is_none_or(|own| own.contains(method));
        named || OF_THE_HOST.contains(method)
    }

    /// Whether a proof by that method counts as a second factor at all.
    pub(crate) fn counts(&self, method: &SignInMethod) -> bool {
        match &self.second {
            Some(own) => own.contains(method),
            None => *method != SignInMethod::EMAIL,
        }
    }

    /// Whether it counts beside that first proof: one mailbox never counts twice. A link of the host's
    /// back end may have been mailed.
    pub(crate) fn counts_beside(&self, method: &SignInMethod, first: &SignInMethod) -> bool {
        let mailed = [SignInMethod::EMAIL, SignInMethod::LINK].contains(first);
        self.counts(method) && !(mailed && *method == SignInMethod::EMAIL)
    }

    /// Invalid settings, each as a sentence telling the host what to change. `opening` and `counting` are
    /// what the mounted widgets register.
    pub(crate) fn problems(
        &self,
        opening: &[&SignInMethod],
        counting: &[&SignInMethod],
    ) -> Vec<String> {
        let stand_ins = [SignInMethod::RECOVERY_CODE, SignInMethod::EMAIL];
        let first = self.first.as_deref();
        let second = self.second.as_deref();
        let only = |own: Option<&[SignInMethod]>, among: &[SignInMethod]| {
            own.is_some_and(|own| !own.is_empty() && own.iter().all(|own| among.contains(own)))
        };
        let mut problems = broken([
            (
                self.trust_days > Self::MOST_DAYS,
                "sign_in_policy: browsers are trusted for 90 days at most: lower trust_days",
            ),
            (
                self.reset_delay > Self::LONGEST_DELAY,
                "sign_in_policy: a reset of second factors waits for 30 days at most: lower reset_delay",
            ),
            (
                first.is_some_and(<[_]>::is_empty),
                "sign_in_policy: nobody could sign in: name at least one proof in first(..)",
            ),
            (
                second.is_some_and(<[_]>::is_empty),
                "sign_in_policy: nobody who has a second factor could sign in: name at least one in \
                 second(..)",
            ),
            (
                only(second, &stand_ins),
                "sign_in_policy: recovery codes and mailed codes stand in for another second factor: \
                 name one that they stand in for, such as SignInMethod::AUTHENTICATOR",
            ),
            (
                only(first, &[SignInMethod::EMAIL])
                    && second.is_some_and(|own| own.contains(&SignInMethod::EMAIL)),
                "sign_in_policy: a mailed code never counts beside a mailed code: leave \
                 SignInMethod::EMAIL out of second(..), or name another proof in first(..)",
            ),
        ]);
        problems.extend(unknown("first", "opens a session", first, opening));
        problems.extend(unknown("second", "is a second factor", second, counting));
        problems
    }
}

/// Methods that no mounted widget registers for that.
fn unknown(
    call: &str,
    what: &str,
    named: Option<&[SignInMethod]>,
    known: &[&SignInMethod],
) -> Vec<String> {
    let known_names: Vec<&str> = known.iter().map(|own| own.as_str()).collect();
    let known_names = known_names.join(", ");
    let named = named.unwrap_or_default().iter();
    let unknown = named.filter(|own| !known.contains(own));
    unknown
        .map(|own| {
            format!("sign_in_policy: no proof named {own} {what}: {call}(..) takes {known_names}")
        })
        .collect()
}
