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
mod bad_input;
mod canaries;
mod captcha;
mod codes;
mod configuration;
mod events;
mod faults;
mod fragments;
mod fuzz;
mod guards;
mod identity;
mod instances;
mod kept_forms;
mod keys;
mod languages;
mod layers;
mod look;
mod mail;
mod mail_server;
mod mail_trouble;
mod management;
mod operations;
mod panics;
mod parity;
mod passwords;
mod profile;
mod readme;
mod security;
mod sign_up;
mod single_use;
mod step_up;
mod walk;
