//! Codes and links by email: signing in with them, and setting a new password.

mod attacks;
mod resetting;
mod signing_in;

const NEW_PASSWORD: &str = "a kettle on the windowsill";
