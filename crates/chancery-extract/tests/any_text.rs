//! Reading never fails: made-up texts of fragments that trouble readers keep every invariant.

#[path = "cases/invariants.rs"]
mod invariants;

use chancery_record::Article;
use chancery_syntax::Model;
use chancery_text::SourceText;
use chancery_world::World;
use proptest::prelude::*;

const FRAGMENTS: &[&str] = &[
    "Freedonia",
    "Sylvania",
    "Jane Doe",
    "the minister",
    "she",
    "they",
    "said",
    "denied that",
    "according to",
    "told",
    "\"",
    "“",
    "”",
    "‘",
    "’",
    "``",
    "''",
    "«",
    "»",
    "„",
    ",",
    ".",
    ".\n\n",
    "\n",
    "\t",
    "—",
    "--",
    "(",
    ")",
    ":",
    "…",
    "?",
    "U.S.",
    "Mr.",
    "don't",
    "attacked",
    "was killed",
    "will meet",
    "on Friday",
    "in Moscow",
    "12",
    "1850",
    "30 February",
    "\u{a0}",
    "\u{200b}",
    "\u{feff}",
    "\u{202e}",
    "مرحبا",
    "日本語",
    "🏴‍☠️",
    "&quot;",
    "e\u{301}",
    "\u{0}",
    "ROE:",
    "I",
    "we",
    "it",
    "and",
    "or",
    "not",
    "that",
    "who",
    "because of",
    "'s",
    "talks between",
    "a strike on",
    "killing nine",
];

fn check(text: &str) {
    let article =
        Article { text: text.to_string(), published: "2031-03-04".parse().ok(), ..Article::default() };
    let read = || {
        let document = chancery_syntax::parse(&SourceText::new(text), Model::embedded());
        invariants::check_document(text, &document);
        let mentions = chancery_extract::mentions(&document, World::embedded());
        let found = chancery_extract::find(
            &document,
            &mentions,
            World::embedded(),
            chancery_extract::Lexicon::embedded(),
            chancery_extract::Issues::embedded(),
        );
        chancery_extract::resolve(&article, &document, &mentions, &found, World::embedded()).0
    };
    let record = read();
    invariants::check_record(text, text, &record);
    assert_eq!(record, read(), "reading twice gives two records: {text}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn fragments_of_news(picks in prop::collection::vec((0..FRAGMENTS.len(), prop::bool::weighted(0.9)), 0..60)) {
        let mut text = String::new();
        for (pick, space) in picks {
            text.push_str(FRAGMENTS[pick]);
            if space {
                text.push(' ');
            }
        }
        check(&text);
    }

    #[test]
    fn any_characters(text in "(?s).{0,120}") {
        check(&text);
    }
}

#[test]
fn what_would_be_quadratic_is_not() {
    check(&"\"a".repeat(3_000));
    check(&"“‘".repeat(3_000));
    check(&"said ".repeat(2_000));
    check(&"Jane Doe and ".repeat(1_500));
    check(&"x".repeat(200_000));
    check(&"(".repeat(5_000));
}
