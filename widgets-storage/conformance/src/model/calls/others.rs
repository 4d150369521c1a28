//! Calls of `ProfileStore` and `LimitStore`.

use std::time::Duration;

use widgets_core::clock::Timestamp;
use widgets_core::locale::Locale;
use widgets_core::name::Name;
use widgets_core::stores::{LimitKey, LimitOutcome, LimitRequest, Names, Preferences, Quota};
use widgets_core::time_zone::ZoneName;

use super::{Call, World, call, calls};

/// What people are called, and what databases have trouble with.
const NAMES: [&str; 8] = [
    "",
    "",
    "Maren",
    "Ænð ☕ 😀",
    "O'Brien \\ \"M\" <b>",
    "$1 %_ -- ;",
    "小龍",
    "محمد",
];

impl World {
    pub(super) fn other_call(&mut self, method: &str) -> Option<Call> {
        calls! { self, method;
            profile.find_profile(&account): account = self.account();
            profile.save_names(&account, names, change):
                account = self.account(), names = self.names(), change = self.change();
            profile.save_preferences(&account, preferences, change):
                account = self.account(),
                preferences = self.preferences(), change = self.change();
            profile.delete_profile(&account, change):
                account = self.account(), change = self.change();
            limits.clear(&keys): keys = self.keys();
            limits.sweep_limits(now, limit): now = Some(self.now()), limit = self.dice.pick(&[0, 1, 100]);
            @consume: self.consume();
        }
    }

    fn names(&mut self) -> Names {
        let longest = "ü".repeat(Name::LONGEST);
        let mut name = || {
            let name = if self.dice.one_in(10) {
                &longest
            } else {
                self.dice.pick(&NAMES)
            };
            Name::parse(name).unwrap()
        };
        Names::default()
            .display_name(name())
            .given_name(name())
            .middle_name(name())
            .family_name(name())
    }

    fn preferences(&mut self) -> Preferences {
        let longest = "x".repeat(ZoneName::LONGEST);
        let zone = self.dice.pick(&[
            "",
            "Europe/Berlin",
            "America/Argentina/Buenos_Aires",
            &longest,
        ]);
        Preferences::default()
            .language(Locale::parse(self.dice.pick(&["", "de", "zh-Hant-TW"])))
            .time_zone(ZoneName::from_stored(zone.to_owned()))
    }

    /// Which of several limits that are used up is told is the store's own affair.
    fn consume(&mut self) -> Call {
        let keys = self.keys().into_iter();
        let requests: Vec<LimitRequest> = keys.map(|key| self.request(key)).collect();
        call!(self, consume |stores| {
                let outcome = stores.limits.consume(&requests, Some(now)).await?;
                Ok(match outcome {
                    LimitOutcome::Limited { .. } if requests.len() > 1 => {
                        LimitOutcome::Limited { wait: Duration::ZERO }
                    }
                    one => one,
                })
            };
            requests = requests, now = self.clock())
    }

    /// Now, or sometimes what a clock tells that is an hour ahead, or when a late request began.
    fn clock(&mut self) -> Timestamp {
        match self.dice.below(16) {
            0 => self.now().plus(Duration::from_secs(3_600)),
            1 => self.now().minus(Duration::from_secs(100)),
            _ => self.now(),
        }
    }

    /// Mostly one quota for everybody, so that some use theirs up; sometimes one as large as can be.
    fn request(&mut self, key: LimitKey) -> LimitRequest {
        if self.dice.one_in(20) {
            let new = LimitKey::new("extreme", &self.name());
            return LimitRequest::new(new, Quota::new(u32::MAX, Duration::MAX));
        }
        let (burst, refill) = self
            .dice
            .pick(&[(2, 10), (2, 10), (2, 10), (1, 60), (3, 1)]);
        let _ = self.ends(&[refill]);
        let quota = Quota::new(burst, Duration::from_secs(refill));
        LimitRequest::new(key, quota)
    }

    /// Some of the keys, in some order.
    fn keys(&mut self) -> Vec<LimitKey> {
        let mut keys = ["a", "b", "c"]
            .map(|key| LimitKey::new("check", key))
            .to_vec();
        keys.rotate_left(self.dice.below(3));
        keys.truncate(self.dice.pick(&[0, 1, 1, 1, 1, 2, 2, 3]));
        keys
    }
}
