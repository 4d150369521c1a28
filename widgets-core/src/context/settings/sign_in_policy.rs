//! Which proofs sign somebody in, and what stands in for one.

use std::time::Duration;

use crate::types::records::records;
use crate::types::rules::broken;

/// One day.
const DAY: Duration = Duration::from_hours(24);

records! {
    /// What it takes to sign in.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct SignInPolicy {
        /// For how many days somebody may have their browser trusted when they give a second factor: until
        /// then, a first proof in it signs them in. 30 by default, at most [`Self::MOST_DAYS`]; with 0
        /// nobody is offered that, and no browser is trusted that was before.
        pub trust_days: u32 = 30,
    }
}

impl SignInPolicy {
    /// The most days for which a browser can be trusted.
    pub const MOST_DAYS: u32 = 90;

    /// For how long a browser is trusted; `None` if none is.
    pub(crate) fn trusts_for(&self) -> Option<Duration> {
        (self.trust_days > 0).then(|| DAY * self.trust_days)
    }

    /// Invalid settings, each as a sentence telling the host what to change.
    pub(crate) fn problems(&self) -> Vec<String> {
        broken([(
            self.trust_days > Self::MOST_DAYS,
            "sign_in_policy: browsers are trusted for 90 days at most: lower trust_days",
        )])
    }
}
