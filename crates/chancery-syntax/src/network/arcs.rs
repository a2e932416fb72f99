//! Heads and relations: scores for every pair of words, the best tree over them, a label for each arc.

use super::math::{Linear, Matrix, best, leaky};
use super::packed::{ModelError, Packed};
use super::product::Panels;

/// Arcs longer than this share a distance score.
const DISTANCE: isize = 16;

#[derive(Debug)]
pub(super) struct Arcs {
    head: Linear,
    dependent: Linear,
    root: Vec<f32>,
    product: Linear,
    distance: Linear,
    label_head: Linear,
    label_head_gate: Linear,
    label_dependent: Linear,
    label_dependent_gate: Linear,
    /// The label layer's view of the root: head and gate.
    label_root: (Vec<f32>, Vec<f32>),
    label: Linear,
}

/// Layers applied to all words of a group at once.
pub(super) struct Prepared {
    heads: Vec<f32>,
    products: Vec<f32>,
    distances: Vec<f32>,
    label_heads: Vec<f32>,
    label_head_gates: Vec<f32>,
    label_dependents: Vec<f32>,
    label_dependent_gates: Vec<f32>,
}

impl Arcs {
    pub(super) fn read(packed: &Packed<'_>) -> Result<Arcs, ModelError> {
        let (label_head, label_head_gate) =
            (Linear::read(packed, "label.head")?, Linear::read_bare(packed, "label.head_gate")?);
        let root = packed.vector("label.root")?;
        let width = packed.size("width")?;
        let arc = packed.size("arc")?;
        if root.len() != width || label_head.inputs() != width || label_head_gate.inputs() != width {
            return Err(ModelError::Shape("label head"));
        }
        let of_root = |layer: &Linear| {
            let mut out = Vec::new();
            layer.apply(&root, &mut out);
            out
        };
        let arcs = Arcs {
            head: Linear::read(packed, "arc.head")?,
            dependent: Linear::read(packed, "arc.dependent")?,
            root: packed.vector("arc.root")?,
            product: Linear::read(packed, "arc.product")?,
            distance: Linear::read(packed, "arc.distance")?,
            label_dependent: Linear::read(packed, "label.dependent")?,
            label_dependent_gate: Linear::read_bare(packed, "label.dependent_gate")?,
            label_root: (of_root(&label_head), of_root(&label_head_gate)),
            label_head,
            label_head_gate,
            label: Linear::read(packed, "label")?,
        };
        let from_words = [
            &arcs.head,
            &arcs.dependent,
            &arcs.label_head,
            &arcs.label_head_gate,
            &arcs.label_dependent,
            &arcs.label_dependent_gate,
        ];
        let fits = from_words.iter().all(|l| l.inputs() == width && l.outputs() == arc)
            && arcs.root.len() == arc
            && arcs.product.inputs() == arc
            && arcs.product.outputs() == arc
            && arcs.distance.inputs() == arc
            && arcs.distance.outputs() == 2 * DISTANCE as usize + 2
            && arcs.label.inputs() == 2 * arc;
        match fits {
            true => Ok(arcs),
            false => Err(ModelError::Shape("arc head")),
        }
    }

    pub(super) fn relations(&self) -> usize {
        self.label.outputs()
    }

    pub(super) fn prepare(&self, words: &[f32]) -> Prepared {
        let apply = |layer: &Linear| {
            let mut out = Vec::new();
            layer.apply(words, &mut out);
            out
        };
        let mut heads = apply(&self.head);
        leaky(&mut heads);
        let mut dependents = apply(&self.dependent);
        leaky(&mut dependents);
        let mut distances = Vec::new();
        self.distance.apply(&dependents, &mut distances);
        let mut products = Vec::new();
        self.product.apply(&dependents, &mut products);
        let scale = 1.0 / (self.head.outputs() as f32).sqrt();
        products.iter_mut().for_each(|v| *v *= scale);
        Prepared {
            heads,
            products,
            distances,
            label_heads: apply(&self.label_head),
            label_head_gates: apply(&self.label_head_gate),
            label_dependents: apply(&self.label_dependent),
            label_dependent_gates: apply(&self.label_dependent_gate),
        }
    }

    /// Scores of one sentence, whose words are `start..start + n` of the prepared ones: a row for each word, in it
    /// the root's score first, then each word's as its head.
    pub(super) fn scores(&self, prepared: &Prepared, start: usize, n_words: usize) -> Matrix {
        let arc = self.head.outputs();
        let mut heads = Vec::with_capacity((n_words + 1) * arc);
        heads.extend_from_slice(&self.root);
        heads.extend_from_slice(&prepared.heads[start * arc..][..n_words * arc]);
        let columns = n_words + 1;
        let mut values = vec![0.0; n_words * columns];
        let products = &prepared.products[start * arc..][..n_words * arc];
        Panels::new(&heads, arc).products(products, None, &mut values);
        let per_word = self.distance.outputs();
        for (word, row) in values.chunks_exact_mut(columns).enumerate() {
            let distances = &prepared.distances[(start + word) * per_word..][..per_word];
            row[0] += distances[per_word - 1];
            for (head, score) in row[1..].iter_mut().enumerate() {
                let distance = (head as isize - word as isize).clamp(-DISTANCE, DISTANCE) + DISTANCE;
                *score += distances[distance as usize];
            }
        }
        Matrix { rows: n_words, columns, values }
    }

    /// Label scores of all arcs of a sentence, a row for each word.
    pub(super) fn label_scores(&self, prepared: &Prepared, start: usize, heads: &[usize]) -> Vec<f32> {
        let arc = self.head.outputs();
        let mut pairs = Vec::with_capacity(heads.len() * 2 * arc);
        for (word, &head) in heads.iter().enumerate() {
            let of = |layer: &[f32], word: usize| word * arc..(word + 1) * arc.min(layer.len());
            let word = start + word;
            let (head_values, head_gates) = match head {
                0 => (&self.label_root.0[..], &self.label_root.1[..]),
                _ => {
                    let range = of(&prepared.label_heads, start + head - 1);
                    (&prepared.label_heads[range.clone()], &prepared.label_head_gates[range])
                }
            };
            let range = of(&prepared.label_dependents, word);
            let dependent = &prepared.label_dependents[range.clone()];
            pairs.extend(head_values.iter().zip(dependent).map(|(h, d)| (h + d).max(0.1 * (h + d))));
            let gates = &prepared.label_dependent_gates[range];
            pairs.extend(head_gates.iter().zip(gates).map(|(h, d)| h * d));
        }
        let mut out = Vec::new();
        self.label.apply(&pairs, &mut out);
        out
    }
}

/// The highest-scoring tree with exactly one root: a head for each word, from 1, 0 for the root.
pub(super) fn tree(scores: &Matrix) -> Vec<usize> {
    let n_words = scores.rows;
    let mut heads: Vec<usize> = (0..n_words)
        .map(|word| {
            let row = scores.row(word);
            let before = best(&row[..word + 1]);
            match row.get(word + 2..).filter(|after| !after.is_empty()) {
                Some(after) if row[word + 2 + best(after)] > row[before] => word + 2 + best(after),
                _ => before,
            }
        })
        .collect();
    if !is_tree(&heads) {
        // As few words under the root as can be, which is one.
        const FEWER_ROOTS: f64 = -1e6;
        let size = n_words + 1;
        let mut full = vec![f64::NEG_INFINITY; size * size];
        for word in 0..n_words {
            for (head, &score) in scores.row(word).iter().enumerate() {
                if head != word + 1 {
                    let root = if head == 0 { FEWER_ROOTS } else { 0.0 };
                    full[(word + 1) * size + head] = f64::from(score) + root;
                }
            }
        }
        heads = edmonds(full, size).into_iter().skip(1).collect();
    }
    heads
}

/// Whether one word is the root and every other reaches it.
fn is_tree(heads: &[usize]) -> bool {
    heads.iter().filter(|&&head| head == 0).count() == 1
        && cycle(heads.len() + 1, |node| heads[node - 1]).is_none()
}

/// A cycle among the heads of nodes `1..n`, where node 0 is the root.
fn cycle(n_nodes: usize, head: impl Fn(usize) -> usize) -> Option<Vec<usize>> {
    let mut seen = vec![0; n_nodes];
    for start in 1..n_nodes {
        let mut at = start;
        while at != 0 && seen[at] == 0 {
            seen[at] = start;
            at = head(at);
        }
        if at != 0 && seen[at] == start {
            let mut found = vec![at];
            let mut next = head(at);
            while next != at {
                found.push(next);
                next = head(next);
            }
            return Some(found);
        }
    }
    None
}

/// Chu-Liu-Edmonds: scores by dependent and head (`scores[d * n + h]`), node 0 the root. A level for each cycle,
/// each at most quadratic; sentences are cut long before that matters.
fn edmonds(mut scores: Vec<f64>, n_nodes: usize) -> Vec<usize> {
    struct Contracted {
        cycle: Vec<usize>,
        rest: Vec<usize>,
        heads: Vec<usize>,
        enter: Vec<usize>,
        leave: Vec<usize>,
    }
    let mut levels: Vec<Contracted> = Vec::new();
    let mut n = n_nodes;
    let mut heads = loop {
        let heads: Vec<usize> = (0..n)
            .map(|d| {
                let row = &scores[d * n..(d + 1) * n];
                (0..n).fold(0, |best, h| if row[h] > row[best] { h } else { best })
            })
            .collect();
        let Some(cycle) = cycle(n, |node| heads[node]) else { break heads };
        let mut inside = vec![false; n];
        cycle.iter().for_each(|&c| inside[c] = true);
        let rest: Vec<usize> = (0..n).filter(|&node| !inside[node]).collect();
        let m = rest.len();
        let mut next = vec![f64::NEG_INFINITY; (m + 1) * (m + 1)];
        let (mut enter, mut leave) = (vec![cycle[0]; m], vec![cycle[0]; m]);
        let total: f64 = cycle.iter().map(|&c| scores[c * n + heads[c]]).sum();
        for (a, &r) in rest.iter().enumerate() {
            for (b, &s) in rest.iter().enumerate() {
                next[a * (m + 1) + b] = scores[r * n + s];
            }
            let gain = |c: usize| scores[c * n + r] - scores[c * n + heads[c]];
            enter[a] =
                cycle.iter().copied().fold(cycle[0], |best, c| if gain(c) > gain(best) { c } else { best });
            next[m * (m + 1) + a] = total + gain(enter[a]);
            if r != 0 {
                let score = |c: usize| scores[r * n + c];
                leave[a] = cycle
                    .iter()
                    .copied()
                    .fold(cycle[0], |best, c| if score(c) > score(best) { c } else { best });
                next[a * (m + 1) + m] = score(leave[a]);
            }
        }
        levels.push(Contracted { cycle, rest, heads, enter, leave });
        scores = next;
        n = m + 1;
    };
    while let Some(level) = levels.pop() {
        let m = level.rest.len();
        let mut out = level.heads;
        for (a, &r) in level.rest.iter().enumerate() {
            out[r] = if heads[a] == m { level.leave[a] } else { level.rest[heads[a]] };
        }
        let from = heads[m];
        out[level.enter[from]] = level.rest[from];
        debug_assert!(level.cycle.contains(&level.enter[from]));
        heads = out;
    }
    heads
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn total(scores: &Matrix, heads: &[usize]) -> f32 {
        heads.iter().enumerate().map(|(word, &head)| scores.row(word)[head]).sum()
    }

    fn every_tree(n: usize) -> Vec<Vec<usize>> {
        let mut all = vec![vec![]];
        for _ in 0..n {
            all = all
                .iter()
                .flat_map(|t: &Vec<usize>| (0..=n).map(move |h| [t.clone(), vec![h]].concat()))
                .collect();
        }
        all.retain(|heads| heads.iter().enumerate().all(|(w, &h)| h != w + 1) && is_tree(heads));
        all
    }

    proptest! {
        #[test]
        fn no_tree_scores_higher(values in prop::collection::vec(-8i8..8, 20)) {
            let scores = Matrix { rows: 4, columns: 5, values: values.iter().map(|&v| f32::from(v)).collect() };
            let heads = tree(&scores);
            prop_assert!(is_tree(&heads));
            let highest = every_tree(4).iter().map(|t| total(&scores, t)).fold(f32::MIN, f32::max);
            prop_assert_eq!(total(&scores, &heads), highest);
        }
    }
}
