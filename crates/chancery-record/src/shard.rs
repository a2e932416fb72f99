//! Which part of a batch an article belongs to, where several machines share the work.

use chancery_text::fnv1a;

/// The shard, from 0 below `n_shards`, of the article with this [record id](crate::Article::record_id).
///
/// The same on every machine, whatever the order of the articles: a run of shard 3 of 16 reads exactly what the
/// fifteen others do not.
///
/// ```
/// let shard = chancery_record::shard_of("wire-17", 16);
/// assert!(shard < 16 && shard == chancery_record::shard_of("wire-17", 16));
/// ```
pub fn shard_of(id: &str, n_shards: u32) -> u32 {
    let mut hash = fnv1a(id.bytes());
    // FNV-1a leaves neighbouring ids in neighbouring values; this spreads them (the finaliser of SplitMix64).
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^= hash >> 31;
    u32::try_from(hash % u64::from(n_shards.max(1))).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_are_even_and_stay_the_same() {
        let mut sizes = [0; 16];
        for n in 0..16_000 {
            sizes[shard_of(&format!("wire-{n}"), 16) as usize] += 1;
        }
        assert!(sizes.iter().all(|size| (850..1150).contains(size)), "{sizes:?}");
        // A change of these would send articles to two shards, or to none, in the middle of somebody's run.
        assert_eq!(["a", "b", "h-0123456789abcdef"].map(|id| shard_of(id, 1000)), [736, 821, 350]);
        assert_eq!(shard_of("a", 0), 0);
    }
}
