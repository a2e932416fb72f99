//! Where the sentences of a paragraph end.

use super::{dateline, unmarked};
use crate::tokenize::lexicon::lexicon;
use crate::tokenize::unit::{is_dash, is_terminal};
use crate::tokenize::{Kind, Piece, Side};

/// No sentence has more words: longer ones are cut at the best mark.
const MAX_WORDS: usize = 256;

/// The ends of the sentences (numbers of the pieces behind them), the last being the number of all pieces.
pub(super) fn ends(text: &str, pieces: &[Piece]) -> Vec<usize> {
    let marked = marked_ends(text, pieces);
    let mut all = unmarked::add(text, pieces, &marked);
    if let Some(behind) = dateline::end(text, pieces) {
        // What a mark ended within it ("ST. PETERSBURG (Agency) —") was no end.
        all.retain(|&end| end > behind);
        all.insert(0, behind);
    }
    let mut found = Vec::with_capacity(all.len());
    let mut start = 0;
    for end in all {
        cap(pieces, start, end, &mut found);
        start = end;
    }
    found
}

/// The ends that a mark tells, and the end of the paragraph.
pub(super) fn marked_ends(text: &str, pieces: &[Piece]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut splitter = Splitter { text, pieces, quote_open: false, lower: String::new() };
    let mut at = 0;
    while at < pieces.len() {
        let (behind, ends) = splitter.step(at);
        if ends || behind == pieces.len() {
            found.push(behind);
        }
        at = behind;
    }
    found
}

struct Splitter<'t> {
    text: &'t str,
    pieces: &'t [Piece],
    /// Whether a quotation is open, so that a mark without a side of its own closes it.
    quote_open: bool,
    lower: String,
}

/// A single full stop, and not several marks in a row.
fn is_dot(mark: Piece, text: &str) -> bool {
    mark.kind == Kind::Terminal && &text[mark.span.range()] == "."
}

impl Splitter<'_> {
    /// The piece behind piece `at` and the closing marks that belong to it, and whether a sentence ends there.
    fn step(&mut self, at: usize) -> (usize, bool) {
        let mut mark = self.pieces[at];
        match mark.kind {
            Kind::Quote(side) => {
                self.quote_open = match side {
                    Side::Open => true,
                    Side::Close => false,
                    Side::Unknown => !self.quote_open,
                };
                return (at + 1, false);
            }
            Kind::Terminal | Kind::Ellipsis | Kind::Emoticon | Kind::Abbreviation { ends: true } => {}
            _ => return (at + 1, false),
        }
        let mut end = at + 1;
        let mut quoted = false;
        while let Some(next) = self.pieces.get(end) {
            let closes = match next.kind {
                Kind::Closing => true,
                Kind::Quote(Side::Close) => {
                    quoted = true;
                    !next.spaced || self.quote_open
                }
                Kind::Quote(Side::Unknown) => {
                    quoted = true;
                    self.quote_open
                }
                // ". . ." is an ellipsis too.
                Kind::Terminal if next.spaced => {
                    mark.kind = if is_dot(*next, self.text) { Kind::Ellipsis } else { mark.kind };
                    is_dot(*next, self.text)
                }
                Kind::Terminal => true,
                Kind::Ellipsis => true,
                _ => false,
            };
            if !closes {
                match self.note_len(end) {
                    0 => break,
                    len => {
                        end += len;
                        continue;
                    }
                }
            }
            if matches!(next.kind, Kind::Quote(_)) {
                self.quote_open = false;
            }
            end += 1;
        }
        let Some(next) = self.pieces.get(end) else { return (end, true) };
        (end, self.is_boundary(mark, next, end, quoted))
    }

    /// The pieces of a reference to a note at `from`: `[3]`, `[12, 14]`, `[citation needed]`.
    fn note_len(&self, from: usize) -> usize {
        let rest = &self.pieces[from..];
        let is_note = rest.first().is_some_and(|piece| piece.first == '[')
            && rest.get(1).is_some_and(|piece| {
                piece.first.is_ascii_digit()
                    || matches!(
                        &self.text[piece.span.range()],
                        "citation" | "note" | "who" | "when" | "where"
                    )
            });
        match rest.iter().take(8).position(|piece| piece.first == ']') {
            Some(len) if is_note => len + 1,
            _ => 0,
        }
    }

    fn is_boundary(&mut self, mark: Piece, next: &Piece, end: usize, quoted: bool) -> bool {
        let first = self.first_letter(end);
        if matches!(next.kind, Kind::Other) && matches!(next.first, ',' | ';' | ':' | '/' | '%') {
            return false;
        }
        let lower = first.is_some_and(char::is_lowercase);
        match mark.kind {
            Kind::Abbreviation { .. } => true,
            // "… over.He left": where a dot is a word's own, the tokeniser has kept it there.
            _ if !next.spaced => first.is_some_and(char::is_uppercase),
            Kind::Ellipsis => !lower && !self.continues(end),
            _ if lower || is_dash(next.first) => !quoted,
            _ => !(quoted && mark.first != '.' && self.is_attribution(end)),
        }
    }

    /// The first character of the next word, quotation marks and brackets skipped.
    fn first_letter(&self, from: usize) -> Option<char> {
        self.pieces[from..]
            .iter()
            .take(4)
            .find(|piece| !matches!(piece.kind, Kind::Quote(_) | Kind::Opening))
            .map(|piece| piece.first)
    }

    /// Whether a capitalised word goes on behind an ellipsis: inside a quotation, and none that opens sentences.
    fn continues(&mut self, from: usize) -> bool {
        let piece = self.pieces[from];
        if !self.quote_open || piece.kind != Kind::Word {
            return false;
        }
        self.lower.clear();
        self.lower.extend(self.text[piece.span.range()].chars().flat_map(char::to_lowercase));
        !lexicon().openers.contains(self.lower.as_str())
    }

    /// "Why?" Foreign Minister Roe asked.
    fn is_attribution(&mut self, from: usize) -> bool {
        let lexicon = lexicon();
        for (position, piece) in self.pieces[from..].iter().take(7).enumerate() {
            if piece.kind != Kind::Word {
                return false;
            }
            self.lower.clear();
            self.lower.extend(self.text[piece.span.range()].chars().flat_map(char::to_lowercase));
            if position == 0 && (!piece.first.is_uppercase() || lexicon.openers.contains(self.lower.as_str()))
            {
                return false;
            }
            if position > 0 && lexicon.reporting_verbs.contains(self.lower.as_str()) {
                let behind = self.pieces.get(from + position + 1);
                return behind.is_none_or(|piece| {
                    is_terminal(piece.first)
                        || piece.first == ','
                        || matches!(&self.text[piece.span.range()], "in" | "on" | "at" | "during" | "after")
                });
            }
        }
        false
    }
}

/// Adds the end of one sentence, and cuts in it where it is too long.
fn cap(pieces: &[Piece], start: usize, end: usize, found: &mut Vec<usize>) {
    let mut start = start;
    while end - start > MAX_WORDS {
        let window = start + MAX_WORDS / 2..start + MAX_WORDS;
        // The best mark, and of equals the last.
        let best = window.clone().max_by_key(|&at| (cut_rank(pieces, at), at)).unwrap_or(window.end);
        found.push(best + 1);
        start = best + 1;
    }
    if end > start {
        found.push(end);
    }
}

/// How good it is to cut behind a piece.
fn cut_rank(pieces: &[Piece], at: usize) -> u8 {
    if pieces.get(at + 1).is_some_and(|next| next.joined) {
        return 0;
    }
    match (pieces[at].kind, pieces[at].first) {
        (Kind::Terminal | Kind::Ellipsis, _) => 5,
        (_, ';') => 4,
        (_, ':') => 3,
        (_, ',') => 2,
        _ => 1,
    }
}
