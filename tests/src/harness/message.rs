//! What a page says, by the keys of the message catalogue: a scenario names the message that it
//! expects, so that a sentence can be written better without breaking it.

use widgets_core::i18n::Messages;

use crate::harness::browser::Reply;

impl Reply {
    /// Whether the page says that message in English, with whatever values.
    ///
    /// # Panics
    ///
    /// When there is no such message.
    #[must_use]
    pub fn says(&self, key: &str) -> bool {
        self.says_with(key, &[])
    }

    /// Whether the page says that message in English with these values, each by its name. Those
    /// that are not given may be anything.
    ///
    /// # Panics
    ///
    /// When there is no such message, or one of its texts has no such value.
    #[must_use]
    pub fn says_with(&self, key: &str, values: &[(&str, &str)]) -> bool {
        says_with(&self.text(), key, values)
    }

    /// How often the page says that message in English, given all its values.
    ///
    /// # Panics
    ///
    /// When there is no such message, or a value is not given.
    pub fn times(&self, key: &str, values: &[(&str, &str)]) -> usize {
        let [piece] = &pieces(&variants(key)[0], values)[..] else {
            panic!("{key} has other values");
        };
        self.text().matches(piece).count()
    }
}

/// Whether a text says that message in English, with whatever values.
///
/// # Panics
///
/// When there is no such message.
#[must_use]
pub fn says(text: &str, key: &str) -> bool {
    says_with(text, key, &[])
}

fn says_with(text: &str, key: &str, values: &[(&str, &str)]) -> bool {
    let mut variants = variants(key).into_iter();
    variants.any(|own| holds(text, &pieces(&own, values)))
}

/// The texts a message can have: one, or one for each case of a number or word. A key such as
/// `wait[one]` names one case.
fn variants(key: &str) -> Vec<String> {
    let (key, case) = key.split_once('[').unwrap_or((key, ""));
    let source = Messages::source("en").unwrap();
    let start = format!("{key} =");
    let mut lines = source.lines().skip_while(|line| !line.starts_with(&start));
    let first = lines.next();
    let first = first.unwrap_or_else(|| panic!("there is no message {key}"));
    let first = first[start.len()..].trim();
    let rest = lines.take_while(|line| line.starts_with(' ') || line.starts_with('}'));
    let rest: Vec<&str> = rest.map(str::trim).collect();
    if !first.ends_with("->") {
        let lines = std::iter::once(first).chain(rest).collect::<Vec<_>>();
        return vec![lines.join(" ").trim().to_owned()];
    }
    let cases = rest.iter().filter_map(|line| line.split_once("] "));
    let wanted =
        cases.filter(|(own, _)| case.is_empty() || own.ends_with(case.trim_end_matches(']')));
    wanted.map(|(_, text)| text.to_owned()).collect()
}

/// What of a text is certain: between values that may be anything.
fn pieces(text: &str, values: &[(&str, &str)]) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for part in text.split('{') {
        let (name, literal) = part.split_once('}').unwrap_or(("", part));
        let name = name.trim().trim_start_matches('$');
        let given = values.iter().find(|(own, _)| *own == name);
        match given {
            Some((_, value)) => pieces.last_mut().unwrap().push_str(value),
            None if part == literal => {}
            None => pieces.push(String::new()),
        }
        pieces.last_mut().unwrap().push_str(literal);
    }
    for (name, value) in values {
        let is_there = pieces.iter().any(|piece| piece.contains(value));
        assert!(is_there, "{text} has no value {name}");
    }
    pieces
}

/// Whether these stand in the text, one after the other.
fn holds(mut text: &str, pieces: &[String]) -> bool {
    for piece in pieces {
        let Some(at) = text.find(piece.trim()) else {
            return false;
        };
        text = &text[at + piece.trim().len()..];
    }
    true
}

#[cfg(test)]
mod tests {
    use super::{holds, pieces, variants};

    #[test]
    fn a_message_is_found_by_its_fixed_words() {
        let text = variants("codes-over-title").remove(0);
        assert!(holds(&format!("Hello. {text} Bye."), &pieces(&text, &[])));
        assert!(!holds("Hello.", &pieces(&text, &[])));
        assert_eq!(
            pieces("To { $a } and { $b }!", &[("a", "x")]),
            ["To x and ", "!"]
        );
        assert_eq!(variants("codes-code-wrong").len(), 2, "one for each number");
        assert_eq!(variants("codes-code-wrong[one]").len(), 1);
    }
}
