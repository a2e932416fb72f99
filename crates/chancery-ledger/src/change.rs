//! Where the level of a series of counts changed.
//!
//! The cheapest cut of the series into stretches of one level each, found exactly by PELT (R. Killick, P. Fearnhead,
//! I. Eckley: Optimal detection of changepoints with a linear computational cost, Journal of the American Statistical
//! Association 107, 2012, 1590–1598), with the Poisson likelihood as cost. News comes in bursts, so costs are divided by
//! the dispersion of the series, taken from the differences of neighbours. No randomness: the same counts, the same cuts.

/// A level lasts at least so many periods.
const SHORTEST: usize = 3;
/// What a change costs, in logarithms of the length of the series: a change adds a place and a level (two parameters,
/// the Bayesian criterion's 2), and one more against false alarms.
const PENALTY: f64 = 3.0;

/// What the squares of normal numbers come to on average when the largest in ten are left out.
const KEPT: f64 = 0.62;

/// A change of level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// The first period of the new level.
    pub at: usize,
    /// The mean of the level before.
    pub before: f64,
    /// The mean of the new level.
    pub after: f64,
}

/// The changes of level in a series, in order.
///
/// ```
/// use chancery_ledger::changes;
/// let found = changes(&[1, 0, 1, 1, 0, 1, 9, 8, 11, 9, 10, 8]);
/// assert_eq!((found.len(), found[0].at), (1, 6));
/// assert!(changes(&[3, 1, 4, 2, 3, 2, 4, 1, 3, 2]).is_empty());
/// ```
pub fn changes(counts: &[usize]) -> Vec<Change> {
    let n = counts.len();
    if n < 2 * SHORTEST {
        return Vec::new();
    }
    let mut sums = vec![0.0; n + 1];
    for (at, count) in counts.iter().enumerate() {
        sums[at + 1] = sums[at] + *count as f64;
    }
    let dispersion = dispersion(counts);
    let cost = |from: usize, to: usize| {
        let sum: f64 = sums[to] - sums[from];
        let level = if sum > 0.0 { sum * (sum / (to - from) as f64).ln() } else { 0.0 };
        -2.0 * level / dispersion
    };
    let penalty = PENALTY * (n as f64).ln();
    // The cheapest cut of the first `to` periods, and where its last stretch begins.
    let mut cheapest = vec![f64::INFINITY; n + 1];
    let mut begins = vec![0; n + 1];
    cheapest[0] = -penalty;
    // Where the last stretch may begin; one that has been beaten is left out once a whole stretch has passed.
    let mut starts: Vec<(usize, usize)> = vec![(0, usize::MAX)];
    for to in SHORTEST..=n {
        starts.retain(|(_, until)| *until > to);
        for (from, _) in starts.iter().filter(|(from, _)| from + SHORTEST <= to) {
            let whole = cheapest[*from] + cost(*from, to) + penalty;
            if whole < cheapest[to] {
                (cheapest[to], begins[to]) = (whole, *from);
            }
        }
        for (from, until) in &mut starts {
            if *from + SHORTEST <= to
                && *until == usize::MAX
                && cheapest[*from] + cost(*from, to) >= cheapest[to]
            {
                *until = to + SHORTEST;
            }
        }
        starts.push((to, usize::MAX));
    }
    let mut cuts = Vec::new();
    let mut to = n;
    while to > 0 {
        cuts.push(to);
        to = begins[to];
    }
    cuts.push(0);
    cuts.reverse();
    let mean = |from: usize, to: usize| (sums[to] - sums[from]) / (to - from) as f64;
    cuts.windows(3)
        .map(|cut| Change { at: cut[1], before: mean(cut[0], cut[1]), after: mean(cut[1], cut[2]) })
        .collect()
}

/// The variance of the counts over their mean, at least 1, from the squared differences of neighbours: a change of level
/// is one difference among many, and the largest in ten are left out, which the rest makes up for.
fn dispersion(counts: &[usize]) -> f64 {
    let mut pairs: Vec<(f64, f64)> = counts
        .windows(2)
        .map(|pair| {
            let (a, b) = (pair[0] as f64, pair[1] as f64);
            ((a - b) * (a - b), a + b)
        })
        .collect();
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let kept = pairs.len() - pairs.len().div_ceil(10);
    let (differences, sums) =
        pairs[..kept].iter().fold((0.0, 0.0), |(d, s), (difference, sum)| (d + difference, s + sum));
    if sums > 0.0 { (differences / sums / KEPT).max(1.0) } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Poisson numbers by Knuth's product of uniform ones, which a linear congruence gives.
    struct Made(u64);

    impl Made {
        fn uniform(&mut self) -> f64 {
            self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (self.0 >> 11) as f64 / (1u64 << 53) as f64
        }

        fn poisson(&mut self, level: f64) -> usize {
            let (mut n, mut product, least) = (0, self.uniform(), (-level).exp());
            while product > least {
                n += 1;
                product *= self.uniform();
            }
            n
        }

        fn series(&mut self, levels: &[(usize, f64)]) -> Vec<usize> {
            levels.iter().flat_map(|(n, level)| vec![*level; *n]).map(|level| self.poisson(level)).collect()
        }
    }

    #[test]
    fn no_change_does_not_fire() {
        let mut made = Made(7);
        let mut fired = 0;
        for round in 0..400 {
            let level = [0.2, 1.0, 5.0, 30.0][round % 4];
            fired += usize::from(!changes(&made.series(&[(52, level)])).is_empty());
        }
        assert!(fired <= 8, "{fired} of 400 series of one level");
        for still in [vec![], vec![4], vec![0; 40], vec![5; 40], (0..40).map(|n| n % 2).collect()] {
            assert!(changes(&still).is_empty(), "{still:?}");
        }
    }

    #[test]
    fn bursts_are_no_change_of_level() {
        // Each period's own level is drawn anew: twice as much spread as Poisson numbers have.
        let mut made = Made(11);
        let mut fired = 0;
        for _ in 0..200 {
            let counts: Vec<usize> = (0..52)
                .map(|_| {
                    let level = if made.uniform() < 0.5 { 2.0 } else { 8.0 };
                    made.poisson(level)
                })
                .collect();
            fired += usize::from(!changes(&counts).is_empty());
        }
        assert!(fired <= 10, "{fired} of 200 bursty series");
    }

    #[test]
    fn changes_are_found_where_they_are() {
        let mut made = Made(3);
        let (mut found, mut near) = (0, 0);
        for _ in 0..200 {
            let cuts = changes(&made.series(&[(20, 2.0), (20, 8.0), (12, 1.0)]));
            found += usize::from(cuts.len() == 2);
            near +=
                usize::from(cuts.len() == 2 && cuts[0].at.abs_diff(20) <= 1 && cuts[1].at.abs_diff(40) <= 1);
        }
        assert!(found >= 180 && near >= 170, "{found} found, {near} in place, of 200");
    }

    #[test]
    fn the_cut_is_the_cheapest_one() {
        // Against every cut of a short series.
        let mut made = Made(5);
        for _ in 0..50 {
            let counts = made.series(&[(5, 1.0), (5, 6.0)]);
            let total = |cuts: &[usize]| -> f64 {
                let phi = dispersion(&counts);
                cuts.windows(2)
                    .map(|cut| {
                        let sum: usize = counts[cut[0]..cut[1]].iter().sum();
                        let (sum, n) = (sum as f64, (cut[1] - cut[0]) as f64);
                        let level = if sum > 0.0 { sum * (sum / n).ln() } else { 0.0 };
                        -2.0 * level / phi + PENALTY * 10f64.ln()
                    })
                    .sum()
            };
            let mut best = total(&[0, 10]);
            for a in 3..=7 {
                best = best.min(total(&[0, a, 10]));
                for b in a + 3..=7 {
                    best = best.min(total(&[0, a, b, 10]));
                }
            }
            let ours: Vec<usize> =
                [0].into_iter().chain(changes(&counts).iter().map(|one| one.at)).chain([10]).collect();
            assert!((total(&ours) - best).abs() < 1e-9, "{counts:?}: {ours:?}");
        }
    }
}
