//! Whatever the text: no panic, the same bytes twice, and every entry cites the very characters that it rests on.

use chancery::{Article, Basis, Citation, Record, read};
use proptest::prelude::*;
use std::path::Path;

fn check(name: &str, article: &Article) {
    let once = read(article, Basis::embedded());
    let again = read(article, Basis::embedded());
    let json = serde_json::to_string(&once.record).expect("a record is JSON");
    assert_eq!(
        json,
        serde_json::to_string(&again.record).expect("a record is JSON"),
        "{name}: two readings differ"
    );
    assert_eq!(serde_json::from_str::<Record>(&json).expect("its own JSON is read"), once.record, "{name}");
    check_record(name, &article.text, &once.record);
}

fn check_record(name: &str, text: &str, record: &Record) {
    let characters: Vec<char> = text.chars().collect();
    let cites = |citation: &Citation| {
        let quoted: Option<String> =
            characters.get(citation.start..citation.end).map(|part| part.iter().collect());
        assert_eq!(quoted.as_deref(), Some(citation.text.as_str()), "{name}: {citation:?}");
    };
    let known_statement =
        |id: &String| assert!(record.statements.iter().any(|s| s.id == *id), "{name}: {id}");
    for actor in &record.actors {
        actor.mentions.iter().for_each(|mention| cites(&mention.citation));
        assert!(!actor.mentions.is_empty(), "{name}: {} cites nothing", actor.id);
    }
    record.times.iter().for_each(|time| cites(&time.citation));
    record.places.iter().for_each(|place| cites(&place.citation));
    for statement in &record.statements {
        statement.content.iter().for_each(&cites);
        statement.cue.iter().for_each(|cue| cites(&cue.citation));
        statement.inside.iter().for_each(known_statement);
        assert!(
            statement.cue.is_some() || !statement.content.is_empty(),
            "{name}: {} cites nothing",
            statement.id
        );
        for member in statement.speakers.iter().chain(&statement.addressees) {
            assert!(record.actor(&member.id).is_some(), "{name}: {}", member.id);
            cites(&member.mention);
        }
    }
    for event in &record.events {
        cites(&event.trigger);
        cites(&event.evidence);
        event.also.iter().for_each(&cites);
        event.reported_by.iter().for_each(known_statement);
        assert!(!event.evidence.text.is_empty(), "{name}: {} cites nothing", event.id);
        for member in event.actors.iter().chain(&event.recipients) {
            assert!(record.actor(&member.id).is_some(), "{name}: {}", member.id);
            cites(&member.mention);
        }
    }
    for position in &record.positions {
        cites(&position.evidence);
    }
}

/// Pieces of news and of nuisance, in any order.
fn odd_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("Foreign Minister Jane Doe said".to_owned()),
        Just(" “we will not leave Paris” ".to_owned()),
        Just("according to the ministry, ".to_owned()),
        Just("The army of Sylvania shelled the town on Monday, killing 12 people. ".to_owned()),
        Just("On March 3, 1921 the envoys met in Geneva. ".to_owned()),
        Just("\n\n“".to_owned()),
        Just("\r\n \n".to_owned()),
        Just("GENEVA (Example Wire) — ".to_owned()),
        Just("he denied that she accused them of threatening to arrest him".to_owned()),
        "[“”‘’\"'«»„()\\[\\]—–.,:;!?…\u{200b}\u{a0}\u{301}\u{202e}\u{feff}]{1,6}",
        "\\PC{0,8}",
        "[A-Za-z ]{0,20}",
        "(?s).{0,6}",
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_text_is_read(text in odd_text(), dated in any::<bool>()) {
        let published = dated.then(|| "1921-03-04".parse().expect("a date"));
        check("odd text", &Article { published, ..Article::new(text) });
    }
}

#[test]
fn the_sample_article_is_read() {
    let text = include_str!("../../../examples/talks.txt");
    check("talks.txt", &Article { published: "2025-03-04".parse().ok(), ..Article::new(text) });
}

#[test]
fn real_articles_are_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/articles");
    if !folder.is_dir() {
        println!("skipped: there is no ../shared/data/articles here");
        return;
    }
    let mut n_articles = 0;
    for incoming in chancery::ingest::articles([folder], chancery::ingest::Options::default()) {
        let incoming = incoming.expect("an article");
        check(&incoming.name, &incoming.article);
        n_articles += 1;
    }
    assert!(n_articles > 0);
}
