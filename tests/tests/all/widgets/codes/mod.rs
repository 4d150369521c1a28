//! Codes and links by email: signing in with them, and setting a new password.

mod attacks;
mod mail_limits;
mod signing_in;
