//! Messages whose arguments are all texts, prepared when their language is loaded. Fluent resolves a
//! message anew at every call, which takes ten times as long.

use fluent_syntax::ast::{
    Entry, Expression, InlineExpression, Pattern, PatternElement, Resource, Variant, VariantKey,
};

/// Fluent puts them around an inserted value, unless the value is the whole text.
const ISOLATES: [&str; 2] = ["\u{2068}", "\u{2069}"];

/// The same around a value in a text without them.
const NO_ISOLATES: [&str; 2] = [""; 2];

/// A message, as pages show it, and without isolates, as [`plain`](super::plain) makes it.
#[derive(Debug)]
pub(super) struct Prepared {
    isolated: Text,
    plain: Text,
}

impl Prepared {
    /// Prepares a message. `arguments` are the names of its arguments, in the order in which they are
    /// given. `None` if the message needs more than is prepared: terms, numbers, functions, escapes.
    pub(super) fn of(resource: &Resource<String>, id: &str, arguments: &[&str]) -> Option<Self> {
        let message = resource.body.iter().find_map(|entry| match entry {
            Entry::Message(message) if message.id.name == id => Some(message),
            _ => None,
        })?;
        let pattern = message.value.as_ref()?;
        let read = |isolates| {
            Reader {
                arguments,
                isolates,
            }
            .pattern(pattern)
        };
        Some(Self {
            isolated: read(ISOLATES)?,
            plain: read(NO_ISOLATES)?,
        })
    }

    /// The message with these arguments.
    pub(super) fn format(&self, arguments: &[&str]) -> String {
        self.isolated.format(arguments)
    }

    /// The same without isolates.
    pub(super) fn format_plain(&self, arguments: &[&str]) -> String {
        self.plain.format(arguments)
    }
}

/// A text with places for arguments.
#[derive(Debug, Default)]
struct Text {
    pieces: Vec<Piece>,
    /// The number of bytes without arguments, of the longest variants.
    length: usize,
}

#[derive(Debug)]
enum Piece {
    Text(String),
    /// The argument at this position.
    Argument(usize),
    /// The variant that is named like the argument at this position, or else the default.
    Choice {
        argument: usize,
        variants: Vec<(String, Text)>,
        default: Text,
    },
}

impl Text {
    /// Adds a text to the one before it.
    fn push_text(&mut self, text: &str) {
        self.length += text.len();
        match self.pieces.last_mut() {
            Some(Piece::Text(before)) => before.push_str(text),
            _ if text.is_empty() => {}
            _ => self.pieces.push(Piece::Text(text.to_owned())),
        }
    }

    fn push(&mut self, piece: Piece) {
        if let Piece::Choice {
            variants, default, ..
        } = &piece
        {
            let lengths = variants.iter().map(|(_, variant)| variant.length);
            self.length += lengths.fold(default.length, usize::max);
        }
        self.pieces.push(piece);
    }

    fn format(&self, arguments: &[&str]) -> String {
        let given: usize = arguments.iter().map(|own| own.len()).sum();
        let mut text = String::with_capacity(self.length + given);
        self.write(arguments, &mut text);
        text
    }

    fn write(&self, arguments: &[&str], out: &mut String) {
        let given = |position: usize| arguments.get(position).copied().unwrap_or_default();
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Argument(position) => out.push_str(given(*position)),
                Piece::Choice {
                    argument,
                    variants,
                    default,
                } => {
                    let named = variants.iter().find(|(name, _)| name == given(*argument));
                    let text = named.map_or(default, |(_, variant)| variant);
                    text.write(arguments, out);
                }
            }
        }
    }
}

/// Reads patterns of Fluent.
#[derive(Clone, Copy)]
struct Reader<'a> {
    arguments: &'a [&'a str],
    isolates: [&'static str; 2],
}

impl Reader<'_> {
    fn pattern(self, pattern: &Pattern<String>) -> Option<Text> {
        let mut text = Text::default();
        let alone = pattern.elements.len() == 1;
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => text.push_text(value),
                PatternElement::Placeable { expression } => {
                    self.placeable(expression, alone, &mut text)?;
                }
            }
        }
        Some(text)
    }

    fn placeable(
        self,
        expression: &Expression<String>,
        alone: bool,
        text: &mut Text,
    ) -> Option<()> {
        let piece = match expression {
            Expression::Inline(InlineExpression::StringLiteral { value }) => {
                text.push_text(value);
                return (!value.contains('\\')).then_some(());
            }
            Expression::Inline(inline) => Piece::Argument(self.argument(inline)?),
            Expression::Select { selector, variants } => {
                self.choice(self.argument(selector)?, variants)?
            }
        };
        let [start, end] = if alone { NO_ISOLATES } else { self.isolates };
        text.push_text(start);
        text.push(piece);
        text.push_text(end);
        Some(())
    }

    /// The position of an argument; `None` for any other expression.
    fn argument(self, inline: &InlineExpression<String>) -> Option<usize> {
        let InlineExpression::VariableReference { id } = inline else {
            return None;
        };
        self.arguments.iter().position(|own| *own == id.name)
    }

    fn choice(self, argument: usize, variants: &[Variant<String>]) -> Option<Piece> {
        let default = variants.iter().find(|variant| variant.default)?;
        let named = variants.iter().map(|variant| match &variant.key {
            VariantKey::Identifier { name } => Some((name.clone(), self.pattern(&variant.value)?)),
            VariantKey::NumberLiteral { .. } => None,
        });
        Some(Piece::Choice {
            argument,
            variants: named.collect::<Option<_>>()?,
            default: self.pattern(&default.value)?,
        })
    }
}
