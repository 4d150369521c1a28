//! Ports that a host can implement: identity, mailer, captcha, HTTP client, observer.

pub mod captcha;
pub(crate) mod http_client;
pub mod identity;
pub(crate) mod mailer;
pub(crate) mod observer;
