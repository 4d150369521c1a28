//! Typed names of notices and fragments.

use crate::i18n::Messages;

/// A message shown by the page after an action, such as "Your names are saved."
///
/// A widget declares its notices with [`Widget::notice`](crate::Widget::notice); an action requests
/// one with [`Answer::notice`](crate::Answer::notice). A cookie takes the key to the next page, which
/// shows it once.
#[derive(Clone, Copy, derive_more::Debug)]
#[debug("NoticeKind({key})")]
pub struct NoticeKind {
    key: &'static str,
    text: fn(&Messages) -> String,
}

impl NoticeKind {
    /// A notice with the key `<widget>.<word>`, and its text in the reader's language.
    #[must_use]
    pub const fn new(key: &'static str, text: fn(&Messages) -> String) -> Self {
        Self { key, text }
    }

    /// The key.
    #[must_use]
    pub const fn key(self) -> &'static str {
        self.key
    }

    /// The text in the reader's language.
    #[must_use]
    pub fn text(self, messages: &Messages) -> String {
        (self.text)(messages)
    }
}

/// Name of a page that can be embedded in a host page, `<widget>.<word>`. See
/// [`Fragments::show`](crate::Fragments::show).
#[derive(Debug, Clone, Copy, PartialEq, Eq, derive_more::Display)]
pub struct FragmentName(&'static str);

impl FragmentName {
    /// Name of a page of a host's widget. For the bundled widgets, use the constants in their
    /// modules.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self(name)
    }

    /// The name as in the route table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}
