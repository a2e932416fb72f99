//! How alike two texts are worded: MinHash over runs of words, after Broder; the same on every machine.
//!
//! A signature has a place for each of [`PLACES`] hash functions: the least value over all runs of [`RUN`] words. The
//! share of places in which two signatures agree estimates the share of runs that the texts have in common. Bands of
//! [`ROWS`] places each are what likely pairs are found by: two texts with 70 in 100 runs in common agree in some band
//! in 9,998 of 10,000 cases, with 30 in 100 in a quarter.

/// Words in a run.
const RUN: usize = 4;
const BANDS: usize = 32;
const ROWS: usize = 4;
const PLACES: usize = BANDS * ROWS;
/// Texts with fewer runs are too short to tell a copy from a common phrase.
const FEWEST_RUNS: usize = 12;

/// What a text is worded like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature([u32; PLACES]);

/// The signature of a text; none for one of a few words.
pub fn signature(text: &str) -> Option<Signature> {
    let words: Vec<u64> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(word_hash).collect();
    if words.len() < RUN + FEWEST_RUNS {
        return None;
    }
    let mut least = [u32::MAX; PLACES];
    for run in words.windows(RUN) {
        let hash = run.iter().fold(0, |hash: u64, word| mix(hash.rotate_left(17) ^ word));
        // Two halves of one hash make all the functions (Kirsch and Mitzenmacher).
        let (a, b) = (hash as u32, (hash >> 32) as u32 | 1);
        let mut value = a;
        for (place, least) in least.iter_mut().enumerate() {
            value = value.wrapping_add(b);
            let scattered = scatter(value ^ place as u32);
            *least = (*least).min(scattered);
        }
    }
    Some(Signature(least))
}

impl Signature {
    /// The numbers that likely copies have one of in common.
    pub fn bands(&self) -> impl Iterator<Item = i64> + '_ {
        self.0.chunks(ROWS).enumerate().map(|(number, rows)| {
            let hash =
                rows.iter().fold(number as u64, |hash, row| mix(hash.rotate_left(23) ^ u64::from(*row)));
            // 48 bits: short in the file, and chance meetings stay rare among hundreds of millions.
            (hash >> 16) as i64
        })
    }

    /// The share of runs of words that two texts have in common, as far as signatures tell.
    pub fn likeness(&self, other: &Signature) -> f64 {
        let same = self.0.iter().zip(&other.0).filter(|(a, b)| a == b).count();
        same as f64 / PLACES as f64
    }

    /// The bands as text: four places of four hexadecimal digits each, so that a table that has them can be joined by
    /// band and tells by places how alike two texts are.
    ///
    /// ```
    /// let text = "The envoy said on Monday that the ships would leave the strait by the end of the week.";
    /// let bands = chancery_text::signature(text).unwrap().band_words();
    /// assert_eq!((bands.len(), bands[0].len()), (32, 16));
    /// ```
    pub fn band_words(&self) -> Vec<String> {
        let word = |rows: &[u32]| rows.iter().map(|place| format!("{:04x}", *place as u16)).collect();
        self.0.chunks(ROWS).map(word).collect()
    }

    /// As kept in the archive: 16 bits of each place are enough to compare.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|place| (*place as u16).to_le_bytes()).collect()
    }

    /// How alike the text is to one whose signature is kept.
    pub fn likeness_to_bytes(&self, bytes: &[u8]) -> f64 {
        let same = self
            .0
            .iter()
            .zip(bytes.chunks(2))
            .filter(|(place, kept)| (**place as u16).to_le_bytes() == **kept);
        same.count() as f64 / PLACES as f64
    }
}

fn word_hash(word: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    for c in word.chars().flat_map(char::to_lowercase) {
        hash = (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash
}

/// The finish of SplitMix64.
fn mix(mut hash: u64) -> u64 {
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

/// The finish of MurmurHash3 for 32 bits.
fn scatter(mut hash: u32) -> u32 {
    hash = (hash ^ (hash >> 16)).wrapping_mul(0x85eb_ca6b);
    hash = (hash ^ (hash >> 13)).wrapping_mul(0xc2b2_ae35);
    hash ^ (hash >> 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: std::ops::Range<u32>) -> String {
        words.map(|word| format!("w{word} ")).collect()
    }

    #[test]
    fn likeness_is_the_share_of_runs_in_common() {
        let whole = signature(&text(0..1000)).unwrap();
        assert_eq!(whole.likeness(&signature(&text(0..1000)).unwrap()), 1.0);
        for (words, share) in [(0..900, 0.9), (0..700, 0.7), (500..1500, 0.333), (2000..3000, 0.0)] {
            let part = signature(&text(words)).unwrap();
            let told = whole.likeness(&part);
            assert!((told - share).abs() < 0.12, "{told} for {share}");
            assert!((whole.likeness_to_bytes(&part.to_bytes()) - told).abs() < 0.02);
            let same = whole
                .band_words()
                .concat()
                .as_bytes()
                .chunks(4)
                .zip(part.band_words().concat().as_bytes().chunks(4))
                .filter(|(a, b)| a == b)
                .count();
            assert_eq!(same as f64 / 128.0, whole.likeness_to_bytes(&part.to_bytes()));
            let n_bands = whole.bands().zip(part.bands()).filter(|(a, b)| a == b).count();
            assert_eq!(n_bands > 0, share > 0.5 || n_bands > 0);
        }
        assert!(signature("Peace at last, said the envoy.").is_none());
    }
}
