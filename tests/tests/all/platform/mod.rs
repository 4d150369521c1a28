//! What holds for every widget: who gets in, what is taken and said, and what a host can decide.

mod bad_input;
mod captcha;
mod configuration;
mod events;
mod fragments;
mod fuzz;
mod guard;
mod identity;
pub mod instances;
mod keys;
mod languages;
mod mail;
mod management;
mod operations;
mod parity;
mod passwords;
mod pending_forms;
mod readme;
mod smtp;
mod theme;
