//! The scenarios. Each runs on axum over SQLite and on Rocket over PostgreSQL; with the feature
//! `all-houses`, which `tests/run all-houses` sets, also on every other framework and store.

/// Runs scenarios, each an `async fn` that takes a `Beginning`.
macro_rules! over_every_combination {
    ($($scenario:ident),+ $(,)?) => {$(
        mod $scenario {
            use widgets_tests::{Framework, TestHost, Storage};

            over_every_combination! { @pairs $scenario }
            #[cfg(feature = "all-houses")]
            over_every_combination! { @combinations $scenario
                tower_memory: Tower, Memory;
            }
        }
    )+};
    (@pairs $scenario:ident) => {
        over_every_combination! { @combinations $scenario
            axum_sqlite: Axum, Sqlite;
            rocket_postgres: Rocket, Postgres;
        }
        #[cfg(feature = "all-houses")]
        over_every_combination! { @combinations $scenario
            axum_memory: Axum, Memory;
            axum_postgres: Axum, Postgres;
            rocket_memory: Rocket, Memory;
            rocket_sqlite: Rocket, Sqlite;
        }
    };
    (@combinations $scenario:ident $($name:ident: $framework:ident, $storage:ident;)+) => {$(
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $name() {
            let host = TestHost::of(Framework::$framework, Storage::$storage);
            widgets_tests::harness::scenario::run(super::$scenario, host).await;
        }
    )+};
}

/// Runs scenarios about pages of the host. The plain tower service has none, so it is left out.
macro_rules! over_every_host {
    ($($scenario:ident),+ $(,)?) => {$(
        mod $scenario {
            use widgets_tests::{Framework, TestHost, Storage};

            over_every_combination! { @pairs $scenario }
        }
    )+};
}

/// Asserts that a call of the back end is refused with that variant of `ManagementError`.
macro_rules! assert_refused {
    ($call:expr, $variant:ident $(($field:pat))?) => {{
        let answer = $call.await;
        let is_refused = matches!(answer, Err(ManagementError::$variant $(($field))?));
        assert!(is_refused, "{answer:?}");
    }};
}

/// Tests that choose their own host, each a future.
macro_rules! tests {
    ($(fn $name:ident: $test:expr;)+) => {$(
        #[tokio::test(flavor = "multi_thread")]
        async fn $name() {
            $test.await;
        }
    )+};
}

mod attacks;
mod faults;
mod flows;
mod platform;
mod widgets;
