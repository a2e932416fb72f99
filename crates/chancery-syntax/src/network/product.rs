//! The matrix product, whose sums are the same to the last bit on every processor.
//!
//! Each element of the result is made in one order: its terms in blocks of [`BLOCK`], each block summed from first to
//! last by fused multiply-adds (one rounding each), the blocks added one after the other to what was there. That is
//! what `matrixmultiply` does wherever the processor fuses; a test holds it to that bit by bit. Where it does not fuse
//! (x86-64 made before 2013), plain loops do the same sums, many times slower. Nothing here knows what is multiplied.

/// Terms that are summed before their sum is added to the rest.
const BLOCK: usize = 256;

/// Adds `a · bᵀ` to `c`; `a` and `b` have rows of `inner` values, `c` one row for each of `a`.
pub(super) fn product(a: &[f32], inner: usize, b: &[f32], c: &mut [f32]) {
    let (n_a, n_b) = (a.len() / inner, b.len() / inner);
    assert!(a.len() == n_a * inner && b.len() == n_b * inner && c.len() == n_a * n_b);
    match fuses() {
        true => fast(a, inner, b, c),
        false => plain(a, inner, b, c),
    }
}

/// Whether `matrixmultiply` works with fused multiply-adds here.
fn fuses() -> bool {
    #[cfg(test)]
    if tests::WITHOUT_FUSING.get() {
        return false;
    }
    #[cfg(target_arch = "x86_64")]
    let fuses = is_x86_feature_detected!("fma") && is_x86_feature_detected!("avx2");
    #[cfg(not(target_arch = "x86_64"))]
    let fuses = cfg!(all(target_arch = "aarch64", target_feature = "neon"));
    fuses
}

/// Lengths are checked by [`product`].
#[allow(unsafe_code, reason = "matrixmultiply takes pointers")]
fn fast(a: &[f32], inner: usize, b: &[f32], c: &mut [f32]) {
    let (n_a, n_b) = (a.len() / inner, b.len() / inner);
    let (stride, width) = (inner as isize, n_b as isize);
    assert!(a.len() == n_a * inner && b.len() == n_b * inner && c.len() == n_a * n_b);
    // SAFETY: with these strides exactly the elements of the three slices are touched, by the check above;
    // `c` is borrowed mutably, so it overlaps neither.
    unsafe {
        matrixmultiply::sgemm(
            n_a,
            inner,
            n_b,
            1.0,
            a.as_ptr(),
            stride,
            1,
            b.as_ptr(),
            1,
            stride,
            1.0,
            c.as_mut_ptr(),
            width,
            1,
        );
    }
}

/// The same sums in plain loops, a few elements of a row side by side.
fn plain(a: &[f32], inner: usize, b: &[f32], c: &mut [f32]) {
    const SIDE: usize = 8;
    let n_b = b.len() / inner;
    for (row, out) in a.chunks_exact(inner).zip(c.chunks_exact_mut(n_b)) {
        for (columns, out) in b.chunks(SIDE * inner).zip(out.chunks_mut(SIDE)) {
            for from in (0..inner).step_by(BLOCK) {
                let mut sums = [0.0f32; SIDE];
                for at in from..inner.min(from + BLOCK) {
                    for (sum, column) in sums.iter_mut().zip(columns.chunks_exact(inner)) {
                        *sum = fused(row[at], column[at], *sum);
                    }
                }
                out.iter_mut().zip(sums).for_each(|(o, sum)| *o += sum);
            }
        }
    }
}

/// `a · b + c`, rounded once, as [`f32::mul_add`], without the call that this is where the processor lacks it.
///
/// The product is exact in 64 bits; the sum is rounded to odd there, so that cutting it to 32 bits rounds rightly.
#[inline(always)]
fn fused(a: f32, b: f32, c: f32) -> f32 {
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
        pub(super) static WITHOUT_FUSING: Cell<bool> = const { Cell::new(false) };
    }

    fn bits(values: &[f32]) -> Vec<u32> {
        values.iter().map(|value| value.to_bits()).collect()
    }

    proptest! {
        #[test]
        fn fused_rounds_once(a: f32, b: f32, c: f32, scale in -30i32..30) {
            for c in [c, -a * b * (1.0 + 2f32.powi(scale)), a * 2f32.powi(scale)] {
                let (got, want) = (fused(a, b, c), a.mul_add(b, c));
                prop_assert!(got.to_bits() == want.to_bits() || got.is_nan() && want.is_nan(), "{a} {b} {c}");
            }
        }

        /// What makes results the same on every machine.
        #[test]
        fn sums_are_made_in_the_order_told(
            (n_a, n_b, inner) in (1usize..40, 1usize..40, 1usize..600),
            seed: u32,
        ) {
            let mut state = seed;
            let mut value = || {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 8) as f32 / 2f32.powi(22) - 2.0
            };
            let mut values = |n: usize| (0..n).map(|_| value()).collect::<Vec<f32>>();
            let (a, b, mut fast_out) = (values(n_a * inner), values(n_b * inner), values(n_a * n_b));
            let mut plain_out = fast_out.clone();
            product(&a, inner, &b, &mut fast_out);
            plain(&a, inner, &b, &mut plain_out);
            prop_assert_eq!(bits(&fast_out), bits(&plain_out));
        }
    }

    #[test]
    fn a_processor_that_does_not_fuse_reads_the_same() {
        let sentences = [
            "Jane Doe , the foreign minister of Freedonia , accused Sylvania of shelling its islands .",
            "\" We will not talk to them , \" Rufus Roe told reporters in Grandport on Monday , before talks .",
        ];
        let words: Vec<Vec<&str>> = sentences.iter().map(|text| text.split(' ').collect()).collect();
        let words: Vec<&[&str]> = words.iter().map(Vec::as_slice).collect();
        let fused = Model::embedded().annotate(&words);
        WITHOUT_FUSING.set(true);
        let plain = Model::embedded().annotate(&words);
        WITHOUT_FUSING.set(false);
        assert_eq!(fused, plain);
    }
}
