//! Text → [`Piece`]s: the syntactic words of UD English, each with its place. Nothing visible is left out.
//!
//! The text is taken a chunk at a time, a chunk being what stands between white space; what lies ahead is looked at
//! only to decide about a full stop. Where sentences end is not decided here (see [`crate::segment`]).

mod full_stop;
pub(crate) mod lexicon;
mod number;
mod punctuation;
pub(crate) mod unit;
mod word;

use chancery_text::{Diagnostic, Severity, Span};
use lexicon::{Lexicon, lexicon};
use unit::{Unit, decode, parts_words};

/// A chunk without white space is cut after so many bytes; so no token is longer.
const MAX_CHUNK: usize = 4096;

/// One syntactic word in the making.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) span: Span,
    /// Whether it continues a surface token.
    pub(crate) joined: bool,
    /// Whether a gap stands before it.
    pub(crate) spaced: bool,
    /// Its first visible character.
    pub(crate) first: char,
    pub(crate) kind: Kind,
}

/// What the sentence splitter needs to know of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Word,
    /// An abbreviation with its full stop; `ends`: what follows looks like a new sentence.
    Abbreviation {
        ends: bool,
    },
    /// `1.` before an item.
    Label,
    Terminal,
    Ellipsis,
    Opening,
    Closing,
    Quote(Side),
    Emoticon,
    Other,
}

/// Which side of a quotation a mark stands on, as far as its neighbours tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Open,
    Close,
    Unknown,
}

/// Appends the pieces of one paragraph.
pub(crate) fn tokenize(text: &str, paragraph: Span, out: &mut Vec<Piece>, diagnostics: &mut Vec<Diagnostic>) {
    let end = text.floor_char_boundary(paragraph.range().end.min(text.len()));
    let mut scanner = Scanner {
        text: &text[..end],
        lexicon: lexicon(),
        units: Vec::new(),
        lower: String::new(),
        out,
        spaced: true,
        at_line_start: true,
        single_open: false,
    };
    let mut at = text.ceil_char_boundary(paragraph.range().start.min(end));
    while at < end {
        let gap = gap_len(&scanner.text[at..]);
        if gap > 0 {
            scanner.spaced = true;
            // A wrapped line that goes on in the middle of a sentence is no new line in this sense.
            let finished = scanner.out.last().is_none_or(|piece| {
                matches!(piece.kind, Kind::Terminal | Kind::Ellipsis | Kind::Closing) || piece.first == ':'
            });
            scanner.at_line_start |= finished && scanner.text[at..at + gap].contains('\n');
            at += gap;
            continue;
        }
        let len = chunk_len(&scanner.text[at..]);
        if at + len < end && gap_len(&scanner.text[at + len..]) == 0 {
            diagnostics.push(
                Diagnostic::new(
                    Severity::Note,
                    "long-word-cut",
                    format!("{MAX_CHUNK} bytes without a space are cut into several words"),
                )
                .at(Span::new(at, at + len)),
            );
        }
        scanner.chunk(at, at + len);
        at += len;
    }
}

/// Bytes of white space at the start.
fn gap_len(text: &str) -> usize {
    text.len() - text.trim_start_matches(parts_words).len()
}

/// Bytes up to the next white space or the cap.
fn chunk_len(text: &str) -> usize {
    let cap = text.floor_char_boundary(MAX_CHUNK.min(text.len()));
    text[..cap].find(parts_words).unwrap_or(cap)
}

/// What is being read, and what is known so far of the paragraph.
struct Scanner<'t, 'o> {
    /// The text up to the end of the paragraph.
    text: &'t str,
    lexicon: &'static Lexicon,
    /// The chunk at hand.
    units: Vec<Unit>,
    /// Scratch for look-ups.
    lower: String,
    out: &'o mut Vec<Piece>,
    /// Whether a gap stands before the next piece.
    spaced: bool,
    at_line_start: bool,
    /// Whether a single quotation mark is open.
    single_open: bool,
}

impl Scanner<'_, '_> {
    fn chunk(&mut self, start: usize, end: usize) {
        let chunk = &self.text[start..end];
        if self.plain_word(chunk, start) {
            return;
        }
        self.units.clear();
        decode(chunk, start, &mut self.units);
        // `&nbsp;` is white space too.
        let mut from = 0;
        while from < self.units.len() {
            let rest = &self.units[from..];
            let len = rest.iter().position(|unit| parts_words(unit.ch)).unwrap_or(rest.len());
            let mut at = from;
            while at < from + len {
                at = self.token(at, from, from + len);
                self.spaced = false;
                self.at_line_start = false;
            }
            from += len;
            while self.units.get(from).is_some_and(|unit| parts_words(unit.ch)) {
                self.spaced = true;
                from += 1;
            }
        }
    }

    /// The common case: letters only, perhaps a comma.
    fn plain_word(&mut self, chunk: &str, start: usize) -> bool {
        let word = chunk.strip_suffix(',').unwrap_or(chunk);
        let bytes = word.as_bytes();
        let Some(&first) = bytes.first() else { return false };
        if !bytes.iter().all(u8::is_ascii_alphabetic) {
            return false;
        }
        if (2..=8).contains(&bytes.len()) {
            self.lower.clear();
            self.lower.push_str(word);
            self.lower.make_ascii_lowercase();
            if self.lexicon.contractions.contains_key(self.lower.as_str()) {
                return false;
            }
        }
        let end = start + word.len();
        self.out.push(Piece {
            span: Span::new(start, end),
            joined: false,
            spaced: self.spaced,
            first: first as char,
            kind: Kind::Word,
        });
        self.spaced = false;
        self.at_line_start = false;
        if chunk.len() > word.len() {
            self.out.push(Piece {
                span: Span::new(end, end + 1),
                joined: false,
                spaced: false,
                first: ',',
                kind: Kind::Other,
            });
        }
        true
    }

    /// Reads the token at unit `at` of the chunk `from..end`; gives the unit after it.
    fn token(&mut self, at: usize, from: usize, end: usize) -> usize {
        let ch = self.units[at].ch;
        if let Some(after) = self.web_name(at, end) {
            self.push(at, after, Kind::Word);
            return after;
        }
        if ch.is_ascii_digit() || self.is_signed_number(at, from, end) {
            return self.number(at, end);
        }
        if let Some(after) = self.emoticon(at, from, end) {
            self.push(at, after, Kind::Emoticon);
            return after;
        }
        match unit::is_word(ch) && !unit::is_mark(ch) {
            true => self.word(at, end),
            false => self.punctuation(at, from, end),
        }
    }

    fn ch(&self, at: usize, end: usize) -> Option<char> {
        if at < end { self.units.get(at).map(|unit| unit.ch) } else { None }
    }

    /// Units as lower case, in the scratch buffer.
    fn lower(&mut self, from: usize, to: usize) -> &str {
        self.lower.clear();
        for unit in &self.units[from..to] {
            match unit.ch {
                ch if ch.is_ascii() => self.lower.push(ch.to_ascii_lowercase()),
                '’' | '`' | 'ʼ' => self.lower.push('\''),
                ch => self.lower.extend(ch.to_lowercase()),
            }
        }
        &self.lower
    }

    fn push(&mut self, from: usize, to: usize, kind: Kind) {
        self.push_joined(from, to, kind, false);
    }

    fn push_joined(&mut self, from: usize, to: usize, kind: Kind, joined: bool) {
        let (first, last) = (self.units[from], self.units[to - 1]);
        self.out.push(Piece {
            span: Span::new(first.start as usize, last.end as usize),
            joined: joined && !self.out.is_empty(),
            spaced: self.spaced,
            first: first.ch,
            kind,
        });
        self.spaced = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pieces parted by spaces; joined ones by `·`.
    fn cut(text: &str) -> String {
        let (mut pieces, mut diagnostics) = (Vec::new(), Vec::new());
        tokenize(text, Span::new(0, text.len()), &mut pieces, &mut diagnostics);
        let mut out = String::new();
        for piece in pieces {
            out.push_str(if out.is_empty() {
                ""
            } else if piece.joined {
                "·"
            } else {
                " "
            });
            out.push_str(&text[piece.span.range()]);
        }
        out
    }

    fn check(text: &str, expected: &str) {
        assert_eq!(cut(text), expected);
    }

    #[test]
    fn contractions_and_possessives() {
        check("I don't, can’t and cannot.", "I do·n't , ca·n’t and can·not .");
        check(
            "Roe's and the envoys' aides'll say they'd've.",
            "Roe·'s and the envoys·' aides·'ll say they·'d·'ve .",
        );
        check("It's gonna be O'Hara's '90s.", "It·'s gon·na be O'Hara·'s '90s .");
        check("the U.S.'s and \"Dawn\"'s", "the U.S.·'s and \" Dawn \"·'s");
    }

    #[test]
    fn hyphens_slashes_and_dashes() {
        check("non-profit, so-called U.S.-led talks", "non-profit , so - called U.S. - led talks");
        check("and/or 24/7—always – then -- gone", "and / or 24/7 — always – then -- gone");
        check("a 14-year-old ex-envoy", "a 14 - year - old ex-envoy");
        check("GRANDPORT, March 4 (Agency) - The", "GRANDPORT , March 4 ( Agency ) - The");
    }

    #[test]
    fn abbreviations_and_initials() {
        check(
            "Gen. J. K. Roe of Acme Inc. met Lt. Col. Doe.",
            "Gen. J. K. Roe of Acme Inc. met Lt. Col. Doe .",
        );
        check("In the U.S. The talks", "In the U.S. The talks");
        check("Plan B. The talks", "Plan B . The talks");
        check("No. 5 on Jan. 6 at 7 p.m. EST.", "No. 5 on Jan. 6 at 7 p.m. EST .");
        check("Rep. Roe, D-Ill., of No.10. He was ill.", "Rep. Roe , D - Ill. , of No. 10 . He was ill .");
        check("He said no. Five left.", "He said no . Five left .");
        check("apples, pears, etc.", "apples , pears , etc .");
    }

    #[test]
    fn numbers() {
        check("US$5m, $5 million, 5%, 1,200.50 and .5", "US$ 5 m , $ 5 million , 5 % , 1,200.50 and .5");
        check("10:30am on 3/4/2025, +44 20 7946 0000", "10:30 am on 3/4/2025 , +44 20 7946 0000");
        check("the 1980s, 3rd, 555-0134, 3-4", "the 1980s , 3rd , 555-0134 , 3 - 4");
    }

    #[test]
    fn quotation_marks() {
        check("“Enough,” ``now,'' «so» „da“", "“ Enough , ” `` now , '' « so » „ da “");
        check("&quot;No&quot; &amp; AT&amp;T&#8217;s", "&quot; No &quot; &amp; AT&amp;T·&#8217;s");
        check("'Stop it,' said Doe's aide", "' Stop it , ' said Doe·'s aide");
    }

    #[test]
    fn web_names() {
        check(
            "See https://example.org/a_(b), or (www.example.org).",
            "See https://example.org/a_(b) , or ( www.example.org ) .",
        );
        check(
            "Mail jane.doe@example.org, @roe #Talks2025 example.com.",
            "Mail jane.doe@example.org , @roe #Talks2025 example.com .",
        );
        check("over.He left.It rained", "over . He left . It rained");
        check("Ph.D., M.Sc. and e.g. J.K. Roe", "Ph.D. , M.Sc. and e.g. J.K. Roe");
    }

    #[test]
    fn odd_characters() {
        check("co\u{ad}operate\u{200b}now\u{a0}then\u{feff}", "co\u{ad}operate now then");
        check("wait... what?! 👍🏽", "wait ... what ?! 👍🏽");
        check("\u{0}\u{1}", "");
        check("北京。你好", "北京 。 你好");
    }

    #[test]
    fn a_word_without_end_is_cut() {
        let text = "é".repeat(10_000);
        let (mut pieces, mut diagnostics) = (Vec::new(), Vec::new());
        tokenize(&text, Span::new(0, text.len()), &mut pieces, &mut diagnostics);
        assert_eq!(pieces.len(), 5);
        assert!(pieces.iter().all(|piece| piece.span.len() <= MAX_CHUNK));
        assert_eq!(diagnostics.len(), 4);
    }
}
