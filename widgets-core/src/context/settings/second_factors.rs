//! Who has to have a second factor.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::stores::Account;

type Requires = Arc<dyn Fn(&Account) -> bool + Send + Sync>;

/// Who has to have a second factor. Pass it to
/// [`WidgetsBuilder::second_factors`](crate::WidgetsBuilder::second_factors).
#[derive(Clone, Default, derive_more::Debug)]
#[debug("SecondFactorPolicy(..)")]
#[must_use]
pub struct SecondFactorPolicy {
    requires: Option<Requires>,
}

impl SecondFactorPolicy {
    /// Nobody: everyone may have one.
    pub const fn optional() -> Self {
        Self { requires: None }
    }

    /// Everyone. Whoever has none sets one up after signing in, before anything else.
    pub fn required() -> Self {
        Self::required_for(|_| true)
    }

    /// Those for whom `requires` is true. It is called at each request of a signed-in user, so it must not
    /// block; one that panics requires a second factor.
    pub fn required_for(requires: impl Fn(&Account) -> bool + Send + Sync + 'static) -> Self {
        Self {
            requires: Some(Arc::new(requires)),
        }
    }

    /// Whether the account has to have one.
    pub(crate) fn requires(&self, account: &Account) -> bool {
        let Some(requires) = &self.requires else {
            return false;
        };
        let asked = catch_unwind(AssertUnwindSafe(|| requires(account)));
        asked.unwrap_or_else(|_| {
            tracing::error!("the closure given to SecondFactorPolicy panicked, so one is required");
            true
        })
    }

    pub(crate) const fn is_optional(&self) -> bool {
        self.requires.is_none()
    }
}
