//! Sealed values as read from stores for key rotation.

/// A sealed value, and the id of the row it is bound to.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Sealed<I> {
    /// Identifier of the row.
    pub id: I,
    /// The sealed value.
    pub sealed: Vec<u8>,
}

impl<I> Sealed<I> {
    /// A sealed value of that row.
    #[must_use]
    pub const fn new(id: I, sealed: Vec<u8>) -> Self {
        Self { id, sealed }
    }
}
