//! Text as it is outside of running text.

/// Text without the marks that keep apart the directions of what it is made of: for places that
/// are no running text, such as titles, headers and JSON.
#[must_use]
pub fn plain(text: &str) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "")
}
