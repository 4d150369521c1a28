//! Fields of forms, queries and JSON objects, and errors about them.

use std::fmt;

use percent_encoding::percent_decode;
use schemars::JsonSchema;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use url::form_urlencoded;
use zeroize::Zeroizing;

use crate::types::Malformed;
use crate::types::text::plain;

/// Names and values as received, in order. Untrusted. `Debug` prints no values, because passwords
/// are among them.
#[derive(Default, Clone)]
pub struct Fields(Vec<(String, Zeroizing<String>)>);

impl Fields {
    const MOST: usize = 200;

    /// The first value of `name`; empty if absent.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(own, _)| own == name);
        found.map_or("", |(_, value)| value)
    }

    /// Every value of `name`, in order.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let found = self.0.iter().filter(move |(own, _)| own == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Parses `application/x-www-form-urlencoded` (WHATWG URL, section 5.1), strictly UTF-8.
    pub(crate) fn from_urlencoded(bytes: &[u8]) -> Result<Self, Malformed> {
        // The parser would replace what is not UTF-8.
        let whole = percent_decode(bytes).decode_utf8();
        whole.map_err(|_| Malformed::NotUtf8)?;
        Self::from_pairs(form_urlencoded::parse(bytes).into_owned())
    }

    /// Parses a JSON object whose values are strings, numbers, booleans, nulls (read as empty
    /// strings), or lists of those. A name that occurs twice has two values, as in a form.
    pub(crate) fn from_json(bytes: &[u8]) -> Result<Self, Malformed> {
        let members: Members = serde_json::from_slice(bytes).map_err(|_| Malformed::NotAnObject)?;
        let mut fields = Self::default();
        for (name, value) in members.0 {
            match value {
                Value::Array(values) => {
                    for value in values {
                        fields.push_json(name.clone(), value)?;
                    }
                }
                value => fields.push_json(name, value)?,
            }
        }
        Ok(fields)
    }

    /// Fields of these names and values, such as those of a pending form.
    pub(crate) fn from_pairs(
        pairs: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, Malformed> {
        let mut fields = Self::default();
        for (name, value) in pairs {
            fields.push(name, value)?;
        }
        Ok(fields)
    }

    /// The fields whose names `keeps` accepts, to be stored in a pending form.
    pub(crate) fn to_pairs(&self, keeps: impl Fn(&str) -> bool) -> Vec<(String, String)> {
        let own = self.0.iter().filter(|(name, _)| keeps(name));
        own.map(|(name, value)| (name.clone(), value.to_string()))
            .collect()
    }

    fn push_json(&mut self, name: String, value: Value) -> Result<(), Malformed> {
        let text = match value {
            Value::Null => String::new(),
            Value::Bool(flag) => flag.to_string(),
            Value::Number(number) => number.to_string(),
            Value::String(text) => text,
            Value::Array(_) | Value::Object(_) => return Err(Malformed::Nested),
        };
        self.push(name, text)
    }

    fn push(&mut self, name: String, value: String) -> Result<(), Malformed> {
        // Refuse NUL: PostgreSQL cannot store it, and no keyboard types it.
        if name.contains('\0') || value.contains('\0') {
            return Err(Malformed::ControlCharacter);
        }
        if self.0.len() >= Self::MOST {
            return Err(Malformed::TooManyFields);
        }
        self.0.push((name, Zeroizing::new(value)));
        Ok(())
    }
}

/// The members of a JSON object in their order, among them those of one name.
struct Members(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        source.deserialize_map(Object)
    }
}

impl fmt::Debug for Fields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.0.iter().map(|(name, _)| name);
        f.debug_list().entries(names).finish()
    }
}

/// An error of one field, in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct FieldError {
    /// Name of the field.
    pub field: &'static str,
    /// What the user should do about it.
    #[serde(serialize_with = "plain_text")]
    pub message: String,
}

fn plain_text<S: serde::Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&plain(text))
}

/// The name under which [`FieldErrors`] holds errors about the form as a whole.
pub const FORM: &str = "form";

/// Errors of a form, at most one per field, in the order they were added.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct FieldErrors(Vec<FieldError>);

impl FieldErrors {
    /// A single error, at a field by its name or as it was [read](super::typed_fields::Text).
    #[must_use]
    pub fn one(field: impl Into<&'static str>, message: impl Into<String>) -> Self {
        let mut errors = Self::default();
        errors.add(field, message);
        errors
    }

    /// Adds an error unless the field already has one.
    pub fn add(&mut self, field: impl Into<&'static str>, message: impl Into<String>) {
        let field = field.into();
        if self.of(field).is_none() {
            self.0.push(FieldError {
                field,
                message: message.into(),
            });
        }
    }

    /// Adds the errors of fields that have none yet.
    pub fn append(&mut self, others: Self) {
        for error in others.0 {
            self.add(error.field, error.message);
        }
    }

    /// The message for a field.
    #[must_use]
    pub fn of(&self, field: &str) -> Option<&str> {
        let found = self.0.iter().find(|error| error.field == field);
        found.map(|error| error.message.as_str())
    }

    /// Whether there are no errors.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The errors in order.
    pub fn iter(&self) -> impl Iterator<Item = &FieldError> {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_read_strictly() {
        let fields = Fields::from_urlencoded(b"a=1+2&b=%C3%A4&a=3&c&&=x").unwrap();
        assert_eq!(fields.get("a"), "1 2");
        assert_eq!(fields.all("a").collect::<Vec<_>>(), ["1 2", "3"]);
        assert_eq!((fields.get("b"), fields.get("c")), ("ä", ""));
        let refused = |bytes: &[u8]| Fields::from_urlencoded(bytes).unwrap_err();
        assert_eq!(refused(b"a=%ff"), Malformed::NotUtf8);
        assert_eq!(refused(b"a=%00"), Malformed::ControlCharacter);
        let many = "a=1&".repeat(201);
        assert_eq!(refused(many.as_bytes()), Malformed::TooManyFields);
    }

    #[test]
    fn fields_print_no_value() {
        let fields = Fields::from_urlencoded(b"email=a&password=swordfish").unwrap();
        assert_eq!(format!("{fields:?}"), r#"["email", "password"]"#);
    }

    #[test]
    fn json_becomes_the_same_fields() {
        let fields = Fields::from_json(br#"{"a":"x","b":true,"c":[1,2],"d":null}"#).unwrap();
        assert_eq!((fields.get("a"), fields.get("b")), ("x", "true"));
        let doubled = Fields::from_json(br#"{"a":"x","b":1,"a":"y"}"#).unwrap();
        let of_form = Fields::from_urlencoded(b"a=x&b=1&a=y").unwrap();
        for fields in [doubled, of_form] {
            assert_eq!(fields.get("a"), "x");
            assert_eq!(fields.all("a").collect::<Vec<_>>(), ["x", "y"]);
        }
        assert_eq!(fields.all("c").collect::<Vec<_>>(), ["1", "2"]);
        assert_eq!(fields.all("d").collect::<Vec<_>>(), [""]);
        let refused = |bytes: &[u8]| Fields::from_json(bytes).unwrap_err();
        assert_eq!(refused(b"[1]"), Malformed::NotAnObject);
        assert_eq!(refused(b"{\"a\":"), Malformed::NotAnObject);
        assert_eq!(refused(br#"{"a":{}}"#), Malformed::Nested);
        assert_eq!(refused(br#"{"a":"\u0000"}"#), Malformed::ControlCharacter);
    }
}
