//! Handling of requests: read, guard, run, respond.

mod address;
pub(crate) mod endpoints;
mod fragments;
pub(crate) mod guard;
mod handle;
pub(crate) mod openapi;
pub(crate) mod pages;
mod problem_document;
mod respond;

pub use self::fragments::Fragments;
pub(crate) use self::handle::{handle, identify};
