//! Validation of message files (Fluent). Used by the build script for the shipped languages and by
//! the builder for the host's, so this file imports nothing from the crate.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{
    Entry, Expression, InlineExpression, Pattern, PatternElement, Resource, Variant, VariantKey,
};
use fluent_syntax::parser;

/// Plural categories (CLDR) of the shipped languages.
fn plurals(language: &str) -> &'static [&'static str] {
    match language {
        "en" | "de" => &["one", "other"],
        "ar" => &["zero", "one", "two", "few", "many", "other"],
        _ => &[],
    }
}

const PLURALS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// Parses a message file; errors name their line.
pub(crate) fn parse(text: &str) -> Result<Resource<String>, Vec<String>> {
    parser::parse(text.to_owned()).map_err(|(_, errors)| {
        let line = |at: usize| text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1;
        let told = errors
            .iter()
            .map(|error| format!("line {}: {}", line(error.pos.start), error.kind));
        told.collect()
    })
}

/// Messages and terms defined by message files.
#[derive(Debug, Default)]
pub(crate) struct Catalogue<'a> {
    /// Texts by message id, or by message id and attribute joined by a dot.
    texts: BTreeMap<String, &'a Pattern<String>>,
    terms: BTreeMap<&'a str, Vec<&'a Pattern<String>>>,
    twice: Vec<String>,
}

impl<'a> Catalogue<'a> {
    pub(crate) fn of(files: impl IntoIterator<Item = &'a Resource<String>>) -> Self {
        let mut catalogue = Self::default();
        for entry in files.into_iter().flat_map(|file| &file.body) {
            match entry {
                Entry::Message(message) => {
                    let id = &message.id.name;
                    if let Some(value) = &message.value {
                        catalogue.text(id.clone(), value);
                    }
                    for attribute in &message.attributes {
                        catalogue.text(format!("{id}.{}", attribute.id.name), &attribute.value);
                    }
                }
                Entry::Term(term) => {
                    let attributes = term.attributes.iter().map(|attribute| &attribute.value);
                    let patterns = std::iter::once(&term.value).chain(attributes).collect();
                    if catalogue.terms.insert(&term.id.name, patterns).is_some() {
                        catalogue.twice.push(format!("-{}", term.id.name));
                    }
                }
                _ => {}
            }
        }
        catalogue
    }

    fn text(&mut self, key: String, pattern: &'a Pattern<String>) {
        if self.texts.insert(key.clone(), pattern).is_some() {
            self.twice.push(key);
        }
    }

    /// The variables that a message uses; `None` if there is no such message.
    pub(crate) fn variables(&self, key: &str) -> Option<BTreeSet<&'a str>> {
        let mut found = BTreeSet::new();
        variables(self.texts.get(key)?, &mut found);
        Some(found)
    }
}

/// What makes `translation` an invalid translation of `original`. `terms` are those of the whole
/// language.
pub(crate) fn problems(
    language: &str,
    terms: &Catalogue<'_>,
    original: &Catalogue<'_>,
    translation: &Catalogue<'_>,
) -> Vec<String> {
    let mut problems = Vec::new();
    for key in &translation.twice {
        problems.push(format!("{key} is there twice: keep one"));
    }
    for key in original
        .texts
        .keys()
        .filter(|key| !translation.texts.contains_key(*key))
    {
        problems.push(format!(
            "the message {key} is missing in {language:?}: translate it"
        ));
    }
    for (key, pattern) in &translation.texts {
        match original.variables(key) {
            Some(allowed) => {
                let told = text_problems(language, terms, &allowed, pattern);
                problems.extend(
                    told.into_iter()
                        .map(|told| format!("the message {key} {told}")),
                );
            }
            None => problems.push(format!(
                "there is no message {key} to translate: take it out, or correct its name"
            )),
        }
    }
    for (name, patterns) in &translation.terms {
        let told = term_problems(name, terms, patterns);
        problems.extend(
            told.into_iter()
                .map(|told| format!("the term -{name} {told}")),
        );
    }
    problems
}

/// What is wrong with a message's text, given the variables passed to it.
fn text_problems(
    language: &str,
    terms: &Catalogue<'_>,
    allowed: &BTreeSet<&str>,
    pattern: &Pattern<String>,
) -> Vec<String> {
    let mut problems = reference_problems(terms, pattern);
    let mut used = BTreeSet::new();
    variables(pattern, &mut used);
    for name in used.difference(allowed) {
        let allowed: Vec<String> = allowed.iter().map(|own| format!("{{ ${own} }}")).collect();
        let allowed = if allowed.is_empty() {
            "none".to_owned()
        } else {
            allowed.join(", ")
        };
        problems.push(format!(
            "uses {{ ${name} }}, which it is not given; it is given {allowed}"
        ));
    }
    each(pattern, &mut |part| {
        let Part::Choice(variants) = part else { return };
        let keys: Vec<&str> = variants.iter().filter_map(word).collect();
        let lacking = plurals(language)
            .iter()
            .filter(|form| !keys.contains(*form));
        let lacking: Vec<&str> = lacking.copied().collect();
        if keys.iter().any(|key| PLURALS.contains(key)) && !lacking.is_empty() {
            let lacking = lacking.join(", ");
            problems.push(format!(
                "lacks the plural forms {lacking} of {language:?}: add them"
            ));
        }
    });
    problems
}

fn term_problems(name: &str, terms: &Catalogue<'_>, patterns: &[&Pattern<String>]) -> Vec<String> {
    let mut problems = Vec::new();
    for pattern in patterns {
        problems.append(&mut reference_problems(terms, pattern));
        if variable_after_term(pattern, false).is_err() {
            // Fluent loses the arguments of a term once that term has referred to another.
            problems.push("uses a variable after another term: choose by variables first".into());
        }
    }
    if says(name, name, terms, &mut BTreeSet::new()) {
        problems.push("says itself: write the words out".to_owned());
    }
    problems
}

/// References to undefined terms, to messages, or to functions other than `NUMBER()`.
fn reference_problems(terms: &Catalogue<'_>, pattern: &Pattern<String>) -> Vec<String> {
    let mut problems = Vec::new();
    each(pattern, &mut |part| match part {
        Part::Inline(InlineExpression::TermReference { id, .. })
            if !terms.terms.contains_key(id.name.as_str()) =>
        {
            problems.push(format!(
                "says the term -{}, which is not defined: define it",
                id.name
            ));
        }
        Part::Inline(InlineExpression::MessageReference { id, .. }) => {
            problems.push(format!(
                "refers to the message {}: write the words out",
                id.name
            ));
        }
        Part::Inline(InlineExpression::FunctionReference { id, .. }) if id.name != "NUMBER" => {
            problems.push(format!("calls {}(), but there is only NUMBER()", id.name));
        }
        _ => {}
    });
    problems
}

/// Whether `from` refers to the term `to`, directly or through other terms.
fn says<'a>(
    from: &'a str,
    to: &str,
    terms: &'a Catalogue<'_>,
    seen: &mut BTreeSet<&'a str>,
) -> bool {
    let mut said = BTreeSet::new();
    for pattern in terms.terms.get(from).into_iter().flatten() {
        each(pattern, &mut |part| {
            if let Part::Inline(InlineExpression::TermReference { id, .. }) = part {
                said.insert(id.name.as_str());
            }
        });
    }
    said.into_iter()
        .any(|name| name == to || (seen.insert(name) && says(name, to, terms, seen)))
}

/// Returns whether the text has referred to a term; an error if it used a variable after one.
fn variable_after_term(pattern: &Pattern<String>, said: bool) -> Result<bool, ()> {
    let mut said = said;
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else {
            continue;
        };
        let (first, variants) = match expression {
            Expression::Inline(inline) => (inline, &[][..]),
            Expression::Select { selector, variants } => (selector, variants.as_slice()),
        };
        match first {
            InlineExpression::VariableReference { .. } if said => return Err(()),
            InlineExpression::TermReference { .. } => said = true,
            _ => {}
        }
        let before = said;
        for variant in variants {
            said |= variable_after_term(&variant.value, before)?;
        }
    }
    Ok(said)
}

fn variables<'a>(pattern: &'a Pattern<String>, found: &mut BTreeSet<&'a str>) {
    each(pattern, &mut |part| {
        if let Part::Inline(InlineExpression::VariableReference { id }) = part {
            found.insert(&id.name);
        }
    });
}

pub(crate) fn word(variant: &Variant<String>) -> Option<&str> {
    match &variant.key {
        VariantKey::Identifier { name } => Some(name),
        VariantKey::NumberLiteral { .. } => None,
    }
}

/// A placeable: what a text has between braces.
pub(crate) enum Part<'a> {
    Inline(&'a InlineExpression<String>),
    Choice(&'a [Variant<String>]),
}

/// Visits every part of a text in order, at any depth.
pub(crate) fn each<'a>(pattern: &'a Pattern<String>, see: &mut dyn FnMut(Part<'a>)) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            each_of(expression, see);
        }
    }
}

fn each_of<'a>(expression: &'a Expression<String>, see: &mut dyn FnMut(Part<'a>)) {
    match expression {
        Expression::Inline(inline) => each_in(inline, see),
        Expression::Select { selector, variants } => {
            each_in(selector, see);
            see(Part::Choice(variants));
            for variant in variants {
                each(&variant.value, see);
            }
        }
    }
}

fn each_in<'a>(inline: &'a InlineExpression<String>, see: &mut dyn FnMut(Part<'a>)) {
    see(Part::Inline(inline));
    match inline {
        InlineExpression::Placeable { expression } => each_of(expression, see),
        InlineExpression::FunctionReference { arguments, .. } => {
            for argument in &arguments.positional {
                each_in(argument, see);
            }
        }
        _ => {}
    }
}
