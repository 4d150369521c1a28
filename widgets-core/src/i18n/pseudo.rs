//! Pseudo-localization: English with accents, about 40 per cent longer and between brackets, so
//! that screenshots show hard-coded text and boxes that are too narrow.

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Resource};

/// The customary language tag for pseudo-localized English.
pub(super) const TAG: &str = "en-XA";

/// Turns English messages into the pseudo-language.
pub(super) fn pseudo(mut english: Resource<String>) -> Resource<String> {
    for entry in &mut english.body {
        match entry {
            Entry::Message(message) => {
                let attributes = message.attributes.iter_mut().map(|own| &mut own.value);
                for text in message.value.iter_mut().chain(attributes) {
                    disguise(text);
                    bracket(text);
                }
            }
            // Terms appear within the brackets of a message.
            Entry::Term(term) => disguise(&mut term.value),
            _ => {}
        }
    }
    english
}

fn bracket(text: &mut Pattern<String>) {
    let padding = padding(longest(text));
    let end = format!("{padding}⟧");
    text.elements.insert(
        0,
        PatternElement::TextElement {
            value: "⟦".to_owned(),
        },
    );
    text.elements
        .push(PatternElement::TextElement { value: end });
}

/// Padding of about 40 per cent of a text's length.
fn padding(length: usize) -> String {
    let words = ["öñé", "ţŵö", "ţĥŕéé", "ƒöûŕ", "ƒîṽé"].into_iter().cycle();
    let mut padding = String::new();
    for word in words {
        if padding.chars().count() * 10 >= length * 4 {
            break;
        }
        padding.push(' ');
        padding.push_str(word);
    }
    padding
}

/// Number of characters in a text, counting the longest variant of a selection.
fn longest(text: &Pattern<String>) -> usize {
    let lengths = text.elements.iter().map(|element| match element {
        PatternElement::TextElement { value } => value.chars().count(),
        PatternElement::Placeable {
            expression: Expression::Select { variants, .. },
        } => variants
            .iter()
            .map(|variant| longest(&variant.value))
            .max()
            .unwrap_or_default(),
        PatternElement::Placeable { .. } => 0,
    });
    lengths.sum()
}

fn disguise(text: &mut Pattern<String>) {
    for element in &mut text.elements {
        match element {
            PatternElement::TextElement { value } => *value = value.chars().map(accent).collect(),
            PatternElement::Placeable {
                expression: Expression::Select { variants, .. },
            } => {
                variants
                    .iter_mut()
                    .for_each(|variant| disguise(&mut variant.value));
            }
            PatternElement::Placeable {
                expression: Expression::Inline(InlineExpression::StringLiteral { value }),
            } => *value = value.chars().map(accent).collect(),
            PatternElement::Placeable { .. } => {}
        }
    }
}

fn accent(letter: char) -> char {
    const PLAIN: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    const ACCENTED: &str = "åƀçđéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýžÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ";
    let at = PLAIN.chars().position(|own| own == letter);
    at.and_then(|at| ACCENTED.chars().nth(at)).unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_has_an_accent() {
        for letter in ('a'..='z').chain('A'..='Z') {
            assert!(!accent(letter).is_ascii(), "{letter}");
        }
        assert_eq!(accent(' '), ' ');
    }

    #[test]
    fn texts_grow_by_two_fifths() {
        for length in [4, 10, 40, 120] {
            let grown = padding(length).chars().count();
            assert!(
                (length * 2..=length * 2 + 30).contains(&(grown * 5)),
                "{length}: {grown}"
            );
        }
    }
}
