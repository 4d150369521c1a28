//! What the widget takes: a greeting, always valid.

use widgets_core::RequestCtx;
use widgets_core::form::{FieldErrors, Text};

widgets_core::fields! {
    /// What to put on the list.
    pub struct GreetingFields {
        /// 1 to 80 characters.
        pub greeting: Text,
    }
}

/// A greeting of 1 to 80 characters.
#[derive(Debug, Clone)]
pub struct Greeting(pub String);

impl Greeting {
    /// Reads the form.
    pub fn parse(ctx: &RequestCtx, fields: &GreetingFields) -> Result<Self, FieldErrors> {
        let mut form = ctx.read_form();
        let greeting = form.read(&fields.greeting, |typed| {
            match typed.trim().chars().count() {
                1..=80 => Ok(Self(typed.trim().to_owned())),
                _ => Err("Write 1 to 80 characters.".to_owned()),
            }
        });
        greeting.ok_or_else(|| form.into_errors())
    }
}
