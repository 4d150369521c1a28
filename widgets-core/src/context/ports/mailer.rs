//! What sends mail, and what is sent.

use std::fmt;

use async_trait::async_trait;
use url::Url;

use crate::types::clock::Timestamp;
use crate::types::email::Email;
use crate::types::locale::Locale;

/// One mail, ready to be sent.
#[derive(Clone, PartialEq, Eq)]
pub struct Mail {
    /// What becomes its `Message-ID`, without the angle brackets (RFC 5322, section 3.6.4). It is
    /// made of the outbox row and the host of the public URL, so that it stays the same however
    /// often the mail is sent.
    pub id: String,
    /// When it was written, which is when it is sent.
    pub at: Timestamp,
    /// Who gets it.
    pub to: Email,
    /// The language it is written in.
    pub language: Locale,
    /// Its subject: one line, with nothing in it that a person typed.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// The same as a document of HTML that loads nothing.
    pub html: String,
}

/// Only the identifier: what a mail says is secret, and whom it is for is nobody else's business.
impl fmt::Debug for Mail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Mail({}, ..)", self.id)
    }
}

/// What sends mail: a mail server, a service with an interface of its own, a box for trials.
#[async_trait]
pub trait Mailer: Send + Sync + 'static {
    /// Hands a mail on. The worker gives up waiting after 30 seconds, counts that as a temporary
    /// failure, and sends several mails at once.
    ///
    /// # Errors
    ///
    /// [`MailFailure::temporary`] when it may work later: the worker tries again for about a day, at
    /// growing distances. [`MailFailure::permanent`] when it never will: the mail is a dead letter.
    async fn send(&self, mail: &Mail) -> Result<(), MailFailure>;

    /// What is wrong with sending mail this way for a host at `public_url`, each in words that say
    /// what to change. Asked once, when the widgets are built.
    fn problems(&self, public_url: &Url) -> Vec<String> {
        let _ = public_url;
        Vec::new()
    }
}

/// Why a mail was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the mail was not taken: {told}")]
pub struct MailFailure {
    permanent: bool,
    told: String,
}

impl MailFailure {
    /// It may work later. Addresses in `told` are taken out, since it is traced and kept.
    pub fn temporary(told: impl fmt::Display) -> Self {
        Self {
            permanent: false,
            told: without_addresses(&told.to_string()),
        }
    }

    /// It never will. Addresses in `told` are taken out, since it is traced and kept.
    pub fn permanent(told: impl fmt::Display) -> Self {
        Self {
            permanent: true,
            ..Self::temporary(told)
        }
    }

    /// Whether it never will.
    #[must_use]
    pub const fn is_permanent(&self) -> bool {
        self.permanent
    }

    /// Why, on one line and without addresses.
    #[must_use]
    pub fn told(&self) -> &str {
        &self.told
    }
}

/// One line of at most 200 characters, with a mark in place of every word that has an `@`.
pub(crate) fn without_addresses(told: &str) -> String {
    const LONGEST: usize = 200;
    let words = told.split(|one: char| one.is_whitespace() || one.is_control());
    let words = words.filter(|word| !word.is_empty());
    let words = words.map(|word| {
        if word.contains('@') {
            "(address)"
        } else {
            word
        }
    });
    let line = words.collect::<Vec<_>>().join(" ");
    line.chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_tells_no_address() {
        let told = "550 5.1.1 <maren@nordlicht.example>:\r\n no such\tuser maren@nordlicht.example";
        let failure = MailFailure::permanent(told);
        assert!(failure.is_permanent());
        assert_eq!(
            failure.to_string(),
            "the mail was not taken: 550 5.1.1 (address) no such user (address)"
        );
        let long = MailFailure::temporary("x".repeat(1000));
        assert!(!long.is_permanent() && long.to_string().len() < 250);
    }
}
