//! Account and organization pages inside an axum router.
//!
//! Build the [`Widgets`](widgets_core::Widgets) and [`mount`] them after your own routes. Spawn their
//! worker once: it sends mail and deletes expired data. Serve with connect info, because rate limits
//! need client addresses:
//!
//! ```no_run
//! use std::net::SocketAddr;
//!
//! use axum::{Router, routing::get};
//! use widgets_axum::CurrentUser;
//! use widgets_core::mail::PrintMailer;
//! use widgets_core::{Keys, Widgets};
//! use widgets_storage::SqlStores;
//!
//! async fn orders(CurrentUser(user): CurrentUser) -> String {
//!     format!("Orders of {}", user.display_name().await)
//! }
//!
//! #[tokio::main]
//! async fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let stores = SqlStores::sqlite_file("coffee.db").await?;
//!     let url = "http://localhost:3000/account";
//!     let widgets = Widgets::builder(url, Keys::development(), stores).mailer(PrintMailer).build().await?;
//!     tokio::spawn(widgets.worker().run());
//!     let router = Router::new().route("/orders", get(orders));
//!     let router = widgets_axum::mount(router, &widgets);
//!
//!     let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
//!     let service = router.into_make_service_with_connect_info::<SocketAddr>();
//!     Ok(axum::serve(listener, service).await?)
//! }
//! ```
//!
//! [`mount`] adds a [`layer`] to the routes that are in the router by then, and merges a [`router`]
//! with the pages. Call these two yourself to place them otherwise.
//!
//! # Extractors
//!
//! Extractors authenticate requests to the host's own handlers:
//!
//! | Extractor | Admits | Otherwise |
//! |---|---|---|
//! | [`OptionalUser`] | anyone | 503 on an outage of the stores |
//! | [`CurrentUser`] | signed-in users | sign-in page and back, or 401 for JSON clients |
//! | [`Member`] | members of the organization in the path who meet a [`Requirement`] | 404 for non-members, 403 |
//!
//! Several of them in one request cost one session query. Refusals are the same responses as on the
//! account pages.
//!
//! ```
//! use axum::{Router, routing::get};
//! use widgets_axum::{Member, OptionalUser};
//! use widgets_core::{Permission, Requirement};
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
//! async fn home(OptionalUser(user): OptionalUser) -> &'static str {
//!     if user.is_some() { "Welcome back" } else { "Welcome" }
//! }
//!
//! async fn brews(member: Member<Brew>) -> String {
//!     format!("Brews of {}", member.membership().organization.name)
//! }
//!
//! let router: Router = Router::new()
//!     .route("/", get(home))
//!     .route("/roasters/{organization}/brews", get(brews));
//! # let _ = router;
//! ```
//!
//! Extractors authenticate users, but do not protect against CSRF: forms of the host need
//! protection of their own.
//!
//! # Widgets in the host's own pages
//!
//! [`Fragments`] embeds them, behind the same guard as their own pages. Their forms return to the
//! host's page; with script they work in place.
//!
//! # Other prefixes
//!
//! [`router_at`] and [`mount_at`] mount the pages at another prefix, which may contain parameters
//! of the host, also inside [`Router::nest`](axum::Router::nest). Links between the pages keep the
//! prefix of the request.
//!
//! # Health and shutdown
//!
//! [`Widgets::healthy`](widgets_core::Widgets::healthy) is for a route of your own. The worker can be
//! stopped at any moment: another run of it takes up what was left.
//!
//! [`Requirement`]: widgets_core::Requirement

// What is public can grow without breaking hosts, except where a reason stands beside it.
#![deny(clippy::exhaustive_enums, clippy::exhaustive_structs)]

mod extract;
mod fragments;
mod layer;
mod mount;

pub use extract::{CurrentUser, Member, OptionalUser};
pub use fragments::Fragments;
pub use layer::layer;
pub use mount::{mount, mount_at, router, router_at};
