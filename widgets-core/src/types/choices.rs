//! Enums whose variants are words of a query, such as the orders of a list.

/// A closed set of words.
pub trait Choices: Copy + PartialEq + Send + Sync + 'static {
    /// All of them; the first is chosen where nothing else is.
    const ALL: &'static [Self];

    /// The first, which there must be.
    const FIRST: Self = Self::ALL[0];

    /// Its word.
    fn word(self) -> &'static str;

    /// The one with this word.
    #[must_use]
    fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|own| own.word() == word)
    }
}

/// Defines an enum that is [`Choices`](crate::form::Choices).
///
/// ```
/// widgets_core::choices! {
///     /// What teas are ordered by.
///     #[non_exhaustive]
///     pub enum TeaOrder {
///         /// Name.
///         Name = "name",
///         /// Price.
///         Price = "price",
///     }
/// }
/// ```
#[macro_export]
macro_rules! choices {
    ($(#[$meta:meta])* $vis:vis enum $name:ident {
        $($(#[$variant_meta:meta])* $variant:ident = $word:literal),+ $(,)?
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        $vis enum $name { $($(#[$variant_meta])* $variant),+ }

        impl $crate::form::Choices for $name {
            const ALL: &'static [Self] = &[$(Self::$variant),+];

            fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }
    };
}
