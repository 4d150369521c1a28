//! What a host may bring in place of ours, each a trait: who asks, what sends mail, what asks a
//! question before mail is sent, what counts.

pub mod captcha;
pub mod identity;
pub(crate) mod mailer;
pub(crate) mod observer;
