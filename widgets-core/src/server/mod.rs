//! Handling of requests: read, guard, run, respond.

mod address;
mod blocked;
pub(crate) mod endpoints;
mod fragments;
pub(crate) mod guard;
mod handle;
pub(crate) mod openapi;
mod out_of_date;
pub(crate) mod pages;
mod problem_document;
mod redirect;
mod respond;

pub use self::fragments::Fragments;
pub(crate) use self::handle::{handle, identify};
