//! Validated values used by every layer: identifiers, addresses, names, times, languages,
//! permissions, roles, faults.

pub mod clock;
pub(crate) mod constructor;
pub mod email;
pub mod entitlement;
pub(crate) mod fault;
pub mod id;
pub mod locale;
pub(crate) mod loopback;
pub mod name;
pub mod permission;
pub(crate) mod random;
pub(crate) mod records;
pub mod role;
pub(crate) mod rules;
pub(crate) mod setters;
pub(crate) mod tagged;
pub(crate) mod text;
pub(crate) mod text_schema;
pub mod time_zone;
pub(crate) mod word;
