//! The outbox: what must follow a write, sealed in its transaction and carried out later, on any
//! instance.

pub(crate) mod compose;
pub(crate) mod mail_request;
pub(crate) mod mailers;
pub(crate) mod reseal;
pub(crate) mod sweeper;
pub(crate) mod worker;
