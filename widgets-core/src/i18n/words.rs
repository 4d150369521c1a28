//! All messages of one language. Those without arguments are formatted once, when it is loaded; those
//! whose arguments are texts are prepared then.

use std::ops::Deref;

use fluent_syntax::ast::Resource;

use super::l10n::L10nLanguage;
use super::pattern::Prepared;
use super::plain;

/// All messages of one language: those without arguments as texts, those with texts as arguments
/// from prepared patterns, and, by `Deref`, those with numbers, which Fluent formats at every call.
pub(crate) struct Words {
    texts: Texts,
    patterns: Patterns,
    messages: L10nLanguage,
}

impl Words {
    /// `resource` is what `messages` were loaded from.
    pub(super) fn of(messages: L10nLanguage, resource: &Resource<String>) -> Self {
        Self {
            texts: Texts::of(&messages),
            patterns: Patterns::of(resource),
            messages,
        }
    }
}

/// The same without isolates around arguments.
pub(super) struct PlainWords<'a>(&'a Words);

impl Words {
    pub(super) const fn plain(&self) -> PlainWords<'_> {
        PlainWords(self)
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

/// Writes a method that formats each message.
macro_rules! patterns {
    ($($message:ident = $id:literal ($($argument:ident = $name:literal),+);)+) => {
        /// `None` where Fluent has to format the message.
        struct Patterns {
            $($message: Option<Prepared>,)+
        }

        impl Patterns {
            fn of(resource: &Resource<String>) -> Self {
                Self {
                    $($message: Prepared::of(resource, $id, &[$($name),+]),)+
                }
            }
        }

        #[allow(dead_code, reason = "not every message is on a page of every build")]
        impl Words {
            $(pub(crate) fn $message(&self, $($argument: impl AsRef<str>),+) -> String {
                match &self.patterns.$message {
                    Some(pattern) => pattern.format(&[$($argument.as_ref()),+]),
                    None => self.messages.$message($($argument),+),
                }
            })+
        }

        #[allow(dead_code, reason = "most messages are on pages, with isolates")]
        impl PlainWords<'_> {
            $(pub(super) fn $message(&self, $($argument: impl AsRef<str>),+) -> String {
                match &self.0.patterns.$message {
                    Some(pattern) => pattern.format_plain(&[$($argument.as_ref()),+]),
                    None => plain(&self.0.messages.$message($($argument),+)),
                }
            })+
        }

        #[cfg(test)]
        impl Words {
            /// For each message: its id, whether it is prepared, its text, its plain text, and its text
            /// by Fluent. `given` makes an argument of its name.
            pub(super) fn compared(
                &self,
                given: impl Fn(&str) -> String,
            ) -> Vec<(&'static str, bool, [String; 3])> {
                vec![$({
                    $(let $argument = given($name);)+
                    let said = self.$message($(&$argument),+);
                    let plain = self.plain().$message($(&$argument),+);
                    let by_fluent = self.messages.$message($(&$argument),+);
                    ($id, self.patterns.$message.is_some(), [said, plain, by_fluent])
                }),+]
            }
        }
    };
}

// `texts! { .. }` with every message that has no arguments, and `patterns! { .. }` with every
// message that has only texts as arguments, written by `build/messages.rs`.
include!(concat!(env!("OUT_DIR"), "/words.rs"));
