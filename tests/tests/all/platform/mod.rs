//! What holds for every widget: who gets in, what is taken and said, and what a host can decide.

mod attack_list;
mod bad_input;
mod captcha;
mod configuration;
mod events;
mod fragments;
mod fuzz;
pub mod guard;
mod host_widgets;
mod identity;
pub mod instances;
mod json;
mod keys;
mod languages;
mod layers;
mod limits;
mod links;
mod mail;
mod management;
mod operations;
mod parity;
mod passwords;
mod pending_forms;
mod readme;
mod roles;
mod smtp;
mod theme;
