//! Fields of forms, queries and JSON objects as types. What an endpoint reads and how it is described to
//! programs are one declaration, so neither can differ from the other.

use std::fmt;
use std::ops::Deref;

use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::fields::Fields;
use crate::types::getters::getters;

/// The fields that an endpoint takes, from a form, a JSON object or a query. [`fields!`](crate::fields)
/// declares a struct of them. `()` takes none; [`Fields`] takes whatever is sent, under any name.
pub trait ReadFields: Sized + Send + Sync + 'static {
    /// Reads them. A missing field is empty; whether it may be is for the action to say.
    fn read(sent: &Fields) -> Self;

    /// Whether what was sent can be read: a checkbox that is neither true nor false cannot.
    #[must_use]
    fn are_readable(sent: &Fields) -> bool {
        let _ = sent;
        true
    }

    /// What they are together, and each of them.
    fn describe() -> FieldsSchema;

    /// All of them missing, as for a form that nobody has sent.
    #[must_use]
    fn empty() -> Self {
        Self::read(&Fields::default())
    }
}

impl ReadFields for () {
    fn read(_: &Fields) -> Self {}

    fn describe() -> FieldsSchema {
        FieldsSchema::new("")
    }
}

impl ReadFields for Fields {
    fn read(sent: &Fields) -> Self {
        sent.clone()
    }

    fn describe() -> FieldsSchema {
        FieldsSchema::new("Fields of any name.")
    }
}

/// The type of one field.
pub trait FieldType: Sized + Send + Sync + 'static {
    /// Reads it from what was sent under its name.
    fn read(sent: &Fields, name: &'static str) -> Self;

    /// Whether what was sent under its name can be read.
    #[must_use]
    fn is_readable(sent: &Fields, name: &'static str) -> bool {
        let _ = (sent, name);
        true
    }

    /// Adds it to the schema of its form.
    fn describe(name: &'static str, docs: &str, form: &mut FieldsSchema);
}

/// A struct of fields as one field of another, for fields that several forms have in common. They are
/// sent under their own names; the name of the struct's field is not used.
impl<T: ReadFields> FieldType for T {
    fn read(sent: &Fields, _: &'static str) -> Self {
        <T as ReadFields>::read(sent)
    }

    fn is_readable(sent: &Fields, _: &'static str) -> bool {
        <T as ReadFields>::are_readable(sent)
    }

    fn describe(_: &'static str, _: &str, form: &mut FieldsSchema) {
        form.fields.extend(<T as ReadFields>::describe().fields);
    }
}

/// The JSON schemas of the fields that an endpoint takes.
#[derive(Debug, Clone)]
pub struct FieldsSchema {
    pub(crate) docs: String,
    pub(crate) fields: Vec<FieldSchema>,
}

#[derive(Debug, Clone)]
pub(crate) struct FieldSchema {
    pub(crate) name: &'static str,
    pub(crate) required: bool,
    pub(crate) schema: Value,
}

impl FieldsSchema {
    /// No fields yet; `docs` says what they are together.
    #[must_use]
    pub fn new(docs: &str) -> Self {
        Self {
            docs: paragraph(docs),
            fields: Vec::new(),
        }
    }

    /// Adds a field.
    pub fn add(&mut self, name: &'static str, required: bool, docs: &str, mut schema: Value) {
        let docs = paragraph(docs);
        if !docs.is_empty() {
            schema["description"] = docs.into();
        }
        self.fields.push(FieldSchema {
            name,
            required,
            schema,
        });
    }
}

/// The lines of a documentation comment as one text.
fn paragraph(docs: &str) -> String {
    let lines: Vec<&str> = docs.split_whitespace().collect();
    lines.join(" ")
}

/// A text, as it was sent: the first value of its name. It knows its name, so that an error stands at
/// the field that was read. `Debug` prints the name only. Wiped from memory when dropped.
#[derive(Clone)]
pub struct Text {
    name: &'static str,
    value: Zeroizing<String>,
    sent: bool,
}

impl Text {
    getters! { self =>
        /// The name of its field.
        pub name: &'static str = self.name;
        /// Whether the field was sent at all: a field that may be empty need not be one that may be missing.
        pub is_sent: bool = self.sent;
    }

    /// Its first characters, for a form that is shown again.
    #[must_use]
    pub fn cut(&self, characters: usize) -> String {
        self.chars().take(characters).collect()
    }
}

impl FieldType for Text {
    fn read(sent: &Fields, name: &'static str) -> Self {
        let value = sent.all(name).next();
        Self {
            name,
            value: Zeroizing::new(value.unwrap_or_default().to_owned()),
            sent: value.is_some(),
        }
    }

    fn describe(name: &'static str, docs: &str, form: &mut FieldsSchema) {
        form.add(name, true, docs, json!({ "type": "string" }));
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.value
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Text({})", self.name)
    }
}

/// The name of the field, where an error is to stand.
impl From<&Text> for &'static str {
    fn from(text: &Text) -> Self {
        text.name
    }
}

/// A text such as a password, which programs are told to treat as a secret (`format: password`,
/// `writeOnly`). Whether it is left out of a pending form is decided by its name: see
/// [`Endpoint::secret_fields`](crate::Endpoint::secret_fields).
#[derive(Debug, Clone)]
pub struct Secret(Text);

impl FieldType for Secret {
    fn read(sent: &Fields, name: &'static str) -> Self {
        Self(Text::read(sent, name))
    }

    fn describe(name: &'static str, docs: &str, form: &mut FieldsSchema) {
        let schema = json!({ "type": "string", "format": "password", "writeOnly": true });
        form.add(name, true, docs, schema);
    }
}

impl Deref for Secret {
    type Target = Text;

    fn deref(&self) -> &Text {
        &self.0
    }
}

/// A field that may be missing, which is the same as empty.
#[derive(Debug, Clone)]
pub struct Optional<T>(T);

impl<T: FieldType> FieldType for Optional<T> {
    fn read(sent: &Fields, name: &'static str) -> Self {
        Self(T::read(sent, name))
    }

    fn is_readable(sent: &Fields, name: &'static str) -> bool {
        T::is_readable(sent, name)
    }

    fn describe(name: &'static str, docs: &str, form: &mut FieldsSchema) {
        let before = form.fields.len();
        T::describe(name, docs, form);
        for field in form.fields.iter_mut().skip(before) {
            field.required = false;
        }
    }
}

impl<T> Deref for Optional<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// Values of a checkbox that is ticked, on pages of ours and by default.
const TICKED: [&str; 2] = ["true", "on"];
/// Values of one that is not.
const UNTICKED: [&str; 2] = ["", "false"];

/// A checkbox: ticked by `true` or `on`; missing, empty or `false` it is not. Of several values one that
/// ticks it is enough. Any other value is refused in a body, and ticks it in a query.
impl FieldType for bool {
    fn read(sent: &Fields, name: &'static str) -> Self {
        Option::read(sent, name).unwrap_or_default()
    }

    fn is_readable(sent: &Fields, name: &'static str) -> Self {
        let mut values = sent.all(name);
        values.all(|value| TICKED.contains(&value) || UNTICKED.contains(&value))
    }

    fn describe(name: &'static str, docs: &str, form: &mut FieldsSchema) {
        form.add(name, false, docs, json!({ "type": "boolean" }));
    }
}

/// A checkbox that may be left out: `None` if it is missing. An unticked checkbox sends nothing, so a
/// form that has it also has a hidden field of the same name with `false`.
impl FieldType for Option<bool> {
    fn read(sent: &Fields, name: &'static str) -> Self {
        let mut values = sent.all(name).peekable();
        values.peek()?;
        Some(values.any(|value| !UNTICKED.contains(&value)))
    }

    fn is_readable(sent: &Fields, name: &'static str) -> bool {
        bool::is_readable(sent, name)
    }

    fn describe(name: &'static str, docs: &str, form: &mut FieldsSchema) {
        bool::describe(name, docs, form);
    }
}

/// Declares the fields of a form, a JSON object or a query as a struct that implements
/// [`ReadFields`](crate::form::ReadFields). Its comments describe them in the OpenAPI document.
///
/// ```
/// use widgets_core::form::{Optional, Secret, Text};
///
/// widgets_core::fields! {
///     /// Somebody who signs in.
///     struct SignInFields {
///         /// Email address.
///         email: Text,
///         /// Password; none asks for a mailed code.
///         password: Optional<Secret>,
///         /// Whether to stay signed in.
///         keep: bool,
///     }
/// }
/// ```
#[macro_export]
macro_rules! fields {
    ($(#[doc = $docs:literal])* $vis:vis struct $name:ident {
        $($(#[doc = $field_docs:literal])* $field_vis:vis $field:ident: $kind:ty),+ $(,)?
    }) => {
        $(#[doc = $docs])*
        #[derive(Debug, Clone)]
        $vis struct $name {
            $($(#[doc = $field_docs])* $field_vis $field: $kind),+
        }

        impl $crate::form::ReadFields for $name {
            fn read(sent: &$crate::form::Fields) -> Self {
                Self {
                    $($field: $crate::form::FieldType::read(sent, stringify!($field))),+
                }
            }

            fn are_readable(sent: &$crate::form::Fields) -> bool {
                true $(&& <$kind as $crate::form::FieldType>::is_readable(sent, stringify!($field)))+
            }

            fn describe() -> $crate::form::FieldsSchema {
                let mut form = $crate::form::FieldsSchema::new(concat!($($docs, "\n"),*));
                $(<$kind as $crate::form::FieldType>::describe(
                    stringify!($field),
                    concat!($($field_docs, "\n"),*),
                    &mut form,
                );)+
                form
            }
        }
    };
}

#[cfg(test)]
mod tests;
