//! A running host and those who use it.

pub mod app;
pub mod assertions;
pub mod browser;
pub mod counting;
pub mod database;
pub mod devices;
pub mod driver;
pub mod factors;
pub mod log;
pub mod mail;
pub mod message;
pub mod outbox;
pub mod passkeys;
pub mod person;
pub mod reply;
pub mod repository;
pub mod scenario;
pub mod signing_up;
pub mod storage;
