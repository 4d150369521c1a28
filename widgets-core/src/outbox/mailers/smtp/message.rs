//! Builds MIME messages (RFC 5322).

use std::time::{Duration, UNIX_EPOCH};

use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart, SinglePart};

use crate::context::ports::mailer::{Mail, MailFailure};
use crate::types::Email;

pub(super) struct Sender {
    pub(super) address: lettre::Address,
    pub(super) name: Option<String>,
    pub(super) reply_to: Option<lettre::Address>,
}

impl Sender {
    pub(super) fn message(&self, mail: &Mail) -> Result<Message, MailFailure> {
        let to = address(&mail.to);
        let to = to.ok_or_else(|| MailFailure::permanent("its address cannot be written"))?;
        let mut message = Message::builder()
            .from(Mailbox::new(self.name.clone(), self.address.clone()))
            .to(Mailbox::new(None, to))
            .subject(mail.subject.clone())
            .date(UNIX_EPOCH + Duration::from_micros(mail.at.as_micros().unsigned_abs()))
            .message_id(Some(format!("<{}>", mail.id)))
            // Suppresses automatic replies (RFC 3834, section 5).
            .raw_header(header("Auto-Submitted", "auto-generated"))
            .raw_header(header("Content-Language", mail.language.as_str()));
        if let Some(reply_to) = &self.reply_to {
            message = message.reply_to(Mailbox::new(None, reply_to.clone()));
        }
        let part = |kind, body: &str| SinglePart::builder().header(kind).body(body.to_owned());
        // Clients prefer the last part (RFC 2046, section 5.1.4).
        let parts = MultiPart::alternative()
            .singlepart(part(ContentType::TEXT_PLAIN, &mail.text))
            .singlepart(part(ContentType::TEXT_HTML, &mail.html));
        message.multipart(parts).map_err(MailFailure::permanent)
    }
}

/// The address for SMTP: domain in ASCII, local part as typed.
pub(super) fn address(email: &Email) -> Option<lettre::Address> {
    let (mailbox, _) = email.as_str().rsplit_once('@')?;
    let (_, domain) = email.key().as_str().rsplit_once('@')?;
    lettre::Address::new(mailbox, domain).ok()
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}
