//! Mails that tell the owner of an account that its password was set, changed or removed.

use serde::{Deserialize, Serialize};

use crate::context::RequestCtx;
use crate::table::mails::{MailKind, MailWriter, Written};
use crate::types::clock::Timestamp;
use crate::ui::mail::Block;

/// The values of these mails.
#[derive(Serialize, Deserialize)]
pub(crate) struct MailedPasswordChange {
    /// When, in microseconds since 1970.
    at: i64,
    /// Path of the password reset page.
    reset: String,
}

impl MailedPasswordChange {
    /// It happens in this request.
    pub(crate) fn now(ctx: &RequestCtx) -> Self {
        Self {
            at: ctx.now().as_micros(),
            reset: "/reset".to_owned(),
        }
    }
}

/// The first password of an account was set.
pub(crate) static PASSWORD_SET: MailKind<MailedPasswordChange> = MailKind {
    key: "password_set",
    write: |mail, told| {
        let (words, name) = (mail.messages.words(), mail.name);
        let lead = words.mail_set_lead(at(mail, told), name);
        let subject = words.mail_set_subject(name);
        written(mail, told, (subject, words.mail_set_title(), lead))
    },
};

/// The password of an account was changed.
pub(crate) static PASSWORD_CHANGED: MailKind<MailedPasswordChange> = MailKind {
    key: "password_changed",
    write: |mail, told| {
        let (words, name) = (mail.messages.words(), mail.name);
        let lead = words.mail_changed_lead(at(mail, told), name);
        let subject = words.mail_changed_subject(name);
        written(mail, told, (subject, words.mail_changed_title(), lead))
    },
};

/// The password of an account was removed.
pub(crate) static PASSWORD_REMOVED: MailKind<MailedPasswordChange> = MailKind {
    key: "password_removed",
    write: |mail, told| {
        let (words, name) = (mail.messages.words(), mail.name);
        let lead = words.mail_removed_lead(at(mail, told), name);
        let subject = words.mail_removed_subject(name);
        written(mail, told, (subject, words.mail_removed_title(), lead))
    },
};

fn at(mail: &MailWriter<'_>, told: &MailedPasswordChange) -> String {
    mail.messages.date_time(Timestamp::from_micros(told.at))
}

fn written(
    mail: &MailWriter<'_>,
    told: &MailedPasswordChange,
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
