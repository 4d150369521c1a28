//! One-line setters.

/// Writes setters into an `impl` block: methods that take `self`, set the field of the same name
/// and return `self`. The type itself must be `#[must_use]`.
///
/// ```ignore
/// setters! {
///     /// What kind of text the field takes.
///     kind: FieldKind;                // self.kind = kind
///     /// A sentence that helps to fill it in.
///     hint: &'a str => Some(hint);    // self.hint = Some(hint)
///     /// Makes it as wide as its form.
///     wide => true;                   // self.wide = true, without an argument
/// }
/// ```
macro_rules! setters {
    () => {};
    ($(#[$meta:meta])* $name:ident: $type:ty; $($rest:tt)*) => {
        $crate::types::setters::setters! { $(#[$meta])* $name: $type => $name; $($rest)* }
    };
    ($(#[$meta:meta])* $name:ident: $type:ty => $value:expr; $($rest:tt)*) => {
        $(#[$meta])*
        pub fn $name(mut self, $name: $type) -> Self {
            self.$name = $value;
            self
        }
        $crate::types::setters::setters! { $($rest)* }
    };
    ($(#[$meta:meta])* $name:ident => $value:expr; $($rest:tt)*) => {
        $(#[$meta])*
        pub fn $name(mut self) -> Self {
            self.$name = $value;
            self
        }
        $crate::types::setters::setters! { $($rest)* }
    };
}
pub(crate) use setters;
