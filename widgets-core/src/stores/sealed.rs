//! What stores say of sealed values when keys are changed.

/// A sealed value and the identifier of its row, to which it is bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed<I> {
    /// The row's identifier.
    pub id: I,
    /// The value.
    pub sealed: Vec<u8>,
}
