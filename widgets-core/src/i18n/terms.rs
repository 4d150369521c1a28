//! Replaces a term of a language, such as `-organization`, with the host's text.

use std::collections::BTreeSet;

use fluent_syntax::ast::{
    Entry, Expression, InlineExpression, Pattern, PatternElement, Resource, Term, VariantKey,
};

use super::check::{self, Part};

/// One value per variable that a term selects by, such as `number: one` and `case: dative`.
type Choice = BTreeSet<String>;

/// Replaces a term. The new text must distinguish the same variants, because messages refer to
/// them.
pub(super) fn replace(resource: &mut Resource<String>, id: &str, text: &str) -> Result<(), String> {
    let parsed = check::parse(&format!("{id} = {text}\n"));
    let parsed = parsed.map_err(|told| format!("cannot be read: {}", told.join("; ")))?;
    let [Entry::Term(new)] = parsed.body.as_slice() else {
        return Err("is not one term: give its id, and its text without the id".to_owned());
    };
    let known = |entry: &Entry<String>| matches!(entry, Entry::Term(own) if own.id == new.id);
    let Some(at) = resource.body.iter().position(known) else {
        return Err("is the id of no term: see Messages::source for all of them".to_owned());
    };
    if let Entry::Term(old) = &resource.body[at] {
        same_choices(old, new)?;
        same_attributes(resource, old, new)?;
    }
    resource.body[at] = Entry::Term(new.clone());
    Ok(())
}

fn same_choices(old: &Term<String>, new: &Term<String>) -> Result<(), String> {
    let (old, new) = (choices(&old.value), choices(&new.value));
    let told = |choice: &Choice| Vec::from_iter(choice.iter().map(String::as_str)).join(", ");
    if let Some(lacking) = old.difference(&new).next() {
        return Err(format!("lacks the text for {}", told(lacking)));
    }
    match new.difference(&old).next() {
        Some(unknown) => Err(format!(
            "has a text for {}, which no message asks for",
            told(unknown)
        )),
        None => Ok(()),
    }
}

/// All combinations of variants of a text. A text without selection has one, the empty combination.
fn choices(pattern: &Pattern<String>) -> BTreeSet<Choice> {
    let mut all = BTreeSet::from([Choice::new()]);
    for element in &pattern.elements {
        let PatternElement::Placeable {
            expression: Expression::Select { selector, variants },
        } = element
        else {
            continue;
        };
        let InlineExpression::VariableReference { id } = selector else {
            continue;
        };
        let chosen = variants.iter().flat_map(|variant| {
            let (VariantKey::Identifier { name } | VariantKey::NumberLiteral { value: name }) =
                &variant.key;
            let this = format!("{}: {name}", id.name);
            let deeper = choices(&variant.value).into_iter();
            deeper.map(move |deeper| &deeper | &Choice::from([this.clone()]))
        });
        let chosen: Vec<Choice> = chosen.collect();
        all = all
            .iter()
            .flat_map(|before| chosen.iter().map(move |choice| before | choice))
            .collect();
    }
    all
}

/// Checks that attributes such as the gender are present, each with a value that texts select by.
fn same_attributes(
    resource: &Resource<String>,
    old: &Term<String>,
    new: &Term<String>,
) -> Result<(), String> {
    for name in old.attributes.iter().map(|attribute| &attribute.id.name) {
        let mut own = new.attributes.iter();
        let own = own.find(|own| own.id.name == *name);
        let own = own.ok_or_else(|| format!("lacks its .{name}"))?;
        let known = attribute_values(resource, &new.id.name, name);
        let said = match own.value.elements.as_slice() {
            [PatternElement::TextElement { value }] => value.trim(),
            _ => "",
        };
        if !known.is_empty() && !known.contains(said) {
            let known = Vec::from_iter(known).join(", ");
            return Err(format!("has a .{name} other than {known}"));
        }
    }
    Ok(())
}

/// The values that the language's texts expect of a term's attribute.
fn attribute_values<'a>(
    resource: &'a Resource<String>,
    term: &str,
    attribute: &str,
) -> BTreeSet<&'a str> {
    let mut values = BTreeSet::new();
    let texts = resource.body.iter().filter_map(|entry| match entry {
        Entry::Message(message) => message.value.as_ref(),
        Entry::Term(term) => Some(&term.value),
        _ => None,
    });
    for text in texts {
        let mut chosen = false;
        check::each(text, &mut |part| match part {
            Part::Inline(InlineExpression::TermReference {
                id,
                attribute: Some(own),
                ..
            }) => chosen = id.name == term && own.name == attribute,
            Part::Inline(_) => chosen = false,
            Part::Choice(variants) if chosen => {
                values.extend(variants.iter().filter_map(check::word))
            }
            Part::Choice(_) => {}
        });
    }
    values
}
