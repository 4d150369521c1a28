//! A library's loans desk on Rocket, with templates of minijinja and a style sheet of Tailwind 3. Its
//! readers have user names and sign in at the library's own pages, kept in a private cookie of
//! Rocket; the account pages ask `sign_in::Readers` who that is.

pub mod desk;
mod frame;
mod pages;
pub mod sign_in;

use rocket::{Build, Rocket};
use widgets_core::{ConfigError, WidgetsBuilder};

pub use crate::desk::Desk;

/// The library: its own pages, and the account pages below `/account`.
///
/// # Errors
///
/// What the widgets say is wrong.
pub async fn library(
    rocket: Rocket<Build>,
    desk: Desk,
    builder: WidgetsBuilder,
) -> Result<Rocket<Build>, ConfigError> {
    let widgets = builder
        .name("Harbour Library")
        .home("/", "Harbour Library")
        .theme(frame::theme())
        .layout(frame::Library)
        // Tailwind 3 resets every element outside of any layer.
        .unlayered_style()
        .host_identity(widgets_rocket::identity(sign_in::Readers))
        .build()
        .await?;
    Ok(rocket
        .manage(desk)
        .mount("/", pages::routes())
        .mount("/", sign_in::routes())
        .register("/", pages::catchers())
        .attach(widgets_rocket::fairing(widgets)))
}
