//! Kinds of mail. Widgets register them; the outbox stores the values of a mail, sealed, and has it
//! written when it is sent, in the recipient's language.

use std::time::Duration;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use url::Url;

use crate::crypto::Code;
use crate::i18n::{Messages, plain};
use crate::types::name::is_unprintable;
use crate::types::{Email, Tagged, Timestamp};
use crate::ui::mail::Block;

/// A kind of mail, a static of the widget that sends it.
///
/// The outbox stores values of type `V`. If they have a field `expires_at`, in microseconds since
/// 1970, the mail is not sent after that time.
pub(crate) struct MailKind<V> {
    /// Its name in the outbox.
    pub(crate) key: &'static str,
    /// Writes the mail.
    pub(crate) write: fn(&MailWriter<'_>, &V) -> Written,
}

/// A kind of mail with the type of its values erased.
pub(crate) trait AnyMail: Send + Sync {
    fn key(&self) -> &'static str;

    /// Writes a stored mail; `None` if its values cannot be read.
    fn write(&self, writer: &MailWriter<'_>, stored: &Tagged) -> Option<Written>;
}

impl<V: DeserializeOwned> AnyMail for MailKind<V> {
    fn key(&self) -> &'static str {
        self.key
    }

    fn write(&self, writer: &MailWriter<'_>, stored: &Tagged) -> Option<Written> {
        let values = stored.read().ok()?;
        Some((self.write)(writer, &values))
    }
}

/// The values of a mail with a code. URLs are paths below the mount path. The configured public URL
/// is prepended when it is written, so no request header can decide where a link leads.
#[derive(Serialize, Deserialize)]
pub(crate) struct MailedCode {
    pub(crate) code: String,
    /// Path of the equivalent link.
    pub(crate) link: Option<String>,
    /// Path that revokes the code, for recipients who did not request it.
    pub(crate) decline: String,
    /// Expiry, in microseconds since 1970. An expired code is not sent.
    pub(crate) expires_at: i64,
}

/// The values of a mail to the owner of an account, with whose address somebody tried to create one.
#[derive(Serialize, Deserialize)]
pub(crate) struct MailedTaken {
    /// Path of the sign-in page.
    pub(crate) sign_in: String,
    /// Path of the password reset page.
    pub(crate) reset: String,
}

/// The values of an invitation.
#[derive(Serialize, Deserialize)]
pub(crate) struct MailedInvitation {
    /// Path that accepts it.
    pub(crate) link: String,
    /// Expiry, in microseconds since 1970.
    pub(crate) expires_at: i64,
    /// Name of the inviter. User input.
    pub(crate) by: Option<String>,
}

impl MailedCode {
    /// The code as a subject shows it, in two groups of digits.
    pub(crate) fn shown(&self) -> String {
        let grouped = Code::parse(&self.code).map(|own| own.grouped().to_string());
        grouped.unwrap_or_else(|| self.code.clone())
    }
}

/// What a kind of mail writes.
pub(crate) struct Written {
    pub(crate) subject: String,
    pub(crate) title: String,
    pub(crate) blocks: Vec<Block>,
}

/// The words of a mail with a code.
pub(crate) struct CodeWords {
    pub(crate) subject: String,
    pub(crate) title: String,
    pub(crate) lead: String,
    pub(crate) button: String,
    pub(crate) decline: String,
}

/// What a mail is written with.
pub(crate) struct MailWriter<'a> {
    /// Name of the application.
    pub(crate) name: &'a str,
    /// Base of all URLs.
    pub(crate) public_url: &'a Url,
    pub(crate) now: Timestamp,
    /// Messages in the recipient's language.
    pub(crate) messages: &'a Messages,
}

impl MailWriter<'_> {
    /// A mail with a code, the equivalent link, their lifetime, and a link to decline.
    pub(crate) fn code(&self, code: &MailedCode, own: CodeWords) -> Written {
        let words = self.messages.words();
        let mut blocks = vec![
            Block::Text(own.lead),
            Block::Code {
                label: words.mail_code_label().to_owned(),
                code: code.code.clone(),
            },
        ];
        if let Some(link) = &code.link {
            blocks.push(self.button(&own.button, link));
        }
        blocks.push(Block::Quiet(
            words.mail_code_lasts(self.left(code.expires_at)),
        ));
        blocks.push(self.link(&own.decline, words.mail_decline(), &code.decline));
        Written {
            subject: own.subject,
            title: own.title,
            blocks,
        }
    }

    pub(crate) fn button(&self, label: &str, path: &str) -> Block {
        let words = self.messages.words();
        Block::Button {
            label: label.to_owned(),
            href: self.address(path),
            otherwise: words.mail_button_otherwise().to_owned(),
        }
    }

    pub(crate) fn link(&self, before: &str, label: &str, path: &str) -> Block {
        Block::Link {
            before: before.to_owned(),
            label: label.to_owned(),
            href: self.address(path),
        }
    }

    fn address(&self, path: &str) -> String {
        let base = self.public_url.as_str();
        [base.trim_end_matches('/'), path].concat()
    }

    /// How long something still works, in words.
    pub(crate) fn left(&self, expires_at: i64) -> String {
        let left = Timestamp::from_micros(expires_at).since(self.now);
        self.messages.wait(left.max(Duration::from_secs(1)))
    }
}

/// Makes user input safe for a mail: one line, at most 80 characters, and an invisible word joiner
/// (U+2060) after each `.`, `:`, `/`, `@` and digit, so that no mail client turns it into a link or a
/// telephone number.
pub(crate) fn typed(text: &str) -> String {
    const LONGEST: usize = 80;
    let mut safe = String::new();
    for one in one_line(&plain(text)).chars().take(LONGEST) {
        safe.push(one);
        if matches!(one, '.' | ':' | '/' | '@') || one.is_numeric() {
            safe.push('\u{2060}');
        }
    }
    safe
}

/// An address as its reader recognises it, and nothing that somebody else may have typed: its first
/// character and its domain, which is no link. The part before the `@` may hold a text of whoever asked,
/// such as `maren+win-www.shop.example@..`, and still reach the reader.
pub(crate) fn masked(to: &Email) -> String {
    let first = to
        .as_str()
        .chars()
        .next()
        .filter(|one| one.is_alphanumeric());
    let first = first.map(String::from).unwrap_or_default();
    typed(&format!("{first}…@{}", to.key().domain()))
}

/// Removes line breaks, other control characters and bidirectional controls.
pub(crate) fn one_line(text: &str) -> String {
    let words = text.split(|one: char| one.is_whitespace() || is_unprintable(one));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}
