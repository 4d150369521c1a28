//! What the security check-up calls weak.

use std::time::Duration;

use crate::types::records::records;
use crate::types::rules::broken;

records! {
    /// What the security check-up calls weak, beside what always is. Pass it to
    /// [`WidgetsBuilder::check_up`](crate::WidgetsBuilder::check_up).
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub struct CheckUp {
        /// Age from which on a password is called old; `None` for never. NIST SP 800-63B-4, section
        /// 3.1.1.2, advises against demanding another one for its age alone.
        pub password_age: Option<Duration> as Duration = None => Some(password_age),
        /// Time without use from which on a session is called forgotten. One that expires before by the
        /// [session policy](crate::SessionPolicy) never is.
        pub unused_session: Duration = Duration::from_hours(90 * 24),
    }
}

impl CheckUp {
    /// Invalid settings, each as a sentence telling the host what to change.
    pub(crate) fn problems(&self) -> Vec<String> {
        const DAY: u64 = 24 * 60 * 60;
        let short = |age: Duration| age.as_secs() < DAY;
        broken([(
            self.password_age.is_some_and(short) || short(self.unused_session),
            "check_up: ages are a day or more",
        )])
    }
}
