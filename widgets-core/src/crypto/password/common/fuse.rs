//! A binary fuse filter: a set of texts of which only fingerprints are kept.
//!
//! Graf and Lemire, "Binary Fuse Filters: Fast and Smaller Than Xor Filters" (2022). Each text has three
//! places in a table of fingerprints, one in each of three neighbouring segments. The table is filled so
//! that those three, combined by exclusive or, give the text's own fingerprint. For another text they do so
//! by chance, once in 65,536.

use sha2::{Digest as _, Sha256};

/// Length of what stands before the fingerprints: the seed, the number of places in a segment, and the number
/// of places at which a text's first one may be, each a little-endian `u32`.
pub(super) const HEAD: usize = 12;

/// How the table is divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape {
    /// Part of every hash, so that a table that cannot be filled is tried again with other places.
    pub(super) seed: u32,
    /// Places in a segment, a power of two.
    pub(super) segment: u32,
    /// Places at which a text's first one may be: all but the last two segments.
    pub(super) first: u32,
}

/// Where a text's fingerprints are, and what they must give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Places {
    pub(super) at: [u32; 3],
    pub(super) fingerprint: u16,
}

impl Shape {
    /// The places of a text. Its hash is SHA-256, so that they are spread evenly whatever the texts are.
    pub(super) fn places(self, text: &[u8]) -> Places {
        let hash = Sha256::new().chain_update(self.seed.to_le_bytes());
        let hash: [u8; 32] = hash.chain_update(text).finalize().into();
        let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, ..] = hash;
        // Multiplied and cut, it is below `first` and as even as the hash.
        let scaled = u64::from(u32::from_le_bytes([a, b, c, d])) * u64::from(self.first);
        let first = u32::try_from(scaled >> 32).unwrap_or_default();
        let within = self.segment.wrapping_sub(1);
        let second = (first + self.segment) ^ (u32::from_le_bytes([e, f, g, h]) & within);
        let third = (first + 2 * self.segment) ^ (u32::from_le_bytes([i, j, k, l]) & within);
        Places {
            at: [first, second, third],
            fingerprint: u16::from_le_bytes([m, n]),
        }
    }
}

/// A filter in the form it is stored in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Filter<'a> {
    shape: Shape,
    fingerprints: &'a [[u8; 2]],
}

impl<'a> Filter<'a> {
    /// `None` if it is not one.
    pub(super) fn read(bytes: &'a [u8]) -> Option<Self> {
        let (head, table) = bytes.split_first_chunk::<HEAD>()?;
        let [a, b, c, d, e, f, g, h, i, j, k, l] = *head;
        let shape = Shape {
            seed: u32::from_le_bytes([a, b, c, d]),
            segment: u32::from_le_bytes([e, f, g, h]),
            first: u32::from_le_bytes([i, j, k, l]),
        };
        let (fingerprints, rest) = table.as_chunks::<2>();
        let whole = u64::from(shape.first) + 2 * u64::from(shape.segment);
        let fits = u64::try_from(fingerprints.len()) == Ok(whole);
        (fits && rest.is_empty() && shape.segment.is_power_of_two()).then_some(Self {
            shape,
            fingerprints,
        })
    }

    /// Whether a text is in the set, or one of the few others that look so.
    pub(super) fn has(self, text: &[u8]) -> bool {
        let places = self.shape.places(text);
        let found = places.at.iter().try_fold(0, |found, at| {
            let at = self.fingerprints.get(usize::try_from(*at).ok()?)?;
            Some(found ^ u16::from_le_bytes(*at))
        });
        found == Some(places.fingerprint)
    }
}
