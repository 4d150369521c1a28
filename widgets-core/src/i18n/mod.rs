//! The message catalogue: all text shown to users, in the reader's language.
//!
//! Shipped languages are validated when the crate is compiled (see `build/`), the host's when its
//! widgets are built (see `languages`).

mod check;
mod languages;
mod moments;
mod pattern;
mod pseudo;
mod terms;
#[cfg(test)]
mod tests;
#[cfg(test)]
#[path = "../../build/tree.rs"]
mod tree;
mod words;

use std::sync::Arc;

use http::HeaderValue;
use jiff::tz::TimeZone;
use languages::Language;
use words::Words;

use crate::http::user_agent::UserAgent;
use crate::types::locale::{Direction, Locale};

#[cfg(any(test, fuzzing))]
pub(crate) use languages::try_messages;
pub(crate) use languages::{Languages, LanguagesToBuild, RequestedLanguages};

pub use crate::types::text::plain;

#[allow(
    missing_docs,
    unreachable_pub,
    unused_imports,
    dead_code,
    clippy::all,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "generated from the message files; what it expects was checked when it was generated"
)]
mod l10n {
    include!(concat!(env!("OUT_DIR"), "/l10n.rs"));

    impl L10n {
        /// The message files of the language, joined.
        pub(super) fn source(self) -> &'static str {
            std::str::from_utf8(&LANG_DATA[self.byte_range()]).unwrap_or_default()
        }
    }

    impl L10nLanguage {
        /// Formats every message with a number and with a text for each variable, and returns the
        /// errors.
        pub(super) fn rehearse(&self, number: u32, text: &str) -> Vec<String> {
            let mut problems = Vec::new();
            let values = [FluentValue::from(number), FluentValue::from(text)];
            for (contract, value) in MESSAGE_CONTRACTS
                .iter()
                .flat_map(|own| values.iter().map(move |value| (own, value)))
            {
                let mut args = FluentArgs::new();
                for name in contract.vars {
                    args.set(*name, value.clone());
                }
                let outcome = match contract.attribute {
                    Some(attribute) => self.0.attr(contract.message, attribute, Some(args)),
                    None => self.0.msg(contract.message, Some(args)),
                };
                problems.extend(outcome.err().map(|error| error.to_string()));
            }
            problems
        }
    }
}

/// All messages for one reader, in their language and time zone. Cheap to clone.
#[derive(Clone, derive_more::Debug)]
#[debug("Messages({})", self.language())]
pub struct Messages {
    language: Arc<Language>,
    zone: TimeZone,
}

impl Messages {
    pub(crate) fn words(&self) -> &Words {
        self.language.words()
    }

    /// The language, for `lang`.
    #[must_use]
    pub fn language(&self) -> &Locale {
        self.language.locale()
    }

    /// The name of a browser and its system.
    pub(crate) fn device(&self, device: &UserAgent) -> String {
        match (&device.browser, &device.system) {
            (Some(browser), Some(system)) => self.words().device_browser_on(browser, system),
            (Some(name), None) | (None, Some(name)) => name.clone().into_owned(),
            (None, None) => self.words().device_unknown().to_owned(),
        }
    }

    /// The value of `Content-Language`.
    pub(crate) fn content_language(&self) -> HeaderValue {
        self.language.header().clone()
    }

    /// The writing direction, for `dir`.
    #[must_use]
    pub fn direction(&self) -> Direction {
        self.language.direction()
    }

    /// The message files of a shipped language, as a template for a translation passed to
    /// [`WidgetsBuilder::locale`](crate::WidgetsBuilder::locale).
    #[must_use]
    pub fn source(language: &str) -> Option<&'static str> {
        let language: l10n::L10n = language.parse().ok()?;
        Some(language.source())
    }
}
