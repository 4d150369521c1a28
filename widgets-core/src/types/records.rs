//! Structs with public fields that can grow.

/// Defines non-exhaustive structs. Each has a `new`, which takes the fields without a default in their
/// order, and a setter for each other field. One whose fields all have a default is `Default` instead.
///
/// After `as` stands what `new` or the setter accepts where that is not the field's own type.
///
/// ```ignore
/// records! {
///     /// A link to issue.
///     #[derive(Debug, Clone)]
///     pub struct NewLink {
///         /// The account.
///         pub account: AccountId,
///         /// What the user sees.
///         pub label: String as impl Into<String>,
///         /// The impersonation that it starts.
///         pub impersonation: Option<Impersonation> = None,
///     }
/// }
/// ```
macro_rules! records {
    ($($(#[$meta:meta])* pub struct $name:ident { $($body:tt)+ })+) => {$(
        $crate::types::records::records! {
            @fields { $(#[$meta])* $name } {} {} {} $($body)+
        }
    )+};

    // Sorts the fields: all of them, those that `new` takes, those with a default.
    (@fields $struct:tt {$($all:tt)*} {$($taken:tt)*} $set:tt
        $(#[$meta:meta])* pub $field:ident: $type:ty $(as $given:ty)?, $($rest:tt)*
    ) => {
        $crate::types::records::records! {
            @fields $struct {$($all)* $(#[$meta])* pub $field: $type,}
            {$($taken)* $field: $type $(as $given)?,} $set $($rest)*
        }
    };
    (@fields $struct:tt {$($all:tt)*} $taken:tt {$($set:tt)*}
        $(#[$meta:meta])* pub $field:ident: $type:ty $(as $given:ty)? = $default:expr, $($rest:tt)*
    ) => {
        $crate::types::records::records! {
            @fields $struct {$($all)* $(#[$meta])* pub $field: $type,} $taken
            {$($set)* $field: $type $(as $given)? = $default,} $($rest)*
        }
    };

    (@fields { $(#[$meta:meta])* $name:ident } {$($all:tt)*} {$($taken:tt)*} {$($set:tt)*}) => {
        $(#[$meta])*
        #[non_exhaustive]
        pub struct $name { $($all)* }

        $crate::types::records::records!(@new $name {$($taken)*} {$($set)*});
        $crate::types::records::records!(@setters $name $($set)*);
    };

    (@new $name:ident {} {$($field:ident: $type:ty $(as $given:ty)? = $default:expr,)*}) => {
        impl Default for $name {
            fn default() -> Self {
                Self { $($field: $default),* }
            }
        }
    };
    (@new $name:ident {$($taken:ident: $type:ty $(as $given:ty)?,)*}
        {$($field:ident: $other:ty $(as $accepted:ty)? = $default:expr,)*}
    ) => {
        #[allow(clippy::double_must_use, reason = "some of the types are it too")]
        impl $name {
            #[doc = concat!("A [`", stringify!($name), "`] of these values.")]
            #[must_use]
            pub fn new($($taken: $crate::types::records::records!(@given $type $(as $given)?)),*) -> Self {
                $($(let $taken: $type = $crate::types::records::records!(@into $taken $given);)?)*
                Self { $($field: $default,)* $($taken),* }
            }
        }
    };

    (@setters $name:ident) => {};
    (@setters $name:ident $($field:ident: $type:ty $(as $given:ty)? = $default:expr,)+) => {
        #[allow(clippy::double_must_use, reason = "some of the types are it too")]
        impl $name {$(
            #[doc = concat!(
                "Sets [`", stringify!($name), "::", stringify!($field), "`](field@Self::",
                stringify!($field), "), which is `", stringify!($default), "` otherwise."
            )]
            #[must_use]
            pub fn $field(
                mut self,
                $field: $crate::types::records::records!(@given $type $(as $given)?),
            ) -> Self {
                $(let $field: $type = $crate::types::records::records!(@into $field $given);)?
                self.$field = $field;
                self
            }
        )+}
    };

    (@given $type:ty) => { $type };
    (@given $type:ty as $given:ty) => { $given };
    (@into $field:ident $given:ty) => { $field.into() };
}

pub(crate) use records;
