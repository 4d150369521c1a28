//! The mailer port.

use std::fmt;

use async_trait::async_trait;
use url::Url;

use crate::types::getters::getters;
use crate::types::records::records;
use crate::types::{Email, Locale, Timestamp};

records! {
    /// A mail, ready to be sent.
    #[derive(Clone, PartialEq, Eq, derive_more::Debug)]
    // Prints only the identifier: content and recipient are confidential.
    #[debug("Mail({id}, ..)")]
    pub struct Mail {
        /// `Message-ID` without angle brackets (RFC 5322, section 3.6.4). Derived from the outbox row
        /// and the host of the public URL, so it is the same every time the mail is sent.
        pub id: String,
        /// When it was rendered, immediately before sending.
        pub at: Timestamp,
        /// Recipient.
        pub to: Email,
        /// Language.
        pub language: Locale,
        /// Subject: a single line without user input.
        pub subject: String,
        /// Plain-text body.
        pub text: String,
        /// HTML body, a document without external resources.
        pub html: String,
    }
}

/// Sends mail: by an SMTP server, an API, or into a development mailbox.
#[async_trait]
pub trait Mailer: Send + Sync + 'static {
    /// Sends a mail. The worker sends several concurrently, and treats more than 30 seconds as a
    /// temporary failure.
    ///
    /// # Errors
    ///
    /// [`MailFailure::temporary`] if it may succeed later: the worker retries with growing delays
    /// for about a day. [`MailFailure::permanent`] if it never will: the mail becomes a dead
    /// letter.
    async fn send(&self, mail: &Mail) -> Result<(), MailFailure>;

    /// Problems of using this mailer for a host at `public_url`, each as a sentence telling the
    /// host what to change. Called once by `build()`.
    fn problems(&self, _public_url: &Url) -> Vec<String> {
        Vec::new()
    }
}

/// Why a mail was not sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the mail was not taken: {told}")]
pub struct MailFailure {
    permanent: bool,
    told: String,
}

impl MailFailure {
    /// May succeed later. `told` is logged and stored, so email addresses in it are removed.
    pub fn temporary(told: impl fmt::Display) -> Self {
        Self {
            permanent: false,
            told: without_addresses(&told.to_string()),
        }
    }

    /// Will never succeed. `told` is logged and stored, so email addresses in it are removed.
    pub fn permanent(told: impl fmt::Display) -> Self {
        Self {
            permanent: true,
            ..Self::temporary(told)
        }
    }

    getters! { self =>
        /// Whether it will never succeed.
        pub is_permanent: bool = self.permanent;
        /// The reason, on one line and without email addresses.
        pub told: &str = &self.told;
    }
}

/// One line of at most 200 characters, with every word that contains `@` replaced.
fn without_addresses(told: &str) -> String {
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
