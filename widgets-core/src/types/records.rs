//! Structs with public fields that can grow.

/// Defines non-exhaustive structs. Each has a `new`, which takes the fields without a default in their
/// order, and a setter for each other field. One whose fields all have a default is `Default` instead.
///
/// After `as` stands what `new` or the setter accepts where that is not the field's own type. Behind a
/// default stands what the setter sets, where that is not what it accepts: without `as`, the setter takes
/// nothing; with `_` there is none.
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
///         /// A sentence about it.
///         pub note: Option<Text> as impl Into<Text> = None => Some(note.into()),
///         /// Whether it works only once.
///         pub once: bool = false => true,
///         /// How often it was used.
///         pub used: u32 = 0 => _,
///     }
/// }
/// ```
macro_rules! records {
    ($($(#[$meta:meta])* pub struct $name:ident $(<$life:lifetime>)? { $($body:tt)+ })+) => {$(
        $crate::types::records::records! {
            @fields { $(#[$meta])* $name $(<$life>)? } {} {} {} {} $($body)+
        }
    )+};

    // Sorts the fields: all of them, those that `new` takes, the defaults of the others, and their
    // setters.
    (@fields $struct:tt {$($all:tt)*} {$($taken:tt)*} $defaults:tt $setters:tt
        $(#[$meta:meta])* pub $field:ident: $type:ty $(as $given:ty)?, $($rest:tt)*
    ) => {
        $crate::types::records::records! {
            @fields $struct {$($all)* $(#[$meta])* pub $field: $type,}
            {$($taken)* $field: $type $(as $given)?,} $defaults $setters $($rest)*
        }
    };
    (@fields $struct:tt {$($all:tt)*} $taken:tt {$($defaults:tt)*} $setters:tt
        $(#[$meta:meta])* pub $field:ident: $type:ty = $default:expr => _, $($rest:tt)*
    ) => {
        $crate::types::records::records! {
            @fields $struct {$($all)* $(#[$meta])* pub $field: $type,} $taken
            {$($defaults)* $field: $default,} $setters $($rest)*
        }
    };
    (@fields $struct:tt {$($all:tt)*} $taken:tt {$($defaults:tt)*} {$($setters:tt)*}
        $(#[$meta:meta])* pub $field:ident: $type:ty = $default:expr => $value:expr, $($rest:tt)*
    ) => {
        $crate::types::records::records! {
            @fields $struct {$($all)* $(#[$meta])* pub $field: $type,} $taken
            {$($defaults)* $field: $default,}
            {
                $($setters)*
                #[doc = concat!(
                    "Sets [`", stringify!($field), "`](field@Self::", stringify!($field), ") to `",
                    stringify!($value), "`."
                )]
                #[must_use]
                pub fn $field(mut self) -> Self {
                    self.$field = $value;
                    self
                }
            }
            $($rest)*
        }
    };
    (@fields $struct:tt $all:tt $taken:tt $defaults:tt $setters:tt
        $(#[$meta:meta])* pub $field:ident: $type:ty as $given:ty = $default:expr, $($rest:tt)*
    ) => {
        $crate::types::records::records! {
            @fields $struct $all $taken $defaults $setters
            $(#[$meta])* pub $field: $type as $given = $default => $field.into(), $($rest)*
        }
    };
    (@fields $struct:tt $all:tt $taken:tt $defaults:tt $setters:tt
        $(#[$meta:meta])* pub $field:ident: $type:ty = $default:expr, $($rest:tt)*
    ) => {
        $crate::types::records::records! {
            @fields $struct $all $taken $defaults $setters
            $(#[$meta])* pub $field: $type as $type = $default => $field, $($rest)*
        }
    };
    (@fields $struct:tt {$($all:tt)*} $taken:tt {$($defaults:tt)*} {$($setters:tt)*}
        $(#[$meta:meta])* pub $field:ident: $type:ty as $given:ty = $default:expr => $value:expr,
        $($rest:tt)*
    ) => {
        $crate::types::records::records! {
            @fields $struct {$($all)* $(#[$meta])* pub $field: $type,} $taken
            {$($defaults)* $field: $default,}
            {
                $($setters)*
                #[doc = concat!(
                    "Sets [`", stringify!($field), "`](field@Self::", stringify!($field),
                    "), which is `", stringify!($default), "` otherwise."
                )]
                #[must_use]
                pub fn $field(mut self, $field: $given) -> Self {
                    self.$field = $value;
                    self
                }
            }
            $($rest)*
        }
    };

    (@fields { $(#[$meta:meta])* $name:ident $(<$life:lifetime>)? } {$($all:tt)*} $taken:tt
        $defaults:tt {$($setters:tt)*}
    ) => {
        $(#[$meta])*
        #[non_exhaustive]
        pub struct $name $(<$life>)? { $($all)* }

        $crate::types::records::records!(@new $name $(<$life>)? $taken $defaults);

        #[allow(clippy::double_must_use, reason = "some of the types are it too")]
        impl $(<$life>)? $name $(<$life>)? { $($setters)* }
    };

    (@new $name:ident $(<$life:lifetime>)? {} {$($defaults:tt)*}) => {
        impl $(<$life>)? Default for $name $(<$life>)? {
            fn default() -> Self {
                Self { $($defaults)* }
            }
        }
    };
    (@new $name:ident $(<$life:lifetime>)? {$($taken:ident: $type:ty $(as $given:ty)?,)*}
        {$($field:ident: $default:expr,)*}
    ) => {
        #[allow(clippy::double_must_use, reason = "some of the types are it too")]
        impl $(<$life>)? $name $(<$life>)? {
            #[doc = concat!("A [`", stringify!($name), "`] of these values.")]
            #[must_use]
            pub fn new($($taken: $crate::types::records::records!(@given $type $(as $given)?)),*) -> Self {
                $($(let $taken: $type = $crate::types::records::records!(@into $taken $given);)?)*
                Self { $($field: $default,)* $($taken),* }
            }
        }
    };

    (@given $type:ty) => { $type };
    (@given $type:ty as $given:ty) => { $given };
    (@into $field:ident $given:ty) => { $field.into() };
}

pub(crate) use records;
