//! Mails that tell the owner of an account that its second factors were changed, or a recovery code was
//! used.

use crate::context::{Problem, RequestCtx, UserCtx};
use crate::flows::change_mails::{MailedChange, at, written};
use crate::outbox::mail_request::{MailRequest, Reader};
use crate::stores::Change;
use crate::table::mails::{AnyMail, MailKind, typed};
use crate::types::Email;
use crate::ui::mail::Block;

/// An authenticator app was added.
pub(super) static AUTHENTICATOR_ADDED: MailKind<MailedChange> = MailKind {
    key: "authenticator_added",
    write: |mail, told| {
        let (words, name) = (mail.messages.words(), mail.name);
        let lead = words.mail_authenticator_added_lead(at(mail, told), typed(&told.name), name);
        let subject = words.mail_authenticator_added_subject(name);
        written(
            mail,
            told,
            (subject, words.mail_authenticator_added_title(), lead),
        )
    },
};

/// An authenticator app was removed.
pub(super) static AUTHENTICATOR_REMOVED: MailKind<MailedChange> = MailKind {
    key: "authenticator_removed",
    write: |mail, told| {
        let (words, name) = (mail.messages.words(), mail.name);
        let lead = words.mail_authenticator_removed_lead(at(mail, told), typed(&told.name), name);
        let subject = words.mail_authenticator_removed_subject(name);
        written(
            mail,
            told,
            (subject, words.mail_authenticator_removed_title(), lead),
        )
    },
};

/// Recovery codes were made.
pub(super) static RECOVERY_CODES_MADE: MailKind<MailedChange> = MailKind {
    key: "recovery_codes_made",
    write: |mail, told| {
        let (words, name) = (mail.messages.words(), mail.name);
        let lead = words.mail_recovery_made_lead(at(mail, told), name);
        let subject = words.mail_recovery_made_subject(name);
        written(
            mail,
            told,
            (subject, words.mail_recovery_made_title(), lead),
        )
    },
};

/// A recovery code was used.
pub(super) static RECOVERY_CODE_USED: MailKind<MailedChange> = MailKind {
    key: "recovery_code_used",
    write: |mail, told| {
        let (words, name) = (mail.messages.words(), mail.name);
        let lead = words.mail_recovery_used_lead(at(mail, told), name);
        let subject = words.mail_recovery_used_subject(name);
        let title = words.mail_recovery_used_title();
        let mut written = written(mail, told, (subject, title, lead));
        let left = i64::try_from(told.left).unwrap_or(i64::MAX);
        let left = words.mail_recovery_used_left(left);
        written.blocks.insert(1, Block::Text(left));
        written
    },
};

/// All of them.
pub(super) static ALL: [&dyn AnyMail; 4] = [
    &AUTHENTICATOR_ADDED,
    &AUTHENTICATOR_REMOVED,
    &RECOVERY_CODES_MADE,
    &RECOVERY_CODE_USED,
];

/// Adds a mail to the signed-in user.
pub(super) async fn with_mail(
    ctx: &UserCtx,
    change: Change,
    kind: &MailKind<MailedChange>,
    told: &MailedChange,
) -> Result<Change, Problem> {
    let signed_up = ctx.admission().account.language.as_ref();
    let reader = Reader::of(ctx, Some(ctx.account_id()), signed_up).await;
    mail_to(ctx, change, (ctx.mailbox()?, &reader), kind, told)
}

/// Adds a mail to an address.
pub(super) fn mail_to(
    ctx: &RequestCtx,
    change: Change,
    (to, reader): (&Email, &Reader),
    kind: &MailKind<MailedChange>,
    told: &MailedChange,
) -> Result<Change, Problem> {
    let request = MailRequest::new(to, ctx.messages(), kind, told)?;
    change.mail(ctx, &request.read_by(reader))
}
