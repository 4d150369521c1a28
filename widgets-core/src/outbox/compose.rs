//! Renders mails from mail requests, in the recipient's language and with URLs based on the public
//! URL.

use std::time::Duration;

use url::Url;

use super::mail_request::{MailKind, MailRequest, MailedCode};
use crate::context::app_state::AppState;
use crate::context::ports::mailer::Mail;
use crate::i18n::{Languages, Messages, RequestedLanguages, plain};
use crate::types::clock::Timestamp;
use crate::types::id::OutboxId;
use crate::types::name::is_unprintable;
use crate::types::time_zone::ZoneName;
use crate::ui::Theme;
use crate::ui::mail::{Block, MailPage};

/// What all mails of a host share.
pub(crate) struct MailComposer<'a> {
    pub(crate) name: &'a str,
    /// Base of all URLs in mails.
    pub(crate) public_url: &'a Url,
    pub(crate) languages: &'a Languages,
    pub(crate) theme: &'a Theme,
    pub(crate) now: Timestamp,
}

impl<'a> MailComposer<'a> {
    /// A composer with the host's settings and the current time.
    pub(crate) fn of(app: &'a AppState) -> Self {
        Self {
            name: app.name(),
            public_url: app.public_url(),
            languages: app.languages(),
            theme: &app.appearance().theme,
            now: app.now(),
        }
    }

    /// Renders a mail; `None` if the stored address is invalid.
    pub(crate) fn compose(&self, row: &OutboxId, mail_request: &MailRequest) -> Option<Mail> {
        let zone = ZoneName::from_stored(mail_request.zone.clone());
        let language = Some(mail_request.language.as_str());
        let requested_languages = RequestedLanguages::default();
        let messages = self
            .languages
            .messages(language, zone.as_ref(), &requested_languages);
        let to = mail_request.to()?;
        let writer = Writer {
            composer: self,
            messages: &messages,
        };
        let written = writer.write(&mail_request.kind);
        let words = messages.words();
        let page = MailPage {
            name: self.name,
            title: written.title,
            blocks: written.blocks,
            footer: words.mail_footer(self.name, to.as_str()),
            language: messages.language().as_str(),
            direction: messages.direction(),
            theme: self.theme,
        };
        let host = self.public_url.host_str().unwrap_or("localhost");
        Some(Mail {
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

struct Writer<'a> {
    composer: &'a MailComposer<'a>,
    messages: &'a Messages,
}

struct Written {
    subject: String,
    title: String,
    blocks: Vec<Block>,
}

impl Written {
    fn new(subject: String, title: impl Into<String>, blocks: Vec<Block>) -> Self {
        Self {
            subject,
            title: title.into(),
            blocks,
        }
    }
}

impl Writer<'_> {
    fn write(&self, kind: &MailKind) -> Written {
        let words = self.messages.words();
        let name = self.composer.name;
        match kind {
            MailKind::SignUp(code) => Written::new(
                words.mail_sign_up_subject(name),
                words.mail_sign_up_title(),
                self.code(
                    words.mail_sign_up_lead(name),
                    code,
                    words.mail_sign_up_button(),
                    words.mail_sign_up_decline(),
                ),
            ),
            MailKind::SignUpTaken { sign_in, reset } => Written::new(
                words.mail_taken_subject(name),
                words.mail_taken_title(),
                vec![
                    Block::Text(words.mail_taken_lead(name)),
                    self.button(words.mail_taken_button(), sign_in),
                    self.link(words.mail_taken_reset(), words.mail_reset_button(), reset),
                    Block::Quiet(words.mail_taken_decline().to_owned()),
                ],
            ),
            MailKind::SignIn(code) => Written::new(
                words.mail_sign_in_subject(name),
                words.mail_sign_in_title(name),
                self.code(
                    words.mail_sign_in_lead(),
                    code,
                    words.mail_sign_in_button(),
                    words.mail_sign_in_decline(),
                ),
            ),
            MailKind::Reset(code) => Written::new(
                words.mail_reset_subject(name),
                words.mail_reset_title(),
                self.code(
                    words.mail_reset_lead(name),
                    code,
                    words.mail_reset_button(),
                    words.mail_reset_decline(),
                ),
            ),
            MailKind::StepUp(code) => Written::new(
                words.mail_step_up_subject(name),
                words.mail_step_up_title(),
                self.code(
                    words.mail_step_up_lead(name),
                    code,
                    words.mail_step_up_button(),
                    words.mail_step_up_decline(),
                ),
            ),
            MailKind::PasswordSet { at, reset } => Written::new(
                words.mail_set_subject(name),
                words.mail_set_title(),
                self.password(words.mail_set_lead(self.moment(*at), name), reset),
            ),
            MailKind::PasswordChanged { at, reset } => Written::new(
                words.mail_changed_subject(name),
                words.mail_changed_title(),
                self.password(words.mail_changed_lead(self.moment(*at), name), reset),
            ),
            MailKind::Invitation {
                link,
                expires_at,
                by,
            } => Written::new(
                words.mail_invitation_subject(name),
                words.mail_invitation_title(name),
                vec![
                    Block::Text(match by.as_deref().map(typed) {
                        Some(by) if !by.is_empty() => words.mail_invitation_by(by, name),
                        _ => words.mail_invitation_lead(name),
                    }),
                    self.button(words.mail_invitation_button(), link),
                    Block::Quiet(words.mail_invitation_lasts(self.left(*expires_at))),
                    Block::Quiet(words.mail_invitation_decline().to_owned()),
                ],
            ),
        }
    }

    /// Blocks for a code: the code, the equivalent link, their lifetime, and a link to decline.
    fn code(
        &self,
        lead: impl Into<String>,
        code: &MailedCode,
        button: &str,
        decline: &str,
    ) -> Vec<Block> {
        let words = self.messages.words();
        let mut blocks = vec![
            Block::Text(lead.into()),
            Block::Code {
                label: words.mail_code_label().to_owned(),
                code: code.code.clone(),
            },
        ];
        if let Some(link) = &code.link {
            blocks.push(self.button(button, link));
        }
        blocks.push(Block::Quiet(
            words.mail_code_lasts(self.left(code.expires_at)),
        ));
        blocks.push(self.link(decline, words.mail_decline(), &code.decline));
        blocks
    }

    /// Blocks about a password that was set, with a way to set another.
    fn password(&self, lead: String, reset: &str) -> Vec<Block> {
        let words = self.messages.words();
        vec![
            Block::Text(lead),
            Block::Text(words.mail_changed_decline().to_owned()),
            self.button(words.mail_reset_button(), reset),
        ]
    }

    fn moment(&self, at: i64) -> String {
        self.messages.date_time(Timestamp::from_micros(at))
    }

    fn button(&self, label: &str, path: &str) -> Block {
        let words = self.messages.words();
        Block::Button {
            label: label.to_owned(),
            href: self.address(path),
            otherwise: words.mail_button_otherwise().to_owned(),
        }
    }

    fn link(&self, before: &str, label: &str, path: &str) -> Block {
        Block::Link {
            before: before.to_owned(),
            label: label.to_owned(),
            href: self.address(path),
        }
    }

    fn address(&self, path: &str) -> String {
        let base = self.composer.public_url.as_str();
        [base.trim_end_matches('/'), path].concat()
    }

    fn left(&self, expires_at: i64) -> String {
        let left = Timestamp::from_micros(expires_at).since(self.composer.now);
        self.messages.wait(left.max(Duration::from_secs(1)))
    }
}

/// Makes user input safe for a mail: one line, at most 80 characters, and an invisible word joiner
/// (U+2060) after each `.`, `:`, `/` and `@`, so that no mail client turns it into a link.
fn typed(text: &str) -> String {
    const LONGEST: usize = 80;
    let mut safe = String::new();
    for one in one_line(&plain(text)).chars().take(LONGEST) {
        safe.push(one);
        if matches!(one, '.' | ':' | '/' | '@') {
            safe.push('\u{2060}');
        }
    }
    safe
}

/// Removes line breaks, other control characters and bidirectional controls.
fn one_line(text: &str) -> String {
    let words = text.split(|one: char| one.is_whitespace() || is_unprintable(one));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests;
