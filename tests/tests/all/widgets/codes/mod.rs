//! Codes and links by email: signing in with them, and setting a new password.

mod attacks;
mod mail_limits;
mod signing_in;

pub const NEW_PASSWORD: &str = "a kettle on the windowsill";
