//! The cookie that takes a notice to the next page.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// Characters to escape in the path of a page: all that a cookie might not keep.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'/');

/// A notice for the next page. It is a cookie, so that nobody can have it shown by a link, and names its
/// page, so that no other one shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NoticeCookie {
    /// Key of the notice.
    pub(crate) key: String,
    /// Path of the page.
    pub(crate) page: String,
}

impl NoticeCookie {
    pub(crate) fn new(key: &str, page: &str) -> Self {
        let (key, page) = (key.to_owned(), page.to_owned());
        Self { key, page }
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        let (key, page) = text.split_once('~')?;
        let page = percent_decode_str(page).decode_utf8().ok()?;
        Some(Self::new(key, &page))
    }

    pub(super) fn write(&self) -> String {
        // No more than a cookie holds; the page of a longer path shows no notice.
        let page: String = utf8_percent_encode(&self.page, PATH).collect();
        format!("{}~{}", self.key, page.get(..2048).unwrap_or(&page))
    }
}
