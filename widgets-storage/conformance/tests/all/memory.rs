//! The stores in memory.

use widgets_conformance::Fixture;
use widgets_storage::MemoryStores;

widgets_conformance::conformance!(async || Fixture::from(MemoryStores::new()));

/// A host may replace one boundary and check just that, here with names that another system owns.
mod one_boundary {
    use std::sync::Arc;

    use async_trait::async_trait;
    use widgets_conformance::{Fixture, RecordedEvent};
    use widgets_core::id::AccountId;
    use widgets_core::stores::*;
    use widgets_storage::MemoryStores;

    struct Elsewhere;

    #[async_trait]
    impl Checked for Elsewhere {
        async fn problems(&self) -> StoreResult<Vec<String>> {
            Ok(Vec::new())
        }
    }

    #[async_trait]
    impl ProfileStore for Elsewhere {
        async fn find_profile(&self, _: &AccountId) -> StoreResult<Option<Profile>> {
            Ok(None)
        }

        async fn save_names(&self, _: &AccountId, _: Names, _: Change) -> StoreResult<SaveOutcome> {
            Ok(SaveOutcome::ManagedElsewhere)
        }

        async fn save_preferences(
            &self,
            _: &AccountId,
            _: Preferences,
            _: Change,
        ) -> StoreResult<SaveOutcome> {
            Ok(SaveOutcome::ManagedElsewhere)
        }

        async fn delete_profile(&self, _: &AccountId, _: Change) -> StoreResult<SaveOutcome> {
            Ok(SaveOutcome::ManagedElsewhere)
        }
    }

    async fn fixture() -> Fixture {
        let memory = MemoryStores::new();
        let stores = Stores::from(memory.clone()).with_profile(Arc::new(Elsewhere));
        Fixture::new(stores, move || {
            let events = memory.events().iter().map(RecordedEvent::from).collect();
            async move { events }
        })
    }

    widgets_conformance::conformance!(profile, fixture);
    widgets_conformance::conformance!(accounts, fixture);
    widgets_conformance::conformance!(organizations, fixture);
    widgets_conformance::conformance!(limits, fixture);
    widgets_conformance::conformance!(outbox, fixture);
}
