//! Random bytes from the operating system, the only source of secrets and identifiers.

/// The operating system provides no random bytes. Secrets cannot be generated without them, so the
/// request fails.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("the operating system gave no random bytes")]
#[non_exhaustive]
pub struct EntropyError;

/// `N` bytes from the operating system's cryptographic random generator.
///
/// # Errors
///
/// [`EntropyError`] if there are none.
pub(crate) fn random_bytes<const N: usize>() -> Result<[u8; N], EntropyError> {
    let mut bytes = [0_u8; N];
    getrandom::fill(&mut bytes).map_err(|_| EntropyError)?;
    Ok(bytes)
}
