//! Names of what widgets show: notices and fragments, as values instead of texts.

use std::fmt;

use crate::i18n::Messages;

/// What the next page says of an action that took place, such as "Your names are saved."
///
/// A widget declares its notices with [`Widget::notice`](crate::Widget::notice), and an action asks for
/// one with [`Answer::notice`](crate::Answer::notice). The address of the next page names it by its key,
/// so that the page can be reloaded.
#[derive(Clone, Copy)]
pub struct NoticeKind {
    key: &'static str,
    text: fn(&Messages) -> String,
}

impl NoticeKind {
    /// A notice with the key `<widget>.<word>` and what it says in the reader's language.
    #[must_use]
    pub const fn new(key: &'static str, text: fn(&Messages) -> String) -> Self {
        Self { key, text }
    }

    /// Its key.
    #[must_use]
    pub const fn key(self) -> &'static str {
        self.key
    }

    /// What it says.
    #[must_use]
    pub fn text(self, messages: &Messages) -> String {
        (self.text)(messages)
    }
}

impl fmt::Debug for NoticeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NoticeKind({})", self.key)
    }
}

/// The name of a page that can be embedded in a page of the host's, `<widget>.<word>`: see
/// [`Fragments::show`](crate::Fragments::show).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FragmentName(&'static str);

impl FragmentName {
    /// The name of a page of the host's own widget. Those of the bundled widgets are constants beside
    /// their inputs.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self(name)
    }

    /// The name as it stands in the route table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for FragmentName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}
