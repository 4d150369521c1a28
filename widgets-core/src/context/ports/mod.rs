//! Ports that a host can implement: identity, mailer, captcha, observer.

pub mod captcha;
pub mod identity;
pub(crate) mod mailer;
pub(crate) mod observer;
