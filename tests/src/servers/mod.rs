//! Servers that a host stands on, and what lies between them: each can be made to fail.

pub mod pgbouncer;
pub mod postgres;
pub mod proxy;
pub mod ranges;
pub mod relay;
pub mod smtp;
pub mod stripping;
