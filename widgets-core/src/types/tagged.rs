//! Data with the name of its kind, as it is sealed at rest.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::fault::Fault;
use crate::types::getters::getters;

/// Data of one of several kinds, of which its reader knows the type.
///
/// Written as `{"kind": data}`, or `"kind"` without data, like an enum: what an enum was written
/// as before stays readable.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub(crate) struct Tagged {
    kind: String,
    data: Value,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    Bare(String),
    With(BTreeMap<String, Value>),
}

impl Tagged {
    pub(crate) fn new(kind: impl AsRef<str>, data: &impl Serialize) -> Result<Self, Fault> {
        Ok(Self {
            kind: kind.as_ref().to_owned(),
            data: serde_json::to_value(data).map_err(Fault::lasting)?,
        })
    }

    getters! { self =>
        pub(crate) kind: &str = &self.kind;
        pub(crate) data: &Value = &self.data;
    }

    /// Reads the data as the type of its kind.
    pub(crate) fn read<T: DeserializeOwned>(&self) -> Result<T, Fault> {
        T::deserialize(&self.data).map_err(Fault::lasting)
    }
}

impl From<Tagged> for Written {
    fn from(tagged: Tagged) -> Self {
        match tagged.data {
            Value::Null => Self::Bare(tagged.kind),
            data => Self::With(BTreeMap::from([(tagged.kind, data)])),
        }
    }
}

impl TryFrom<Written> for Tagged {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        let mut entries = match written {
            Written::Bare(kind) => BTreeMap::from([(kind, Value::Null)]),
            Written::With(entries) => entries,
        };
        match (entries.pop_first(), entries.is_empty()) {
            (Some((kind, data)), true) => Ok(Self { kind, data }),
            _ => Err("not exactly one kind"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Tagged;

    #[test]
    fn it_is_written_like_an_enum_and_read_again() {
        for (text, kind) in [
            ("\"reset\"", "reset"),
            (r#"{"sign_in":{"keep":true}}"#, "sign_in"),
        ] {
            let tagged: Tagged = serde_json::from_str(text).unwrap();
            assert_eq!(tagged.kind(), kind);
            assert_eq!(serde_json::to_string(&tagged).unwrap(), text);
        }
        for text in ["{}", r#"{"a":1,"b":2}"#, "1", "null", "[]"] {
            assert!(serde_json::from_str::<Tagged>(text).is_err(), "{text}");
        }
    }
}
