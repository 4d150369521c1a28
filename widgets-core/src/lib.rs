//! Account and organization pages for Rust web apps.
//!
//! This crate is the product: widgets, rules, views and the storage contract. It depends on no web
//! framework and no database. `widgets-axum` and `widgets-rocket` mount it; `widgets-storage`
//! stores its data.
//!
//! # Mounting the pages
//!
//! Start with the front page of `widgets-axum` or `widgets-rocket`. Both mount a [`Widgets`], which
//! is built from the public URL, the [`Keys`], the stores and a [mailer](mail):
//!
//! ```
//! use widgets_core::mail::PrintMailer;
//! use widgets_core::stores::Stores;
//! use widgets_core::{ConfigError, Keys, Widgets};
//!
//! async fn widgets(stores: Stores) -> Result<Widgets, ConfigError> {
//!     let url = "http://localhost:3000/account";
//!     Widgets::builder(url, Keys::development(), stores).mailer(PrintMailer).build().await
//! }
//! ```
//!
//! Every setting is a method of [`WidgetsBuilder`]. The [management API](admin) is for the host's
//! back end, [`ops`] for health, metrics and retention. Guides by task are in `docs/` of the
//! repository.
//!
//! # How a request is answered
//!
//! An adapter converts it to a [`Request`] and calls [`Widgets::handle`]. The guard finds the
//! [`Endpoint`] in the route table, checks its access rule, and creates the context its action
//! takes: a [`RequestCtx`], a [`UserCtx`] or an [`OrgCtx`]. An [`Action`] parses its [`Input`] into
//! a command that is always valid, runs it between the host's [hooks], and returns an [`Answer`] or a
//! [`Problem`], which becomes a page or JSON.
//!
//! # A widget of your own
//!
//! A host's widget is built like the bundled ones and mounted next to them:
//!
//! ```
//! use widgets_core::ui::{Head, Page};
//! use widgets_core::{Access, Action, Answer, AnswerResult, Call, Done, Endpoint, Input, NoticeKind, Problem, UserCtx, Widget};
//!
//! const WAVED: NoticeKind = NoticeKind::new("hello.waved", |_messages| "You waved.".to_owned());
//!
//! let show = Endpoint::get("show", "/hello", Access::user(), |ctx, _: Input| async move {
//!     let name = ctx.display_name().await;
//!     Ok(Answer::page(name, |ctx, name| {
//!         Page::new("Hello", ctx.elements().head(&Head::new("Hello", name)))
//!     }))
//! });
//! let hello = Widget::new("hello")
//!     .endpoint(show.navigation(|_messages| "Hello".to_owned()))
//!     .post("wave", "/hello", Access::user(), Waving)
//!     .notice(WAVED);
//! # let _ = hello;
//!
//! /// Hooks are chosen by this type.
//! struct Wave;
//!
//! struct Waving;
//!
//! impl Action for Waving {
//!     type Ctx = UserCtx;
//!     type Path = ();
//!     type Fields = ();
//!     type Command = Wave;
//!     type Data = Done;
//!
//!     async fn parse(&self, _: &Call<Self>) -> Result<Wave, Problem> {
//!         Ok(Wave)
//!     }
//!
//!     async fn run(&self, _: &Call<Self>, _: &Wave) -> AnswerResult<Done> {
//!         Ok(Answer::done(Done {}, "/hello").notice(WAVED))
//!     }
//! }
//! ```
//!
//! Pass it to [`WidgetsBuilder::widget`].

// What is public can grow without breaking hosts, except where a reason stands beside it.
#![deny(clippy::exhaustive_enums, clippy::exhaustive_structs)]

mod context;
pub mod crypto;
mod flows;
// Beside the fuzz targets, since it is no part of a build.
#[cfg(any(test, fuzzing))]
#[path = "../../fuzz/src/parsers/mod.rs"]
pub mod fuzz;
mod host;
mod http;
pub mod i18n;
mod outbox;
mod server;
pub mod stores;
pub mod table;
mod types;
pub mod ui;

pub mod admin;
pub mod ops;
pub mod widgets;

pub use async_trait::async_trait;
pub use schemars;

pub use context::answer::{Answer, AnswerResult, Count, Done, Next, OneOf};
pub use context::list::List;
pub use context::notice::{FragmentName, NoticeKind};
pub use context::ports::{captcha, identity};
pub use context::problem::{Problem, Refusal};
pub use context::question::{Question, SelectedRow};
pub use context::requirement::Requirement;
pub use context::settings::session_policy::SessionPolicy;
pub use context::settings::sign_in_policy::SignInPolicy;
pub use context::settings::support::Support;
pub use context::{Context, OrgCtx, RequestCtx, SignedInContext, UserCtx, events, problem};
pub use crypto::Keys;
pub use host::{ConfigError, RotateError, Widgets, WidgetsBuilder, service};
pub use http::path::PathParams;
pub use http::request::{Input, Request};
pub use http::{request, return_path::ReturnPath};
pub use outbox::worker::Worker;
pub use server::Fragments;
pub use table::{Access, Action, Call, Endpoint, Route, Widget, action, hooks, plain};
pub use types::entitlement::{Entitlement, Entitlements};
pub use types::permission::Permission;
pub use types::role::{Role, Roles};
pub use types::{clock, email, entitlement, id, locale, name, permission, role, time_zone};

/// Form fields, and parsing them into valid types.
pub mod form {
    pub use crate::context::form::FormReader;
    pub use crate::http::cursor::{Cursor, CursorPart};
    pub use crate::http::fields::{FORM, FieldError, FieldErrors, Fields};
    pub use crate::http::list_fields::{Filter, Search};
    pub use crate::http::typed_fields::{
        FieldType, FieldsSchema, Optional, ReadFields, Secret, Text,
    };
    pub use crate::types::choices::Choices;
}

pub mod mail {
    //! The mailer port, the bundled mailers, and the mails they send.
    //!
    //! Flows never wait for a mail server. They seal a mail request (recipient, language, and the
    //! few values of its text) into an outbox row, in the transaction of the write that causes it.
    //! The [worker](crate::Worker) opens the row, renders a [`Mail`] and passes it to the host's
    //! [`Mailer`]. Mails are sent at least once: if a worker ends after sending but before
    //! recording it, another sends the same mail again, with the same [`Mail::id`].

    pub use crate::context::ports::mailer::{Mail, MailFailure, Mailer};
    pub use crate::outbox::mailers::*;
}
