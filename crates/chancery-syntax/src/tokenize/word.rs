//! Words: contractions, hyphens, dotted names, web names.

use super::unit::{is_apostrophe, is_hyphen, is_word};
use super::{Kind, Scanner};

/// Forms with a slash that are one word.
const SLASHED: &[&str] = &["s/he", "w/o", "w/out", "w/", "b/c", "n/a", "a/c"];

/// What stands before the dot of academic degrees with a letter behind it.
const DEGREES: &[&str] = &["ph", "ed", "ll", "sc", "th"];

/// Longer names and abbreviations with dots are not looked for, so that time stays linear.
const LONGEST_NAME: usize = 256;
const LONGEST_DOTTED: usize = 24;

impl Scanner<'_, '_> {
    /// Reads a word that begins at `at`; gives the unit after it.
    pub(super) fn word(&mut self, at: usize, end: usize) -> usize {
        let mut to = at;
        let mut part = at;
        // Whether dots inside this word are its own; decided at the first one.
        let mut dotted = None;
        while let Some(ch) = self.ch(to, end) {
            let next = self.ch(to + 1, end);
            let word_next = next.is_some_and(is_word);
            let inside = to > at && word_next;
            let goes_on = match ch {
                _ if is_word(ch) || ch == '_' => true,
                '.' if inside => {
                    *dotted.get_or_insert_with(|| self.is_dotted_name(at, end))
                        || self.is_dotted_abbreviation(at, to)
                        || (self.units[to - 1].ch.is_ascii_digit()
                            && next.is_some_and(|c| c.is_ascii_digit()))
                }
                '&' if inside => self.units[to - 1].ch.is_uppercase() && next.is_some_and(char::is_uppercase),
                '*' if inside => {
                    self.units[to - 1].ch.is_alphabetic() && next.is_some_and(char::is_alphabetic)
                }
                '$' if to > at
                    && to - at <= 3
                    && self.units[at..to].iter().all(|u| u.ch.is_ascii_uppercase()) =>
                {
                    to += 1;
                    break;
                }
                '/' if to - at <= 2 => {
                    let long = (to + 1..(to + 5).min(end)).take_while(|&k| is_word(self.units[k].ch)).count();
                    SLASHED.contains(&self.lower(at, to + 1 + long))
                }
                _ if is_apostrophe(ch) && inside => true,
                _ if is_hyphen(ch) && inside => {
                    // Not the link of "Lashkar-e-Doe".
                    let link = to - part <= 2 && part > 0 && is_hyphen(self.units[part - 1].ch);
                    let keeps = to - part <= 8 && !link && {
                        let lexicon = self.lexicon;
                        lexicon.prefixes.contains(self.lower(part, to))
                    };
                    part = to + 1;
                    keeps
                }
                _ => false,
            };
            if !goes_on {
                break;
            }
            to += 1;
        }
        let ends = if self.ch(to, end) == Some('.') { self.full_stop(at, to, end) } else { None };
        match ends {
            Some(ends) => {
                self.push(at, to + 1, Kind::Abbreviation { ends });
                to + 1
            }
            None => {
                self.push_words(at, to);
                to
            }
        }
    }

    /// `U.S`, `a.m`, `Ph.D`, `M.Sc`: parts of one letter between dots, of which one may be of two; `to` ends the last.
    pub(super) fn is_dotted_abbreviation(&mut self, at: usize, to: usize) -> bool {
        if to - at > LONGEST_DOTTED {
            return false;
        }
        let mut lengths = [0usize; 3];
        let mut part = 0;
        for unit in &self.units[at..to] {
            match unit.ch {
                '.' => part += 1,
                ch if ch.is_alphabetic() => lengths[part.min(2)] += usize::from(part < 2 || lengths[2] == 0),
                _ => return false,
            }
        }
        let letters = to - at - part;
        match (part, lengths) {
            // Before the first dot: "Ph" can go on as an abbreviation, "He" cannot.
            (0, [2, ..]) => DEGREES.contains(&self.lower(at, to)),
            (1, [2, 1, _]) => DEGREES.contains(&self.lower(at, at + 2)),
            (1, [1, 2, _]) => self.units[at].ch.is_uppercase() && self.units[to - 1].ch.is_lowercase(),
            _ => letters == part + 1,
        }
    }

    /// `example.com`, `talks.pdf`, `alt.talk.envoys`: the whole of it is a name of the web or of a file.
    fn is_dotted_name(&mut self, at: usize, end: usize) -> bool {
        let mut to = at;
        let mut last = at;
        let mut n_dots = 0;
        let mut capital = false;
        let end = end.min(at + LONGEST_NAME);
        while let Some(ch) = self.ch(to, end) {
            if ch == '.' && self.ch(to + 1, end).is_some_and(is_word) {
                n_dots += 1;
                last = to + 1;
            } else if !(is_word(ch) || ch == '_' || ch == '-') {
                break;
            }
            capital |= ch.is_uppercase();
            to += 1;
        }
        let lexicon = self.lexicon;
        let known = to - last <= 5 && lexicon.domains.contains(self.lower(last, to));
        let first_is_long = self.units[at..to].iter().take_while(|unit| unit.ch != '.').count() > 1;
        let safe =
            !self.units[last].ch.is_uppercase() || matches!(self.lower(last, to), "com" | "org" | "net");
        (known && first_is_long && safe)
            || (known && self.units[last..to].iter().all(|unit| unit.ch.is_uppercase()) && to - last > 2)
            || (n_dots >= 2 && !capital && first_is_long)
    }

    /// URLs, addresses, @names and #tags; trailing punctuation stays outside.
    pub(super) fn web_name(&mut self, at: usize, end: usize) -> Option<usize> {
        let ch = self.units[at].ch;
        let next_is_word = self.ch(at + 1, end).is_some_and(is_word);
        let to = match ch {
            '@' if next_is_word => self.run(at + 1, end, |ch| is_word(ch) || ch == '_' || ch == '.'),
            '#' if self.ch(at + 1, end).is_some_and(char::is_alphabetic) => {
                self.run(at + 1, end, |ch| is_word(ch) || ch == '_')
            }
            _ if self.is_web_address(at, end) => {
                self.run(at, end, |ch| !matches!(ch, '"' | '<' | '>' | '“' | '”' | '»' | '«'))
            }
            _ if ch.is_ascii_alphanumeric() => {
                let is_local =
                    |ch: char| ch.is_ascii_alphanumeric() || matches!(ch, '.' | '_' | '%' | '+' | '-');
                // Longer names before an @ do not exist, and the look ahead must stay short.
                let local = self.run(at, end.min(at + 65), is_local);
                if self.ch(local, end) != Some('@') || !self.ch(local + 1, end).is_some_and(is_word) {
                    return None;
                }
                self.run(local + 1, end, |ch| is_word(ch) || matches!(ch, '.' | '-' | '_'))
            }
            _ => return None,
        };
        let mut to = to;
        while to > at + 1 && self.is_trailing(at, to) {
            to -= 1;
        }
        (to > at + 1).then_some(to)
    }

    fn run(&self, at: usize, end: usize, keep: impl Fn(char) -> bool) -> usize {
        at + self.units[at.min(end)..end].iter().take_while(|unit| keep(unit.ch)).count()
    }

    fn is_web_address(&mut self, at: usize, end: usize) -> bool {
        if !matches!(self.units[at].ch, 'h' | 'H' | 'w' | 'W' | 'f' | 'm') {
            return false;
        }
        let to = (at + 8).min(end);
        let head = self.lower(at, to);
        ["http://", "https://", "ftp://", "www.", "mailto:"]
            .iter()
            .any(|scheme| head.strip_prefix(scheme).is_some() && (head.len() > scheme.len() || end > to))
    }

    /// Whether the last character of an address belongs to the sentence around it.
    fn is_trailing(&self, at: usize, to: usize) -> bool {
        match self.units[to - 1].ch {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | ']' | '}' | '*' => true,
            // Whether it closes a bracket of its own is looked for only nearby, so that time stays linear.
            ')' => !self.units[at.max(to.saturating_sub(200))..to].iter().any(|unit| unit.ch == '('),
            _ => false,
        }
    }

    /// Appends the word `at..to`, cut where it is a contraction.
    fn push_words(&mut self, at: usize, to: usize) {
        let mut cuts = [to; 5];
        let mut n_cuts = 0;
        let mut stop = to;
        while n_cuts < 4 {
            let Some(cut) = self.contraction(at, stop) else { break };
            n_cuts += 1;
            cuts[4 - n_cuts] = cut;
            stop = cut;
        }
        let mut joined = false;
        if n_cuts == 0 && (2..=8).contains(&(to - at)) {
            let lexicon = self.lexicon;
            if let Some(lengths) = lexicon.contractions.get(self.lower(at, to)) {
                let mut from = at;
                for &len in lengths {
                    self.push_joined(from, (from + len).min(to), Kind::Word, joined);
                    joined = true;
                    from += len;
                }
                return;
            }
        }
        let mut from = at;
        for &cut in &cuts[4 - n_cuts..] {
            self.push_joined(from, cut, Kind::Word, joined);
            joined = true;
            from = cut;
        }
    }

    /// Where the last contracted word of `at..to` begins ("n't", "'s", "'ve").
    fn contraction(&self, at: usize, to: usize) -> Option<usize> {
        let apostrophe = (at..to).rev().take(4).find(|&k| is_apostrophe(self.units[k].ch))?;
        let is = |suffix: &str| {
            suffix.len() == to - apostrophe - 1
                && self.units[apostrophe + 1..to]
                    .iter()
                    .zip(suffix.chars())
                    .all(|(u, c)| u.ch.eq_ignore_ascii_case(&c))
        };
        if is("t") {
            let n = apostrophe.checked_sub(1).filter(|&n| n > at)?;
            return self.units[n].ch.eq_ignore_ascii_case(&'n').then_some(n);
        }
        let known = ["s", "m", "d", "re", "ve", "ll"].iter().any(|suffix| is(suffix));
        (known && apostrophe > at).then_some(apostrophe)
    }
}
