//! Account and organization pages inside a Rocket application.
//!
//! Attach [`fairing`]. It mounts the pages at the path of the widgets' public URL, runs their
//! worker from liftoff to shutdown, and sends the responses of the guards of this crate:
//!
//! ```
//! # #[macro_use] extern crate rocket;
//! use widgets_core::mail::PrintMailer;
//! use widgets_core::{Keys, Widgets};
//! use widgets_rocket::CurrentUser;
//! use widgets_storage::MemoryStores;
//!
//! #[get("/orders")]
//! async fn orders(user: CurrentUser) -> String {
//!     format!("Orders of {}", user.0.display_name().await)
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
//! - [`CurrentUser`]: the signed-in user, as a [`UserCtx`](widgets_core::UserCtx). Other visitors
//!   are redirected to the sign-in page and back; JSON clients get 401.
//! - [`OptionalUser`]: the signed-in user, if any. An outage of the stores is answered by 503,
//!   never by `None`.
//! - [`Member`]: a member of the organization in the path with a permission:
//!
//! ```
//! # #[macro_use] extern crate rocket;
//! use widgets_core::{Permission, Requirement};
//! use widgets_rocket::Member;
//!
//! /// Declared by `builder.permissions([BREW])`. Owners and administrators hold it; `builder.role(..)`
//! /// grants it to further roles.
//! const BREW: Permission = Permission::new("coffee:brew");
//!
//! struct Brew;
//!
//! impl Requirement for Brew {
//!     const PERMISSION: Option<Permission> = Some(BREW);
//! }
//!
//! #[get("/roasters/<organization>/brews")]
//! fn brews(organization: &str, member: Member<Brew>) -> String {
//!     format!("Brews at {}, {organization}", member.membership().organization.name)
//! }
//! # fn main() { let _ = routes![brews]; }
//! ```
//!
//! Guards authenticate users, but do not protect against CSRF: forms of the host need protection of
//! their own.
//!
//! All guards of a request share one lookup. A host that uses a guard without the fairing does not
//! launch.
//!
//! A refusal is the response: the redirect to sign-in, the 401 of programs, the page of a 403, 404
//! or 503. No catcher of yours replaces it, neither a default one nor one for the status. To
//! respond in your own way, take the refusal in the handler, as `Result<CurrentUser, Refused>`, or
//! take [`OptionalUser`].
//!
//! # Widgets in the host's own pages
//!
//! [`Fragments`] embeds them, behind the same guard as their own pages. Their forms return to the
//! host's page; with script they work in place.
//!
//! # A sign-in of your own
//!
//! A host that signs people in itself says who is signed in through [`RocketIdentity`], which gets
//! Rocket's request: private cookies, managed state, a database.
//!
//! # Details
//!
//! - [`WidgetsFairing::at`] mounts the pages at another prefix, which may contain parameters of
//!   yours.
//! - The pages take precedence over your routes with the same path. Other paths below the prefix
//!   are answered by 404, except for your routes. If mounted at the root, there is no such
//!   catch-all.
//! - Responses of the pages have the same headers as in other frameworks: those of Rocket's shield
//!   are removed, except for `Strict-Transport-Security`. Your own responses keep them.
//! - No `access-control-*` header of a CORS fairing of yours is on the pages, wherever you attach
//!   it, so other origins cannot read them; nor on the page by which a guard refuses. Your own responses
//!   keep them, and so do redirects of guards and their refusals as JSON.
//! - The client's address is that of the connection. Rocket's `ip_header` is ignored; use
//!   [`trusted_hops`](widgets_core::WidgetsBuilder::trusted_hops).
//! - [`Widgets`](widgets_core::Widgets) is in the managed state: `&State<Widgets>`.
//!
//! Rocket itself responds to unknown methods (400) before any route sees them, and drops header
//! values that are not UTF-8. It waits without a time limit for the first 14 bytes of a form. At
//! log level `debug` it prints whole requests and responses including session cookies, so use that
//! level only locally.

// What is public can grow without breaking hosts, except where a reason stands beside it.
#![deny(clippy::exhaustive_enums, clippy::exhaustive_structs)]

mod attached;
mod convert;
mod fairing;
mod fragments;
mod guards;
mod identity;
mod kept;
mod mounted;

pub use attached::attach;
pub use fairing::{WidgetsFairing, fairing};
pub use fragments::Fragments;
pub use guards::{CurrentUser, Member, OptionalUser, Refused};
pub use identity::{RocketIdentity, identity};
