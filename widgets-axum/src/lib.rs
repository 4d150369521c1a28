//! Account and organization pages inside an axum router.
//!
//! Build the [`Widgets`](widgets_core::Widgets), put their [`layer`] around your own routes and merge
//! their [`router`] beside them ([`mount`] does both), and serve with connect info, so that limits
//! know one client from another:
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
//! async fn orders(user: CurrentUser) -> String {
//!     format!("Orders of {}", user.admission().account.email)
//! }
//!
//! #[tokio::main]
//! async fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let stores = SqlStores::sqlite_file("coffee.db").await?;
//!     let url = "http://localhost:3000/account";
//!     let widgets = Widgets::builder(url, Keys::development(), stores).mailer(PrintMailer).build().await?;
//!     tokio::spawn(widgets.worker().run());
//!     let router = Router::new()
//!         .route("/orders", get(orders))
//!         .layer(widgets_axum::layer(&widgets))
//!         .merge(widgets_axum::router(&widgets));
//!
//!     let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
//!     let service = router.into_make_service_with_connect_info::<SocketAddr>();
//!     Ok(axum::serve(listener, service).await?)
//! }
//! ```
//!
//! # Who asks
//!
//! Handlers of the host's own ask with an extractor:
//!
//! | Extractor | Lets in | Otherwise |
//! |---|---|---|
//! | [`OptionalUser`] | anyone | 503 when the stores do not answer |
//! | [`CurrentUser`] | whoever is signed in | to the sign-in page and back, or 401 for programs |
//! | [`Member`] | a member of the organization in the path, with what a [`Requirement`] says | 404 for strangers, 403 |
//!
//! Several of them in one request cost one session query. The answers are the account pages' own,
//! so a refusal looks and reads alike everywhere.
//!
//! ```
//! use axum::{Router, routing::get};
//! use widgets_axum::{Member, OptionalUser};
//! use widgets_core::{Permission, Requirement};
//!
//! struct Brew;
//!
//! impl Requirement for Brew {
//!     const PERMISSION: Option<Permission> = Some(Permission::new("coffee:brew"));
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
//! The extractors say who asks, not where a form came from: forms of the host's own need the host's
//! own protection against forged requests.
//!
//! # Widgets in the host's own pages
//!
//! [`Fragments`] shows them there, behind the same guard as the pages they are otherwise. Their forms
//! come back to the host's page; with the script they work in place.
//!
//! # Elsewhere than at the public URL
//!
//! [`router_at`] and [`mount_at`] take another prefix, with parameters of the host's own and inside
//! [`Router::nest`](axum::Router::nest) too. The pages then link to each other under the prefix
//! the request came by.
//!
//! [`Requirement`]: widgets_core::Requirement

mod extract;
mod fragments;
mod layer;
mod mount;

pub use extract::{CurrentUser, Member, OptionalUser};
pub use fragments::Fragments;
pub use layer::{WidgetsAround, WidgetsLayer, layer};
pub use mount::{mount, mount_at, router, router_at};
