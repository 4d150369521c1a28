//! Messages that a page says once a row: read from the catalogue once, filled in often.

/// A message that stands around `N` texts without choosing its words by them. Resolving a message
/// costs several times what joining texts does, and a list says the same few in every row.
pub(crate) struct Sentence<const N: usize> {
    /// Texts, each with the position of the value behind it.
    parts: Vec<(String, usize)>,
    end: String,
}

impl<const N: usize> Sentence<N> {
    /// Private letters (Unicode, section 23.5), which stand for the values while it is read.
    const MARKS: char = '\u{f0000}';

    /// Reads the message, which `message` gives for the values it is given.
    pub(crate) fn of(message: impl FnOnce([String; N]) -> String) -> Self {
        let mark = |at: usize| char::from_u32(Self::MARKS as u32 + u32::try_from(at).ok()?);
        let marks = std::array::from_fn(|at| mark(at).map(String::from).unwrap_or_default());
        let text = message(marks);
        let (mut parts, mut end) = (Vec::new(), String::new());
        for letter in text.chars() {
            match (0..N).find(|at| mark(*at) == Some(letter)) {
                Some(value) => parts.push((std::mem::take(&mut end), value)),
                None => end.push(letter),
            }
        }
        Self { parts, end }
    }

    /// The message with these values.
    pub(crate) fn with(&self, values: [&str; N]) -> String {
        let mut text = String::with_capacity(128);
        for (part, value) in &self.parts {
            text.push_str(part);
            text.push_str(values[*value]);
        }
        text.push_str(&self.end);
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_where_the_message_has_them() {
        let sentence = Sentence::of(|[a, b]| format!("{b} von {a}, {b}."));
        assert_eq!(sentence.with(["x", "yz"]), "yz von x, yz.");
        assert_eq!(Sentence::of(|[]| "all".to_owned()).with([]), "all");
    }
}
