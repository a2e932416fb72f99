//! The matrix product: weights laid out once for vectors to follow, and sums that are the same to the last bit on every
//! processor.
//!
//! Each element of a result is summed in one order: its terms from first to last by fused multiply-adds (one rounding
//! each), the sum added to its base. Processors differ in how many elements they make side by side, never in
//! how one is made; tests hold every way to the plain loops bit by bit. Where the processor cannot fuse (x86-64 made
//! before 2013), the plain loops do the same with ordinary arithmetic, many times slower. Nothing here knows what is
//! multiplied.

/// The rows of a matrix, laid out for products with all of them: panels of [`Way::lanes`] rows, in a panel the first
/// values of its rows, then the second ones. The last panel is filled up with zeros.
#[derive(Debug)]
pub(super) struct Panels {
    way: Way,
    inner: usize,
    outputs: usize,
    values: Vec<f32>,
}

impl Panels {
    /// `rows` are rows of `inner` values each.
    pub(super) fn new(rows: &[f32], inner: usize) -> Panels {
        let (way, outputs) = (Way::of_processor(), rows.len() / inner);
        let lanes = way.lanes();
        let mut values = vec![0.0; outputs.div_ceil(lanes) * inner * lanes];
        for (output, row) in rows.chunks_exact(inner).enumerate() {
            let panel = &mut values[output / lanes * lanes * inner..][..lanes * inner];
            for (column, value) in panel.chunks_exact_mut(lanes).zip(row) {
                column[output % lanes] = *value;
            }
        }
        Panels { way, inner, outputs, values }
    }

    /// Values of a row.
    pub(super) fn inner(&self) -> usize {
        self.inner
    }

    /// Rows, each of which gives an output.
    pub(super) fn outputs(&self) -> usize {
        self.outputs
    }

    /// The products of each row of `x` with every row here, put into the row of `out` in its place: added to `base`
    /// where there is one, else to what was there.
    pub(super) fn products(&self, x: &[f32], base: Option<&[f32]>, out: &mut [f32]) {
        let n_rows = x.len() / self.inner;
        assert!(x.len() == n_rows * self.inner && out.len() == n_rows * self.outputs);
        assert!(base.is_none_or(|base| base.len() == self.outputs));
        match self.way {
            #[cfg(target_arch = "x86_64")]
            Way::Avx512 => vectors::avx512(self, x, base, out),
            #[cfg(target_arch = "x86_64")]
            Way::Avx2 => vectors::avx2(self, x, base, out),
            Way::Plain => self.plain(x, base, out),
        }
    }

    fn plain(&self, x: &[f32], base: Option<&[f32]>, out: &mut [f32]) {
        const LANES: usize = Way::Plain.lanes();
        let columns = self.values.as_chunks::<LANES>().0;
        for (row, out) in x.chunks_exact(self.inner).zip(out.chunks_exact_mut(self.outputs)) {
            for (at, panel) in columns.chunks_exact(self.inner).enumerate() {
                let mut sums = [0.0f32; LANES];
                for (column, value) in panel.iter().zip(row) {
                    for (sum, weight) in sums.iter_mut().zip(column) {
                        *sum = fused(*value, *weight, *sum);
                    }
                }
                put(&sums, base, at, out);
            }
        }
    }
}

/// The sums of a panel of a row, put where they belong.
#[inline(always)]
fn put<const LANES: usize>(sums: &[f32; LANES], base: Option<&[f32]>, panel: usize, out: &mut [f32]) {
    let out = out[panel * LANES..].iter_mut().zip(sums);
    match base {
        Some(base) => out.zip(&base[panel * LANES..]).for_each(|((o, sum), base)| *o = base + sum),
        None => out.for_each(|(o, sum)| *o += sum),
    }
}

/// Ways of doing the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    #[cfg(target_arch = "x86_64")]
    Avx512,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    Plain,
}

impl Way {
    /// The fastest that the processor can.
    fn of_processor() -> Way {
        #[cfg(test)]
        if let Some(way) = tests::FORCED.get() {
            return way;
        }
        #[cfg(target_arch = "x86_64")]
        if is_x86_feature_detected!("avx512f") {
            return Way::Avx512;
        } else if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
            return Way::Avx2;
        }
        Way::Plain
    }

    /// Outputs whose weights lie side by side.
    const fn lanes(self) -> usize {
        match self {
            #[cfg(target_arch = "x86_64")]
            Way::Avx512 => 32,
            #[cfg(target_arch = "x86_64")]
            Way::Avx2 => 16,
            Way::Plain => 16,
        }
    }
}

#[cfg(target_arch = "x86_64")]
mod vectors {
    //! Tiles of several rows and outputs whose sums stay in registers.

    use super::{Panels, Way, put};
    use std::arch::x86_64::*;

    /// Defines a function that makes tiles of `$rows` rows and a panel's outputs with vectors of `$width` values.
    macro_rules! products {
        ($name:ident, $way:ident, $tiles:ident, $features:literal, $rows:literal, $width:literal,
         $zero:ident, $splat:ident, $load:ident, $fuse:ident, $store:ident) => {
            #[allow(unsafe_code, reason = "the processor's features are looked up at run time")]
            pub(super) fn $name(weights: &Panels, x: &[f32], base: Option<&[f32]>, out: &mut [f32]) {
                assert_eq!(weights.way, Way::$way);
                // SAFETY: `Way::of_processor` gives this way only where the features are detected.
                unsafe { $tiles(weights, x, base, out) }
            }

            #[target_feature(enable = $features)]
            #[allow(unsafe_code, reason = "vectors are loaded and stored by pointer")]
            fn $tiles(weights: &Panels, x: &[f32], base: Option<&[f32]>, out: &mut [f32]) {
                const LANES: usize = Way::$way.lanes();
                let (inner, n_out) = (weights.inner, weights.outputs);
                let columns = weights.values.as_chunks::<LANES>().0;
                let n_rows = x.len() / inner;
                let mut rows = vec![[0.0f32; $rows]; inner];
                for start in (0..n_rows).step_by($rows) {
                    // Past the end the last row stands in, and what it gives is not kept.
                    for at in 0..$rows {
                        let row = &x[(start + at).min(n_rows - 1) * inner..][..inner];
                        rows.iter_mut().zip(row).for_each(|(values, value)| values[at] = *value);
                    }
                    for (at, panel) in columns.chunks_exact(inner).enumerate() {
                        let mut sums = [[$zero(); LANES / $width]; $rows];
                        for (column, values) in panel.iter().zip(&rows) {
                            for (sums, value) in sums.iter_mut().zip(values) {
                                let value = $splat(*value);
                                for (sum, part) in sums.iter_mut().zip(column.as_chunks::<$width>().0) {
                                    // SAFETY: a part has as many values as are loaded.
                                    *sum = $fuse(value, unsafe { $load(part.as_ptr()) }, *sum);
                                }
                            }
                        }
                        // Every sum is taken out in the same way, so that none has to live in memory before.
                        let mut values = [[0.0f32; LANES]; $rows];
                        for (sums, values) in sums.iter().zip(&mut values) {
                            for (sum, part) in sums.iter().zip(values.as_chunks_mut::<$width>().0) {
                                // SAFETY: a part has as many values as are stored.
                                unsafe { $store(part.as_mut_ptr(), *sum) };
                            }
                        }
                        for (values, out) in values.iter().zip(out[start * n_out..].chunks_exact_mut(n_out)) {
                            put(values, base, at, out);
                        }
                    }
                }
            }
        };
    }

    products!(
        avx512,
        Avx512,
        avx512_tiles,
        "avx512f",
        12,
        16,
        _mm512_setzero_ps,
        _mm512_set1_ps,
        _mm512_loadu_ps,
        _mm512_fmadd_ps,
        _mm512_storeu_ps
    );
    products!(
        avx2,
        Avx2,
        avx2_tiles,
        "avx2,fma",
        6,
        8,
        _mm256_setzero_ps,
        _mm256_set1_ps,
        _mm256_loadu_ps,
        _mm256_fmadd_ps,
        _mm256_storeu_ps
    );
}

/// `a · b + c`, rounded once.
///
/// Without the processor's own: the product is exact in 64 bits; the sum is rounded to odd there, so that cutting it to
/// 32 bits rounds rightly.
#[inline(always)]
fn fused(a: f32, b: f32, c: f32) -> f32 {
    if cfg!(any(target_feature = "fma", target_arch = "aarch64")) {
        return a.mul_add(b, c);
    }
    let (product, c) = (f64::from(a) * f64::from(b), f64::from(c));
    let sum = product + c;
    let back = sum - product;
    let lost = (product - (sum - back)) + (c - back);
    let bits = sum.to_bits();
    let odd = match lost.abs() > 0.0 && bits & 1 == 0 {
        true if (lost > 0.0) == (sum > 0.0) => bits + 1,
        true => bits - 1,
        false => bits,
    };
    f64::from_bits(odd) as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::Model;
    use proptest::prelude::*;
    use std::cell::Cell;

    thread_local! {
        pub(super) static FORCED: Cell<Option<Way>> = const { Cell::new(None) };
    }

    /// What `run` gives in each way that this processor can.
    fn in_every_way<T>(run: impl Fn() -> T) -> Vec<T> {
        #[allow(unused_mut, reason = "other processors have one way")]
        let mut ways = vec![Way::Plain];
        #[cfg(target_arch = "x86_64")]
        {
            let fuses = is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma");
            ways.extend(fuses.then_some(Way::Avx2));
            ways.extend(is_x86_feature_detected!("avx512f").then_some(Way::Avx512));
        }
        let mut given = Vec::new();
        for way in ways {
            FORCED.set(Some(way));
            given.push(run());
        }
        FORCED.set(None);
        given
    }

    proptest! {
        #[test]
        fn fused_rounds_once(a: f32, b: f32, c: f32, scale in -30i32..30) {
            for c in [c, -a * b * (1.0 + 2f32.powi(scale)), a * 2f32.powi(scale)] {
                let (got, want) = (fused(a, b, c), a.mul_add(b, c));
                prop_assert!(got.to_bits() == want.to_bits() || got.is_nan() && want.is_nan(), "{a} {b} {c}");
            }
        }

        #[test]
        fn every_way_gives_the_same_bits(
            (n_rows, n_out, inner) in (1usize..40, 1usize..80, 1usize..400),
            seed: u32,
        ) {
            let mut state = seed;
            let mut value = || {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 8) as f32 / 2f32.powi(22) - 2.0
            };
            let mut values = |n: usize| (0..n).map(|_| value()).collect::<Vec<f32>>();
            let (x, rows, before) = (values(n_rows * inner), values(n_out * inner), values(n_rows * n_out));
            let given = in_every_way(|| {
                let mut out = before.clone();
                let panels = Panels::new(&rows, inner);
                panels.products(&x, None, &mut out);
                let sums = out.clone();
                panels.products(&x, Some(&rows[..n_out]), &mut out);
                out.extend(sums);
                out.iter().map(|value| value.to_bits()).collect::<Vec<u32>>()
            });
            prop_assert!(given.iter().all(|bits| *bits == given[0]));
            let (row, column) = (n_rows / 2, n_out / 2);
            let terms = x[row * inner..].iter().zip(&rows[column * inner..(column + 1) * inner]);
            let sum = terms.fold(0.0f32, |sum, (x, w)| x.mul_add(*w, sum));
            let at = row * n_out + column;
            prop_assert_eq!(given[0][at], (rows[column] + sum).to_bits());
            prop_assert_eq!(given[0][n_rows * n_out + at], (before[at] + sum).to_bits());
        }
    }

    #[test]
    fn every_processor_reads_the_same() {
        let sentences = [
            "Jane Doe , the foreign minister of Freedonia , accused Sylvania of shelling its islands .",
            "\" We will not talk to them , \" Rufus Roe told reporters in Grandport on Monday , before talks .",
        ];
        let words: Vec<Vec<&str>> = sentences.iter().map(|text| text.split(' ').collect()).collect();
        let words: Vec<&[&str]> = words.iter().map(Vec::as_slice).collect();
        let model = include_bytes!("../../model/en.model");
        let given = in_every_way(|| Model::load(model).unwrap().annotate(&words));
        assert!(given.iter().all(|annotation| *annotation == given[0]));
    }
}
