//! The bundled mailers.

mod mailbox;
mod print;
mod recording;
#[cfg(feature = "smtp")]
mod smtp;

pub use mailbox::DevelopmentMailbox;
pub use print::PrintMailer;
pub use recording::RecordingMailer;
#[cfg(feature = "smtp")]
pub use smtp::Smtp;
