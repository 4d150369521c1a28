//! The state of a list in the query, besides its page: search, filters, order. What cannot be read is
//! as if it were not there, since such an address shows something all the same.

use std::ops::Deref;

use serde_json::json;

use super::fields::Fields;
use super::typed_fields::{FieldType, FieldsSchema};
use crate::stores::Sorted;
use crate::types::choices::Choices;

/// What was typed into a search field: without spaces around it, and at most
/// [`LONGEST`](Self::LONGEST) characters of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Search(String);

impl Search {
    /// Characters that are looked at.
    pub const LONGEST: usize = 100;
}

impl Deref for Search {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl FieldType for Search {
    fn read(sent: &Fields, name: &'static str) -> Self {
        let typed = sent.get(name).trim().chars().take(Self::LONGEST);
        Self(typed.collect())
    }

    fn describe(name: &'static str, docs: &str, form: &mut FieldsSchema) {
        form.add(name, false, docs, json!({ "type": "string" }));
    }
}

/// A filter: the one choice that is shown, or all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Filter<T>(Option<T>);

impl<T: Copy> Filter<T> {
    /// The choice; `None` shows all.
    #[must_use]
    pub const fn chosen(&self) -> Option<T> {
        self.0
    }
}

impl<T: Choices> FieldType for Filter<T> {
    fn read(sent: &Fields, name: &'static str) -> Self {
        Self(T::of_word(sent.get(name)))
    }

    fn describe(name: &'static str, docs: &str, form: &mut FieldsSchema) {
        let words: Vec<_> = T::ALL.iter().map(|own| own.word()).collect();
        let all = [words, vec![""]].concat();
        form.add(name, false, docs, json!({ "type": "string", "enum": all }));
    }
}

/// The order of a list: a word, with a `-` before it for the other direction.
impl<S: Choices> FieldType for Sorted<S> {
    fn read(sent: &Fields, name: &'static str) -> Self {
        let text = sent.get(name);
        let word = text.strip_prefix('-');
        match S::of_word(word.unwrap_or(text)) {
            Some(by) => Self::new(by, word.is_some()),
            None => Self::default(),
        }
    }

    fn describe(name: &'static str, docs: &str, form: &mut FieldsSchema) {
        let both = |own: &S| [own.word().to_owned(), format!("-{}", own.word())];
        let words: Vec<_> = S::ALL.iter().flat_map(both).collect();
        let all = [words, vec![String::new()]].concat();
        form.add(name, false, docs, json!({ "type": "string", "enum": all }));
    }
}

/// Identifiers of rows that were selected: each value of the field that is one, without repetition, and
/// at most as many as a [store takes](crate::stores::Selected::MOST). What is none is of no row, so it is
/// left out, as a row of somebody else is.
impl<I> FieldType for crate::stores::Selected<I>
where
    I: super::cursor::CursorPart + PartialEq,
{
    fn read(sent: &Fields, name: &'static str) -> Self {
        Self::new(sent.all(name).filter_map(I::read))
    }

    fn describe(name: &'static str, docs: &str, form: &mut FieldsSchema) {
        let ids = json!({
            "type": "array", "items": { "type": "string" }, "maxItems": Self::MOST,
        });
        form.add(name, true, docs, ids);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stores::Selected;
    use crate::types::id::SessionId;

    crate::choices! {
        enum Tea { Green = "green", Black = "black" }
    }

    fn read<T: FieldType>(sent: &str) -> T {
        T::read(&Fields::from_urlencoded(sent.as_bytes()).unwrap(), "f")
    }

    #[test]
    fn what_cannot_be_read_is_not_there() {
        assert_eq!(&*read::<Search>("f=+a+b+"), "a b");
        let long = format!("f={}", "ä".repeat(200));
        assert_eq!(read::<Search>(&long).chars().count(), Search::LONGEST);
        assert_eq!(read::<Filter<Tea>>("f=black").chosen(), Some(Tea::Black));
        assert_eq!(read::<Filter<Tea>>("f=white").chosen(), None);
        assert_eq!(
            read::<Sorted<Tea>>("f=-black"),
            Sorted::new(Tea::Black, true)
        );
        for none in ["", "f=", "f=-", "f=--black", "f=white"] {
            assert_eq!(
                read::<Sorted<Tea>>(none),
                Sorted::new(Tea::Green, false),
                "{none}"
            );
        }
    }

    #[test]
    fn what_is_selected_is_read_once_each() {
        let selected: Selected<SessionId> = read("f=a&f=b&f=a&f=&f=x/y");
        let ids: Vec<_> = selected.iter().map(SessionId::as_str).collect();
        assert_eq!(ids, ["a", "b"]);
        let many: String = (0..50).map(|number| format!("f={number}&")).collect();
        assert_eq!(
            read::<Selected<SessionId>>(&many).len(),
            Selected::<SessionId>::MOST
        );
    }
}
