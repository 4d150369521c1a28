//! What the scenarios need: houses (a host framework over a store), browsers, people.

pub mod browser;
pub mod counting;
pub mod documents;
pub mod hello;
pub mod host;
pub mod house;
pub mod ledger;
pub mod mail_server;
pub mod mails;
pub mod people;
pub mod post;
pub mod postgres_server;
pub mod probe;
pub mod proxy;
pub mod relay;
pub mod safe;
pub mod signing_up;
pub mod storage;

pub use browser::{Browser, Reply};
pub use house::{Framework, House, HouseBuilder};
pub use storage::Storage;
