//! The scenarios, over every host and store.

/// Runs scenarios, each an `async fn(HouseBuilder)`, over axum and Rocket with every store, and
/// over the plain tower service.
macro_rules! over_every_house {
    ($($scenario:ident),+ $(,)?) => {$(
        mod $scenario {
            use widgets_tests::{Framework, House, Storage};

            over_every_house! { @houses $scenario
                axum_memory: Axum, Memory;
                axum_sqlite: Axum, Sqlite;
                axum_postgres: Axum, Postgres;
                rocket_memory: Rocket, Memory;
                rocket_sqlite: Rocket, Sqlite;
                rocket_postgres: Rocket, Postgres;
                tower_memory: Tower, Memory;
            }
        }
    )+};
    (@houses $scenario:ident $($name:ident: $framework:ident, $storage:ident;)+) => {$(
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $name() {
            super::$scenario(House::of(Framework::$framework, Storage::$storage)).await;
        }
    )+};
}

/// Runs scenarios about pages of the host's own, over axum and Rocket with every store.
macro_rules! over_every_host {
    ($($scenario:ident),+ $(,)?) => {$(
        mod $scenario {
            use widgets_tests::{Framework, House, Storage};

            over_every_house! { @houses $scenario
                axum_memory: Axum, Memory;
                axum_sqlite: Axum, Sqlite;
                axum_postgres: Axum, Postgres;
                rocket_memory: Rocket, Memory;
                rocket_sqlite: Rocket, Sqlite;
                rocket_postgres: Rocket, Postgres;
            }
        }
    )+};
}

mod attacks;
mod faults;
mod platform;
mod widgets;
