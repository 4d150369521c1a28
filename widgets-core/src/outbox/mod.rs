//! The transactional outbox: side effects of a write, stored in its transaction and delivered later
//! by any instance.

pub(crate) mod compose;
pub(crate) mod factor_resets;
pub(crate) mod mail_request;
pub(crate) mod mailers;
pub(crate) mod reseal;
pub(crate) mod sweeper;
pub(crate) mod worker;
