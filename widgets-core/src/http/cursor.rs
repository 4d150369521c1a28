//! Positions in lists as text of a query.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Serialize, Serializer};
use serde_json::json;

use super::fields::Fields;
use super::typed_fields::{FieldType, FieldsSchema};
use crate::stores::{PageRequest, Position};
use crate::types::{AccountId, DeviceId, OutboxId, SessionId, Timestamp};

/// Stands between the parts of a position; no field holds one.
const BETWEEN: char = '\0';

/// A part of a position: the key that a list is ordered by, or an identifier.
pub trait CursorPart: Sized + Send + Sync + 'static {
    /// As text without NUL.
    fn write(&self) -> String;

    /// Reads [`write`](Self::write); `None` if it is something else.
    fn read(text: &str) -> Option<Self>;
}

/// A page of a list, as the query parameter `after` names it: [opaque](Self::text) text for the
/// [`Position`] behind which the page begins. As a field of an endpoint it is what was sent, and what
/// is invalid means the first page; as a field of its data it names the next page, and is `null` on
/// the last.
///
/// ```
/// use widgets_core::form::Cursor;
/// use widgets_core::id::OutboxId;
/// use widgets_core::clock::Timestamp;
/// use widgets_core::stores::Position;
///
/// widgets_core::fields! {
///     /// Which page of the list.
///     struct ListFields {
///         /// Where the page begins: `next` of the one before it.
///         after: Cursor<Position<Timestamp, OutboxId>>,
///     }
/// }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Cursor<P>(Option<P>);

impl<P> Cursor<P> {
    /// The page behind a position; `None` for the first page, or if there is no next one.
    #[must_use]
    pub const fn new(position: Option<P>) -> Self {
        Self(position)
    }

    /// A request for this page.
    #[must_use]
    pub fn page(&self, limit: u32) -> PageRequest<P>
    where
        P: Clone,
    {
        PageRequest::new(self.0.clone(), limit)
    }
}

impl<K: CursorPart, I: CursorPart> Cursor<Position<K, I>> {
    /// The text for the query: base64url, so that nobody takes it apart.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        let Position { key, id, .. } = self.0.as_ref()?;
        let parts = [key.write(), id.write()].join("\0");
        Some(URL_SAFE_NO_PAD.encode(parts))
    }

    fn parse(text: &str) -> Self {
        let read = || {
            let parts = String::from_utf8(URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
            let (key, id) = parts.split_once(BETWEEN)?;
            Some(Position::new(K::read(key)?, I::read(id)?))
        };
        Self(read())
    }
}

impl<P> Deref for Cursor<P> {
    type Target = Option<P>;

    fn deref(&self) -> &Option<P> {
        &self.0
    }
}

impl<P: fmt::Debug> fmt::Debug for Cursor<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Cursor({:?})", self.0)
    }
}

impl<K: CursorPart, I: CursorPart> FieldType for Cursor<Position<K, I>> {
    fn read(sent: &Fields, name: &'static str) -> Self {
        Self::parse(sent.get(name))
    }

    fn describe(name: &'static str, docs: &str, form: &mut FieldsSchema) {
        form.add(name, false, docs, json!({ "type": "string" }));
    }
}

impl<K: CursorPart, I: CursorPart> Serialize for Cursor<Position<K, I>> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.text().serialize(serializer)
    }
}

impl<P> JsonSchema for Cursor<P> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Cursor".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        generator.subschema_for::<Option<String>>()
    }
}

impl CursorPart for Timestamp {
    fn write(&self) -> String {
        self.as_micros().to_string()
    }

    fn read(text: &str) -> Option<Self> {
        text.parse().ok().map(Self::from_micros)
    }
}

impl CursorPart for String {
    fn write(&self) -> String {
        self.replace(BETWEEN, "")
    }

    fn read(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }
}

macro_rules! ids {
    ($($id:ident),+) => {$(
        impl CursorPart for $id {
            fn write(&self) -> String {
                self.as_str().to_owned()
            }

            fn read(text: &str) -> Option<Self> {
                Self::parse(text).ok()
            }
        }
    )+};
}

ids! { AccountId, DeviceId, OutboxId, SessionId }

#[cfg(test)]
mod tests {
    use super::*;

    type At = Position<Timestamp, SessionId>;

    #[test]
    fn a_position_survives_its_text() {
        let id = SessionId::parse("ses_1.~").unwrap();
        for micros in [i64::MIN, -1, 0, 1_700_000_000_000_000, i64::MAX] {
            let at = Position::new(Timestamp::from_micros(micros), id.clone());
            let cursor = Cursor::new(Some(at));
            assert_eq!(Cursor::parse(&cursor.text().unwrap()), cursor);
        }
        assert_eq!(Cursor::<At>::new(None).text(), None);
    }

    #[test]
    fn anything_else_is_the_first_page() {
        let written = |text: &str| URL_SAFE_NO_PAD.encode(text);
        for text in [
            String::new(),
            "zzz".into(),
            "1.ses_1".into(),
            "%".into(),
            written("1"),
            written("1\0"),
            written("x\0ses_1"),
            written("1\0a b"),
            written("1\0a\0b"),
            URL_SAFE_NO_PAD.encode([0xff, 0, 0x61]),
        ] {
            assert_eq!(Cursor::<At>::parse(&text), Cursor::new(None), "{text:?}");
        }
    }
}
