//! Random bytes from the operating system, the only source of secrets and ids.

/// The operating system could not give random bytes. Nothing secret can be made without them, so
/// the request that needed them fails.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("the operating system gave no random bytes")]
pub struct EntropyError;

/// `N` bytes from the operating system's cryptographic generator.
///
/// # Errors
///
/// [`EntropyError`] when the system has none to give.
pub(crate) fn random_bytes<const N: usize>() -> Result<[u8; N], EntropyError> {
    let mut bytes = [0_u8; N];
    getrandom::fill(&mut bytes).map_err(|_| EntropyError)?;
    Ok(bytes)
}
