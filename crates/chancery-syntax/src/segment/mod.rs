//! Text → paragraphs → sentences → words, before anything is known of their grammar.

mod dateline;
mod paragraphs;
mod sentences;
mod unmarked;

pub use unmarked::Features;

use crate::tokenize::{Piece, tokenize};
use chancery_text::{Diagnostic, SourceText, Span};

/// A text cut into paragraphs, sentences and words.
///
/// Words are in order, do not overlap and lie on character boundaries; whatever lies between them is white space or
/// an invisible character.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Segmentation {
    /// Paragraphs without white space at their ends.
    pub paragraphs: Vec<Span>,
    /// Sentences, none of them empty.
    pub sentences: Vec<Segment>,
    /// What was odd.
    pub diagnostics: Vec<Diagnostic>,
}

/// One sentence of a [`Segmentation`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Number of its paragraph.
    pub paragraph: usize,
    /// Its words.
    pub words: Vec<Spot>,
}

/// Where a syntactic word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// Its characters.
    pub span: Span,
    /// Whether it continues a surface token ("n't" in "don't").
    pub joined: bool,
}

/// Cuts a text into paragraphs, sentences and words. Never fails; linear in the length of the text.
///
/// ```
/// use chancery_syntax::segment;
/// use chancery_text::SourceText;
/// let text = SourceText::new("Envoys of the U.S. met Mr. Roe. \"We can't wait,\" he said.");
/// let cut = segment(&text);
/// assert_eq!(cut.sentences.len(), 2);
/// let words: Vec<&str> = cut.sentences[1].words.iter().map(|word| text.slice(word.span)).collect();
/// assert_eq!(words, ["\"", "We", "ca", "n't", "wait", ",", "\"", "he", "said", "."]);
/// ```
pub fn segment(text: &SourceText) -> Segmentation {
    let mut found = Segmentation::default();
    let mut pieces: Vec<Piece> = Vec::new();
    for span in paragraphs::paragraphs(text.as_str()) {
        pieces.clear();
        tokenize(text.as_str(), span, &mut pieces, &mut found.diagnostics);
        if pieces.is_empty() {
            continue;
        }
        let paragraph = found.paragraphs.len();
        found.paragraphs.push(span);
        let mut start = 0;
        for end in sentences::ends(text.as_str(), &pieces) {
            let words =
                pieces[start..end].iter().map(|piece| Spot { span: piece.span, joined: piece.joined });
            found.sentences.push(Segment { paragraph, words: words.collect() });
            start = end;
        }
    }
    found
}

/// What the scorer of unmarked sentence ends is trained on: for every gap that it may judge, the byte where the word
/// before it ends, and the rows of its features in a table of so many weights. Only `cargo xtask` needs it.
#[doc(hidden)]
pub fn unmarked_gaps(text: &SourceText) -> (Vec<(u32, Features)>, usize) {
    let mut found = Vec::new();
    let mut pieces: Vec<Piece> = Vec::new();
    for span in paragraphs::paragraphs(text.as_str()) {
        pieces.clear();
        tokenize(text.as_str(), span, &mut pieces, &mut Vec::new());
        let ends = sentences::marked_ends(text.as_str(), &pieces);
        unmarked::gaps(text.as_str(), &pieces, &ends, |behind, features| {
            found.push((pieces[behind - 1].span.end, features));
        });
    }
    (found, unmarked::N_WEIGHTS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokenize::unit::{Unit, decode, parts_words};
    use proptest::prelude::*;

    fn check(text: &str, expected: &[&str]) {
        let source = SourceText::new(text);
        let cut = segment(&source);
        let found: Vec<&str> = cut
            .sentences
            .iter()
            .map(|sentence| {
                source.slice(sentence.words[0].span.cover(sentence.words[sentence.words.len() - 1].span))
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_closing_quotation_mark_belongs_to_the_sentence_it_closes() {
        check(
            "“We agree.” Roe left. ``Good.'' He slept.",
            &["“We agree.”", "Roe left.", "``Good.''", "He slept."],
        );
        check("\"We agree.\" \"So do we.\"", &["\"We agree.\"", "\"So do we.\""]);
    }

    #[test]
    fn a_question_stays_with_who_asked_it() {
        check(
            "“Why now?” he asked. “Who knows!” Jane Doe said.",
            &["“Why now?” he asked.", "“Who knows!” Jane Doe said."],
        );
        check("“Why now?” The talks failed.", &["“Why now?”", "The talks failed."]);
    }

    #[test]
    fn abbreviations_end_sentences_only_before_a_new_one() {
        check("He flew to the U.S. Then he rested.", &["He flew to the U.S.", "Then he rested."]);
        check(
            "The U.S. Embassy closed. Mr. Roe left at 5 p.m. Monday.",
            &["The U.S. Embassy closed.", "Mr. Roe left at 5 p.m. Monday."],
        );
        check("George W. Roe Jr. spoke. It rained…", &["George W. Roe Jr. spoke.", "It rained…"]);
    }

    #[test]
    fn headlines_and_quotations_left_open() {
        check(
            "TALKS COLLAPSE\n\n“We tried.\n\n“We failed,” he said.",
            &["TALKS COLLAPSE", "“We tried.", "“We failed,” he said."],
        );
    }

    #[test]
    fn datelines_stand_alone() {
        check("GRANDPORT (Example Wire) — Roe left.", &["GRANDPORT (Example Wire) —", "Roe left."]);
        check("ST. ANNE, Freedonia, March 4 -- Roe left.", &["ST. ANNE, Freedonia, March 4 --", "Roe left."]);
        check("Grandport (Example Wire) - Roe left.", &["Grandport (Example Wire) -", "Roe left."]);
        check("TALKS FAIL - MORE TO COME", &["TALKS FAIL - MORE TO COME"]);
        check("The envoy — Rufus Roe — left.", &["The envoy — Rufus Roe — left."]);
        check("Roe (the envoy) — he is 40 — left.", &["Roe (the envoy) — he is 40 — left."]);
    }

    #[test]
    fn unmarked_ends_are_found_in_mail_and_not_in_news() {
        for text in [
            "The outgoing PM Jane Doe met the envoys of Osterlich on Monday.",
            "Foreign Minister Rufus Roe told Grandport Radio that Upper Sylvania would not attend the Harbour Summit.",
            "SYLVANIA REJECTS OFFER AS TALKS RESUME IN GRANDPORT",
        ] {
            check(text, &[text]);
        }
        let mail = "Jane Doe 08/16/2000 03:48 PM Please call me.";
        check(mail, &["Jane Doe", "08/16/2000 03:48 PM", "Please call me."]);
    }

    #[test]
    fn sentences_have_a_greatest_length() {
        let cut = segment(&SourceText::new("word, ".repeat(1_000)));
        assert!(cut.sentences.len() >= 8 && cut.sentences.iter().all(|sentence| sentence.words.len() <= 256));
    }

    /// Every word in order, apart, on boundaries; gaps hold nothing visible.
    fn assert_lossless(text: &str) {
        let source = SourceText::new(text);
        let cut = segment(&source);
        assert_eq!(cut, segment(&source));
        let mut end = 0;
        let assert_gap = |range: std::ops::Range<usize>| {
            let mut units: Vec<Unit> = Vec::new();
            decode(&text[range], 0, &mut units);
            assert!(units.iter().all(|unit| parts_words(unit.ch)), "{units:?} lies in no word");
        };
        for sentence in &cut.sentences {
            assert!(cut.paragraphs[sentence.paragraph].contains(sentence.words[0].span));
            for word in &sentence.words {
                let range = word.span.range();
                assert!(end <= range.start && range.start < range.end);
                assert!(text.get(range.clone()).is_some());
                assert_gap(end..range.start);
                end = range.end;
            }
        }
        assert_gap(end..text.len());
    }

    proptest! {
        #[test]
        fn nothing_is_lost_of_any_text(text in "(?s).{0,200}") {
            assert_lossless(&text);
        }

        #[test]
        fn nothing_is_lost_of_text_like_news(text in "([A-Za-z]{1,3}|[0-9]|U\\.S\\.|'s|n't|can't|&quot;|&nbsp;|&#8217;|[ \n\r\t\u{a0}\u{200b}\u{ad}]|[-.,;:!?'\"“”‘’«»„()\\[\\]{}…–—/@#$%&*`]){0,80}") {
            assert_lossless(&text);
        }
    }

    #[test]
    fn odd_giants_take_linear_time() {
        for unit in [
            "a",
            ".",
            "a.",
            "“",
            "'",
            "``",
            "-",
            "a-",
            "1,",
            "1-",
            "@",
            "a@",
            "&",
            "&amp;",
            "(",
            "a'",
            ":-",
            "\u{202e}ש",
            "U.S.",
            "\n",
            "\r\n",
            "x.com/",
            "[1",
            "?\"",
            "$",
            "\u{200d}",
        ] {
            assert_lossless(&(unit.repeat(200_000 / unit.len()) + " x"));
        }
    }
}
