//! The stores in memory.

use widgets_storage::MemoryStores;
use widgets_storage::conformance::Fixture;

widgets_storage::conformance!(async || Fixture::from(MemoryStores::new()));
