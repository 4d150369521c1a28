//! What the host brings along: pages of its own and example widgets.

pub mod acting;
pub mod hello;
pub mod pages;
pub mod probe;
pub mod vault;
