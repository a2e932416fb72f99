//! Words to vectors: summed embedding rows, a gated convolution, gated linear recurrences in both directions.
//!
//! Sentences of a group are stacked without padding, so that each product covers all their words at once.

use super::features::{self, GRAMS, Hash};
use super::math::{Linear, Matrix, Norm, add, sigmoid, softmax, wide};
use super::packed::{ModelError, Packed, Table};
use std::ops::Range;
use std::sync::OnceLock;

const UNKNOWN_FORM: u32 = 1;
const FIRST_ROW: u32 = 2;

#[derive(Debug)]
pub(super) struct Encoder {
    width: usize,
    rows: Rows,
    gazetteer: Matrix,
    first: Vec<f32>,
    input: Norm,
    conv_norm: Norm,
    conv: Linear,
    recurrences: Vec<Recurrence>,
    tags_after: usize,
    middle: Middle,
    last: Norm,
}

/// The embedding rows, quantised as in the file; the sums of whole known forms are made when first met.
#[derive(Debug)]
struct Rows {
    width: usize,
    weights: Vec<i8>,
    scales: Vec<f32>,
    table: Table,
    forms: Vec<OnceLock<Box<[f32]>>>,
}

/// Tags guessed half way and given back to the words.
#[derive(Debug)]
struct Middle {
    norm: Norm,
    xpos: Linear,
    upos: Linear,
    xpos_back: Linear,
    upos_back: Linear,
}

#[derive(Debug)]
struct Recurrence {
    norm: Norm,
    gates: Linear,
    out: Linear,
}

/// A word as the encoder takes it.
pub(super) struct Input<'a> {
    pub(super) cleaned: &'a str,
    pub(super) norm: &'a str,
    pub(super) gazetteer: u32,
}

/// Buffers that are used again for every group.
#[derive(Default)]
pub(super) struct Workspace {
    x: Vec<f32>,
    y: Vec<f32>,
    wide: Vec<f32>,
    gates: Vec<f32>,
    memory: Vec<f32>,
    state: Vec<f32>,
}

impl Encoder {
    pub(super) fn read(packed: &Packed<'_>) -> Result<Encoder, ModelError> {
        let width = packed.size("width")?;
        let n_recurrences = packed.size("recurrences")?;
        let recurrence = |k: usize| {
            Ok(Recurrence {
                norm: Norm::read(packed, &format!("rec{k}"), width)?,
                gates: Linear::read(packed, &format!("rec{k}"))?,
                out: Linear::read_bare(packed, &format!("rec{k}.out"))?,
            })
        };
        let back = |name: &str| Linear::read_bare(packed, &format!("mid.{name}.back"));
        let encoder = Encoder {
            width,
            rows: Rows::read(packed, width)?,
            gazetteer: packed.matrix("gazetteer")?,
            first: packed.vector("first")?,
            input: Norm::read(packed, "input", width)?,
            conv_norm: Norm::read(packed, "conv", width)?,
            conv: Linear::read(packed, "conv")?,
            recurrences: (0..n_recurrences).map(recurrence).collect::<Result<_, _>>()?,
            tags_after: packed.size("tags_after")?,
            middle: Middle {
                norm: Norm::read(packed, "mid", width)?,
                xpos: Linear::read(packed, "mid.xpos")?,
                upos: Linear::read(packed, "mid.upos")?,
                xpos_back: back("xpos")?,
                upos_back: back("upos")?,
            },
            last: Norm::read(packed, "final", width)?,
        };
        let m = &encoder.middle;
        let fits = encoder.first.len() == width
            && encoder.gazetteer.columns == width
            && encoder.conv.inputs() == 3 * width
            && encoder.conv.outputs() == 2 * width
            && encoder.recurrences.iter().all(|r| {
                let memory = r.gates.outputs() / 6;
                r.gates.inputs() == width
                    && r.gates.outputs() == 6 * memory
                    && r.out.inputs() == 2 * memory
                    && r.out.outputs() == width
            })
            && [&m.xpos, &m.upos].iter().all(|l| l.inputs() == width)
            && [&m.xpos_back, &m.upos_back].iter().all(|l| l.outputs() == width)
            && m.xpos_back.inputs() == m.xpos.outputs()
            && m.upos_back.inputs() == m.upos.outputs();
        match fits {
            true => Ok(encoder),
            false => Err(ModelError::Shape("encoder")),
        }
    }

    /// Whether training met the form often enough to give it a row of its own.
    pub(super) fn has_form(&self, norm: &str) -> bool {
        self.rows.form(norm).is_some()
    }

    /// Vectors of the words of a group of sentences, into `out`; `sentences` are ranges of `words`.
    pub(super) fn encode(
        &self,
        words: &[Input<'_>],
        sentences: &[Range<usize>],
        work: &mut Workspace,
        out: &mut Vec<f32>,
    ) {
        let Workspace { x, y, wide, gates, memory, state } = work;
        y.clear();
        y.resize(words.len() * self.width, 0.0);
        for (word, vector) in words.iter().zip(y.chunks_exact_mut(self.width)) {
            self.embed(word, vector);
        }
        for sentence in sentences.iter().filter(|s| !s.is_empty()) {
            add(&mut y[sentence.start * self.width..][..self.width], &self.first);
        }
        self.input.apply(y, x);
        self.convolve(sentences, x, y, wide, gates);
        for (k, recurrence) in self.recurrences.iter().enumerate() {
            recurrence.run(sentences, x, y, gates, memory, state);
            if k + 2 == self.tags_after {
                self.middle.run(x, y, gates);
            }
        }
        self.last.apply(x, out);
    }

    fn embed(&self, word: &Input<'_>, vector: &mut [f32]) {
        self.rows.embed(word.norm, vector);
        self.rows.add_row(features::shape(word.cleaned), vector);
        let mut bits = word.gazetteer;
        while bits != 0 {
            let row = bits.trailing_zeros() as usize;
            if row < self.gazetteer.rows {
                add(vector, self.gazetteer.row(row));
            }
            bits &= bits - 1;
        }
    }

    /// Adds to each word a gated view of itself and its two neighbours.
    fn convolve(
        &self,
        sentences: &[Range<usize>],
        x: &mut [f32],
        y: &mut Vec<f32>,
        wide: &mut Vec<f32>,
        gates: &mut Vec<f32>,
    ) {
        let width = self.width;
        self.conv_norm.apply(x, y);
        wide.resize(3 * x.len(), 0.0);
        for sentence in sentences {
            for word in sentence.clone() {
                let to = &mut wide[3 * word * width..][..3 * width];
                // The word with its neighbours; beyond the ends of the sentence there is nothing.
                let from = word.max(sentence.start + 1) - 1;
                let seen = &y[from * width..(word + 2).min(sentence.end) * width];
                let before = (1 - (word - from)) * width;
                to[..before].fill(0.0);
                to[before..before + seen.len()].copy_from_slice(seen);
                to[before + seen.len()..].fill(0.0);
            }
        }
        self.conv.apply(wide, gates);
        add_gated(gates, width, x);
    }
}

wide! {
    /// Adds to each row of `x` the first half of its row of `u`, as far as the second half lets it through.
    fn add_gated(u: &[f32], width: usize, x: &mut [f32]) {
        for (to, u) in x.chunks_exact_mut(width).zip(u.chunks_exact(2 * width)) {
            let (value, gate) = u.split_at(width);
            for ((t, v), g) in to.iter_mut().zip(value).zip(gate) {
                *t += v * sigmoid(*g);
            }
        }
    }
}

wide! {
    /// Rows of candidates, forget gates and output gates of `h` units each way: the gates become what is let through.
    fn open_gates(u: &mut [f32], h: usize) {
        for u in u.chunks_exact_mut(6 * h) {
            u[2 * h..4 * h].iter_mut().for_each(|f| *f = sigmoid(*f));
            u[4 * h..].iter_mut().for_each(|o| *o *= sigmoid(*o));
        }
    }
}

wide! {
    /// One step of `h` units: the state forgets and takes in, and what the output gates let through is the memory.
    fn step(u: &[f32], half: usize, h: usize, state: &mut [f32], out: &mut [f32]) {
        let (z, f, o) = (&u[half..][..h], &u[2 * h + half..][..h], &u[4 * h + half..][..h]);
        for ((((s, z), f), o), out) in state.iter_mut().zip(z).zip(f).zip(o).zip(out) {
            *s = f * *s + (1.0 - f) * z;
            *out = *s * o;
        }
    }
}

impl Recurrence {
    /// Candidates, forget gates and output gates are products over all words at once; only
    /// `state = forget · state + (1 - forget) · candidate` steps through a sentence, from both ends.
    fn run(
        &self,
        sentences: &[Range<usize>],
        x: &mut [f32],
        y: &mut Vec<f32>,
        gates: &mut Vec<f32>,
        memory: &mut Vec<f32>,
        state: &mut Vec<f32>,
    ) {
        self.norm.apply(x, y);
        self.gates.apply(y, gates);
        let h = self.gates.outputs() / 6;
        let n_words = gates.len() / (6 * h);
        memory.resize(n_words * 2 * h, 0.0);
        open_gates(gates, h);
        for sentence in sentences {
            for half in [0, h] {
                state.clear();
                state.resize(h, 0.0);
                let mut step = |word: usize| {
                    let out = &mut memory[word * 2 * h + half..][..h];
                    step(&gates[word * 6 * h..][..6 * h], half, h, state, out);
                };
                match half {
                    0 => sentence.clone().for_each(&mut step),
                    _ => sentence.clone().rev().for_each(&mut step),
                }
            }
        }
        self.out.add(memory, x);
    }
}

impl Middle {
    fn run(&self, x: &mut [f32], y: &mut Vec<f32>, scores: &mut Vec<f32>) {
        self.norm.apply(x, y);
        for (tags, back) in [(&self.xpos, &self.xpos_back), (&self.upos, &self.upos_back)] {
            tags.apply(y, scores);
            softmax(scores, tags.outputs());
            back.add(scores, x);
        }
    }
}

impl Rows {
    fn read(packed: &Packed<'_>, width: usize) -> Result<Rows, ModelError> {
        let (n_rows, columns, scales, weights) = packed.quantised("rows")?;
        let forms = packed.lines("forms")?;
        let parts = packed.keyed_u32("parts")?;
        if columns != width || n_rows < FIRST_ROW as usize + forms.len() {
            return Err(ModelError::Shape("embedding rows"));
        }
        if parts.values.iter().any(|&row| row as usize >= n_rows) {
            return Err(ModelError::Shape("rows of parts"));
        }
        let form_keys = forms.iter().zip(FIRST_ROW..).map(|(form, row)| (Hash::of(b'w').text(form).0, row));
        let part_keys = parts.keys.into_iter().zip(parts.values);
        let all: Vec<(u64, u32)> = form_keys.chain(part_keys).collect();
        Ok(Rows {
            width,
            weights: weights.iter().map(|w| w.cast_signed()).collect(),
            scales,
            table: Table::new(all.into_iter()),
            forms: forms.iter().map(|_| OnceLock::new()).collect(),
        })
    }

    /// The row of a whole form.
    fn form(&self, norm: &str) -> Option<u32> {
        self.table.get(Hash::of(b'w').text(norm).0)
    }

    /// Adds the rows of the form and of its parts.
    fn embed(&self, norm: &str, vector: &mut [f32]) {
        match self.form(norm) {
            Some(row) => {
                let known = &self.forms[(row - FIRST_ROW) as usize];
                add(vector, known.get_or_init(|| self.sum(row, norm).into_boxed_slice()));
            }
            None => add(vector, &self.sum(UNKNOWN_FORM, norm)),
        }
    }

    fn sum(&self, form: u32, norm: &str) -> Vec<f32> {
        let mut vector = vec![0.0; self.width];
        let mut grams = Vec::with_capacity(GRAMS);
        self.add(form, 1.0, &mut vector);
        features::parts(norm, |key, is_gram| {
            let Some(row) = self.table.get(key) else { return };
            if !is_gram {
                self.add(row, 1.0, &mut vector);
            } else if grams.len() < GRAMS && !grams.contains(&row) {
                grams.push(row);
            }
        });
        let scale = 2.0 / (1.0 + grams.len() as f32).sqrt();
        for row in grams {
            self.add(row, scale, &mut vector);
        }
        vector
    }

    fn add_row(&self, key: u64, vector: &mut [f32]) {
        if let Some(row) = self.table.get(key) {
            self.add(row, 1.0, vector);
        }
    }

    fn add(&self, row: u32, by: f32, vector: &mut [f32]) {
        let row = row as usize;
        let scale = self.scales[row] * by;
        for (v, w) in vector.iter_mut().zip(&self.weights[row * self.width..][..self.width]) {
            *v += f32::from(*w) * scale;
        }
    }
}
