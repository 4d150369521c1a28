//! Text outside of paragraphs.

/// Removes the isolates that Fluent puts around inserted values, for titles, headers and JSON.
#[must_use]
pub fn plain(text: &str) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "")
}
