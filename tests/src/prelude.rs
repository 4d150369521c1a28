//! What nearly every scenario uses, of the project and of others.

pub use std::collections::BTreeSet;
pub use std::sync::Arc;
pub use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
pub use std::time::Duration;

pub use async_trait::async_trait;
pub use http::Method;
pub use serde_json::{Value, json};
pub use widgets_core::admin::{ImpersonationToBegin, ManagementError, Secret};
pub use widgets_core::captcha::{Captcha, CaptchaFailure};
pub use widgets_core::clock::Clock as _;
pub use widgets_core::email::Email;
pub use widgets_core::form::{FieldErrors, Fields};
pub use widgets_core::hooks::HookRefusal;
pub use widgets_core::id::AccountId;
pub use widgets_core::mail::{Mail, MailFailure, Mailer, RecordingMailer, Smtp};
pub use widgets_core::name::Name;
pub use widgets_core::request::Client;
pub use widgets_core::table::{Route, Who};
pub use widgets_core::ui::Markup;
pub use widgets_core::widgets::security::EmailAndPassword;
pub use widgets_core::widgets::sign_up::{SignUp, Terms};
pub use widgets_core::{
    Access, Action, Answer, AnswerResult, Call, Done, Endpoint, Input, Keys, Permission, Problem,
    RequestCtx, Role, Roles, UserCtx, Widget, Widgets, WidgetsBuilder,
};
pub use widgets_storage::{MemoryStores, SqlStores};

pub use crate::harness::app::{CHEAP, DAY, Framework, HOUR, MINUTE, TestHost, TestHostBuilder};
pub use crate::harness::assertions::{
    must_accept, must_answer, must_lead, must_refuse, must_say, must_show, must_tell,
};
pub use crate::harness::browser::{ADDRESS, Browser, NOTICE, PENDING_FORM, Reply, encode};
pub use crate::harness::counting::{Failure, Work};
pub use crate::harness::log::Log;
pub use crate::harness::mail::{
    MailedCode, NEW_PASSWORD, code_form, correct_address, enter, enter_at_once, enter_reset,
    follow_link, path_of,
};
pub use crate::harness::message::says;
pub use crate::harness::person::{PASSWORD, PROOF, Person, STATES, address, ticket, user};
pub use crate::harness::reply::Outward;
pub use crate::harness::scenario::{Beginning, OnePerson, SignedIn, SignedOut, Visitor, WithVault};
pub use crate::harness::signing_up::{
    MAREN, accept, accept_on, at_once, begin, fill_in, has_account, invitation_link, invite,
    name_of, typed, typed_as,
};
pub use crate::harness::storage;
pub use crate::harness::storage::{FreshStorage, Storage};
pub use crate::host::acting::acting;
pub use crate::host::probe::{BREW, GRINDER};
pub use crate::host::vault::VaultWidget;
