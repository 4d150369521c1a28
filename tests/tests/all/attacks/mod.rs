//! Attacks on sessions and signing in, each named after its number in the list of attacks.

mod answers;
mod failing;
mod forgeries;
mod guessing;
mod neighbours;
mod sessions;
mod single_use;
mod stored_secrets;
mod strangers;
