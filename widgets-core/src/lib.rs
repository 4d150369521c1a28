//! Account and organization pages for Rust web apps.
//!
//! This crate is the product: its rooms, rules, views and storage contract. It names no web
//! framework and no database. `widgets-axum` and `widgets-rocket` mount it, `widgets-storage` keeps
//! what it knows.
//!
//! # How a request is answered
//!
//! An adapter converts it to a [`Request`] and calls [`Widgets::handle`]. The guard finds the
//! [`Row`] of the route table, checks what the row demands, and makes the context the row's action
//! takes: a [`Visit`], a [`UserCtx`] or an [`OrgCtx`]. The action reads its [`Input`] into valid
//! types, [performs](Visit::perform) a flow between the host's [hooks], and gives an [`Answer`] or a
//! [`Problem`], which becomes a page or JSON.
//!
//! # A widget of your own
//!
//! A host's widget is made of the same parts as ours and mounted beside them:
//!
//! ```
//! use widgets_core::ui::{Head, Page};
//! use widgets_core::{Access, Answer, Row, Widget};
//!
//! let show = Row::get("show", "/hello", Access::user(), |ctx, _input| async move {
//!     let email = ctx.admission().account.email.to_string();
//!     Ok(Answer::page(email, |visit, email| {
//!         Page::new("Hello", visit.elements().head(&Head::new("Hello", email)))
//!     }))
//! });
//! let hello = Widget::new("hello")
//!     .row(show.navigation(|_messages| "Hello".to_owned()))
//!     .post("wave", "/hello", Access::user(), |_ctx, _input| async move {
//!         Ok(Answer::done((), "/hello").notice("waved"))
//!     })
//!     .notice("waved", |_messages| "You waved.".to_owned());
//! # let _ = hello;
//! ```
//!
//! Give it to [`WidgetsBuilder::widget`].

pub mod captcha;
pub mod clock;
pub mod crypto;
pub mod email;
pub mod entitlement;
pub mod events;
pub mod form;
pub mod hooks;
pub mod id;
pub mod identity;
pub mod locale;
pub mod mail;
pub mod management;
pub mod name;
pub mod operations;
pub mod permission;
pub mod problem;
pub mod request;
pub mod route;
pub mod service;
pub mod stores;
pub mod time_zone;
pub mod ui;

mod answer;
mod cookies;
mod ctx;
mod format;
mod fragment;
#[cfg(any(test, fuzzing))]
pub mod fuzz;
mod guard;
mod kept;
mod outbox;
mod place;
mod reader;
mod requirement;
mod respond;
mod return_path;
mod room;
mod rooms;
mod session_policy;
mod widgets;
mod worker;

pub use answer::{Answer, Next};
pub use crypto::Keys;
pub use ctx::{Context, OrgCtx, UserCtx, Visit};
pub use entitlement::{Entitlement, Entitlements};
pub use fragment::Fragments;
pub use permission::{Permission, Role, Roles};
pub use problem::{Problem, Refusal};
pub use request::{Input, Request};
pub use requirement::Requirement;
pub use return_path::ReturnPath;
pub use room::Widget;
pub use rooms::{codes, profile, reset, security, sessions, sign_in, sign_up, step_up};
pub use route::{Access, Route, Row};
pub use session_policy::SessionPolicy;
pub use widgets::{ConfigError, RotateError, Widgets, WidgetsBuilder};
pub use worker::Worker;
