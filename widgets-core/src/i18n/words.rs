//! All messages of one language. Those without arguments are formatted once, when it is loaded.

use std::ops::Deref;

use super::l10n::L10nLanguage;

/// All messages of one language: those without arguments as texts, and, by `Deref`, those with
/// arguments, which are formatted at every call.
pub(crate) struct Words {
    texts: Texts,
    messages: L10nLanguage,
}

impl Words {
    pub(super) fn of(messages: L10nLanguage) -> Self {
        Self {
            texts: Texts::of(&messages),
            messages,
        }
    }
}

impl Deref for Words {
    type Target = L10nLanguage;

    fn deref(&self) -> &L10nLanguage {
        &self.messages
    }
}

/// Writes a method that returns the text of each message.
macro_rules! texts {
    ($($message:ident)+) => {
        struct Texts {
            $($message: Box<str>,)+
        }

        impl Texts {
            fn of(messages: &L10nLanguage) -> Self {
                Self {
                    $($message: messages.$message().into(),)+
                }
            }
        }

        #[allow(dead_code, reason = "not every message is on a page of every build")]
        impl Words {
            $(pub(crate) fn $message(&self) -> &str {
                &self.texts.$message
            })+
        }
    };
}

// `texts! { .. }` with every message that has no arguments, written by `build/messages.rs`.
include!(concat!(env!("OUT_DIR"), "/texts.rs"));
