//! What nearly every scenario uses.

pub use std::time::Duration;

pub use serde_json::json;

pub use crate::harness::app::{DAY, Framework, HOUR, MINUTE, TestHost, TestHostBuilder};
pub use crate::harness::browser::{Browser, Reply};
pub use crate::harness::counting::{Failure, Work};
pub use crate::harness::log::Log;
pub use crate::harness::mail::{
    MailedCode, NEW_PASSWORD, code_form, correct_address, enter, enter_reset, follow_link,
};
pub use crate::harness::message::says;
pub use crate::harness::person::{PASSWORD, Person};
pub use crate::harness::scenario::{Beginning, OnePerson, SignedIn, SignedOut, Visitor};
pub use crate::harness::signing_up::{
    MAREN, accept, at_once, begin, fill_in, has_account, invitation_link, invite, name_of, typed,
};
pub use crate::harness::storage::Storage;
