//! Fields of forms, queries and JSON objects as types. What an endpoint reads and how it is described to
//! programs are one declaration, so neither can differ from the other.

use std::fmt;
use std::ops::Deref;

use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::fields::Fields;

/// The fields that an endpoint takes, from a form, a JSON object or a query. [`fields!`](crate::fields)
/// declares a struct of them. `()` takes none; [`Fields`] takes whatever is sent, under any name.
pub trait ReadFields: Sized + Send + Sync + 'static {
    /// Reads them. A missing field is empty; whether it may be is for the action to say.
    fn read(sent: &Fields) -> Self;

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

    /// Adds it to the schema of its form.
    fn describe(name: &'static str, docs: &str, form: &mut FieldsSchema);
}

/// A struct of fields as one field of another, for fields that several forms have in common. They are
/// sent under their own names; the name of the struct's field is not used.
impl<T: ReadFields> FieldType for T {
    fn read(sent: &Fields, _: &'static str) -> Self {
        <T as ReadFields>::read(sent)
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
    /// The name of its field.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Whether the field was sent at all: a field that may be empty need not be one that may be missing.
    #[must_use]
    pub const fn is_sent(&self) -> bool {
        self.sent
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

/// A checkbox: whether a value was sent that is neither empty nor `false`.
impl FieldType for bool {
    fn read(sent: &Fields, name: &'static str) -> Self {
        Option::read(sent, name).unwrap_or_default()
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
        Some(values.any(|value| !matches!(value, "" | "false")))
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
mod tests {
    use super::*;

    fields! {
        /// What two forms
        /// have in common.
        struct Common {
            /// Where to.
            place: Optional<Text>,
        }
    }

    fields! {
        /// A form.
        struct Form {
            name: Text,
            password: Secret,
            keep: bool,
            others: Option<bool>,
            common: Common,
        }
    }

    fn form(sent: &str) -> Form {
        <Form as ReadFields>::read(&Fields::from_urlencoded(sent.as_bytes()).unwrap())
    }

    #[test]
    fn what_is_missing_is_empty() {
        let form = form("name=a&name=b&keep=on");
        assert_eq!((&*form.name, form.name.name()), ("a", "name"));
        assert!(form.keep && form.name.is_sent() && !form.password.is_sent());
        assert_eq!((&**form.password, &**form.common.place), ("", ""));
    }

    #[test]
    fn a_checkbox_is_ticked_where_one_of_its_values_says_so() {
        for (sent, ticked) in [
            ("", None),
            ("others=false&others=true", Some(true)),
            ("others=true", Some(true)),
            ("others=false", Some(false)),
            ("others=", Some(false)),
        ] {
            assert_eq!(form(sent).others, ticked, "{sent}");
        }
    }

    #[test]
    fn no_value_is_printed() {
        let printed = format!("{:?}", form("name=swordfish&password=swordfish"));
        assert!(printed.contains("password") && !printed.contains("swordfish"));
    }

    #[test]
    fn every_field_is_described_once() {
        let described = <Form as ReadFields>::describe();
        let told: Vec<_> = described
            .fields
            .iter()
            .map(|own| (own.name, own.required))
            .collect();
        let expected = [
            ("name", true),
            ("password", true),
            ("keep", false),
            ("others", false),
            ("place", false),
        ];
        assert_eq!(told, expected);
        assert_eq!(described.docs, "A form.");
        assert_eq!(described.fields[4].schema["description"], "Where to.");
    }
}
