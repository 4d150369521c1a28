//! Account and organization pages inside a Rocket application.
//!
//! Attach [`fairing`]. It mounts the pages at the path of the widgets' public URL, runs their
//! worker from liftoff to shutdown, and answers for the guards of this crate:
//!
//! ```
//! # #[macro_use] extern crate rocket;
//! # use widgets_storage::MemoryStores;
//! use widgets_core::mail::PrintMailer;
//! use widgets_core::{Keys, Widgets};
//! use widgets_rocket::CurrentUser;
//!
//! #[get("/orders")]
//! fn orders(user: CurrentUser) -> String {
//!     format!("Orders of {}", user.admission().account.email)
//! }
//!
//! async fn host() -> Result<rocket::Rocket<rocket::Build>, Box<dyn std::error::Error>> {
//!     let url = "http://localhost:8000/account";
//!     let widgets = Widgets::builder(url, Keys::development(), MemoryStores::new()).mailer(PrintMailer).build().await?;
//!     Ok(rocket::build()
//!         .mount("/", routes![orders])
//!         .attach(widgets_rocket::fairing(widgets)))
//! }
//! # fn main() {
//! #     let rocket = rocket::tokio::runtime::Runtime::new().unwrap().block_on(host()).unwrap();
//! #     let client = rocket::local::blocking::Client::untracked(rocket).unwrap();
//! #     let response = client.get("/orders").dispatch();
//! #     let to = response.headers().get_one("location");
//! #     assert_eq!(to, Some("/account/sign-in?return_to=/orders"));
//! # }
//! ```
//!
//! # Guards
//!
//! - [`CurrentUser`]: whoever is signed in, as a [`UserCtx`](widgets_core::UserCtx). Everyone else
//!   is sent to the sign-in page and comes back to yours afterwards; a program that reads JSON gets
//!   401.
//! - [`OptionalUser`]: the same person or `None`. While the stores do not answer it is 503, never
//!   `None`.
//! - [`Member`]: a member of the organization in the path who may do this:
//!
//! ```
//! # #[macro_use] extern crate rocket;
//! use widgets_core::{Permission, Requirement};
//! use widgets_rocket::Member;
//!
//! struct Brew;
//! impl Requirement for Brew {
//!     const PERMISSION: Option<Permission> = Some(Permission::new("coffee:brew"));
//! }
//!
//! #[get("/roasters/<organization>/brews")]
//! fn brews(organization: &str, member: Member<Brew>) -> String {
//!     format!("Brews at {}, {organization}", member.membership().organization.name)
//! }
//! # fn main() { let _ = routes![brews]; }
//! ```
//!
//! All guards of one request share what was looked up. Rocket's catchers see the status of a
//! refusal and the fairing then sends the real answer, redirect or page; only a catcher that
//! answers with another status has the last word. A host that uses a guard without the fairing does
//! not launch.
//!
//! # Widgets in the host's own pages
//!
//! [`Fragments`] shows them there, behind the same guard as the pages they are otherwise. Their forms
//! come back to the host's page; with the script they work in place.
//!
//! # What goes where
//!
//! - [`WidgetsFairing::at`] mounts the pages under another prefix, parameters of yours included.
//! - The pages come before every route of yours at the same path. Under the prefix, what neither
//!   the pages nor your routes answer reads 404 with our page; mounted at the root there is no such
//!   catch-all.
//! - Responses of the pages carry the same headers as in every other framework: what Rocket's
//!   shield would add is left out, except for `Strict-Transport-Security`. Your own responses keep
//!   their shield.
//! - The client's address is that of the connection. Rocket's `ip_header` is not read: say
//!   [`trusted_hops`](widgets_core::WidgetsBuilder::trusted_hops) instead.
//! - [`Widgets`](widgets_core::Widgets) is in the managed state: `&State<Widgets>`.
//!
//! Rocket itself answers a request with a method it does not know (400), before any route sees it,
//! and drops header values that are not UTF-8. It waits without a limit for the first 14 bytes of a
//! form. At its log level `debug` it prints whole requests and responses, session cookies included:
//! keep that level to your own machine.

mod convert;
mod fairing;
mod fragments;
mod guards;
mod mounted;

pub use fairing::{WidgetsFairing, fairing};
pub use fragments::Fragments;
pub use guards::{CurrentUser, Member, OptionalUser, Refused};
