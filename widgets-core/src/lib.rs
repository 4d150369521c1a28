//! Account and organization pages for Rust web apps.

pub mod clock;
pub mod crypto;
pub mod email;
pub mod entitlement;
pub mod id;
pub mod permission;
pub mod stores;
