//! Odd strings of time words, read without a tree: never a panic, spans in order, days in order.

use super::*;
use crate::mention::time::times;
use chancery_syntax::{Deprel, Upos, Word, segment};
use chancery_text::SourceText;
use proptest::prelude::*;

/// A document without tags: every word hangs on the first of its sentence.
fn flat(text: &str) -> Document {
    let text = SourceText::new(text);
    let cut = segment(&text);
    let sentences = cut.sentences.iter().map(|sentence| {
        let words = sentence.words.iter().enumerate().map(|(n, spot)| Word {
            span: spot.span,
            joined: spot.joined,
            upos: Upos::X,
            xpos: "XX",
            feats: "_",
            lemma: text.slice(spot.span).to_lowercase(),
            head: usize::from(n > 0),
            deprel: if n > 0 { Deprel::Dep } else { Deprel::Root },
        });
        (sentence.paragraph, words.collect())
    });
    let sentences = sentences.collect();
    Document::assemble(text.clone(), cut.paragraphs.clone(), sentences, Vec::new(), Vec::new())
}

fn resolve(text: &str, published: Option<Date>) -> (Vec<String>, Whens) {
    let document = flat(text);
    let found = times(&document);
    for pair in found.windows(2) {
        assert!(pair[0].span.end <= pair[1].span.start, "{text}");
    }
    let texts = found.iter().map(|time| document.text().slice(time.span).to_string()).collect();
    let mentions = Mentions::new(&document, Vec::new(), Vec::new(), found, Vec::new());
    let whens = whens(&document, &mentions, published, &mut Vec::new());
    (texts, whens)
}

#[test]
fn a_day_in_any_cut_of_tokens_is_one_expression() {
    let (texts, whens) = resolve("Signed 2025-03-04, at 8am, in mid-July 1999.", None);
    assert_eq!(texts, ["2025-03-04", "8am", "mid-July 1999"]);
    assert_eq!(whens.resolved[0].value.as_deref(), Some("2025-03-04"));
    assert_eq!(whens.resolved[2].value.as_deref(), Some("1999-07"));
}

const WORDS: &[&str] = &[
    "March",
    "May",
    "4",
    "31",
    "30",
    "February",
    "2025",
    "1850",
    "9999",
    "0",
    "the",
    "of",
    "last",
    "next",
    "this",
    "week",
    "years",
    "century",
    "decade",
    "ago",
    "later",
    "before",
    "after",
    "Friday",
    "Monday",
    "night",
    "a.m.",
    "10:35",
    "24:00",
    "99:99",
    "999999",
    "million",
    "a",
    "half",
    "and",
    "-",
    ",",
    ".",
    "'s",
    "1990s",
    "Q3",
    "Christmas",
    "Easter",
    "every",
    "other",
    "two",
    "hundred",
    "thousand",
    "in",
    "since",
    "from",
    "to",
    "until",
    "the",
    "past",
    "same",
    "day",
    "that",
    "months",
    "½",
    "·",
    "’",
    "1/2",
    "3/4/2025",
    "century",
    "millennium",
    "weekend",
    "early",
    "\n\n",
    "centuries",
    "from now",
    "per",
    "twice",
    "GMT",
    "1430",
    "o'clock",
    "morning",
    "tomorrow",
    "yesterday",
];

proptest! {
    #[test]
    fn strings_of_time_words_never_panic(
        words in prop::collection::vec((prop::sample::select(WORDS), any::<bool>()), 0..24),
        year in -9998i16..9999,
        published in any::<bool>(),
    ) {
        let mut text = String::new();
        for (word, gap) in words {
            text.push_str(word);
            if gap {
                text.push(' ');
            }
        }
        let day = Date::new(year, 12, 31).ok().filter(|_| published);
        let (_, whens) = resolve(&text, day);
        for resolved in &whens.resolved {
            if let Some(days) = resolved.days {
                prop_assert!(days.from <= days.to, "{text}");
            }
        }
    }
}
