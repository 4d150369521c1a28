//! Constructors of non-exhaustive structs with public fields.

/// Writes a `new` for each struct, which takes the fields without a sensible default, and a setter
/// for each other field, which has the value in the braces until it is set.
///
/// ```ignore
/// constructors! {
///     /// A link for the account itself.
///     NewLink(account: AccountId, token: TokenHash) { impersonation: Option<Impersonation> = None };
/// }
/// ```
macro_rules! constructors {
    ($(
        $(#[$meta:meta])*
        $name:ident $(<$life:lifetime>)? ($($field:ident: $type:ty),+ $(,)?)
        $({ $($other:ident: $other_type:ty = $value:expr),+ $(,)? })?;
    )+) => {$(
        #[allow(clippy::double_must_use, reason = "some of the types are it too")]
        impl$(<$life>)? $name$(<$life>)? {
            $(#[$meta])*
            #[must_use]
            pub fn new($($field: $type),+) -> Self {
                Self { $($($other: $value,)+)? $($field),+ }
            }

            $($(
                #[doc = concat!("Sets [`", stringify!($name), "::", stringify!($other), "`](field@Self::", stringify!($other), ").")]
                #[must_use]
                pub fn $other(mut self, $other: $other_type) -> Self {
                    self.$other = $other;
                    self
                }
            )+)?
        }
    )+};
}

pub(crate) use constructors;
