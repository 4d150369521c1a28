//! The bundled mailers.

mod mailbox;
mod print;
mod recording;
#[cfg(feature = "smtp")]
mod smtp;

use url::Url;

pub use mailbox::DevelopmentMailbox;
pub use print::PrintMailer;
pub use recording::RecordingMailer;
#[cfg(feature = "smtp")]
pub use smtp::Smtp;

use crate::types::loopback::is_loopback;

/// The problem of a mailer that is allowed only where the public URL is on the loopback interface.
fn only_on_localhost(public_url: &Url, problem: &str) -> Vec<String> {
    let refused = !is_loopback(public_url);
    Vec::from_iter(refused.then(|| format!("mailer: {problem}")))
}
