//! Choices from a list.

use maud::{Markup, html};

use super::{Around, Ids};
use crate::http::fields::FieldErrors;
use crate::ui::setters;

/// One thing to choose.
#[derive(Debug, Clone, Copy, Default)]
pub struct Choice<'a> {
    /// What is sent.
    pub value: &'a str,
    /// What is read.
    pub label: &'a str,
}

/// Things to choose that belong together.
#[derive(Debug, Clone, Copy, Default)]
pub struct ChoiceGroup<'a> {
    /// What they have in common.
    pub label: &'a str,
    /// The things.
    pub choices: &'a [Choice<'a>],
}

/// A choice of one from a list. [`RequestCtx::select`](crate::RequestCtx::select)
/// makes one.
#[derive(Debug, Clone)]
#[must_use]
pub struct Select<'a> {
    /// Its name in the form.
    pub name: &'a str,
    /// Where it stands.
    pub ids: Ids<'a>,
    /// Its label.
    pub label: &'a str,
    /// What there is to choose.
    pub choices: &'a [Choice<'a>],
    /// What else there is to choose, group by group.
    pub groups: &'a [ChoiceGroup<'a>],
    /// The value that is chosen.
    pub chosen: &'a str,
    /// A sentence that helps to choose.
    pub hint: Option<&'a str>,
    /// What is wrong with it.
    pub error: Option<&'a str>,
}

impl<'a> Select<'a> {
    setters! {
        /// Further choices, group by group, below those of [`RequestCtx::select`](crate::RequestCtx::select).
        groups: &'a [ChoiceGroup<'a>];
        /// The value of the choice that is selected at first.
        chosen: &'a str;
        /// A sentence that helps to choose.
        hint: &'a str => Some(hint);
    }

    /// With its part of what is wrong with the form.
    pub fn errors(mut self, errors: &'a FieldErrors) -> Self {
        self.error = errors.of(self.name);
        self
    }
}

pub(in crate::ui::elements) fn select(select: &Select<'_>) -> Markup {
    let around = Around::of(select.ids, select.name, select.label)
        .hint(select.hint)
        .error(select.error);
    let options = |choices: &[Choice<'_>]| {
        html! {
            @for choice in choices {
                option value=(choice.value) selected[choice.value == select.chosen] {
                    (choice.label)
                }
            }
        }
    };
    around.show(&html! {
        select.wg-input id=(around.id) name=(select.name)
            aria-invalid=[around.invalid()] aria-describedby=[around.described_by()] {
            (options(select.choices))
            @for group in select.groups { optgroup label=(group.label) { (options(group.choices)) } }
        }
    })
}
