//! The scenarios. Each runs on axum over SQLite and on Rocket over PostgreSQL; with the feature
//! `all-houses`, which `tests/run all-houses` sets, also on every other framework and store.

/// Runs scenarios, each an `async fn(HouseBuilder)`.
macro_rules! over_every_house {
    ($($scenario:ident),+ $(,)?) => {$(
        mod $scenario {
            use widgets_tests::{Framework, House, Storage};

            over_every_house! { @pairs $scenario }
            #[cfg(feature = "all-houses")]
            over_every_house! { @houses $scenario
                tower_memory: Tower, Memory;
            }
        }
    )+};
    (@pairs $scenario:ident) => {
        over_every_house! { @houses $scenario
            axum_sqlite: Axum, Sqlite;
            rocket_postgres: Rocket, Postgres;
        }
        #[cfg(feature = "all-houses")]
        over_every_house! { @houses $scenario
            axum_memory: Axum, Memory;
            axum_postgres: Axum, Postgres;
            rocket_memory: Rocket, Memory;
            rocket_sqlite: Rocket, Sqlite;
        }
    };
    (@houses $scenario:ident $($name:ident: $framework:ident, $storage:ident;)+) => {$(
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $name() {
            super::$scenario(House::of(Framework::$framework, Storage::$storage)).await;
        }
    )+};
}

/// Runs scenarios about pages of the host's own, which the plain tower service has none of.
macro_rules! over_every_host {
    ($($scenario:ident),+ $(,)?) => {$(
        mod $scenario {
            use widgets_tests::{Framework, House, Storage};

            over_every_house! { @pairs $scenario }
        }
    )+};
}

mod attacks;
mod faults;
mod platform;
mod widgets;
