//! Renders mails from mail requests, in the recipient's language and with URLs based on the public
//! URL.

use url::Url;

use super::mail_request::MailRequest;
use crate::context::AppState;
use crate::context::ports::mailer::Mail;
use crate::i18n::{Languages, RequestedLanguages, plain};
use crate::table::Table;
use crate::table::mails::{MailWriter, masked, one_line};
use crate::types::{OutboxId, Timestamp, ZoneName};
use crate::ui::Theme;
use crate::ui::mail::MailPage;

/// What all mails of a host share.
pub(crate) struct MailComposer<'a> {
    pub(crate) name: &'a str,
    /// Whether pages show a logo.
    pub(crate) has_logo: bool,
    /// Base of all URLs in mails.
    pub(crate) public_url: &'a Url,
    pub(crate) languages: &'a Languages,
    pub(crate) theme: &'a Theme,
    pub(crate) now: Timestamp,
    /// Where the kinds of mail are registered.
    pub(crate) table: &'a Table,
}

/// Why a mail cannot be rendered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unwritable {
    /// The stored address is invalid.
    Address,
    /// No widget of this instance sends mails of its kind, or its values are of another version.
    Kind,
}

impl<'a> MailComposer<'a> {
    /// A composer with the host's settings and the current time.
    pub(crate) fn of(app: &'a AppState) -> Self {
        Self {
            name: app.name(),
            has_logo: app.appearance().brand.logo_address().is_some(),
            public_url: app.public_url(),
            languages: app.languages(),
            theme: &app.appearance().theme,
            now: app.now(),
            table: Table::of(app),
        }
    }

    /// Renders a mail.
    ///
    /// # Errors
    ///
    /// [`Unwritable`].
    pub(crate) fn compose(
        &self,
        row: &OutboxId,
        mail_request: &MailRequest,
    ) -> Result<Mail, Unwritable> {
        let zone = ZoneName::from_stored(mail_request.zone.clone());
        let language = Some(mail_request.language.as_str());
        let requested_languages = RequestedLanguages::default();
        let messages = self
            .languages
            .messages(language, zone.as_ref(), &requested_languages);
        let to = mail_request.to().ok_or(Unwritable::Address)?;
        let writer = MailWriter {
            name: self.name,
            public_url: self.public_url,
            now: self.now,
            messages: &messages,
        };
        let kind = self.table.mail(mail_request.says.kind());
        let written = kind.and_then(|kind| kind.write(&writer, &mail_request.says));
        let written = written.ok_or(Unwritable::Kind)?;
        let words = messages.words();
        let page = MailPage {
            name: self.name,
            has_logo: self.has_logo,
            title: written.title,
            blocks: written.blocks,
            footer: words.mail_footer(self.name, masked(&to)),
            language: messages.language().as_str(),
            direction: messages.direction(),
            theme: self.theme,
        };
        let host = self.public_url.host_str().unwrap_or("localhost");
        Ok(Mail {
            id: format!("{row}@{host}"),
            at: self.now,
            language: messages.language().clone(),
            subject: one_line(&plain(&written.subject)),
            text: page.text(),
            html: page.html().into_string(),
            to,
        })
    }
}
