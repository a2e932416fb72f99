//! Layers, normalisation and the few functions that are applied element by element.
//!
//! Sums run in one fixed order. Loops are written so that compilers make vectors of them on any processor: no fused
//! multiply-add, no calls.

use super::packed::{ModelError, Packed};
use super::product::Panels;

/// Defines a function that is compiled once more for processors with AVX2, where its loops become wider vectors. The
/// arithmetic is the same: Rust never fuses or reorders it.
macro_rules! wide {
    ($(#[$about:meta])* $seen:vis fn $name:ident($($argument:ident: $kind:ty),* $(,)?) $body:block) => {
        $(#[$about])*
        #[allow(unsafe_code, reason = "the processor's features are looked up at run time")]
        $seen fn $name($($argument: $kind),*) {
            #[inline(always)]
            fn plain($($argument: $kind),*) $body
            #[cfg(target_arch = "x86_64")]
            {
                #[target_feature(enable = "avx2")]
                fn avx2($($argument: $kind),*) {
                    plain($($argument),*)
                }
                if is_x86_feature_detected!("avx2") {
                    // SAFETY: the processor has AVX2.
                    return unsafe { avx2($($argument),*) };
                }
            }
            plain($($argument),*)
        }
    };
}
pub(super) use wide;

/// A matrix, row by row.
#[derive(Debug)]
pub(super) struct Matrix {
    pub(super) rows: usize,
    pub(super) columns: usize,
    pub(super) values: Vec<f32>,
}

impl Matrix {
    pub(super) fn row(&self, row: usize) -> &[f32] {
        &self.values[row * self.columns..(row + 1) * self.columns]
    }
}

/// A layer: one row of weights for each output, and a bias.
#[derive(Debug)]
pub(super) struct Linear {
    weight: Panels,
    bias: Vec<f32>,
}

impl Linear {
    pub(super) fn read(packed: &Packed<'_>, name: &str) -> Result<Linear, ModelError> {
        let weight = packed.matrix(&format!("{name}.weight"))?;
        let bias = packed.vector(&format!("{name}.bias"))?;
        Linear::new(weight, bias)
    }

    /// A layer without bias.
    pub(super) fn read_bare(packed: &Packed<'_>, name: &str) -> Result<Linear, ModelError> {
        let weight = packed.matrix(name)?;
        let bias = vec![0.0; weight.rows];
        Linear::new(weight, bias)
    }

    fn new(weight: Matrix, bias: Vec<f32>) -> Result<Linear, ModelError> {
        match weight.rows == bias.len() && weight.rows > 0 && weight.columns > 0 {
            true => Ok(Linear { weight: Panels::new(&weight.values, weight.columns), bias }),
            false => Err(ModelError::Shape("a layer and its bias")),
        }
    }

    pub(super) fn inputs(&self) -> usize {
        self.weight.inner()
    }

    pub(super) fn outputs(&self) -> usize {
        self.weight.outputs()
    }

    /// `out` becomes `x · weightᵀ + bias`, for each row of `x`.
    pub(super) fn apply(&self, x: &[f32], out: &mut Vec<f32>) {
        let n_rows = x.len() / self.inputs();
        out.resize(n_rows * self.outputs(), 0.0);
        self.weight.products(x, Some(&self.bias), out);
    }

    /// Adds `x · weightᵀ + bias` to `out`.
    pub(super) fn add(&self, x: &[f32], out: &mut [f32]) {
        for row in out.chunks_exact_mut(self.outputs()) {
            add(row, &self.bias);
        }
        self.weight.products(x, None, out);
    }
}

/// Scale and shift of a layer normalisation.
#[derive(Debug)]
pub(super) struct Norm {
    scale: Vec<f32>,
    shift: Vec<f32>,
}

impl Norm {
    pub(super) fn read(packed: &Packed<'_>, name: &str, width: usize) -> Result<Norm, ModelError> {
        let scale = packed.vector(&format!("{name}.scale"))?;
        let shift = packed.vector(&format!("{name}.shift"))?;
        match scale.len() == width && shift.len() == width && width.is_multiple_of(LANES) {
            true => Ok(Norm { scale, shift }),
            false => Err(ModelError::Shape("a normalisation")),
        }
    }

    /// Normalises each row of `x` into `out`.
    pub(super) fn apply(&self, x: &[f32], out: &mut Vec<f32>) {
        out.resize(x.len(), 0.0);
        normalise(x, &self.scale, &self.shift, out);
    }
}

wide! {
    fn normalise(x: &[f32], scale: &[f32], shift: &[f32], out: &mut [f32]) {
        let width = scale.len();
        for (row, out) in x.chunks_exact(width).zip(out.chunks_exact_mut(width)) {
            let mean = sum(row, |v| v) / width as f32;
            let variance = sum(row, |v| (v - mean) * (v - mean)) / width as f32;
            let by = 1.0 / (variance + 1e-5).sqrt();
            for (((o, v), scale), shift) in out.iter_mut().zip(row).zip(scale).zip(shift) {
                *o = (v - mean) * by * scale + shift;
            }
        }
    }
}

const LANES: usize = 16;

/// A sum in a fixed order that vectors can follow: sixteen running sums, then those from first to last.
#[inline(always)]
fn sum(row: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0f32; LANES];
    for chunk in row.chunks_exact(LANES) {
        for (lane, &v) in lanes.iter_mut().zip(chunk) {
            *lane += of(v);
        }
    }
    lanes.iter().sum()
}

/// Adds one row to another.
#[inline]
pub(super) fn add(to: &mut [f32], from: &[f32]) {
    for (t, f) in to.iter_mut().zip(from) {
        *t += f;
    }
}

/// e to the x, to about one part in ten million, without a call: x = n ln 2 + r, a polynomial for e to the r.
#[inline(always)]
#[allow(clippy::excessive_precision, reason = "the second part of ln 2 is what the first lacks")]
pub(super) fn exp(x: f32) -> f32 {
    const ROUND: f32 = 12_582_912.0; // 1.5 · 2^23: adding it leaves the nearest whole number in the low bits
    let x = x.clamp(-87.0, 88.0);
    let shifted = x * std::f32::consts::LOG2_E + ROUND;
    let n = shifted - ROUND;
    let r = x - n * 0.693_359_375 + n * 2.121_944_4e-4;
    let mut p = 1.987_569_1e-4f32;
    p = p * r + 1.398_199_9e-3;
    p = p * r + 8.333_452e-3;
    p = p * r + 4.166_579_6e-2;
    p = p * r + 1.666_666_5e-1;
    p = p * r + 0.5;
    let e = p * r * r + r + 1.0;
    let power = (shifted.to_bits().wrapping_sub(ROUND.to_bits()) << 23).wrapping_add(0x3f80_0000);
    e * f32::from_bits(power)
}

/// The logistic function.
#[inline(always)]
pub(super) fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

/// x where it is positive, a tenth of it where not.
pub(super) fn leaky(values: &mut [f32]) {
    for v in values {
        *v = v.max(0.1 * *v);
    }
}

/// Each row of scores becomes probabilities.
pub(super) fn softmax(values: &mut [f32], width: usize) {
    for row in values.chunks_exact_mut(width) {
        let highest = row.iter().copied().fold(f32::MIN, f32::max);
        let mut total = 0.0;
        for v in row.iter_mut() {
            *v = exp(*v - highest);
            total += *v;
        }
        let by = 1.0 / total;
        row.iter_mut().for_each(|v| *v *= by);
    }
}

/// The first of the highest.
pub(super) fn best(scores: &[f32]) -> usize {
    let mut best = 0;
    for (at, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = at;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_close_everywhere() {
        for i in -8700..8800 {
            let x = i as f32 / 100.0;
            let (got, want) = (exp(x), x.exp());
            assert!(((got - want) / want).abs() < 3e-7, "{x}: {got} {want}");
        }
        assert!(exp(f32::NEG_INFINITY) < 1e-37 && sigmoid(-1000.0) < 1e-37 && sigmoid(1000.0) == 1.0);
    }

    #[test]
    fn a_layer_is_what_it_says() {
        let weight = Matrix { rows: 2, columns: 3, values: vec![1.0, 2.0, 3.0, 0.0, 1.0, 0.0] };
        let layer = Linear::new(weight, vec![0.5, -1.0]).unwrap();
        let mut out = Vec::new();
        layer.apply(&[1.0, 1.0, 1.0, 2.0, 0.0, 1.0], &mut out);
        assert_eq!(out, [6.5, 0.0, 5.5, -1.0]);
        layer.add(&[1.0, 1.0, 1.0, 2.0, 0.0, 1.0], &mut out);
        assert_eq!(out, [13.0, 0.0, 11.0, -2.0]);
    }
}
