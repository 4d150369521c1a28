//! What mails have in common that tell the owner of an account that its protection was changed.

use serde::{Deserialize, Serialize};

use crate::context::RequestCtx;
use crate::table::mails::{MailWriter, Written};
use crate::types::{Name, Timestamp};
use crate::ui::mail::Block;

/// The values of such a mail.
#[derive(Serialize, Deserialize)]
pub(crate) struct MailedChange {
    /// When, in microseconds since 1970.
    at: i64,
    /// What the user calls what was changed, if there can be several. User input.
    #[serde(default)]
    pub(crate) name: String,
    /// How many are left, of what is used up.
    #[serde(default)]
    pub(crate) left: usize,
    /// Path of the password reset page.
    reset: String,
}

impl MailedChange {
    /// It happens in this request.
    pub(crate) fn now(ctx: &RequestCtx) -> Self {
        Self {
            at: ctx.now().as_micros(),
            name: String::new(),
            left: 0,
            reset: "/reset".to_owned(),
        }
    }

    /// To what has that name.
    pub(crate) fn named(self, name: &Name) -> Self {
        let name = name.as_str().to_owned();
        Self { name, ..self }
    }

    /// So many are left.
    pub(crate) fn left(self, left: usize) -> Self {
        Self { left, ..self }
    }
}

/// When it happened, in words.
pub(crate) fn at(mail: &MailWriter<'_>, told: &MailedChange) -> String {
    mail.messages.date_time(Timestamp::from_micros(told.at))
}

/// The mail: what happened, and what to do if it was somebody else.
pub(crate) fn written(
    mail: &MailWriter<'_>,
    told: &MailedChange,
    (subject, title, lead): (String, &str, String),
) -> Written {
    let words = mail.messages.words();
    Written {
        subject,
        title: title.to_owned(),
        blocks: vec![
            Block::Text(lead),
            Block::Text(words.mail_changed_decline().to_owned()),
            mail.button(words.mail_reset_button(), &told.reset),
        ],
    }
}
