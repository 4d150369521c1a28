//! Mails that tell the owner of an account that its password was set or changed.

use super::change_mails::{MailedChange, at, written};
use crate::table::mails::MailKind;

/// The first password of an account was set.
pub(crate) static PASSWORD_SET: MailKind<MailedChange> = MailKind {
    key: "password_set",
    write: |mail, told| {
        let (words, name) = (mail.messages.words(), mail.name);
        let lead = words.mail_set_lead(at(mail, told), name);
        let subject = words.mail_set_subject(name);
        written(mail, told, (subject, words.mail_set_title(), lead))
    },
};

/// The password of an account was changed.
pub(crate) static PASSWORD_CHANGED: MailKind<MailedChange> = MailKind {
    key: "password_changed",
    write: |mail, told| {
        let (words, name) = (mail.messages.words(), mail.name);
        let lead = words.mail_changed_lead(at(mail, told), name);
        let subject = words.mail_changed_subject(name);
        written(mail, told, (subject, words.mail_changed_title(), lead))
    },
};
