//! Every bundled widget, as browsers without JavaScript and programs see it.

mod codes;
mod devices;
mod passkeys;
mod profile;
mod reset;
mod second_factor;
mod security;
mod sessions;
mod sign_in;
mod sign_up;
mod step_up;
mod strength;
mod tasks;
