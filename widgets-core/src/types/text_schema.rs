//! Schemas of types that are written to JSON as text.

/// Describes a type as a text, with the further members of its schema.
macro_rules! text_schema {
    ($name:ident $(, $member:literal: $value:literal)*) => {
        impl schemars::JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string" $(, $member: $value)* })
            }
        }
    };
}

pub(crate) use text_schema;
