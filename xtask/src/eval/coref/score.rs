//! The three measures of coreference whose mean is the CoNLL F1, over chains of numbered mentions.

use std::collections::BTreeMap;

/// Chains of two mentions and more; each mention is in one chain at most.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Chains(Vec<Vec<usize>>);

impl Chains {
    /// From the number of the chain that each mention is in.
    pub(super) fn from_numbers(chain_of: &[Option<usize>]) -> Chains {
        let mut chains: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (mention, chain) in chain_of.iter().enumerate() {
            if let Some(chain) = chain {
                chains.entry(*chain).or_default().push(mention);
            }
        }
        Chains(chains.into_values().filter(|chain| chain.len() > 1).collect())
    }

    pub(super) fn list(&self) -> &[Vec<usize>] {
        &self.0
    }

    pub(super) fn n_mentions(&self) -> usize {
        self.0.iter().map(Vec::len).sum()
    }

    fn of_mention(&self) -> BTreeMap<usize, usize> {
        let chains = self.0.iter().enumerate();
        chains.flat_map(|(number, chain)| chain.iter().map(move |&mention| (mention, number))).collect()
    }
}

/// Sums of precision and recall, each with what it is a part of.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Sums {
    precise: (f64, f64),
    recalled: (f64, f64),
}

impl Sums {
    fn f1(self) -> f64 {
        let ratio = |(part, whole): (f64, f64)| if whole > 0.0 { part / whole } else { 0.0 };
        let (p, r) = (ratio(self.precise), ratio(self.recalled));
        if p + r > 0.0 { 200.0 * p * r / (p + r) } else { 0.0 }
    }

    /// `78.1 / 60.2`
    pub(super) fn pr(self) -> String {
        let ratio = |(part, whole): (f64, f64)| 100.0 * part / whole.max(1e-9);
        format!("{:.1} / {:.1}", ratio(self.precise), ratio(self.recalled))
    }

    fn add(&mut self, other: &Sums) {
        for (sum, more) in [(&mut self.precise, other.precise), (&mut self.recalled, other.recalled)] {
            sum.0 += more.0;
            sum.1 += more.1;
        }
    }
}

/// The measures of some documents, added up before they are divided.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Score {
    pub(super) muc: Sums,
    pub(super) b_cubed: Sums,
    pub(super) ceaf_e: Sums,
}

impl Score {
    pub(super) fn of(gold: &Chains, system: &Chains) -> Score {
        let ceaf_e = best_alignment(gold, system);
        Score {
            muc: Sums { precise: links(system, gold), recalled: links(gold, system) },
            b_cubed: Sums { precise: mentions(system, gold), recalled: mentions(gold, system) },
            ceaf_e: Sums {
                precise: (ceaf_e, system.0.len() as f64),
                recalled: (ceaf_e, gold.0.len() as f64),
            },
        }
    }

    pub(super) fn add(&mut self, other: &Score) {
        self.muc.add(&other.muc);
        self.b_cubed.add(&other.b_cubed);
        self.ceaf_e.add(&other.ceaf_e);
    }

    pub(super) fn conll(&self) -> f64 {
        (self.muc.f1() + self.b_cubed.f1() + self.ceaf_e.f1()) / 3.0
    }

    /// MUC, B³, CEAFe and CoNLL F1 as columns.
    pub(super) fn row(&self) -> String {
        let (muc, b_cubed, ceaf_e) = (self.muc.f1(), self.b_cubed.f1(), self.ceaf_e.f1());
        format!("{muc:.1} | {b_cubed:.1} | {ceaf_e:.1} | {:.1}", self.conll())
    }
}

/// MUC: the links of `key` that `other` has too, and all of them.
fn links(key: &Chains, other: &Chains) -> (f64, f64) {
    let of_mention = other.of_mention();
    let (mut common, mut all) = (0.0, 0.0);
    for chain in &key.0 {
        let mut parts: Vec<usize> =
            chain.iter().filter_map(|mention| of_mention.get(mention).copied()).collect();
        let alone = chain.len() - parts.len();
        parts.sort_unstable();
        parts.dedup();
        common += (chain.len() - parts.len() - alone) as f64;
        all += (chain.len() - 1) as f64;
    }
    (common, all)
}

/// B³: for each mention of `key` the part of its chain that `other` puts with it, and the number of mentions.
fn mentions(key: &Chains, other: &Chains) -> (f64, f64) {
    let of_mention = other.of_mention();
    let mut sum = 0.0;
    for chain in &key.0 {
        let mut with: BTreeMap<usize, usize> = BTreeMap::new();
        for number in chain.iter().filter_map(|mention| of_mention.get(mention)) {
            *with.entry(*number).or_default() += 1;
        }
        sum += with.values().map(|&n| (n * n) as f64 / chain.len() as f64).sum::<f64>();
    }
    (sum, key.n_mentions() as f64)
}

/// CEAFe: the likeness of chains (twice what they share, over their lengths) under the best pairing.
fn best_alignment(gold: &Chains, system: &Chains) -> f64 {
    let of_mention = system.of_mention();
    let likeness: Vec<Vec<f64>> = gold
        .0
        .iter()
        .map(|chain| {
            let mut row = vec![0.0; system.0.len()];
            for number in chain.iter().filter_map(|mention| of_mention.get(mention)) {
                row[*number] += 1.0;
            }
            row.iter()
                .zip(&system.0)
                .map(|(shared, other)| 2.0 * shared / (chain.len() + other.len()) as f64)
                .collect()
        })
        .collect();
    hungarian(&likeness)
}

/// The greatest sum of one value a row, no column twice (Kuhn and Munkres, with potentials).
fn hungarian(value: &[Vec<f64>]) -> f64 {
    let n = value.len().max(value.first().map_or(0, Vec::len));
    let cost =
        |row: usize, column: usize| -value.get(row).and_then(|r| r.get(column)).copied().unwrap_or(0.0);
    let (mut u, mut v) = (vec![0.0; n + 1], vec![0.0; n + 1]);
    // Row of each column, counted from 1; 0: none.
    let mut row_of = vec![0usize; n + 1];
    for row in 1..=n {
        row_of[0] = row;
        let (mut least, mut from, mut used) =
            (vec![f64::INFINITY; n + 1], vec![0usize; n + 1], vec![false; n + 1]);
        let mut column = 0;
        while row_of[column] != 0 {
            used[column] = true;
            let (mut delta, mut next) = (f64::INFINITY, 0);
            for other in (1..=n).filter(|&other| !used[other]) {
                let reduced = cost(row_of[column] - 1, other - 1) - u[row_of[column]] - v[other];
                if reduced < least[other] {
                    (least[other], from[other]) = (reduced, column);
                }
                if least[other] < delta {
                    (delta, next) = (least[other], other);
                }
            }
            for other in 0..=n {
                if used[other] {
                    u[row_of[other]] += delta;
                    v[other] -= delta;
                } else {
                    least[other] -= delta;
                }
            }
            column = next;
        }
        while column != 0 {
            row_of[column] = row_of[from[column]];
            column = from[column];
        }
    }
    (1..=n).map(|column| -cost(row_of[column] - 1, column - 1)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chains(chains: &[&[usize]]) -> Chains {
        Chains(chains.iter().map(|chain| chain.to_vec()).collect())
    }

    #[test]
    fn the_same_chains_are_all_right() {
        let gold = chains(&[&[0, 1, 2], &[3, 4]]);
        assert!((Score::of(&gold, &gold).conll() - 100.0).abs() < 1e-9);
        assert_eq!(Score::of(&gold, &Chains::default()).conll(), 0.0);
    }

    #[test]
    fn chains_of_one_mention_are_none() {
        assert_eq!(Chains::from_numbers(&[Some(1), None, Some(1), Some(2)]), chains(&[&[0, 2]]));
    }

    /// The worked example of the MUC, B³ and CEAF papers: one chain of gold split in two, one merged.
    #[test]
    fn a_split_chain_costs_recall_and_a_merged_one_precision() {
        let gold = chains(&[&[0, 1, 2, 3], &[4, 5]]);
        let system = chains(&[&[0, 1], &[2, 3, 4, 5]]);
        let score = Score::of(&gold, &system);
        // Links: gold has 3 + 1, of which 2 + 1 are there; the system has 1 + 3, of which 1 + 2.
        assert_eq!((score.muc.recalled, score.muc.precise), ((3.0, 4.0), (3.0, 4.0)));
        // Recall: (4 + 4) / 4 + 4 / 2; precision: 4 / 2 + (4 + 4) / 4.
        assert_eq!((score.b_cubed.recalled, score.b_cubed.precise), ((4.0, 6.0), (4.0, 6.0)));
        // Pairs: {0..3} with {0,1} 4/6 and {4,5} with {2..5} 4/6, or {0..3} with {2..5} 4/8 and nothing.
        assert!((score.ceaf_e.recalled.0 - 8.0 / 6.0).abs() < 1e-9);
    }

    #[test]
    fn the_best_pairing_is_not_the_greedy_one() {
        assert!((hungarian(&[vec![0.9, 0.8], vec![0.8, 0.1]]) - 1.6).abs() < 1e-9);
        assert!((hungarian(&[vec![0.5], vec![0.7]]) - 0.7).abs() < 1e-9);
        assert_eq!(hungarian(&[]), 0.0);
    }
}
