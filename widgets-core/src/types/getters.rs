//! One-line getters.

/// Writes getters into an `impl` block: each has its name, its type and what it gives.
///
/// ```ignore
/// getters! { self =>
///     /// Who may use it.
///     pub who: Who = self.who;
///     /// The permission that it needs.
///     pub permission: Option<&Permission> = self.permission.as_ref();
/// }
/// ```
macro_rules! getters {
    ($self:ident => $($(#[$meta:meta])* $vis:vis $name:ident: $type:ty = $value:expr;)+) => {$(
        $(#[$meta])*
        #[must_use]
        #[allow(clippy::double_must_use, reason = "some of the types are it too")]
        $vis fn $name(&$self) -> $type {
            $value
        }
    )+};
}
pub(crate) use getters;
