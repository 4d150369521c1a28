//! Properties of text as it is typed and shown.

/// Removes the isolates that Fluent puts around inserted values, for titles, headers and JSON.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    // A search for one character is much faster than one for either of two.
    for part in text.split('\u{2068}') {
        for part in part.split('\u{2069}') {
            plain.push_str(part);
        }
    }
    plain
}

/// The text without control characters, for a line that is kept as it was given. PostgreSQL keeps no text
/// with U+0000, and the others only spoil a page or a log.
pub(crate) fn without_controls(mut text: String) -> String {
    text.retain(|one| !one.is_control());
    text
}

/// White space and invisible marks around what was typed or pasted. Some scripts need the marks
/// inside.
pub(crate) fn is_margin(one: char) -> bool {
    one.is_whitespace()
        || matches!(
            one,
            '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
        )
}

/// Characters that leave no mark on a page: `Default_Ignorable_Code_Point` of the Unicode Character
/// Database (UAX 44), and the blank of Braille.
pub(crate) const fn is_invisible(one: char) -> bool {
    matches!(
        one,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{2800}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fff8}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}
