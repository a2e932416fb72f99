//! A hash that is the same on every machine and in every version: for marks and ids, never against an adversary.

/// FNV-1a, 64 bits (Fowler, Noll and Vo).
///
/// ```
/// assert_eq!(chancery_text::fnv1a(*b"envoy"), chancery_text::fnv1a("envoy".bytes()));
/// assert_eq!(chancery_text::fnv1a(*b""), 0xcbf2_9ce4_8422_2325);
/// ```
pub fn fnv1a(bytes: impl IntoIterator<Item = u8>) -> u64 {
    bytes.into_iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
